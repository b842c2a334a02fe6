"""Which charts an indicator has, and that none of them gives away what may not be shown."""

from __future__ import annotations

import calendar
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers.charts.examples import PLANS, SHARES
from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.model import (
    DefinitionVersion,
    Indicator,
    LagProfile,
    Observation,
    Target,
)
from throughline.figures.indicators.series import signal_or_noise
from throughline.papers.blocks import plain
from throughline.papers.charts.of_indicator import HIDES, Known, charts_of_indicator
from throughline.papers.charts.run_chart import Named

ON = date(2010, 1, 12)


def indicator(method: Any = "percentage", **changes: Any) -> Indicator:
    given: dict[str, Any] = {
        "id": "one", "code": "NI 1", "name": "An indicator", "method": method, "polarity": "higher",
        "unit": "people", "numerator": "what is counted",
    }  # fmt: skip
    return Indicator(**(given | changes))


def seen(month: int, numerator: int, denominator: int | None = 1000, **changes: Any) -> Observation:
    """A month of the year 2008, counted on into the next."""
    year, place = divmod(month - 1, 12)
    start = date(2008 + year, place + 1, 1)
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    given: dict[str, Any] = {
        "start": start, "end": end, "numerator": numerator, "denominator": denominator,
        "receipt": "r1", "received_on": ON,
    }  # fmt: skip
    return Observation(**(given | changes))


def year_of(*shares: float) -> list[Observation]:
    return [seen(place, round(10 * share)) for place, share in enumerate(shares, start=4)]


def kinds(known: Known, beside: list[Known] | None = None) -> list[str]:
    return [chart.kind for chart in charts_of_indicator(known, beside or ())]


def known(observations: list[Observation], **changes: Any) -> Known:
    given: dict[str, Any] = {
        "indicator": indicator(), "target": None, "observations": observations, "on": ON,
    }  # fmt: skip
    return Known(**(given | changes))


def everything_shown(charts: Any) -> str:
    """All that a reader gets: what is drawn, said and tabled."""
    said = []
    for chart in charts:
        said += [json.dumps(chart.wide), json.dumps(chart.narrow), chart.title, chart.description, chart.note]
        said += [plain(cell) for row in chart.twin.rows for cell in row]
    return " ".join(said)


TO_DATE = {"start": date(2009, 4, 1), "denominator": None}
QUARTERS = [
    seen(1, 41, end=date(2009, 6, 30), **TO_DATE),
    seen(1, 96, end=date(2009, 9, 30), **TO_DATE),
]
PLANNED = Target(value=Fraction(257), plan=(34, 89, 216, 257))
COHORT = {"cohort": 3884, "expected": Fraction(294), "denominator": None}
TABLE = [seen(1, 700 + place, area=f"Area {place}") for place in range(4)]


@pytest.mark.parametrize(
    "shown, charts",
    [
        pytest.param(known([]), [], id="before a figure there is nothing to draw"),
        pytest.param(known([seen(1, 700)]), [], id="one return is no run"),
        pytest.param(known([seen(1, 700), seen(2, 710)]), ["series"], id="two returns of a share"),
        pytest.param(
            known([seen(1, 700), seen(2, 710), *TABLE]), ["series", "funnel"], id="with areas beside it"
        ),
        pytest.param(known(TABLE[:2]), [], id="two areas are no funnel"),
        pytest.param(
            known(QUARTERS, indicator=indicator("trajectory"), target=PLANNED), ["steps"], id="totals to date"
        ),
        pytest.param(
            known([seen(1, 268, **COHORT)], indicator=indicator("predicted")), ["predicted"], id="a cohort"
        ),
        pytest.param(
            known(
                [seen(1, 268, **COHORT)],
                indicator=indicator("predicted", lag=LagProfile(3, 6)),
                plans=PLANS,
            ),
            ["predicted", "lag"],
            id="a cohort with a recorded lag",
        ),
        pytest.param(
            known([seen(1, 300, None)], indicator=indicator("fixed-group"), target=Target(value=Fraction(1))),
            [],
            id="one year of a fixed group",
        ),
    ],
)
def test_which_charts_an_indicator_has(shown: Known, charts: list[str]) -> None:
    assert kinds(shown) == charts


def test_the_limits_drawn_are_those_that_the_verdict_was_reached_by() -> None:
    observations = year_of(*SHARES)
    (chart,) = charts_of_indicator(known(observations))
    limits = signal_or_noise([each.numerator / 10 for each in observations]).limits
    (band,) = [layer["data"]["values"][0] for layer in chart.wide["layer"] if layer["mark"]["type"] == "rect"]
    assert (band["y"], band["y2"]) == pytest.approx((limits.lower, limits.upper))  # type: ignore[union-attr]
    judged = judge(indicator(), None, observations, on=ON)
    assert judged.sentence in chart.description


def test_a_break_cuts_the_line_and_the_limits_begin_again() -> None:
    broken = known(year_of(*SHARES), breaks=(Named(date(2008, 9, 1), "Another system."),))
    (chart,) = charts_of_indicator(broken)
    bands = [layer for layer in chart.wide["layer"] if layer["mark"]["type"] == "rect"]
    assert len(bands) == 1, "five months before the break are too few for limits"
    assert chart.remarks == ("A: series broken on 1 September 2008. Another system.",)


def test_two_versions_of_a_definition_are_never_one_line() -> None:
    changed = indicator(
        definitions=(
            DefinitionVersion(date(2008, 4, 1), "As it was."),
            DefinitionVersion(date(2009, 1, 1), "As it is."),
        )
    )
    (chart,) = charts_of_indicator(known(year_of(*SHARES), indicator=changed))
    assert chart.remarks[0].startswith("A: series broken on 1 January 2009.")


def test_a_hidden_return_is_not_drawn_and_no_mean_gives_it_away() -> None:
    observations = [*year_of(*SHARES[:-1]), seen(24, 3, 1000)]
    (chart,) = charts_of_indicator(known(observations))
    assert "Mean" not in everything_shown([chart])
    assert [layer for layer in chart.wide["layer"] if layer["mark"]["type"] == "rect"] == []
    assert HIDES in chart.remarks
    assert plain(chart.twin.rows[-1][1]) == "hidden, fewer than 5"


def test_where_counts_are_rounded_no_drawing_gives_the_exact_ones_away() -> None:
    rounding = indicator(disclosure="suppress-7-round-5")
    assert kinds(known(year_of(*SHARES))) != []
    assert kinds(known(year_of(*SHARES), indicator=rounding)) == []


def test_a_period_without_cases_is_a_gap_and_not_a_hundred_per_cent() -> None:
    observations = [*year_of(*SHARES), seen(25, 0, 0)]
    (chart,) = charts_of_indicator(known(observations))
    assert plain(chart.twin.rows[-1][1]) == "no cases"
    assert plain(chart.twin.rows[-1][2]) == ""
    assert "The mean is 71.8" in chart.description


@given(
    counts=st.lists(st.integers(5, 9), min_size=2, max_size=15),
    small=st.integers(1, 4),
    place=st.integers(0, 14),
)
def test_no_small_count_of_people_is_drawn_or_told(counts: list[int], small: int, place: int) -> None:
    """Shares of 4,211 people: only a count of one to four would make one of these shares."""
    numerators = [*counts[: place % len(counts)], small, *counts[place % len(counts) :]]
    observations = [seen(month, numerator, 4211) for month, numerator in enumerate(numerators, start=1)]
    shown = everything_shown(charts_of_indicator(known(observations)))
    share = 100 * small / 4211
    assert str(share) not in shown
    assert f"{small} of 4,211" not in shown


def test_a_small_total_to_date_is_hidden_and_nothing_is_worked_out_from_it() -> None:
    quarters = [seen(1, 3, end=date(2009, 6, 30), **TO_DATE)]
    shown = known(quarters, indicator=indicator("trajectory"), target=PLANNED)
    (chart,) = charts_of_indicator(shown)
    assert [plain(cell) for cell in chart.twin.rows[0]][2] == "hidden, fewer than 5"
    assert "254" not in everything_shown([chart]), "257 planned less 254 needed would be 3"


def test_areas_kept_apart_stand_together_and_have_one_drawing() -> None:
    derby, kent = (
        known(
            [seen(1, actual, **COHORT)],
            indicator=indicator("predicted", id=area.lower(), area=area),
            target=Target(value=Fraction(261)),
        )
        for area, actual in (("Derby", 268), ("Kent", 300))
    )
    (of_derby,), (of_kent,) = (charts_of_indicator(one, [derby, kent]) for one in (derby, kent))
    assert of_derby.digest == of_kent.digest
    assert [row[0] for row in of_derby.twin.rows] == ["Derby", "Kent"]


def test_an_area_of_another_period_is_not_set_beside() -> None:
    derby = known([seen(2, 268, **COHORT)], indicator=indicator("predicted", area="Derby"))
    older = known([seen(1, 300, **COHORT)], indicator=indicator("predicted", id="b", area="Kent"))
    (chart,) = charts_of_indicator(derby, [derby, older])
    assert [row[0] for row in chart.twin.rows] == ["Derby"]


def test_a_small_number_of_reoffenders_is_not_drawn() -> None:
    derby = known([seen(1, 268, **COHORT)], indicator=indicator("predicted", area="Derby"))
    small = known([seen(1, 4, **COHORT)], indicator=indicator("predicted", id="b", area="Rutland"))
    (chart,) = charts_of_indicator(derby, [derby, small])
    assert "Rutland" not in json.dumps(chart.wide)
    assert [plain(cell) for cell in chart.twin.rows[1]][3] == "hidden, fewer than 5"


def test_a_funnel_leaves_out_what_may_not_be_shown_and_its_average_too() -> None:
    small = seen(1, 2, area="Rutland")
    charts = charts_of_indicator(known([seen(1, 700), seen(2, 710), *TABLE, small]))
    assert "70.2%" in charts[1].description, "2,806 of 4,000; with the hidden area it would be 56.2%"
    assert [plain(cell) for cell in charts[1].twin.rows[-1]][:2] == ["Rutland", "hidden, fewer than 5"]


def test_only_the_areas_it_is_set_beside_are_shown() -> None:
    compared = indicator(area="Area 0", comparators=("Area 1", "Area 2"))
    charts = charts_of_indicator(known([seen(1, 700), seen(2, 710), *TABLE], indicator=compared))
    assert [row[0] for row in charts[1].twin.rows] == ["Area 0", "Area 1", "Area 2"]


def test_a_later_return_revises_what_is_drawn() -> None:
    revised = replace(seen(2, 800), receipt="r2", received_on=date(2010, 1, 11))
    observations = [seen(1, 700), replace(seen(2, 710), received_on=date(2010, 1, 4)), revised]
    (chart,) = charts_of_indicator(known(observations))
    assert [plain(cell) for cell in chart.twin.rows[-1]][2] == "80.0"
