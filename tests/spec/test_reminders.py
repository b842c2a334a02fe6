"""On which working day somebody is reminded of what: product rules, e-mails and reminders (3.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.reminders import CALENDAR, falls_on, step_on, steps_about
from throughline.words.working_days import is_working_day

FALLS = [
    ("papers are commissioned 20 working days before the meeting, over Easter",
     "papers-asked-20", "meeting", date(2026, 4, 14), date(2026, 3, 13)),
    ("the author hears 10 working days before the paper is due",
     "author-10", "paper-due", date(2026, 4, 7), date(2026, 3, 20)),
    ("a missing paper is told of 7 working days before",
     "missing-7", "paper-due", date(2026, 4, 7), date(2026, 3, 25)),
    ("an agenda due on the Tuesday after Easter is “due tomorrow” on Maundy Thursday",
     "due-tomorrow", "agenda-due", date(2026, 4, 7), date(2026, 4, 2)),
    ("an action due before Easter is overdue on the Tuesday after it",
     "late-1", "action-due", date(2026, 4, 2), date(2026, 4, 7)),
    ("and ten working days overdue on the Monday a fortnight later",
     "late-10", "action-due", date(2026, 4, 2), date(2026, 4, 20)),
    ("an action due after the May bank holiday, 3 working days before",
     "due-3", "action-due", date(2026, 5, 8), date(2026, 5, 5)),
    ("the same, 10 working days before",
     "due-10", "action-due", date(2026, 5, 8), date(2026, 4, 23)),
    ("an appointment that ends in 60 days",
     "ends-60", "appointment-ends", date(2026, 5, 31), date(2026, 4, 1)),
    ("60 days before is a Saturday: the working day before it",
     "ends-60", "appointment-ends", date(2026, 6, 3), date(2026, 4, 2)),
    ("empty for 60 days on a Saturday: the working day after it",
     "vacant-60", "seat-vacant", date(2026, 2, 3), date(2026, 4, 7)),
    ("a report owed to a parent, 30 days before",
     "report-30", "report-due", date(2026, 4, 30), date(2026, 3, 31)),
    ("a permission asked for is chased after 5 working days",
     "asked-5", "permission-asked", date(2026, 4, 1), date(2026, 4, 10)),
    ("a round opens on its day", "opens", "round-opens", date(2026, 4, 1), date(2026, 4, 1)),
    ("a round that opens on Good Friday is told of on the day before",
     "opens", "round-opens", date(2026, 4, 3), date(2026, 4, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "about", "day", "falls"), [d[1:] for d in FALLS], ids=[d[0] for d in FALLS])
def test_a_reminder_falls_on_a_working_day(code: str, about: str, day: date, falls: date) -> None:
    step = next(one for one in steps_about(about) if one.code == code)
    assert falls_on(step, day) == falls


DUE = date(2026, 5, 7)
STANDS = [
    ("long before, none", date(2026, 4, 1), None),
    ("ten working days before", date(2026, 4, 22), "due-10"),
    ("between, still the same one", date(2026, 4, 30), "due-10"),
    ("three working days before", date(2026, 5, 1), "due-3"),
    ("on the day itself", DUE, "due-3"),
    ("the day after", date(2026, 5, 8), "late-1"),
    ("on the Saturday after", date(2026, 5, 9), "late-1"),
    ("ten working days after", date(2026, 5, 21), "late-10"),
    ("much later, the last one stands", date(2026, 9, 1), "late-10"),
]


@pytest.mark.parametrize(("on", "code"), [d[1:] for d in STANDS], ids=[d[0] for d in STANDS])
def test_which_reminder_of_an_action_stands_on_a_day(on: date, code: str | None) -> None:
    step = step_on("action-due", DUE, on)
    assert (step.code if step else None) == code


def test_what_is_said_before_a_day_is_over_when_the_day_has_passed() -> None:
    """Due on a Friday: over the weekend nothing stands, until it is late on Monday."""
    due = date(2026, 3, 20)
    assert step_on("action-due", due, date(2026, 3, 21)) is None
    assert step_on("appointment-ends", due, date(2026, 3, 21)) is None


def test_a_calendar_of_scotland_has_its_own_days() -> None:
    """Easter Monday is a working day there."""
    step = steps_about("agenda-due")[0]
    assert falls_on(step, date(2026, 4, 7), "scotland") == date(2026, 4, 6)


def test_a_kind_of_date_that_the_calendar_does_not_have() -> None:
    with pytest.raises(KeyError, match="birthday"):
        steps_about("birthday")


days = st.dates(date(2010, 1, 1), date(2027, 12, 31))


@given(st.sampled_from(CALENDAR), days)
def test_every_reminder_falls_on_a_working_day_on_its_side_of_the_date(step, day: date) -> None:  # type: ignore[no-untyped-def]
    falls = falls_on(step, day)
    assert is_working_day(falls)
    assert falls <= day if step.after <= 0 else falls > day


@given(st.sampled_from(CALENDAR), days, st.integers(-100, 100))
def test_what_stands_has_come(step, day: date, away: int) -> None:  # type: ignore[no-untyped-def]
    on = day + timedelta(days=away)
    standing = step_on(step.about, day, on)
    assert standing is None or falls_on(standing, day) <= on


@given(st.sampled_from(CALENDAR), days)
def test_every_reminder_stands_on_the_day_it_falls_on(step, day: date) -> None:  # type: ignore[no-untyped-def]
    falls = falls_on(step, day)
    assert falls_on(step_on(step.about, day, falls), day) == falls  # type: ignore[arg-type]


def test_no_two_reminders_about_one_thing_have_one_code() -> None:
    keys = [(step.about, step.code) for step in CALENDAR]
    assert len(keys) == len(set(keys))
