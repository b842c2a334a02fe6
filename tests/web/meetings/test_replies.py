"""Are you coming? Answers, deputies, the quorum they make likely, and the invitation for a diary."""

from __future__ import annotations

from datetime import date, time

import icalendar
import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW
from tests.web.universe import signed_in
from throughline.web.access.models import Partnership, Person
from throughline.web.meetings import actions
from throughline.web.meetings.calling.expected import outlook
from throughline.web.meetings.models import Meeting, Reply
from throughline.web.meetings.room.attendance import circle_of

HERE = "/barnet/rrdg/2026-04-14"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def person(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def answer(meeting: Meeting, seat: str, name: str, said: str, **more) -> Reply:
    return actions.reply_to_meeting(
        meeting=meeting, seat=seat, person=person(name), answer=said, by=None, at=NOW, **more
    )


def typed(april: Meeting, **changes: str) -> dict[str, str]:
    reply = april.replies.get(seat="homes-mgr")
    return {"answer": "coming", "version": str(reply.version), **changes}


def test_a_member_answers_for_their_own_seat_and_is_not_asked_why(ruth: Client, april: Meeting) -> None:
    page = text_of(ruth.get(f"{HERE}/reply"))
    assert "Nobody asks why" in page
    assert "Are you coming?" in page
    assert 'name="because"' not in page
    assert ruth.post(f"{HERE}/reply", typed(april, answer="away")).status_code == 302
    reply = april.replies.get(seat="homes-mgr")
    assert (reply.answer, reply.from_at) == ("away", None)
    assert "Not coming" in text_of(ruth.get(HERE))


def test_a_member_cannot_answer_for_another_seat(ruth: Client, april: Meeting) -> None:
    ruth.post(f"{HERE}/reply?seat=pol-dci", typed(april, answer="away"))
    assert not april.replies.filter(seat="pol-dci").exists()


def test_the_secretary_chooses_for_whom_and_sees_that_members_answer(sam: Client, april: Meeting) -> None:
    assert "For whom do you answer?" in text_of(sam.get(f"{HERE}/reply"))
    page = text_of(sam.get(f"{HERE}/reply?seat=homes-mgr"))
    assert "Ruth Campion, Barnet Homes" in page
    assert "Grace Mallow" in page, "of the same organisation"
    assert "Nia Bracken" not in page, "of another"
    assert "Is Tom Alder coming?" in text_of(sam.get(f"{HERE}/reply?seat=pol-dci"))
    assert sam.post(f"{HERE}/reply?seat=pol-dci", {"answer": "coming"}).status_code == 302
    assert april.replies.get(seat="pol-dci").person.name == "Tom Alder"


def test_whoever_sits_elsewhere_has_no_such_page(april: Meeting) -> None:
    assert signed_in("Marek Rowan", at="barnet").get(f"{HERE}/reply").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": "deputy", "deputy": ""}, "Choose who comes in your place."),
        ({"from_at": "11:00", "until_at": "10:30"}, "Leaving at 10:30am is not after arriving at 11am."),
        ({"answer": ""}, "Choose an answer."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    ruth: Client, april: Meeting, changes: dict[str, str], said: str
) -> None:
    assert said in text_of(ruth.post(f"{HERE}/reply", typed(april, **changes)))
    assert april.replies.get(seat="homes-mgr").from_at == time(10, 40)


def test_a_deputy_comes_for_one_seat(april: Meeting) -> None:
    with pytest.raises(actions.DeputyTakenAlready, match="one person comes for one seat"):
        answer(april, "pol-dci", "Tom Alder", "deputy", deputy=person("Nia Bracken"))


def test_a_member_is_nobodys_deputy(april: Meeting) -> None:
    with pytest.raises(actions.DeputyTakenAlready):
        answer(april, "homes-mgr", "Ruth Campion", "deputy", deputy=person("Kofi Linden"))


def test_a_deputy_who_is_not_briefed_is_kept_with_advice(ruth: Client, april: Meeting) -> None:
    sent = typed(april, answer="deputy", deputy=str(person("Grace Mallow").pk))
    shown = text_of(ruth.post(f"{HERE}/reply", sent, follow=True))
    assert "The terms ask that the deputy is briefed." in shown
    assert april.replies.get(seat="homes-mgr").deputy.name == "Grace Mallow"


def organisations(meeting: Meeting) -> tuple[str, ...]:
    return outlook(circle_of(meeting), meeting, tuple(meeting.replies.all())).coming


@pytest.mark.clause("C246", breaks="throughline.rules.presence:deputy_may")
def test_a_deputy_is_recorded_with_whom_they_come_for_and_counts_for_the_organisation(april: Meeting) -> None:
    reply = answer(
        april, "homes-mgr", "Ruth Campion", "deputy", deputy=person("Grace Mallow"), deputy_is_briefed=True
    )
    assert (reply.person.name, reply.deputy.name, reply.deputy_is_briefed) == (
        "Ruth Campion",
        "Grace Mallow",
        True,
    )
    likely = outlook(circle_of(april), april, (reply,))
    assert likely.sentences[0].startswith("Likely 1 of 4 needed")


def test_the_workspace_says_what_quorum_is_likely_and_when(sam: Client, april: Meeting) -> None:
    # Community Safety, police by a deputy and probation from ten; Barnet Homes from twenty to eleven
    shown = text_of(sam.get(HERE))
    assert "Likely 3 of 4 needed, not quorate" in shown
    assert "From 10:40am: likely 4 of 4 needed, none to spare" in shown
    assert "The quorum is in doubt" in shown
    assert "3 members have not said." in shown
    assert set(organisations(april)) == {
        "Barnet Homes",
        "Barnet Police",
        "Community Safety Team",
        "Probation Service",
    }


def test_no_doubt_is_said_once_enough_come_from_the_start(sam: Client, april: Meeting) -> None:
    answer(april, "yot-head", "Kofi Linden", "coming")
    assert "The quorum is in doubt" not in text_of(sam.get(HERE))


def event_in(content: bytes) -> tuple[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    return str(calendar["method"]), next(iter(calendar.walk("VEVENT")))


class Diary:
    """A diary that takes invitations as RFC 5546 says: one entry a UID, the highest sequence holds."""

    def __init__(self) -> None:
        self.entries: dict[str, icalendar.Event] = {}

    def take(self, content: bytes) -> None:
        method, event = event_in(content)
        kept = self.entries.get(str(event["uid"]))
        if kept is not None and event["sequence"] < kept["sequence"]:
            return
        if method == "CANCEL":
            self.entries.pop(str(event["uid"]), None)
        else:
            self.entries[str(event["uid"])] = event


def test_an_invitation_taken_twice_is_once_in_the_diary_moves_and_goes(ruth: Client, april: Meeting) -> None:
    diary = Diary()
    for _time in range(2):
        diary.take(ruth.get(f"{HERE}/invitation.ics").content)
    assert len(diary.entries) == 1
    actions.move_meeting(
        meeting=april, held_on=date(2026, 5, 12), starts_at=time(14), place="Room 4", because="",
        expected_version=april.version, by=None, at=NOW,
    )  # fmt: skip
    diary.take(ruth.get(f"{HERE}/invitation.ics").content)
    (entry,) = diary.entries.values()
    assert entry.start.isoformat() == "2026-05-12T14:00:00+01:00"
    actions.cancel_meeting(
        meeting=april, because="no business", expected_version=april.version, by=None, at=NOW
    )
    diary.take(ruth.get("/barnet/rrdg/2026-05-12/invitation.ics").content)
    assert diary.entries == {}


def test_the_invitation_is_the_entry_of_the_feed_and_names_nobody(ruth: Client, april: Meeting) -> None:
    content = ruth.get(f"{HERE}/invitation.ics").content
    method, event = event_in(content)
    assert (method, str(event["uid"])) == ("REQUEST", f"meeting-{april.pk}@testserver")
    assert not any(one.name.split()[1].encode() in content for one in Person.objects.all())


def test_across_the_clock_change_the_hour_in_london_stays(ruth: Client, barnet: Partnership, group) -> None:
    hours = []
    for day in (date(2026, 3, 31), date(2026, 11, 3)):
        made = actions.call_meeting(body=group, held_on=day, starts_at=time(10), by=None, at=NOW)
        start = event_in(ruth.get(f"/barnet/rrdg/{made.address}/invitation.ics").content)[1].start
        hours.append((start.hour, start.utcoffset().total_seconds() / 3600))
    assert hours == [(10, 1.0), (10, 0.0)]
