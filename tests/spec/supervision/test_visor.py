"""ViSOR: everyone entered, every record reviewed every four months, partner status in custody; rule R36."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.supervision.gaps import Spell
from throughline.rules.supervision.limits import DayLimit
from throughline.rules.supervision.mappa import LevelPeriod
from throughline.rules.supervision.share import Share
from throughline.rules.supervision.visor import (
    VisorRecord,
    entered,
    next_review_due,
    partner_status_taken,
    reviewed_in_time,
)
from throughline.words.periods import Period

QUARTER = Period(date(2009, 10, 1), date(2009, 12, 31))
FOUR_MONTHS = DayLimit("visor-review", 0, date(2009, 4, 1), "regional plan, 3.2.4", months=4)
JUNE, AUGUST = date(2009, 6, 1), date(2009, 8, 14)


def record(
    entered_on: date | None = AUGUST,
    *reviews: date,
    category: int = 2,
    level: int | None = None,
    **more: object,
) -> VisorRecord:
    periods = (LevelPeriod(level, JUNE),) if level else ()
    return VisorRecord("V-01", category, periods, entered_on=entered_on, reviews=reviews, **more)  # type: ignore[arg-type]


TWO_COUNTS = [
    ("one of category 2 at level 1 counts among all only", record(), "1 of 1", "no cases"),
    ("one at level 2 counts in both", record(level=2), "1 of 1", "1 of 1"),
    ("one at level 3 counts in both", record(level=3), "1 of 1", "1 of 1"),
    ("without an entry it is missing from both", record(None, level=2), "0 of 1", "0 of 1"),
    ("an entry after the quarter is no entry in it", record(date(2010, 1, 1), level=2), "0 of 1",
     "0 of 1"),
    ("an entry on its last day is", record(QUARTER.last, level=2), "1 of 1", "1 of 1"),
    ("another category is not asked for", record(category=1, level=3), "no cases", "no cases"),
    ("a case closed within the quarter is no longer asked for", record(closed_on=date(2009, 11, 2)),
     "no cases", "no cases"),
    ("a case that begins after the quarter is not yet asked for",
     VisorRecord("V-02", 2, (), known_from=date(2010, 1, 1)), "no cases", "no cases"),
]  # fmt: skip


@pytest.mark.clause("C356", "C511", breaks="throughline.rules.supervision.visor:entered")
@pytest.mark.parametrize(("sentence", "one", "of_all", "of_managed"), TWO_COUNTS)
def test_entries_are_counted_over_two_wholes(
    sentence: str, one: VisorRecord, of_all: str, of_managed: str
) -> None:
    assert entered([one], quarter=QUARTER).words == of_all, sentence
    assert entered([one], quarter=QUARTER, levels=(2, 3)).words == of_managed, sentence


REVIEWS = [
    ("reviewed four months to the day", record(AUGUST, date(2009, 12, 14)), "1 of 1"),
    ("reviewed a day later", record(AUGUST, date(2009, 12, 15)), "0 of 1"),
    ("open for four months to the day", record(date(2009, 8, 31)), "1 of 1"),
    ("open for longer", record(date(2009, 8, 30)), "0 of 1"),
    ("a gap that ended before the quarter is no longer counted", record(date(2009, 1, 5), date(2009, 9, 20)),
     "1 of 1"),
    ("closed before the review fell due", record(AUGUST, closed_on=date(2009, 12, 1)), "1 of 1"),
    ("a record that was never entered is not reviewed, and is counted as missing elsewhere", record(None),
     "no cases"),
    ("another category is not counted", record(date(2009, 5, 1), category=1), "no cases"),
]  # fmt: skip


@pytest.mark.clause("C512", breaks="throughline.rules.supervision.visor:reviewed_in_time")
@pytest.mark.parametrize(("sentence", "one", "counted"), REVIEWS)
def test_every_record_is_reviewed_within_four_calendar_months(
    sentence: str, one: VisorRecord, counted: str
) -> None:
    assert reviewed_in_time([one], quarter=QUARTER, limit=FOUR_MONTHS).words == counted, sentence


MONTH_ENDS = [
    ("four months after 31 October is the last day of February", date(2009, 10, 31), date(2010, 2, 28)),
    ("or the 29th in a leap year", date(2011, 10, 31), date(2012, 2, 29)),
    ("a clamped day does not creep forward", date(2009, 10, 28), date(2010, 2, 28)),
    ("from a short month the day stays", date(2010, 2, 28), date(2010, 6, 28)),
    ("from the 31st to a month of 30 days", date(2009, 5, 31), date(2009, 9, 30)),
]


@pytest.mark.parametrize(("sentence", "began", "due"), MONTH_ENDS)
def test_months_are_those_of_the_calendar_kept_within_the_month(
    sentence: str, began: date, due: date
) -> None:
    assert FOUR_MONTHS.due_on(began) == due, sentence


def test_the_next_review_counts_from_the_last() -> None:
    reviewed = record(AUGUST, date(2009, 10, 31))
    assert next_review_due(reviewed, limit=FOUR_MONTHS, on=QUARTER.last) == date(2010, 2, 28)
    assert next_review_due(record(None), limit=FOUR_MONTHS, on=QUARTER.last) is None


INSIDE = (Spell(date(2009, 9, 1)),)
PARTNERS = [
    ("taken on somebody at level 2 in custody", record(level=2, custody=INSIDE, partner_on=date(2009, 9, 9)),
     "1 of 1"),
    ("not taken", record(level=3, custody=INSIDE), "0 of 1"),
    ("taken after the quarter", record(level=3, custody=INSIDE, partner_on=date(2010, 1, 2)), "0 of 1"),
    ("at level 1 it is not asked for", record(custody=INSIDE), "no cases"),
    ("in the community it is not asked for", record(level=2), "no cases"),
    ("released before the quarter ended", record(level=2, custody=(Spell(date(2009, 9, 1), QUARTER.last),)),
     "no cases"),
    ("any category at these levels", record(category=1, level=2, custody=INSIDE), "0 of 1"),
]  # fmt: skip


@pytest.mark.clause("C513", breaks="throughline.rules.supervision.visor:partner_status_taken")
@pytest.mark.parametrize(("sentence", "one", "counted"), PARTNERS)
def test_prisons_take_partner_status_at_levels_2_and_3(sentence: str, one: VisorRecord, counted: str) -> None:
    assert partner_status_taken([one], quarter=QUARTER, levels=(2, 3)).words == counted, sentence


@pytest.mark.clause("C357", breaks="throughline.rules.supervision.visor:partner_status_taken")
def test_prisons_take_partner_status_on_category_1() -> None:
    first = [
        record(category=1, custody=INSIDE, partner_on=date(2009, 9, 9)),
        record(category=1, custody=INSIDE),
        record(category=2, custody=INSIDE),
        record(category=1),
    ]
    assert partner_status_taken(first, quarter=QUARTER, category=1) == Share(1, 2)


def four_months_after(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + 4, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


days = st.integers(-200, 120).map(lambda number: QUARTER.first + timedelta(days=number))


@given(days, st.lists(days, max_size=5))
def test_reviews_agree_with_counting_day_by_day(begins: date, reviews: list[date]) -> None:
    kept, last, day = True, begins, begins
    while day <= QUARTER.last:
        kept = kept and (day < QUARTER.first or day <= four_months_after(last))
        last = day if day in reviews else last
        day += timedelta(days=1)
    counted = Share(0, 0) if begins > QUARTER.last else Share(int(kept), 1)
    assert reviewed_in_time([record(begins, *reviews)], quarter=QUARTER, limit=FOUR_MONTHS) == counted
