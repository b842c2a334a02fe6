"""When a message may leave: product rules, e-mails and reminders (3.6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.sending import is_quiet, leaves_at, may_leave
from throughline.words.working_days import is_working_day

LONDON = ZoneInfo("Europe/London")


def london(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LONDON)


DAILY = [
    ("early on a working day: that day's e-mail", ("2026-03-30", "07:10"), ("2026-03-30", "08:30")),
    ("at the very minute: that day's e-mail", ("2026-03-30", "08:30"), ("2026-03-30", "08:30")),
    ("after the hour: the next day's", ("2026-03-30", "09:00"), ("2026-03-31", "08:30")),
    ("on Friday afternoon: Monday's", ("2026-03-20", "15:00"), ("2026-03-23", "08:30")),
    ("before Easter: the Tuesday after it", ("2026-04-02", "10:00"), ("2026-04-07", "08:30")),
    ("early on Good Friday: the Tuesday after it", ("2026-04-03", "07:00"), ("2026-04-07", "08:30")),
    ("on a Sunday: Monday's", ("2026-03-22", "12:00"), ("2026-03-23", "08:30")),
    ("over the change of clocks: by the clock in London", ("2026-03-27", "09:00"), ("2026-03-30", "08:30")),
]
AT_ONCE = [
    ("in the day: at once", ("2026-03-30", "10:00"), ("2026-03-30", "10:00")),
    ("a minute before six: at once", ("2026-03-30", "17:59"), ("2026-03-30", "17:59")),
    ("at six: the next morning at eight", ("2026-03-30", "18:00"), ("2026-03-31", "08:00")),
    ("at night: the morning at eight", ("2026-03-30", "03:00"), ("2026-03-30", "08:00")),
    ("on Friday evening: it does not wait for Monday", ("2026-03-20", "20:00"), ("2026-03-21", "08:00")),
    ("on the last evening of a month", ("2026-03-31", "22:00"), ("2026-04-01", "08:00")),
]


@pytest.mark.parametrize(("made", "leaves"), [d[1:] for d in DAILY], ids=[d[0] for d in DAILY])
def test_the_daily_email(made: tuple[str, str], leaves: tuple[str, str]) -> None:
    assert leaves_at(london(*made), is_daily=True) == london(*leaves)


@pytest.mark.parametrize(("made", "leaves"), [d[1:] for d in AT_ONCE], ids=[d[0] for d in AT_ONCE])
def test_what_does_not_wait_for_the_daily_email(made: tuple[str, str], leaves: tuple[str, str]) -> None:
    assert leaves_at(london(*made), is_daily=False) == london(*leaves)


def test_a_kind_may_leave_at_any_hour() -> None:
    night = london("2026-03-30", "23:00")
    assert leaves_at(night, is_daily=False, at_any_hour=True) == night


def test_the_hour_is_londons_also_in_summer() -> None:
    """A quarter to eight by the world's clock is a quarter to nine in London in April."""
    made = datetime(2026, 4, 8, 7, 45, tzinfo=UTC)
    assert leaves_at(made, is_daily=True) == london("2026-04-09", "08:30")


NOW = [
    ("a daily e-mail that was held up goes later the same day", "2026-03-30", "11:00", True, True),
    ("but not in the evening", "2026-03-30", "18:00", True, False),
    ("nor on Good Friday", "2026-04-03", "10:00", True, False),
    ("what does not wait goes on Good Friday", "2026-04-03", "10:00", False, True),
    ("and not before eight", "2026-03-30", "07:59", False, False),
]


@pytest.mark.parametrize(("day", "hour", "is_daily", "may"), [d[1:] for d in NOW], ids=[d[0] for d in NOW])
def test_whether_a_late_message_may_leave_now(day: str, hour: str, is_daily: bool, may: bool) -> None:
    assert may_leave(london(day, hour), is_daily=is_daily) is may


moments = st.datetimes(datetime(2010, 1, 1), datetime(2028, 12, 1)).map(lambda one: one.replace(tzinfo=UTC))


@given(moments, st.booleans())
def test_no_message_leaves_before_it_was_made_or_in_the_quiet_hours(made: datetime, is_daily: bool) -> None:
    leaves = leaves_at(made, is_daily=is_daily)
    assert leaves >= made
    assert not is_quiet(leaves)
    assert may_leave(leaves, is_daily=is_daily)


@given(moments)
def test_a_daily_email_leaves_on_the_first_working_day_it_can(made: datetime) -> None:
    leaves = leaves_at(made, is_daily=True).astimezone(LONDON)
    assert is_working_day(leaves.date())
    days = [made.astimezone(LONDON).date() + timedelta(days=n) for n in range(1, 15)]
    between = [day for day in days if day < leaves.date()]
    assert not any(is_working_day(day) for day in between)
