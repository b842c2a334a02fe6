"""Pages of seats, organisations, posts and requests, as a secretary works them and a member reads them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW
from tests.web.universe import signed_in
from throughline.web.access.models import Agency, Person
from throughline.web.governance.actions import appoint
from throughline.web.governance.models import Appointment, Body, JoiningRequest, Post, StandingDeputy
from throughline.web.governance.queries import last_appointment, seen_as

pytestmark = pytest.mark.usefixtures("universe", "db")
SEATS = "/barnet/rrdg/seats"
TODAY = date(2026, 3, 30)


@pytest.fixture
def sam() -> Client:
    return signed_in("Sam Larch", at="barnet")


@pytest.fixture
def ruth() -> Client:
    """Ruth Campion, a member of the group without an office."""
    return signed_in("Ruth Campion", at="barnet")


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def someone(name: str) -> str:
    return str(Person.objects.get(partnership__slug="barnet", name=name).pk)


def group() -> Body:
    return Body.objects.get(partnership__slug="barnet", code="rrdg")


def test_a_member_reads_the_seats_and_changes_none(ruth: Client) -> None:
    page = words_of(ruth.get(SEATS))
    assert "Deputy: Nia Bracken, since 10 February 2026" in page
    assert "Member 5 times, nobody 1 time" in page
    assert "End or change" not in page
    assert ruth.get(f"{SEATS}/cst-head").status_code == 404


def test_somebody_is_proposed_and_then_confirmed(sam: Client) -> None:
    seat = f"{SEATS}/crc-aco"
    seen = seen_as(last_appointment(group(), "crc-aco"))
    sent = {"person": someone("Leo Fennel"), "from_on": "2026-03-30", "seen": seen, "is_proposal": "on"}
    assert sam.post(seat, sent).status_code == 302
    assert "Proposed: Leo Fennel from Monday 30 March 2026" in words_of(sam.get(SEATS))
    proposed = Appointment.objects.get(seat="crc-aco", is_confirmed=False)
    assert sam.post(seat, {"act": "confirm", "appointment": proposed.pk}).status_code == 302
    assert "Leo Fennel Since 30 March 2026" in words_of(sam.get(SEATS))


def test_a_proposal_that_cannot_be_confirmed_says_why(sam: Client) -> None:
    told: dict[str, Any] = {"by": None, "at": NOW, "from_on": TODAY, "seat": "crc-aco", "body": group()}
    leo = Person.objects.get(partnership__slug="barnet", name="Leo Fennel")
    proposed = appoint(person=leo, is_confirmed=False, **told)
    appoint(person=leo, **told)
    answer = sam.post(f"{SEATS}/crc-aco", {"act": "confirm", "appointment": proposed.pk}, follow=True)
    assert "Leo Fennel sits there with no last day" in words_of(answer)


def test_a_deputy_is_named_and_ended_on_the_page_of_the_seat(sam: Client) -> None:
    seat = f"{SEATS}/homes-mgr"
    sent = {"act": "deputy", "deputy-person": someone("Grace Mallow"), "deputy-from_on": "2026-03-30"}
    assert sam.post(seat, sent).status_code == 302
    assert "Grace Mallow stands in, since 30 March 2026." in words_of(sam.get(seat))
    assert sam.post(seat, {"act": "deputy", "deputy-until_on": "2026-03-31"}).status_code == 302
    assert StandingDeputy.objects.get(seat="homes-mgr").until_on == date(2026, 3, 31)


def test_a_deputy_who_sits_there_is_refused_on_the_page(sam: Client) -> None:
    sent = {"act": "deputy", "deputy-person": someone("Jo Hazel"), "deputy-from_on": "2026-03-30"}
    answer = sam.post(f"{SEATS}/homes-mgr", sent)
    assert "Error: " in answer.content.decode()
    assert "Jo Hazel sits on Reducing Re-offending Delivery Group" in words_of(answer)


def test_the_record_of_an_organisation_says_who_holds_which_post(ruth: Client) -> None:
    page = words_of(ruth.get("/barnet/organisations/police"))
    assert "It has 3 seats." in page
    assert "Detective Chief Inspector Tom Alder, acting, since 1 April 2024" in page
    assert "Brief the new deputy for the police seat." in page


def test_somebody_who_may_not_read_a_body_s_papers_sees_none_of_its_actions() -> None:
    page = words_of(signed_in("Marek Rowan", at="barnet").get("/barnet/organisations/police"))
    assert "No open action that you may see." in page


def test_the_record_of_an_ended_organisation_leads_to_those_that_followed() -> None:
    page = signed_in("Sam Larch", at="llr").get("/llr/organisations/lrpt")
    assert "Ended 31 May 2014." in words_of(page)
    assert 'href="/llr/organisations/nps"' in page.content.decode()
    assert "Hester Quince, 1 April 2013 to 31 May 2014" in words_of(page)


def test_organisations_that_stand_come_before_those_that_ended() -> None:
    page = words_of(signed_in("Sam Larch", at="llr").get("/llr/organisations"))
    assert "16 organisations; 3 have ended." in page
    assert page.index("Probation Service") < page.index("Community Rehabilitation Company")


def test_a_post_is_recorded_taken_and_ended(sam: Client) -> None:
    made = sam.post(
        "/barnet/organisations/ph/posts", {"title": "Head of Health", "rank": "1", "from_on": "2026-03-30"}
    )
    address = made.headers["Location"]
    sam.post(address, {"act": "take", "take-person": someone("Lena Yarrow"), "take-standing": "interim",
                       "take-from_on": "2026-03-30"})  # fmt: skip
    assert "Lena Yarrow, interim, since 30 March 2026." in words_of(sam.get(address))
    sam.post(address, {"act": "end", "end-until_on": "2026-03-31"})
    assert Post.objects.get(title="Head of Health").until_on == date(2026, 3, 31)
    assert "Somebody takes the post" not in words_of(sam.get(address))


def test_a_person_moves_to_a_post_from_their_record(sam: Client) -> None:
    owen = Person.objects.get(partnership__slug="barnet", name="Owen Teasel")
    post = Post.objects.get(title="Detective Inspector")
    sam.post(f"/barnet/people/{owen.pk}", {"act": "post", "post-post": post.pk, "post-standing": "acting",
                                           "post-from_on": "2026-03-30"})  # fmt: skip
    page = words_of(sam.get(f"/barnet/people/{owen.pk}"))
    assert "Detective Inspector, Barnet Police, acting, since 30 March 2026" in page
    assert "Assistant Chief Officer, Probation Service, 1 April 2024 to 29 March 2026" in page
    owen.refresh_from_db()
    assert owen.agency == Agency.objects.get(partnership__slug="barnet", code="police")


ASK = {"organisation": "Northside Carers", "reason": "They meet families first."}


def test_any_member_asks_that_an_organisation_join(ruth: Client) -> None:
    assert ruth.post("/barnet/rrdg/joining", ASK).status_code == 302
    asked = JoiningRequest.objects.get(organisation="Northside Carers")
    assert (asked.asked_by.name, asked.state) == ("Ruth Campion", "open")
    assert "Northside Carers" in words_of(ruth.get("/barnet/rrdg/joining"))


@pytest.mark.parametrize("name", ["Marek Rowan", "Aisha Juniper"])
def test_whoever_does_not_sit_there_asks_nothing(name: str) -> None:
    client = signed_in(name, at="barnet")
    body = "iom" if name == "Marek Rowan" else "nobody"
    assert client.post(f"/barnet/{body}/joining", ASK).status_code == 404
    assert not JoiningRequest.objects.filter(organisation="Northside Carers").exists()


def test_the_secretary_settles_a_request_by_taking_it_back(sam: Client) -> None:
    asked = JoiningRequest.objects.get()
    address = f"/barnet/rrdg/joining/{asked.pk}"
    assert "Northside Debt Advice" in words_of(sam.get(address))
    assert sam.post(address, {"act": "withdraw"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on) == ("withdrawn", TODAY)
