"""Somebody leaves: one preview, one act, and every door is shut on the very next request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import NOW, TODAY
from tests.web.viewpoints import SINCE
from throughline.web.access import actions
from throughline.web.access.models import Event, Invitation, Partnership, PasswordLink, Person, User
from throughline.web.access.permits import belongs_to
from throughline.web.governance.actions import appoint
from throughline.web.governance.models import Appointment, Body, StandingDeputy
from throughline.web.meetings.actions import make_calendar_link
from throughline.web.site.today import clock

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="rrdg")


@pytest.fixture
def sam(barnet: Partnership) -> Client:
    """A client of Barnet's secretary."""
    client = Client()
    client.force_login(Person.objects.get(partnership=barnet, name="Sam Larch").user, backend=BACKEND)
    return client


@pytest.fixture
def ada(barnet: Partnership, group: Body) -> Person:
    """Ada Rowan, who sits on the group and is its analyst."""
    user = User.objects.create_user(email="ada@barnet.example", name="Ada Rowan")
    person = actions.record_person(
        partnership=barnet, name="Ada Rowan", email=user.email, user=user, by=None, at=NOW
    )
    appoint(body=group, seat="test-seat", person=person, from_on=SINCE, by=None, at=NOW)
    actions.appoint_to_office(person=person, office="analyst", from_on=SINCE, by=None, at=NOW)
    return person


def page_for(person: Person) -> str:
    return f"/barnet/people/{person.pk}/left"


def leaves(client: Client, person: Person, last_day: date = TODAY) -> Any:
    page = client.get(page_for(person))
    return client.post(page_for(person), {"last_day": last_day.isoformat(), "seen": _seen(page)}, follow=True)


def _seen(page: Any) -> str:
    return page.content.decode().split('name="seen" value="')[1].split('"')[0]


def opens(client: Client, address: str) -> bool:
    return client.get(address).status_code == 200


def calendar_path(secret: str) -> str:
    return reverse("meetings:feed", kwargs={"partnership": "barnet", "secret": secret})


@pytest.mark.parametrize("last_day", [TODAY, YESTERDAY], ids=["today", "yesterday"])
def test_every_door_is_shut_on_the_next_request(
    sam: Client, ada: Person, group: Body, last_day: date
) -> None:
    hers = Client()
    hers.force_login(ada.user, backend=BACKEND)
    secret = make_calendar_link(person=ada, body=group, with_deadlines=True, by=None, at=NOW)
    link = actions.make_password_link(user=ada.user, is_handed_over=True, by=None, at=clock())
    doors = [(hers, "/you"), (hers, "/barnet/partnership"), (hers, "/barnet/rrdg/2026-04-14"),
             (Client(), calendar_path(secret))]  # fmt: skip
    assert [opens(*door) for door in doors] == [True] * 4
    leaves(sam, ada, last_day)
    assert [opens(*door) for door in doors] == [False] * 4
    assert "This link is unknown" in Client().get(f"/sign-in/new-password/{link}").content.decode()


def ends_the_last_seat_and_office(person: Person) -> None:
    for seat in Appointment.objects.filter(person=person):
        seat.until_on = YESTERDAY
        seat.save()
    for held in person.offices.all():
        actions.end_office(held=held, last_day=YESTERDAY, by=None, at=NOW)


def test_the_last_seat_and_office_that_end_one_by_one_shut_the_same_doors(ada: Person, group: Body) -> None:
    hers = Client()
    hers.force_login(ada.user, backend=BACKEND)
    secret = make_calendar_link(person=ada, body=group, with_deadlines=True, by=None, at=NOW)
    ends_the_last_seat_and_office(ada)
    assert not opens(hers, "/barnet/partnership")
    assert not opens(hers, "/barnet/rrdg/2026-04-14")
    assert not opens(Client(), calendar_path(secret))
    assert opens(hers, "/you"), "who belongs nowhere may still change a password"


def test_the_preview_says_all_that_ends_and_changes_nothing(sam: Client, ada: Person, group: Body) -> None:
    make_calendar_link(person=ada, body=group, with_deadlines=True, by=None, at=NOW)
    sam.get(page_for(ada))
    before = Event.objects.count()
    page = sam.get(page_for(ada)).content.decode()
    for words in (
        "Office: Analyst",
        "Seat: test-seat, Reducing Re-offending Delivery Group",
        "1 calendar address",
        "4 things end in one act.",
    ):
        assert words in page
    assert Event.objects.count() == before


def test_one_event_tells_of_it_all(sam: Client, ada: Person) -> None:
    leaves(sam, ada)
    told = Event.objects.get(what="person left")
    assert told.subjects == [f"person:{ada.pk}"]
    assert told.detail == {"last day": "2026-03-30", "ended": 2}


def test_somebody_given_an_office_meanwhile_is_looked_at_again(sam: Client, ada: Person) -> None:
    seen = _seen(sam.get(page_for(ada)))
    actions.appoint_to_office(person=ada, office="chair", from_on=TODAY, by=None, at=NOW)
    page = sam.post(page_for(ada), {"last_day": "2026-03-30", "seen": seen}).content.decode()
    assert "Someone else changed this after you opened it" in page
    assert "Office: Chair" in page
    assert belongs_to(ada.partnership, ada.user)


def test_a_day_to_come_is_refused(sam: Client, ada: Person) -> None:
    page = leaves(sam, ada, TODAY + timedelta(days=1)).content.decode()
    assert "That day is still to come." in page
    assert belongs_to(ada.partnership, ada.user)


def test_the_last_secretary_does_not_leave(sam: Client, barnet: Partnership, ada: Person) -> None:
    alone = Person.objects.get(partnership=barnet, name="Sam Larch")
    actions.appoint_to_office(person=ada, office="secretary", from_on=SINCE, by=None, at=NOW)
    hers = Client()
    hers.force_login(ada.user, backend=BACKEND)
    assert "You cannot" not in leaves(hers, alone).content.decode()
    before = Event.objects.count()
    page = leaves(hers, ada).content.decode()
    assert "Somebody else records that you have left." in page
    assert Event.objects.count() == before


def test_whoever_belongs_elsewhere_goes_on_there_and_no_longer_here(
    sam: Client, barnet: Partnership, ada: Person
) -> None:
    elsewhere = Partnership.objects.get(slug="west-mercia")
    other = actions.record_person(partnership=elsewhere, name="Ada Rowan", user=ada.user, by=None, at=NOW)
    actions.appoint_to_office(person=other, office="analyst", from_on=SINCE, by=None, at=NOW)
    leaves(sam, ada)
    user = User.objects.get(pk=ada.user_id)
    assert user.is_active
    assert (belongs_to(barnet, user), belongs_to(elsewhere, user)) == (False, True)


def test_an_unused_invitation_and_link_end_too(sam: Client, barnet: Partnership, ada: Person) -> None:
    new = actions.record_person(partnership=barnet, name="Bo Tansy", email="bo@b.example", by=None, at=NOW)
    actions.appoint_to_office(person=new, office="analyst", from_on=SINCE, by=None, at=NOW)
    code = actions.invite_person(person=new, by=None, at=clock())
    leaves(sam, new)
    assert Invitation.objects.get(person=new).ended_at is not None
    with pytest.raises(actions.InvitationRefused):
        actions.accept_invitation(code=code, password="rowan hedge lantern", at=clock())
    assert not PasswordLink.objects.filter(user=ada.user, used_at=None, ended_at=None).exists()


def test_whoever_has_left_already_is_said_to_have(sam: Client, ada: Person) -> None:
    leaves(sam, ada)
    assert "Nothing is left that lets Ada Rowan in." in sam.get(page_for(ada)).content.decode()


def test_another_partnerships_person_is_not_there(sam: Client, barnet: Partnership) -> None:
    foreign = Person.objects.filter(partnership__slug="west-mercia").first()
    assert foreign is not None
    assert sam.get(page_for(foreign)).status_code == 404


def test_a_standing_deputy_stands_in_no_longer(sam: Client, ada: Person, group: Body) -> None:
    deputy = StandingDeputy.objects.create(body=group, seat="dwp", person=ada, from_on=SINCE)
    assert "Standing deputy: Reducing Re-offending Delivery Group" in sam.get(page_for(ada)).content.decode()
    leaves(sam, ada)
    deputy.refresh_from_db()
    assert deputy.until_on == TODAY
