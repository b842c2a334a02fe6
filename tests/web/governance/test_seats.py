"""Who sits where: a secretary puts somebody into a seat, ends it, and two of them do not overwrite each other."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.web.access.models import Event, OfficeHeld, Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.board_places import bodies_to_read
from throughline.web.governance.models import Appointment, Body
from throughline.web.governance.standing import READ_BODY, codes_readable_by

pytestmark = pytest.mark.usefixtures("universe", "db")

SEATS = "/barnet/rrdg/seats"
VACANT = f"{SEATS}/crc-aco"
HELD = f"{SEATS}/pol-dci"


@pytest.fixture
def sam() -> Client:
    """Sam Larch, secretary of Barnet."""
    return signed_in("Sam Larch", at="barnet")


def page_of(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def seen_at(client: Client, address: str) -> str:
    [seen] = re.findall(r'name="seen" value="([^"]*)"', client.get(address).content.decode())
    return seen


def filled(client: Client, **typed: Any) -> Any:
    answers = {"person": "new", "name": "Ivy Teasel", "post": "Officer", "from_on": "2026-03-30"}
    return client.post(VACANT, answers | {"seen": seen_at(client, VACANT)} | typed)


def sitting(seat: str) -> list[tuple[str, date, date | None]]:
    rows = Appointment.objects.filter(body__partnership__slug="barnet", body__code="rrdg", seat=seat)
    return list(rows.order_by("from_on").values_list("person__name", "from_on", "until_on"))


def test_each_seat_says_whose_it_is_who_sits_and_since_when(sam: Client) -> None:
    page = page_of(sam, SEATS)
    assert "11 seats, of which 2 are vacant." in page
    assert "Detective Chief Inspector" in page
    assert "Since 1 April 2024" in page
    assert "Vacant Nobody appointed since 26 June 2021" in page
    assert "Post to be confirmed, 58 days" in page


def test_the_page_asks_no_more_of_the_store_however_many_have_sat(
    sam: Client, django_assert_max_num_queries: Any
) -> None:
    body = Body.objects.get(partnership__slug="barnet", code="rrdg")
    for number in range(20):
        person = Person.objects.create(partnership=body.partnership, name=f"Fern {number}")
        day = date(2010, 1, 1 + number)
        Appointment.objects.create(body=body, seat="pol-dci", person=person, from_on=day, until_on=day)
    with django_assert_max_num_queries(12):
        sam.get(SEATS)


def test_somebody_new_takes_a_seat_and_is_shown_there(sam: Client) -> None:
    assert filled(sam).status_code == 302
    assert sitting("crc-aco")[-1] == ("Ivy Teasel", date(2026, 3, 30), None)
    assert "Ivy Teasel Since 30 March 2026" in page_of(sam, SEATS)
    ivy = Person.objects.get(partnership__slug="barnet", name="Ivy Teasel")
    assert (ivy.post, ivy.agency.name if ivy.agency else "") == ("Officer", "Probation Service")


def test_somebody_known_takes_a_seat_and_is_no_second_person(sam: Client) -> None:
    leo = Person.objects.get(partnership__slug="barnet", name="Leo Fennel")
    before = Person.objects.count()
    assert filled(sam, person=str(leo.pk), name="", post="").status_code == 302
    assert sitting("crc-aco")[-1][0] == "Leo Fennel"
    assert Person.objects.count() == before


REFUSED = [
    ("no name", {"name": ""}, "Write the name of whoever takes the seat"),
    ("no day", {"from_on": ""}, "This field is required."),
    (
        "a day inside an earlier appointment",
        {"from_on": "2021-06-25"},
        "Vera Sorrel sits there until 25 June 2021",
    ),
]


@pytest.mark.parametrize(("typed", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_recorded_is_refused_in_a_sentence(
    sam: Client, typed: dict[str, str], said: str
) -> None:
    people, before = Person.objects.count(), sitting("crc-aco")
    answer = filled(sam, **typed)
    assert said in answer.content.decode()
    assert (Person.objects.count(), sitting("crc-aco")) == (people, before)


def test_an_appointment_ends_on_a_day_and_the_row_stays(sam: Client) -> None:
    typed = {"until_on": "2026-04-10", "because": "left", "seen": seen_at(sam, HELD)}
    assert sam.post(HELD, typed).status_code == 302
    assert sitting("pol-dci") == [("Tom Alder", date(2024, 4, 1), date(2026, 4, 10))]
    assert "Since 1 April 2024, until 10 April 2026" in page_of(sam, SEATS)
    assert Event.objects.order_by("-number")[0].what == "appointment ended"


def test_an_appointment_cannot_end_before_it_began(sam: Client) -> None:
    typed = {"until_on": "2020-01-01", "because": "left", "seen": seen_at(sam, HELD)}
    answer = sam.post(HELD, typed)
    assert "began on 1 April 2024 and cannot end on 1 January 2020" in answer.content.decode()
    assert sitting("pol-dci")[-1][2] is None


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(sam: Client) -> None:
    seen = seen_at(sam, VACANT)
    filled(sam)
    answer = filled(sam, name="Rue Burnet", seen=seen)
    assert "Someone else changed this seat after you opened the page." in answer.content.decode()
    assert [name for name, _from, _until in sitting("crc-aco")] == ["Vera Sorrel", "Ivy Teasel"]


def test_a_seat_that_the_terms_do_not_have_is_not_there(sam: Client) -> None:
    assert sam.get(f"{SEATS}/parish-priest").status_code == 404


def test_a_seat_whose_post_is_not_named_says_that_it_stays_vacant(sam: Client) -> None:
    assert "stays vacant whoever is recorded here, until a reading names the post" in page_of(
        sam, f"{SEATS}/dwp"
    )


@pytest.mark.parametrize("address", [HELD, "/barnet/people"])
def test_only_whoever_keeps_the_terms_finds_these_pages(address: str) -> None:
    assert signed_in("Jo Hazel", at="barnet").get(address).status_code == 404


def test_a_new_member_may_read_their_board_from_their_first_day(sam: Client) -> None:
    mina = Person.objects.get(partnership__slug="barnet", name="Mina Clover")
    filled(sam, person=str(mina.pk), name="", post="")
    body = Body.objects.get(partnership__slug="barnet", code="rrdg")
    assert Appointment.objects.filter(body=body, person=mina, until_on=None).exists()


def _aisha(body: str) -> Viewpoint:
    """The IOM co-ordinator of the panel, who sits nowhere here, as an address of a body meets her."""
    aisha = Person.objects.get(partnership__slug="barnet", name="Aisha Juniper")
    Appointment.objects.filter(person=aisha).delete()
    assert aisha.user is not None
    return Viewpoint(aisha.user, date(2026, 3, 30), aisha.partnership, {"body": body})


def test_an_iom_coordinator_reads_the_papers_of_their_own_body_alone() -> None:
    assert holds_permit(READ_BODY, _aisha("iom"))
    assert not holds_permit(READ_BODY, _aisha("rrdg"))
    assert codes_readable_by(_aisha("")) == {"iom"}
    assert [address for _name, address in bodies_to_read(_aisha(""))] == ["/barnet/iom/"]


def test_an_iom_coordinator_of_no_body_reads_no_papers() -> None:
    OfficeHeld.objects.filter(office="iom-coordinator").update(body_code="")
    assert not holds_permit(READ_BODY, _aisha("iom"))
    assert codes_readable_by(_aisha("")) == frozenset()
