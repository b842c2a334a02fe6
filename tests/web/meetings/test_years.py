"""A year in words, from the file alone: what follows from the terms with nothing called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from throughline.rules.calendar_year import Called
from throughline.rules.terms.reader import read
from throughline.web.meetings.calling.years import Year, calendar_shown, year_in_words

FILES = Path(__file__).parents[3] / "partnerships"


def year(file: str, starts: date, **more: object) -> Year:
    return year_in_words(read((FILES / f"{file}.toml").read_text(encoding="utf-8")), starts, **more)


@pytest.fixture(scope="module")
def barnet() -> Year:
    """Barnet from April 2026 to March 2027."""
    return year("barnet", date(2026, 4, 1))


def test_barnets_year_has_six_meetings_of_the_group_and_twelve_of_the_panel(barnet: Year) -> None:
    assert [one.day for one in barnet.meetings if one.body == "rrdg"] == [
        date(2026, 4, 14), date(2026, 6, 9), date(2026, 8, 11), date(2026, 10, 13), date(2026, 12, 8),
        date(2027, 2, 9),
    ]  # fmt: skip
    assert sum(one.body == "iom" for one in barnet.meetings) == 12
    assert len(barnet.deadlines) == 66


@pytest.mark.parametrize(
    "sentence, body, what, meeting, due",
    [
        ("five working days before", "rrdg", "agenda", date(2026, 4, 14), date(2026, 4, 7)),
        ("a bank holiday is skipped", "iom", "agenda", date(2026, 5, 6), date(2026, 4, 28)),
        ("Christmas and the new year are skipped", "iom", "agenda", date(2027, 1, 6), date(2026, 12, 29)),
        ("Easter is skipped", "iom", "minutes", date(2026, 4, 1), date(2026, 4, 10)),
        ("ten working days after", "rrdg", "minutes", date(2026, 12, 8), date(2026, 12, 22)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_deadlines_are_counted_in_working_days(
    barnet: Year, sentence: str, body: str, what: str, meeting: date, due: date
) -> None:
    found = [
        one.due for one in barnet.deadlines if (one.body, one.what, one.meeting) == (body, what, meeting)
    ]
    assert found == [due]


def test_nothing_called_is_all_proposed(barnet: Year) -> None:
    assert {one.state for one in barnet.meetings} == {"proposed"}


def test_a_meeting_called_takes_the_place_of_the_proposal_of_its_window() -> None:
    called = {"rrdg": (Called(day=date(2026, 4, 28), time="09:30"),)}
    days = [one for one in year("barnet", date(2026, 4, 1), called=called).meetings if one.body == "rrdg"]
    assert [(one.day, one.state, one.time) for one in days][:2] == [
        (date(2026, 4, 28), "called", "9:30am"),
        (date(2026, 6, 9), "proposed", "10am"),
    ]
    assert len(days) == 6


def test_two_bodies_on_one_day_are_a_warning() -> None:
    called = {"rrdg": (Called(day=date(2026, 5, 6), time="10:00"),)}
    warnings = year("barnet", date(2026, 4, 1), called=called).warnings
    assert "Wednesday 6 May 2026: Reducing Re-offending Delivery Group at 10:00 and IOM Case Work Panel at 14:00 " \
        "meet on one day." in warnings  # fmt: skip


def test_a_date_moved_off_a_bank_holiday_says_so() -> None:
    text = (
        (FILES / "barnet.toml")
        .read_text(encoding="utf-8")
        .replace("first wednesday 14:00", "first monday 14:00")
    )
    found = year_in_words(read(text), date(2026, 4, 1), only="iom")
    assert (
        "IOM Case Work Panel: 6 April 2026 is Easter Monday, so 7 April 2026 is proposed." in found.warnings
    )


def test_where_there_is_no_pattern_there_are_windows_and_no_dates() -> None:
    found = year("pan-dorset", date(2026, 4, 1), only="rrsg")
    assert found.meetings == ()
    assert [(window.first, window.last) for window in found.bodies[0].windows] == [
        (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 3, 31)),
    ]  # fmt: skip


def test_the_paper_of_the_year_says_what_is_only_proposed(barnet: Year) -> None:
    shown = calendar_shown(barnet)
    assert shown.title.endswith("1 April 2026 to 31 March 2027")
    assert all(meeting.note.startswith("proposed") for meeting in shown.meetings)
