"""People and offices: added, corrected, given an office, and invited with a code that is shown once."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Event, Invitation, OfficeHeld, Person

pytestmark = pytest.mark.usefixtures("universe", "db")

PEOPLE = "/barnet/people"
PASSWORD = "hedge lantern rowan"


@pytest.fixture
def sam() -> Client:
    """Sam Larch, secretary of Barnet."""
    return signed_in("Sam Larch", at="barnet")


def someone(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def home_of(name: str) -> str:
    return f"{PEOPLE}/{someone(name).pk}"


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def sent(client: Client, who: str, act: str, **typed: str) -> Any:
    return client.post(home_of(who), {"act": act} | {f"{act}-{key}": value for key, value in typed.items()})


def test_everybody_is_listed_with_post_and_office(sam: Client) -> None:
    page = words_of(sam.get(PEOPLE))
    assert "17 people; 5 hold an office." in page
    assert "IOM co-ordinator, IOM Case Work Panel from 1 April 2024" in page
    assert "Detective Inspector" in page


def test_the_list_asks_no_more_of_the_store_however_many_people(
    sam: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        person = Person.objects.create(partnership=someone("Sam Larch").partnership, name=f"Fern {number}")
        OfficeHeld.objects.create(person=person, office="analyst", from_on=date(2026, 1, 1))
    with django_assert_max_num_queries(12):
        sam.get(PEOPLE)


def test_a_person_is_added_and_their_page_opens(sam: Client) -> None:
    answer = sam.post(PEOPLE, {"name": "Rue Burnet", "post": "Clerk", "agency": "", "email": ""}, follow=True)
    assert "Rue Burnet is added." in words_of(answer)
    assert someone("Rue Burnet").post == "Clerk"


def test_a_person_without_a_name_is_refused(sam: Client) -> None:
    before = Person.objects.count()
    answer = sam.post(PEOPLE, {"name": "", "post": "Clerk"})
    assert "There is a problem" in answer.content.decode()
    assert Person.objects.count() == before


def test_an_office_is_given_for_a_body_and_from_a_day(sam: Client) -> None:
    assert (
        sent(sam, "Tom Alder", "give", office="vice-chair", body="rrdg", from_on="2026-04-01").status_code
        == 302
    )
    held = OfficeHeld.objects.get(person=someone("Tom Alder"))
    assert (held.office, held.body_code, held.from_on) == ("vice-chair", "rrdg", date(2026, 4, 1))
    assert "Vice-chair, Reducing Re-offending Delivery Group From 1 April 2026" in words_of(
        sam.get(home_of("Tom Alder"))
    )


GIVEN_WRONGLY = [
    (
        "an inspector has an end",
        "Tom Alder",
        {"office": "inspector"},
        "An inspector reads for a limited time.",
    ),
    (
        "an office is not given twice",
        "Marek Rowan",
        {"office": "analyst"},
        "They hold this office already on that day.",
    ),
]


@pytest.mark.parametrize(
    ("name", "typed", "said"), [x[1:] for x in GIVEN_WRONGLY], ids=[x[0] for x in GIVEN_WRONGLY]
)
def test_an_office_that_cannot_be_held_is_refused(
    sam: Client, name: str, typed: dict[str, str], said: str
) -> None:
    before = OfficeHeld.objects.count()
    answer = sent(sam, name, "give", body="", from_on="2026-03-30", **typed)
    assert said in answer.content.decode()
    assert OfficeHeld.objects.count() == before


def test_an_office_ends_and_opens_nothing_the_day_after(sam: Client) -> None:
    held = OfficeHeld.objects.get(person=someone("Marek Rowan"))
    sent(sam, "Marek Rowan", "end", held=str(held.pk), last_day="2026-03-29")
    held.refresh_from_db()
    assert held.until_on == date(2026, 3, 29)
    assert signed_in("Marek Rowan", at="barnet").get("/barnet/").status_code == 404


def test_the_last_secretary_cannot_leave_the_partnership_without_one(sam: Client) -> None:
    held = OfficeHeld.objects.get(person=someone("Sam Larch"))
    answer = sent(sam, "Sam Larch", "end", held=str(held.pk), last_day="2026-03-30")
    assert "Nobody else who can sign in would be secretary after that day." in answer.content.decode()
    held.refresh_from_db()
    assert held.until_on is None


def test_a_secretary_leaves_once_another_who_signs_in_has_the_office(sam: Client) -> None:
    sent(sam, "Jo Hazel", "give", office="secretary", body="", from_on="2026-03-30")
    held = OfficeHeld.objects.get(person=someone("Sam Larch"))
    assert sent(sam, "Sam Larch", "end", held=str(held.pk), last_day="2026-03-30").status_code == 302


def test_the_second_of_two_editors_is_told_and_keeps_what_they_typed(sam: Client) -> None:
    jo = someone("Jo Hazel")
    typed = {"version": str(jo.version), "name": "Jo Hazel", "agency": "", "email": ""}
    assert sent(sam, "Jo Hazel", "change", post="Director", **typed).status_code == 302
    second = sent(sam, "Jo Hazel", "change", post="Head", **typed)
    assert "Someone else changed this after you opened it." in second.content.decode()
    assert 'value="Head"' in second.content.decode()
    assert someone("Jo Hazel").post == "Director"
    [version] = re.findall(r'name="change-version" value="(\d+)"', second.content.decode())
    assert sent(sam, "Jo Hazel", "change", post="Head", **(typed | {"version": version})).status_code == 302


def test_an_invited_person_signs_in_with_the_code_that_is_shown_once(sam: Client) -> None:
    Person.objects.filter(pk=someone("Tom Alder").pk).update(email="tom@barnet.example")
    page = sam.post(f"{home_of('Tom Alder')}/invite")
    [code] = re.findall(r"<code>([^<]+)</code>", page.content.decode())
    assert "Mail is not set up here, so nothing was sent." in words_of(page)
    assert code not in sam.get(home_of("Tom Alder")).content.decode()
    assert code not in str(list(Event.objects.values())) + str(list(Invitation.objects.values()))
    tom = Client()
    tom.post("/accept", {"code": code, "password": PASSWORD})
    assert tom.get("/barnet/rrdg/").status_code == 200


def test_the_code_of_an_earlier_invitation_opens_nothing(sam: Client) -> None:
    Person.objects.filter(pk=someone("Tom Alder").pk).update(email="tom@barnet.example")
    earlier, later = (
        re.findall(r"<code>([^<]+)</code>", sam.post(f"{home_of('Tom Alder')}/invite").content.decode())[0]
        for _ in range(2)
    )
    for code, answers in ((earlier, 302), (later, 200)):
        tom = Client()
        tom.post("/accept", {"code": code, "password": PASSWORD})
        assert tom.get("/barnet/rrdg/").status_code == answers


def test_nobody_is_invited_without_an_e_mail_address(sam: Client) -> None:
    before = Invitation.objects.count()
    answer = sam.post(f"{home_of('Leo Fennel')}/invite", follow=True)
    assert "This person has no e-mail address." in words_of(answer)
    assert Invitation.objects.count() == before


def test_a_person_of_another_partnership_is_not_there(sam: Client) -> None:
    elsewhere = Person.objects.exclude(partnership__slug="barnet").latest("pk")
    assert sam.get(f"{PEOPLE}/{elsewhere.pk}").status_code == 404
    assert sam.post(f"{PEOPLE}/{elsewhere.pk}/invite").status_code == 404


def test_the_seat_of_a_person_is_named_by_its_post(sam: Client) -> None:
    page = words_of(sam.get(home_of("Tom Alder")))
    assert "Reducing Re-offending Delivery Group: Detective Chief Inspector, since 1 April 2024" in page
