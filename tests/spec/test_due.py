"""When things are due: the partnership file, section 11; rules R1 and R2."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.due import due_on, moved
from throughline.rules.terms.model import Due, Open, Span, Who
from throughline.words.dates import ImpreciseDate
from throughline.words.working_days import is_working_day


def before(number: int, unit: str = "working_days", *, clear: bool = False) -> Due:
    return Due("before", Span(number, unit), "meeting", clear=clear)  # type: ignore[arg-type]


def after(number: int, unit: str = "working_days") -> Due:
    return Due("after", Span(number, unit), "meeting")  # type: ignore[arg-type]


DATED = [
    ("five working days before, over Easter", before(5), date(2026, 4, 7), date(2026, 3, 27)),
    ("five working days before an ordinary Tuesday", before(5), date(2026, 4, 14), date(2026, 4, 7)),
    ("five working days before, a May bank holiday between", before(5), date(2026, 5, 6), date(2026, 4, 28)),
    ("five working days before, over the New Year", before(5), date(2027, 1, 6), date(2026, 12, 29)),
    ("five clear working days", before(5, clear=True), date(2026, 4, 14), date(2026, 4, 2)),
    ("ten working days after, over Christmas", after(10), date(2026, 12, 17), date(2027, 1, 5)),
    ("five working days after, before Christmas", after(5), date(2026, 12, 17), date(2026, 12, 24)),
    ("five working days after, over Easter", after(5), date(2026, 4, 1), date(2026, 4, 10)),
    ("ten working days after", after(10), date(2026, 12, 8), date(2026, 12, 22)),
    ("a week before is seven days, working or not", before(1, "weeks"), date(2026, 4, 13), date(2026, 4, 6)),
    ("a month before, clamped at the month's end", before(1, "months"), date(2026, 3, 31), date(2026, 2, 28)),
    ("a year after a leap day", after(1, "years"), date(2024, 2, 29), date(2025, 2, 28)),
    ("forty-eight hours before is two days before",
     before(48, "hours"), date(2026, 4, 14), date(2026, 4, 12)),
    ("at the event", Due("at", event="meeting"), date(2026, 4, 14), date(2026, 4, 14)),
    ("before the event, no span", Due("before", event="meeting"), date(2026, 4, 14), date(2026, 4, 14)),
]  # fmt: skip


@pytest.mark.parametrize(("due", "event", "day"), [d[1:] for d in DATED], ids=[d[0] for d in DATED])
def test_a_due_and_the_day_of_its_event_make_a_day(due: Due, event: date, day: date) -> None:
    assert due_on(due, event).day == day


WORDS = [
    (before(5), date(2026, 4, 7),
     "5 working days before the meeting; Good Friday and Easter Monday do not count"),
    (before(5), date(2026, 5, 6),
     "5 working days before the meeting; Early May bank holiday does not count"),
    (after(10), date(2026, 6, 9), "10 working days after the meeting"),
    (before(5, clear=True), date(2026, 6, 9), "5 clear working days before the meeting"),
    (before(1, "weeks"), date(2026, 4, 13), "1 week before the meeting"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "event", "why"),
    WORDS,
    ids=["Easter", "one bank holiday", "none", "clear days", "not working days"],
)
def test_the_reason_names_the_bank_holidays_that_did_not_count(due: Due, event: date, why: str) -> None:
    assert due_on(due, event, event="the meeting").why == why


NO_CLOCK = [
    ("the terms are silent", None, date(2026, 4, 14), "the terms give no date"),
    ("imprecise words", Open(says="in good time"), date(2026, 4, 14), "“in good time” sets no date"),
    ("somebody sets it", Due("set_by", who=Who(is_=("dcjb",))), date(2026, 4, 14),
     "when dcjb sets a date; no clock runs until then"),
    ("the event has no date", before(5), None, "counted from the event, which has no date yet"),
]  # fmt: skip


@pytest.mark.parametrize(("due", "event", "why"), [n[1:] for n in NO_CLOCK], ids=[n[0] for n in NO_CLOCK])
def test_nothing_is_computed_where_no_clock_runs(due: Due | None, event: date | None, why: str) -> None:
    found = due_on(due, event)
    assert (found.day, found.why) == (None, why)


def test_a_proposed_due_is_used() -> None:
    assert due_on(Open(says="a week", proposed=before(5)), date(2026, 4, 14)).day == date(2026, 4, 7)


def test_a_due_by_a_date_falls_on_the_last_day_it_may_mean() -> None:
    june = ImpreciseDate("June 2026", date(2026, 6, 1), date(2026, 6, 30), "month")
    found = due_on(Due("by", day=june), None)
    assert (found.day, found.why) == (date(2026, 6, 30), "by June 2026")


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (("june", "july"), date(2026, 7, 31)),
        (("march",), date(2027, 3, 31)),
        (("february",), date(2027, 2, 28)),
    ],
    ids=["the last month named", "the last month of the year", "a short month"],
)
def test_a_due_within_months_ends_with_the_last_of_them_in_the_year(
    months: tuple[str, ...], day: date
) -> None:
    assert due_on(Due("within", months=months), None, year_starts=date(2026, 4, 1)).day == day


MEETINGS = (date(2026, 4, 14), date(2026, 6, 9), date(2026, 8, 11))


@pytest.mark.parametrize(
    ("due", "event", "day"),
    [
        (before(1, "meetings"), date(2026, 6, 9), date(2026, 4, 14)),
        (after(1, "meetings"), date(2026, 6, 9), date(2026, 8, 11)),
        (after(2, "meetings"), date(2026, 6, 9), None),
        (before(1, "meetings"), date(2026, 4, 14), None),
    ],
    ids=["the meeting before", "the meeting after", "a meeting not yet known", "no meeting before the first"],
)
def test_a_span_in_meetings_counts_this_bodys_own(due: Due, event: date, day: date | None) -> None:
    assert due_on(due, event, meetings=MEETINGS).day == day


def test_christmas_week_is_a_warning() -> None:
    assert due_on(before(5), date(2027, 1, 6)).warnings == ("Christmas week",)
    assert due_on(after(10), date(2026, 12, 8)).warnings == ()


def test_a_calendar_due_on_a_bank_holiday_stays_there_and_says_so() -> None:
    found = due_on(before(1, "weeks"), date(2026, 4, 13))
    assert (found.day, found.warnings) == (date(2026, 4, 6), ("Easter Monday",))


@given(
    st.dates(date(2009, 1, 1), date(2028, 12, 31)),
    st.integers(1, 40),
    st.sampled_from(["before", "after"]),
    st.booleans(),
)
def test_working_days_never_fall_on_a_day_off(event: date, number: int, relation: str, clear: bool) -> None:
    due = Due(relation, Span(number, "working_days"), "meeting", clear=clear)  # type: ignore[arg-type]
    day = due_on(due, event).day
    assert day is not None
    assert is_working_day(day)
    between = [
        event + timedelta(days=n) * (1 if day > event else -1) for n in range(1, abs((day - event).days) + 1)
    ]
    assert sum(is_working_day(one) for one in between) == number + clear


def test_a_span_in_meetings_is_no_length_of_time() -> None:
    with pytest.raises(ValueError, match="no length in days"):
        moved(date(2026, 4, 14), Span(1, "meetings"))
