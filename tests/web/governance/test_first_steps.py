"""The first day of a partnership begun from nothing: what to do first, each with its page, done or not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.web.governance.test_starting import ANSWERS
from tests.web.universe import BACKEND
from throughline.web.access.actions import appoint_administrator
from throughline.web.access.models import Partnership, User
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.first_steps import first_steps
from throughline.web.site.today import now, today

pytestmark = pytest.mark.usefixtures("universe", "db")

SEATS = "/east-shire/reducing-reoffending-board/seats"


@pytest.fixture
def starter() -> Client:
    """Ada Rowan, who has just started East Shire and is its secretary."""
    user = User.objects.create_user(email="ada@example.org", name="Ada Rowan")
    appoint_administrator(user=user, from_on=date(2009, 4, 1), by=None, at=now())
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.post("/partnerships/new", ANSWERS).status_code == 302
    return client


def steps_of_ada() -> dict[str, bool]:
    place = Partnership.objects.get(slug="east-shire")
    found = first_steps(Viewpoint(User.objects.get(name="Ada Rowan"), today(place), place))
    return {step.address: step.is_done for step in found}


def test_the_first_day_leads_to_the_terms_to_the_seats_and_to_a_meeting(starter: Client) -> None:
    page = starter.get("/east-shire/").content.decode()
    assert steps_of_ada() == {"/east-shire/terms/checker": False, SEATS: False}
    for address in ("/east-shire/terms/checker", SEATS, "/east-shire/calendar"):
        assert f'href="{address}"' in page
        assert starter.get(address).status_code == 200


def test_a_step_is_done_once_somebody_sits(starter: Client) -> None:
    seats = starter.get(SEATS).content.decode()
    [first, *_others] = re.findall(rf'href="({SEATS}/[^"]+)"', seats)
    [seen] = re.findall(r'name="seen" value="([^"]*)"', starter.get(first).content.decode())
    day = today(Partnership.objects.get(slug="east-shire")).isoformat()
    starter.post(first, {"person": "new", "name": "Rue Burnet", "from_on": day, "seen": seen})
    assert steps_of_ada()[SEATS] is True
    assert "Done. Somebody is recorded on each board." in starter.get("/east-shire/").content.decode()


def test_a_step_is_done_once_a_question_of_the_terms_is_on_the_agenda(starter: Client) -> None:
    page = starter.get("/east-shire/terms/checker").content.decode()
    [first, *_others] = re.findall(r'action="(/east-shire/terms/question[^"]+)"', page)
    starter.post(first)
    assert steps_of_ada()["/east-shire/terms/checker"] is True


def test_whoever_does_not_keep_the_terms_is_given_no_steps() -> None:
    place = Partnership.objects.get(slug="barnet")
    jo = User.objects.get(name="Jo Hazel")
    assert first_steps(Viewpoint(jo, today(place), place)) == ()
