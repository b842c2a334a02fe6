"""What is said before a meeting, to whom, and that it names nobody."""

from __future__ import annotations

from datetime import date

import pytest

from tests.web.meetings.conftest import NOW
from throughline.web.access.models import Partnership, Person
from throughline.web.mail.personal import refuse_names_and_addresses
from throughline.web.meetings import actions
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.reminders_before import due_before_meetings

ROWS = [
    # what is said, the day, the kind, who hears it of the meeting of 14 April
    ("ten working days before its paper is due the author hears", date(2026, 3, 20), "paper-due", ["Lena Yarrow"]),
    ("before that nobody does", date(2026, 3, 19), "paper-due", []),
    ("seven before, the secretary does", date(2026, 3, 26), "papers-missing", ["Sam Larch"]),
    ("whoever has not answered is asked ten working days before", date(2026, 3, 27), "not-answered",
     ["Aisha Juniper", "Kofi Linden", "Tom Alder"]),
    ("not before that", date(2026, 3, 26), "not-answered", []),
    ("a doubtful quorum is said five working days before", date(2026, 4, 7), "quorum-in-doubt",
     ["Jo Hazel", "Sam Larch"]),
    ("papers were asked for, so nobody is told to ask", date(2026, 3, 30), "papers-to-ask-for", []),
]  # fmt: skip


@pytest.mark.parametrize(("day", "kind", "names"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_who_is_reminded_of_what(
    barnet: Partnership, april: Meeting, day: date, kind: str, names: list[str]
) -> None:
    people = {one.pk: one.name for one in Person.objects.all()}
    said = [one for one in due_before_meetings(barnet, day) if one.kind == kind]
    about = {f"meeting:{april.pk}"}
    assert sorted(people[one.person_id] for one in said if one.about in about) == names


def test_a_date_that_was_moved_is_said_to_every_member_once(barnet: Partnership, april: Meeting) -> None:
    actions.move_meeting(
        meeting=april, held_on=date(2026, 5, 12), starts_at=None, place="", because="", by=None, at=NOW,
        expected_version=april.version,
    )  # fmt: skip
    days = (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 20))
    told = [[one for one in due_before_meetings(barnet, day) if one.kind == "meeting-date"] for day in days]
    assert [len(one) for one in told] == [9, 9, 0]
    assert {one.once for one in told[0]} == {one.once for one in told[1]}
    assert told[0][0].sentence.endswith("was moved: it is on 12 May 2026.")


def test_no_reminder_names_anybody(barnet: Partnership, april: Meeting) -> None:
    found = [one for day in (23, 26, 30) for one in due_before_meetings(barnet, date(2026, 3, day))]
    assert found
    for one in found:
        refuse_names_and_addresses(barnet, one.sentence, one.path, one.once)
