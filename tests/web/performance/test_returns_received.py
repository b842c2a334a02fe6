"""Returns are received under a receipt; what is not sound is said line by line, and nothing is overwritten."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.figures.indicators.plan_file import IndicatorUnreadable
from throughline.web.access.actions import record_agency
from throughline.web.access.models import Agency, Event, Partnership
from throughline.web.performance import actions, queries
from throughline.web.performance.models import IndicatorList, Observation, Receipt, Rejection

LIST = """
[[indicator]]
id = "homes"
code = "NI 143"
name = "Settled homes"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Settled"
denominator = "Ended"

[[indicator]]
id = "courses"
code = "C"
name = "Courses"
method = "trajectory"
polarity = "higher"
unit = "completions"
numerator = "Completed"
target = { value = 40, plan = [10, 20, 30, 40] }
"""
Q1, Q2 = (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))
CAME = date(2026, 7, 6)


@pytest.fixture
def supplier(partnership: Partnership) -> Agency:
    """Probation, with a list of indicators in use."""
    record_agency(partnership=partnership, code="probation", name="Probation", sector="", by=None, at=NOW)
    actions.load_indicators(partnership=partnership, text=LIST, loaded_on=TODAY, by=None, at=NOW)
    return Agency.objects.get(partnership=partnership, code="probation")


def receive(supplier: Agency, *lines: str, period: Any = Q1, on: date = CAME) -> Receipt:
    return actions.receive_return(
        supplier=supplier,
        content="\n".join(("indicator,numerator,denominator", *lines)).encode(),
        period_starts=period[0],
        period_ends=period[1],
        received_on=on,
        by=None,
        at=NOW,
    )


def test_a_figure_has_its_thread_before_any_terms_are_loaded(supplier: Agency, as_secretary: Client) -> None:
    receive(supplier, "homes,57,80", on=TODAY, period=(date(2025, 10, 1), date(2025, 12, 31)))
    figure = Observation.objects.get()
    answer = as_secretary.get(f"/{supplier.partnership.slug}/indicators/homes/figures/{figure.pk}")
    assert answer.status_code == 200
    assert "57" in answer.content.decode()


def test_a_return_has_a_receipt_and_an_event(supplier: Agency) -> None:
    taken = receive(supplier, "homes,57,80", "courses,9,")
    assert (taken.reference, taken.lines_read, taken.lines_accepted) == ("2026-07-06/1", 2, 2)
    assert Event.objects.get(what="return received").detail["sha256"] == taken.sha256
    assert receive(supplier, "homes,60,82", period=Q2).reference == "2026-07-06/2"


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        pytest.param("beds,3,4", "indicator", "is no indicator", id="an unknown indicator"),
        pytest.param("homes,81,80", "numerator", "more than the 80", id="a part above its whole"),
        pytest.param("homes,57,", "denominator", "part of a whole", id="a share of nothing"),
        pytest.param("courses,ten,", "numerator", "not a whole number", id="words for a number"),
    ],
)
def test_an_unsound_line_is_named_and_the_others_are_taken_in(
    supplier: Agency, line: str, column: str, reason: str
) -> None:
    sound = "courses,9," if line.startswith("homes") else "homes,57,80"
    taken = receive(supplier, line, sound)
    refused = Rejection.objects.get()
    assert (refused.line, refused.column, taken.lines_accepted) == (2, column, 1)
    assert reason in refused.reason
    assert Observation.objects.count() == 1


def test_a_quarters_own_count_is_refused_where_a_total_is_due(supplier: Agency) -> None:
    receive(supplier, "courses,12,")
    receive(supplier, "courses,8,", period=Q2)
    assert "less than the 12 already returned" in Rejection.objects.get().reason


def test_totals_count_from_the_beginning_of_the_year(supplier: Agency) -> None:
    receive(supplier, "courses,22,", period=Q2)
    assert Observation.objects.get().starts == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("period", "again", "sentence"),
    [
        pytest.param((Q1[1], Q1[0]), False, "before it starts", id="a period turned round"),
        pytest.param(Q1, True, "received already, with receipt 2026-07-06/1", id="the same file again"),
    ],
)
def test_a_return_that_is_refused_leaves_nothing(
    supplier: Agency, period: Any, again: bool, sentence: str
) -> None:
    if again:
        receive(supplier, "homes,57,80")
    before = Receipt.objects.count()
    with pytest.raises(actions.ReturnRefused, match=sentence):
        receive(supplier, "homes,57,80", period=period)
    assert Receipt.objects.count() == before


def test_a_revision_is_another_row_and_the_scorecard_of_an_earlier_day_stays(supplier: Agency) -> None:
    receive(supplier, "homes,58,80")
    receive(supplier, "homes,60,80", on=date(2026, 8, 3))
    cards = [queries.scorecard_on(supplier.partnership, day) for day in (CAME, date(2026, 8, 3))]
    values = [
        row.value for card in cards if card for row in card.rows if row.judgement.indicator.id == "homes"
    ]
    assert values == ["72.5%", "75%"]
    assert Observation.objects.count() == 2


def test_an_agreed_target_holds_from_its_day(supplier: Agency) -> None:
    place = supplier.partnership
    actions.agree_target(
        partnership=place, indicator="homes", value=Fraction(7, 10), source="the board", from_on=CAME, by=None, at=NOW
    )  # fmt: skip
    before, after = (queries.planned_indicators(place, day)["homes"].target for day in (TODAY, CAME))
    assert (before, after and after.value) == (None, Fraction(7, 10))


def test_a_tolerance_leaves_the_target_of_the_list(supplier: Agency) -> None:
    actions.agree_target(
        partnership=supplier.partnership, indicator="courses", tolerance=Fraction(1, 50), source="the board",
        from_on=TODAY, by=None, at=NOW,
    )  # fmt: skip
    target = queries.planned_indicators(supplier.partnership, TODAY)["courses"].target
    assert target
    assert (target.value, target.tolerance, target.plan) == (40, Fraction(1, 50), (10, 20, 30, 40))


def test_an_indicator_that_could_not_be_judged_is_not_loaded(partnership: Partnership) -> None:
    text = LIST.replace("target = { value = 40, plan = [10, 20, 30, 40] }", "")
    with pytest.raises(actions.IndicatorsRefused, match="courses cannot be judged without a target"):
        actions.load_indicators(partnership=partnership, text=text, loaded_on=TODAY, by=None, at=NOW)
    assert not IndicatorList.objects.exists()


def test_a_partnership_without_indicators_has_no_scorecard(partnership: Partnership) -> None:
    assert queries.scorecard_on(partnership, TODAY) is None


def test_the_store_itself_keeps_no_part_above_its_whole(supplier: Agency) -> None:
    receive(supplier, "homes,57,80")
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(numerator=81)


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        pytest.param("must grow by quarter and end at its target", "[10, 20, 15, 40]", id="it falls"),
        pytest.param(
            "must grow by quarter and end at its target", "[10, 20, 30, 39]", id="it misses its target"
        ),
    ],
)
@pytest.mark.clause("C468", breaks="throughline.figures.indicators.plan_file:_target")
def test_planned_quarters_grow_and_end_at_the_years_target(
    partnership: Partnership, sentence: str, plan: str
) -> None:
    text = LIST.replace("[10, 20, 30, 40]", plan)
    with pytest.raises(IndicatorUnreadable, match=sentence):
        actions.load_indicators(partnership=partnership, text=text, loaded_on=TODAY, by=None, at=NOW)
