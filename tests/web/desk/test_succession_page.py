"""The page on which an organisation ends: looking changes nothing, and nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.web.universe import BACKEND
from throughline.universe.llr import BOARD, SPLIT, until_the_trust_ends
from throughline.universe.story import Story, morning
from throughline.web.access.actions import make_demonstration_user
from throughline.web.access.models import Event
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import TermsOfReference
from throughline.web.meetings.actions import call_meeting
from throughline.web.meetings.calling.planning import agenda_proposed

QUESTION = {"agency": "lrpt", "first_day": "2014-06-01", "sector": "probation"}
TWO = QUESTION | {"new_names": "National Probation Service\nCommunity Rehabilitation Company"}
ONE = QUESTION | {"new_names": "National Probation Service"}


@pytest.fixture
def story(demonstration: None) -> Story:
    sam = make_demonstration_user(name="Sam Larch", by=None, at=morning(date(2013, 4, 1)))
    return until_the_trust_ends(sam, today=date(2014, 6, 2))


@pytest.fixture
def sam(story: Story) -> Client:
    client = Client()
    client.force_login(story.people["Sam Larch"].user, backend=BACKEND)
    return client


def address(question: dict[str, str]) -> str:
    return f"/llr/succession?{urlencode(question)}"


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def fields(answer: Any) -> list[str]:
    return re.findall(r'<select[^>]* name="([^"]+)"', answer.content.decode())


def test_the_page_shows_everything_that_moves_and_changes_nothing(sam: Client) -> None:
    before = Event.objects.count()
    page = words_of(sam.get(address(TWO)))
    assert (
        "would end on Saturday 31 May 2014. 1 seat, 3 lines of the plan, 1 open action and 1 series name it."
        in page
    )
    assert "Strategic Reducing Reoffending Programme Board: Chief Executive Officer" in page
    assert "for Strategic Partnership Board to be told" in page
    assert "Nothing is guessed" in page
    assert Event.objects.count() == before


def test_where_two_follow_every_thing_is_asked_and_none_is_chosen(sam: Client) -> None:
    answer = sam.get(address(TWO))
    asked = {name.split("-")[0] for name in fields(answer)}
    assert asked == {"person", "seat", "line", "action"}
    chosen = re.findall(r'value="([^"]*)" selected', answer.content.decode())
    assert set(chosen) == {""}
    refused = sam.post(address(TWO), {"settled": "yes"})
    assert "Say who takes this: Seat, Strategic Reducing Reoffending Programme Board" in words_of(refused)
    assert TermsOfReference.objects.count() == 1


def test_where_one_follows_only_people_are_asked(sam: Client) -> None:
    assert {name.split("-")[0] for name in fields(sam.get(address(ONE)))} == {"person"}


def test_the_act_is_done_from_the_page_and_leads_to_the_record(sam: Client, story: Story) -> None:
    first = dict.fromkeys(fields(sam.get(address(TWO))), "national-probation-service")
    answer = sam.post(address(TWO), first, follow=True)
    assert answer.redirect_chain == [("/llr/organisations/lrpt", 302)]
    assert "Ended 31 May 2014." in words_of(answer)
    held = next(one for one in seated_on(story.body(BOARD), SPLIT).circle.seats if one.seat == "probation")
    assert (held.organisation, held.person) == ("national-probation-service", "Hester Quince")


def test_the_next_agenda_says_who_is_to_be_told(sam: Client, story: Story) -> None:
    sam.post(address(ONE), dict.fromkeys(fields(sam.get(address(ONE))), "-"))
    coming = call_meeting(
        body=story.body(BOARD), held_on=date(2014, 6, 10), starts_at=None, place="", by=None,
        at=morning(date(2014, 6, 2)),
    )  # fmt: skip
    [item] = [one for one in agenda_proposed(coming) if one.code == "organisation-changed-lrpt"]
    assert item.title == (
        "Leicestershire and Rutland Probation Trust ended on 31 May 2014; National Probation Service followed"
    )
    assert "Strategic Partnership Board is to be told" in item.because


REFUSED = [
    ({"agency": "county", "followed_by": "county"}, "An organisation cannot follow itself."),
    ({"agency": "county", "first_day": ""}, "This field is required."),
    ({"agency": "nobody"}, "nobody is not one of the available choices"),
]


@pytest.mark.parametrize("otherwise, words", REFUSED)
def test_a_question_that_cannot_be_is_refused_in_a_sentence(
    sam: Client, otherwise: dict[str, str], words: str
) -> None:
    answer = sam.get(address(QUESTION | otherwise))
    assert words in words_of(answer)
    assert "Who takes what" not in words_of(answer)


def test_seats_that_meet_are_ticked_by_a_person(sam: Client) -> None:
    merge = {"agency": "lrpt", "first_day": "2014-06-01", "followed_by": "county"}
    sent = dict.fromkeys(fields(sam.get(address(merge))), "county")
    refused = sam.post(address(merge), sent)
    assert "Tick each seat that stays" in words_of(refused)
    done = sam.post(address(merge), sent | {"meets-0": ["probation", "county-safer"]})
    assert done.status_code == 302
