"""What minutes and pages say of how a meeting went, of one kept by the minute on 14 April."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import odfdo
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.meetings.minutes_told import held_on, note, someone
from tests.web.meetings.test_minutes_pages import text_of
from tests.web.universe import signed_in
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.how_it_went import quorum_course
from throughline.web.meetings.models import Attendance, Meeting

TEN = datetime(2026, 4, 14, 10, tzinfo=ZoneInfo("Europe/London"))
HERE = "/barnet/rrdg/2026-04-14"
CAME = [
    ("Jo Hazel", "cst-head", 0),
    ("Owen Teasel", "nps-aco", 0),
    ("Dee Bramble", "pol-supt", 2),
    ("Ruth Campion", "homes-mgr", 0),
]


def at(minutes: int) -> dict[str, Any]:
    """By nobody signed in, some minutes after ten."""
    return {"by": None, "at": TEN + timedelta(minutes=minutes)}


def row(meeting: Meeting, name: str) -> Attendance:
    return meeting.attendances.get(person__name=name)


@pytest.fixture
def morning(april: Meeting) -> Meeting:
    """The group's meeting of 14 April: quorate from 10:02 to 10:40, when housing leaves; closed at 11:15."""
    actions.open_session(meeting=april, expected_version=april.version, **at(0))
    for name, seat, minutes in CAME:
        actions.arrive(meeting=april, person=someone(name), seat=seat, **at(minutes))
    first, second = april.items.order_by("position")[:2]
    actions.take_item(item=first, **at(5))
    motion = actions.put_motion(item=first, text="We ask for lodgings.", once="", **at(10))
    for name, says in (("Jo Hazel", "for"), ("Owen Teasel", "for"), ("Dee Bramble", "against"),
                       ("Ruth Campion", "against")):  # fmt: skip
        actions.cast_vote(motion=motion, attendance=row(april, name), says=says, **at(11))
    actions.close_motion(motion=motion, casting="for", **at(12))
    actions.decide_in_room(item=first, text="We meet again in May.", once="", **at(14))
    actions.adjourn(meeting=april, because="a fire alarm", **at(15))
    april.refresh_from_db()
    actions.resume(meeting=april, expected_version=april.version, **at(20))
    actions.take_item(item=second, **at(21))
    actions.declare_interest(
        item=second, attendance=row(april, "Owen Teasel"), leaves_the_room=False, **at(22)
    )
    actions.choose_presiding(
        meeting=april, attendance=row(april, "Dee Bramble"), because="the chair asked", **at(30)
    )
    actions.leave(meeting=april, attendance=row(april, "Ruth Campion"), **at(40))
    actions.decide_in_room(item=second, text="We write to the ministry.", once="", **at(45))
    april.refresh_from_db()
    actions.close_session(meeting=april, expected_version=april.version, **at(75))
    return april


SAID = [
    ("when it had its quorum",
     "Not quorate from 10am to 10:02am; quorate from 10:02am to 10:40am; not from 10:40am to 11:15am."),
    ("the fewest, and the close", "The fewest was 3; at the close 3 present, 4 needed."),
    ("who presided", "Presiding: Jo Hazel from 10am to 10:30am and Dee Bramble from 10:30am to 11:15am."),
    ("pauses", "Adjourned from 10:15am to 10:20am."),
    ("interests", "Owen Teasel declared an interest at 10:22am and stayed."),
    ("a vote", "made, 2 for, 2 against, carried on the casting vote of the person presiding at 10:12am; "
               "4 present, 4 needed"),
    ("no vote", "made, agreed without a vote at 10:14am; 4 present, 4 needed"),
    ("after the quorum went", "recommended, agreed without a vote at 10:45am; 3 present, 4 needed"),
]  # fmt: skip


def test_the_minutes_say_how_the_meeting_went(sam: Client, morning: Meeting) -> None:
    shown = text_of(sam.get(f"{HERE}/minutes"))
    for what, words in SAID:
        assert words in shown, what


@pytest.mark.clause("C243", breaks="throughline.rules.presiding:presiding_order")
@pytest.mark.clause("C243", breaks="throughline.web.meetings.how_it_went:_presided")
def test_who_would_preside_stands_in_order_and_who_did_is_kept_with_the_meeting(
    sam: Client, morning: Meeting
) -> None:
    order = text_of(sam.get("/barnet/rrdg/"))
    assert (
        "Who presides Jo Hazel The vice-chair: Barnet Police, the most senior of them Then the terms" in order
    )
    assert "Then the terms are silent: those present elect, and the reason is recorded" in order
    kept = text_of(sam.get(f"{HERE}/minutes"))
    assert "Presiding: Jo Hazel from 10am to 10:30am and Dee Bramble from 10:30am to 11:15am." in kept


def test_the_page_of_the_meeting_says_when_it_had_its_quorum(sam: Client, morning: Meeting) -> None:
    shown = text_of(sam.get(HERE))
    assert SAID[0][1] in shown
    assert SAID[1][1] in shown


def test_the_minutes_as_a_file_say_it_too(sam: Client, morning: Meeting) -> None:
    answer = b"".join(sam.get(f"{HERE}/minutes.odt"))
    said = odfdo.Document(io.BytesIO(answer)).get_formatted_text()
    said = " ".join(said.split())
    for words in ("Presiding: Jo Hazel from 10am to 10:30am", "carried on the casting vote", "Decision"):
        assert words in said, words


def test_it_asks_the_store_no_more_for_saying_it(ruth: Client, morning: Meeting) -> None:
    ruth.get(f"{HERE}/minutes")
    with CaptureQueriesContext(connection) as queries:
        ruth.get(f"{HERE}/minutes")
    assert len(queries) <= 12


def test_a_meeting_whose_attendance_was_ticked_says_nothing_by_the_minute(group: Body) -> None:
    meeting = held_on(group, date(2026, 3, 16))
    note(meeting, "The pilot begins in May.")
    assert quorum_course(meeting) == ""
    shown = text_of(signed_in("Sam Larch", at="barnet").get("/barnet/rrdg/2026-03-16/minutes"))
    assert "How the meeting went" not in shown
