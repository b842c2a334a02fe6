"""The catalogue of the East Midlands plan: each entry says how it is judged, and from what."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tests.spec.plan.test_east_midlands_plan import plan
from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.lag import PlanYears, lag_line
from throughline.figures.indicators.model import Change, Observation, Position
from throughline.figures.indicators.plan_file import PlannedIndicator, read_indicators
from throughline.figures.scorecard import compose

FILE = "partnerships/east-midlands-indicators.toml"
TODAY = date(2010, 9, 1)


@cache
def catalogue() -> dict[str, PlannedIndicator]:
    text = (Path(__file__).parents[2] / FILE).read_text(encoding="utf-8")
    return {one.indicator.id: one for one in read_indicators(text)}


def returned(numerator: int, *, expected: int | None = None, cohort: int | None = None) -> Observation:
    return Observation(
        start=date(2009, 4, 1), end=date(2010, 3, 31), numerator=numerator, receipt="2010-08-05/1",
        received_on=date(2010, 8, 5), expected=None if expected is None else Fraction(expected), cohort=cohort,
        denominator=cohort, published_on=date(2010, 8, 5),
    )  # fmt: skip


@pytest.mark.clause("C325", breaks=f"{FILE}#indicator.ni18-derby")
@pytest.mark.parametrize(
    ("sentence", "reoffenders", "change"),
    [
        ("as many as predicted", 294, Change.NO_RELIABLE_CHANGE),
        ("far fewer", 230, Change.IMPROVED),
        ("far more", 360, Change.WORSE),
    ],
)
def test_adult_reoffending_is_judged_against_what_was_predicted(
    sentence: str, reoffenders: int, change: Change
) -> None:
    derby = catalogue()["ni18-derby"]
    assert (derby.indicator.code, derby.indicator.polarity, derby.indicator.definition) == (
        "NI 18",
        "lower",
        "NI 18, 2008",
    )
    found = judge(derby.indicator, derby.target, [returned(reoffenders, expected=294, cohort=3884)], on=TODAY)
    assert found.change is change, sentence
    assert "predicted" in found.sentence


@pytest.mark.clause("C327", breaks=f"{FILE}#indicator.ni30-lincolnshire")
@pytest.mark.parametrize(
    ("sentence", "offences", "position"),
    [
        ("at the end point", 280, Position.ON_TARGET),
        ("at the ceiling", 284, Position.WITHIN_TOLERANCE),
        ("one above the ceiling", 285, Position.OFF_TARGET),
    ],
)
def test_the_prolific_are_judged_as_a_fixed_group_against_two_thresholds(
    sentence: str, offences: int, position: Position
) -> None:
    lincolnshire = catalogue()["ni30-lincolnshire"]
    assert (lincolnshire.indicator.unit, lincolnshire.indicator.baseline) == ("offences", 330)
    found = judge(lincolnshire.indicator, lincolnshire.target, [returned(offences)], on=TODAY)
    assert found.position is position, sentence


@pytest.mark.clause("C214", breaks="throughline.figures.indicators.lag:lag_line")
def test_a_published_rate_says_whom_it_counts_and_how_long_after_it_came_out() -> None:
    """A national statistic follows people for months and is published later still."""
    derby = catalogue()["ni18-derby"].indicator
    published = returned(261, expected=294, cohort=3884)
    plans = [PlanYears("the plan of 2009-10", date(2009, 4, 1), date(2010, 3, 31))]
    line = lag_line(
        published.start, published.end, derby.lag, plans=plans, on=TODAY, published_on=published.published_on
    )  # fmt: skip
    assert (line.follow_up_ends, line.published_on) == (date(2010, 6, 30), date(2010, 8, 5))
    assert (line.plan, line.outcome_of_current_plan) == ("the plan of 2009-10", False)


@pytest.mark.clause("C016", breaks="throughline.figures.scorecard:compose")
def test_a_scorecard_holds_the_actual_against_the_target_for_its_period() -> None:
    enforcement = catalogue()["enforcement"]
    assert enforcement.target is not None
    quarter = Observation(
        start=date(2009, 10, 1), end=date(2009, 12, 31), numerator=130, denominator=200, receipt="2010-01-05/2",
        received_on=date(2010, 1, 5),
    )  # fmt: skip
    card = compose(
        [enforcement.indicator], {"enforcement": enforcement.target}, {"enforcement": [quarter]}, date(2010, 1, 12)
    )  # fmt: skip
    [row] = card.rows
    assert (row.position, row.receipts) == ("On target, above 60% national", ("2010-01-05/2",))
    assert "65%" in row.value
    assert "61.8%" in row.target
    assert "December 2009" in row.period


@pytest.mark.clause("C408", breaks="partnerships/east-midlands-plan-2009-10.csv#1.1.2.a")
def test_an_objective_may_be_told_by_a_comparison_of_rates() -> None:
    [measure] = [one for one in plan().measures if one.parent == "1.1.2"]
    compared = [one.indicator for one in catalogue().values() if one.indicator.code == measure.indicator]
    assert {(one.method, one.polarity) for one in compared} == {("predicted", "lower")}
    assert (measure.direction, len(compared)) == ("down", 6)
