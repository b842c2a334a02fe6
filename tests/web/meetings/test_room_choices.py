"""What the forms of the room offer, and what becomes of a choice, at the group's meeting of 14 April."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.web.meetings.minutes_told import someone
from throughline.rules.circle import Circle
from throughline.rules.terms.model import Quorum
from throughline.web.decisions.models import Decision
from throughline.web.meetings import actions, room_choices
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.room import acts as room_acts
from throughline.web.meetings.room import presence
from throughline.web.meetings.room_choices import NothingToRescind, matters_of, organisations_at

TEN = datetime(2026, 4, 14, 10, tzinfo=ZoneInfo("Europe/London"))
SEATS = {
    "Jo Hazel": "cst-head",
    "Owen Teasel": "nps-aco",
    "Dee Bramble": "pol-supt",
    "Ruth Campion": "homes-mgr",
}
IN_FORCE = "rrdg-2026-02-10/D1"


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terms ask five organisations for a matter called “terms”, and four for every other."""
    as_it_is = presence.circle_at

    def with_a_matter(meeting: Meeting) -> Circle:
        circle = as_it_is(meeting)
        (quorum,) = circle.body.quorum
        test = replace(quorum.test, at_least=5)  # type: ignore[type-var]
        own: Quorum = replace(quorum, for_=("terms",), test=test)
        return replace(circle, body=replace(circle.body, quorum=(own, quorum)))

    monkeypatch.setattr(presence, "circle_at", with_a_matter)


@pytest.fixture
def begun(april: Meeting) -> Meeting:
    """Four organisations are here and the first item is in hand."""
    told = {"by": None, "at": TEN}
    actions.open_session(meeting=april, expected_version=april.version, **told)
    for name, seat in SEATS.items():
        actions.arrive(meeting=april, person=someone(name), seat=seat, **told)
    actions.take_item(item=april.items.order_by("position")[0], **told)
    april.refresh_from_db()
    return april


def press(meeting: Meeting, act: str, **typed: str) -> None:
    """Press a button beside the item in hand, five minutes later."""
    item = meeting.items.get(opened_at__isnull=False, closed_at=None)
    at = TEN + timedelta(minutes=5)
    room_acts.press(meeting, {"do": f"{act}|{item.pk}", **typed}, by=None, at=at)


@pytest.mark.parametrize(("matter", "worth"), [("terms", "recommended"), ("", "made")])
def test_a_motion_on_a_matter_is_worth_what_that_matters_quorum_makes_it(
    strict: None, begun: Meeting, matter: str, worth: str
) -> None:
    press(begun, "move", decision="We change the terms.", matter=matter, once="d1")
    motion = begun.items.get(motions__isnull=False).motions.get()
    told: dict[str, Any] = {"by": None, "at": TEN + timedelta(minutes=6)}
    for name in SEATS:
        actions.cast_vote(
            motion=motion, attendance=begun.attendances.get(person__name=name), says="for", **told
        )
    actions.close_motion(motion=motion, casting="", **told)
    motion.refresh_from_db()
    assert motion.matter == matter
    assert motion.decision is not None
    assert motion.decision.authority == worth
    assert motion.decision.stood["needed"] == (5 if matter else 4)


def test_the_matters_of_the_terms_are_offered(strict: None, begun: Meeting) -> None:
    assert matters_of(presence.circle_at(begun)) == (("terms", "terms"),)


def test_terms_without_a_matter_of_their_own_offer_none(begun: Meeting) -> None:
    assert matters_of(presence.circle_at(begun)) == ()


def test_who_moves_and_seconds_is_recorded_where_it_is_given(begun: Meeting) -> None:
    jo, dee = (begun.attendances.get(person__name=name) for name in ("Jo Hazel", "Dee Bramble"))
    press(begun, "move", decision="We write.", mover=str(jo.pk), seconder=str(dee.pk), once="d1")
    motion = begun.items.get(motions__isnull=False).motions.get()
    assert (motion.mover, motion.seconder) == (jo, dee)


def test_an_organisation_takes_an_action_without_a_named_person(begun: Meeting) -> None:
    assert "barnet-homes" in organisations_at(presence.circle_at(begun))
    press(begun, "assign", action="Count them.", owner="agency:barnet-homes", due="2026-05-29", once="a1")
    made = begun.minute_lines.get(kind="action").action
    assert made is not None
    assert (made.owner, made.owner_agency.code) == (None, "barnet-homes")


def test_a_decision_under_any_item_takes_back_an_earlier_one_by_its_number(begun: Meeting) -> None:
    press(begun, "decide", decision="That no longer holds.", rescinds=f" {IN_FORCE} ", once="d1")
    earlier = Decision.objects.get(body=begun.body, number=IN_FORCE)
    assert earlier.rescinded_by.text == "That no longer holds."


@pytest.mark.parametrize("number", ["rrdg-1999-01-01/D1", "rrdg-2025-06-10/D2"])
def test_a_number_that_is_no_decision_in_force_changes_nothing(begun: Meeting, number: str) -> None:
    before = Decision.objects.count()
    with pytest.raises(NothingToRescind, match=number):
        press(begun, "decide", decision="That no longer holds.", rescinds=number, once="d1")
    assert Decision.objects.count() == before


def test_one_decision_settles_one_thing(begun: Meeting) -> None:
    with pytest.raises(NothingToRescind, match="settles one earlier decision"):
        room_choices.settling_chosen(begun, "ratify:1", IN_FORCE)
