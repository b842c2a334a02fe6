"""Whether a day and a time will do for a meeting, and when the notice of it was short."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.spec.barnet_room import BARNET
from throughline.rules.notice import is_short_notice, why_not_at, why_not_on

DAYS = [
    ("a working day will do", date(2026, 4, 14), "ordinary", None),
    ("Easter Monday moves on", date(2026, 4, 6), "ordinary",
     "Monday 6 April 2026 is Easter Monday, and by the terms’ calendar a meeting moves to the next working "
     "day. Choose Tuesday 7 April 2026, or another working day."),
    ("Good Friday moves past the weekend and Easter Monday", date(2026, 4, 3), "ordinary",
     "Friday 3 April 2026 is Good Friday, and by the terms’ calendar a meeting moves to the next working "
     "day. Choose Tuesday 7 April 2026, or another working day."),
    ("a Saturday is no working day", date(2026, 4, 18), "ordinary",
     "Saturday 18 April 2026 is not a working day, and by the terms’ calendar a meeting moves to the next "
     "working day. Choose Monday 20 April 2026, or another working day."),
    ("an extraordinary meeting does not wait", date(2026, 4, 18), "extraordinary", None),
    ("the day of the state funeral of 2022 was a bank holiday", date(2022, 9, 19), "ordinary", "2022-09-19"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "kind", "said"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_a_meeting_is_on_a_working_day(day: date, kind: str, said: str | None) -> None:
    found = why_not_on(BARNET, day, kind=kind)
    if said == "2022-09-19":
        assert found is not None
        assert "Choose Tuesday 20 September 2022" in found
    else:
        assert found == said


TIMES = [
    ("ten o'clock is there every day", date(2026, 3, 29), time(10), None),
    ("no time given", date(2026, 3, 29), None, None),
    ("half past one does not come when the clocks go forward", date(2026, 3, 29), time(1, 30),
     "There is no 1:30am on Sunday 29 March 2026: the clocks go forward. Choose another time."),
    ("half past one comes twice when they go back", date(2026, 10, 25), time(1, 30),
     "1:30am comes twice on Sunday 25 October 2026: the clocks go back. Choose another time."),
    ("two o'clock comes once when they go back", date(2026, 10, 25), time(2), None),
]  # fmt: skip


@pytest.mark.parametrize(("day", "at", "said"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_a_time_that_is_not_there_or_comes_twice_is_refused(
    day: date, at: time | None, said: str | None
) -> None:
    assert why_not_at(day, at) == said


NOTICE = [
    ("all still to come", [date(2026, 4, 7)], date(2026, 3, 30), False),
    ("due on the very day", [date(2026, 3, 30)], date(2026, 3, 30), False),
    ("due the day before", [date(2026, 3, 27), date(2026, 4, 1)], date(2026, 3, 30), True),
    ("nothing due", [], date(2026, 3, 30), False),
]


@pytest.mark.parametrize(("due", "told_on", "short"), [r[1:] for r in NOTICE], ids=[r[0] for r in NOTICE])
def test_notice_is_short_when_something_should_have_gone_out_already(
    due: list[date], told_on: date, short: bool
) -> None:
    assert is_short_notice(due, told_on) is short
