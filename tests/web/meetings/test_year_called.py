"""A year called in one act, meetings moved onto days that will not do, and extraordinary meetings."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from throughline.web.access.models import Event
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.calling.year_to_call import year_to_call
from throughline.web.meetings.models import Meeting

HERE = "/barnet/rrdg/2026-04-14"
YEAR = "/barnet/rrdg/call-year"
SECOND_TUESDAYS = [
    date(2026, 6, 9), date(2026, 8, 11), date(2026, 10, 13), date(2026, 12, 8), date(2027, 2, 9),
]  # fmt: skip
"""By the terms every two months from April; that of April is called already."""


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def days(group: Body) -> list[date]:
    return list(
        Meeting.objects.filter(body=group, held_on__gt=date(2026, 4, 14)).values_list("held_on", flat=True)
    )


def test_the_year_is_shown_before_it_is_called_with_its_clause(sam: Client, group: Body) -> None:
    shown = text_of(sam.get(YEAR))
    assert "5 meetings are to be called from Wednesday 1 April 2026 to Wednesday 31 March 2027." in shown
    assert "Called already" in shown
    assert "Terms preamble and 4.1" in shown
    assert days(group) == []


def test_one_act_calls_every_meeting_not_yet_called_and_twice_calls_nothing_twice(
    sam: Client, group: Body
) -> None:
    assert sam.post(YEAR, {"year": "2026", "place": "Room 2"}).status_code == 302
    assert days(group) == SECOND_TUESDAYS
    called = Meeting.objects.get(body=group, held_on=date(2026, 6, 9))
    assert (called.place, called.called_for) == ("Room 2", date(2026, 6, 9))
    assert Event.objects.filter(what="year called").count() == 1
    again = sam.post(YEAR, {"year": "2026", "place": ""}, follow=True)
    assert "Nothing was left to call." in text_of(again)
    assert days(group) == SECOND_TUESDAYS


def test_a_meeting_moved_or_cancelled_is_not_called_again(sam: Client, group: Body) -> None:
    sam.post(YEAR, {"year": "2026", "place": ""})
    june, august = (Meeting.objects.get(body=group, held_on=day) for day in SECOND_TUESDAYS[:2])
    actions.cancel_meeting(
        meeting=june, because="no business", expected_version=june.version, by=None, at=NOW
    )
    actions.move_meeting(
        meeting=august, held_on=date(2026, 9, 1), starts_at=time(10), place="", because="holidays",
        expected_version=august.version, by=None, at=NOW,
    )  # fmt: skip
    assert year_to_call(group, TODAY, year="2026").to_call == ()
    assert "Cancelled: it stays so" in text_of(sam.get(f"{YEAR}?year=2026"))


def move(april: Meeting, **changes: str) -> dict[str, str]:
    stands = {"held_on": "2026-04-14", "starts_at": "10:00", "place": "Room 4", "version": str(april.version)}
    return {**stands, **changes}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"held_on": "2026-05-04"}, "Monday 4 May 2026 is Early May bank holiday"),
        ({"held_on": "2026-04-18"}, "Saturday 18 April 2026 is not a working day"),
        ({"held_on": "2026-10-26", "starts_at": "01:30"}, ""),
    ],
    ids=["onto a bank holiday", "onto a Saturday", "past the clock change, where the time is there"],
)
def test_a_move_is_allowed_or_refused_in_one_sentence(
    sam: Client, april: Meeting, typed: dict[str, str], said: str
) -> None:
    answer = sam.post(f"{HERE}/change", move(april, **typed))
    april.refresh_from_db()
    if said:
        assert said in text_of(answer)
        assert (april.held_on, april.sequence) == (date(2026, 4, 14), 0)
    else:
        assert april.held_on == date(2026, 10, 26)


def test_the_day_it_was_first_called_for_stays_and_its_old_address_still_leads_to_it(
    sam: Client, april: Meeting
) -> None:
    for day in ("2026-05-12", "2026-05-19"):
        april.refresh_from_db()
        sam.post(
            f"/barnet/rrdg/{april.address}/change", move(april, held_on=day, because="the room is taken")
        )
    april.refresh_from_db()
    assert (april.called_for, april.held_on, april.sequence) == (date(2026, 4, 14), date(2026, 5, 19), 2)
    shown = text_of(sam.get(HERE))
    assert "First called for Tuesday 14 April 2026. Moved: the room is taken." in shown


def test_short_notice_is_recorded_and_said(sam: Client, april: Meeting) -> None:
    # the agenda for 2 April would have been due on 26 March, four days before today
    sam.post(f"{HERE}/change", move(april, held_on="2026-04-02"))
    april.refresh_from_db()
    assert april.is_short_notice
    assert "Notice was short, so what is sent after its day breaks no rule." in text_of(
        sam.get("/barnet/rrdg/2026-04-02")
    )


def test_a_move_with_time_enough_is_no_short_notice(sam: Client, april: Meeting) -> None:
    sam.post(f"{HERE}/change", move(april, held_on="2026-05-12"))
    april.refresh_from_db()
    assert not april.is_short_notice


def test_an_extraordinary_meeting_is_called_by_the_chair_also_on_a_saturday(sam: Client, group: Body) -> None:
    typed = {"held_on": "2026-04-18", "kind": "extraordinary", "asked_by": ["cst-head"]}
    assert sam.post("/barnet/rrdg/call", typed).status_code == 302
    made = Meeting.objects.get(body=group, held_on=date(2026, 4, 18))
    assert (made.kind, made.asked_by) == ("extraordinary", ["cst-head"])


@pytest.mark.parametrize("asked_by", [[], ["homes-mgr"]], ids=["nobody", "a member who does not preside"])
def test_whoever_may_not_call_one_is_told_who_may(sam: Client, group: Body, asked_by: list[str]) -> None:
    typed = {"held_on": "2026-04-18", "kind": "extraordinary", "asked_by": asked_by}
    shown = text_of(sam.post("/barnet/rrdg/call", typed))
    assert "may not call an extraordinary meeting" in shown
    assert not Meeting.objects.filter(body=group, held_on=date(2026, 4, 18)).exists()


def test_the_workspace_of_a_called_meeting_says_who_has_not_answered(april: Meeting, sam: Client) -> None:
    assert april.replies.count() == 6
    shown = text_of(sam.get(HERE))
    assert "Has not said" in shown
