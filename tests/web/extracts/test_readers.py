"""Who reads extracts: appointed by another, for twelve months at most, and denied on the next request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.web.conftest import NOW, TODAY
from tests.web.extracts.example import example_store
from throughline.figures.cohorts.linking.reviewing import waiting_for_a_person
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.web.access import actions as access
from throughline.web.access.leaving import what_ends
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.extracts import actions
from throughline.web.extracts.models import ExtractReader

pytestmark = pytest.mark.django_db
WHY = "Decides who is one person."


def of_the_example() -> tuple[str, str]:
    """The address of a pair that waits, and of the list to send back of one extract."""
    left, right = waiting_for_a_person(example_store())[0].pair
    receipt = example_store().in_force().receipts[0]
    return (
        f"/hazelmere/extracts/same-person/{left}-{right}",
        f"/hazelmere/extracts/receipts/{receipt}/rejections.csv",
    )


def pages() -> dict[str, dict[str, bool]]:
    """Each page, and whether it opens to a reader, to the secretary, and to an analyst who is none."""
    pair, rejections = of_the_example()
    receipt = rejections.removesuffix("/rejections.csv")
    reads = {"reader": True, "secretary": False, "analyst": False}
    sees = {"reader": True, "secretary": True, "analyst": True}
    appoints = {"reader": False, "secretary": True, "analyst": False}
    return {
        "/hazelmere/extracts": sees,
        receipt: sees,
        pair: reads,
        rejections: reads,
        f"{receipt}/undo": reads,
        "/hazelmere/extracts/bring-in": reads,
        "/hazelmere/extracts/same-person": reads,
        "/hazelmere/extracts/same-person/decided": reads,
        "/hazelmere/extracts/readers": appoints,
    }


@pytest.fixture
def clients(
    store: ExtractStore, as_person: Callable[[Person], Client], person_with: Callable[..., Person], reader: Person,
    secretary: Person,
) -> dict[str, Client]:  # fmt: skip
    """A client of each of the three."""
    people = {"reader": reader, "secretary": secretary, "analyst": person_with("Gus Melilot", "analyst")}
    return {name: as_person(person) for name, person in people.items()}


def test_each_page_opens_to_those_for_whom_it_is(clients: dict[str, Client]) -> None:
    wrong = [
        (page, name)
        for page, opens in pages().items()
        for name, client in clients.items()
        if (client.get(page).status_code == 200) is not opens[name]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "office", ["chair", "vice-chair", "plan-owner", "objective-lead", "iom-coordinator", "inspector"]
)
def test_no_office_opens_a_single_page_of_the_room(
    office: str, store: ExtractStore, as_person: Any, person_with: Any
) -> None:
    client = as_person(person_with("Hal Tormentil", office, until_on=date(2026, 12, 31)))
    assert {client.get(page).status_code for page in pages()} == {404}


def test_whoever_runs_the_site_opens_nothing(store: ExtractStore, as_person: Any, person_with: Any) -> None:
    person = person_with("Ada Sedge")
    access.appoint_administrator(user=person.user, from_on=TODAY, by=None, at=NOW)
    assert {as_person(person).get(page).status_code for page in pages()} == {404}


def test_without_a_store_the_room_is_not_there(
    partnership: Partnership, as_reader: Client, as_secretary: Client
) -> None:
    assert {as_reader.get(page).status_code for page in pages()} == {404}
    assert "/hazelmere/extracts" not in as_secretary.get("/hazelmere/scorecard/arrivals").content.decode()


def test_with_one_it_stands_in_performance_for_whoever_may_see_it(
    store: ExtractStore, as_secretary: Client, as_person: Any, person_with: Any
) -> None:
    link = 'href="/hazelmere/extracts"'
    assert link in as_secretary.get("/hazelmere/scorecard/arrivals").content.decode()
    chair = as_person(person_with("Flo Dock", "chair"))
    assert link not in chair.get("/hazelmere/scorecard/arrivals").content.decode()


def ended(reader: Person) -> None:
    actions.end_reader(reader=ExtractReader.objects.get(person=reader), because="", by=None, at=NOW)


def ran_out(reader: Person) -> None:
    ExtractReader.objects.filter(person=reader).update(until_on=date(2026, 3, 29))


def office_ended(reader: Person) -> None:
    access.end_office(held=reader.offices.get(), last_day=date(2026, 3, 29), by=None, at=NOW)


def disabled(reader: Person) -> None:
    access.disable_user(user=reader.user, by=None, at=NOW)


@pytest.mark.parametrize("because", [ended, ran_out, office_ended, disabled])
def test_an_end_is_obeyed_on_the_very_next_request(
    as_reader: Client, reader: Person, store: ExtractStore, because: Callable[[Person], None]
) -> None:
    pair = of_the_example()[0]
    assert as_reader.get(pair).status_code == 200
    because(reader)
    assert as_reader.get(pair).status_code in (302, 404)
    assert Event.objects.filter(what="records consulted").count() == 1


def test_a_reader_of_one_partnership_reads_nothing_of_another(
    store: ExtractStore, settings: Any, other_partnership: Partnership, as_reader: Client
) -> None:
    settings.EXTRACTS = {**settings.EXTRACTS, "thornbury": str(store.folder)}
    assert as_reader.get("/thornbury/extracts/same-person").status_code == 404


def test_leaving_ends_what_one_reads(
    store: ExtractStore, reader: Person, secretary: Person, as_reader: Client
) -> None:
    ending = what_ends(reader, TODAY)
    assert "Reads the extracts, until 31 December 2026." in ending.lines
    access.record_leaving(
        person=reader, last_day=TODAY, today=TODAY, seen=ending.seen, by=secretary.user, at=NOW
    )
    assert ExtractReader.objects.get(person=reader).ended_at == NOW


APPOINTMENTS = [
    pytest.param({"person": "secretary"}, actions.NotOneself, id="oneself"),
    pytest.param({"until_on": date(2027, 3, 31)}, actions.ReaderTooLong, id="a day over twelve months"),
    pytest.param({"until_on": date(2026, 3, 29)}, actions.ReaderTooLong, id="an end before the beginning"),
    pytest.param({"why": "  "}, actions.ReaderNeedsReason, id="no reason"),
]


@pytest.mark.parametrize(("other", "refusal"), APPOINTMENTS)
def test_who_cannot_be_appointed_is_refused_and_nothing_is_kept(
    other: dict[str, Any], refusal: type[Exception], secretary: Person, person_with: Any
) -> None:
    told = {"person": person_with("Di Betony"), "from_on": TODAY, "until_on": date(2026, 12, 31), "why": WHY}
    told |= {"person": secretary} if "person" in other else other
    with pytest.raises(refusal):
        actions.appoint_reader(**told, by=secretary.user, at=NOW)
    assert not ExtractReader.objects.exists()
    assert not Event.objects.filter(what="reader of extracts appointed").exists()


def test_twelve_months_to_the_day_are_not_too_long(secretary: Person, person_with: Any) -> None:
    made = actions.appoint_reader(
        person=person_with("Di Betony"), from_on=TODAY, until_on=date(2027, 3, 30), why=WHY,
        by=secretary.user, at=NOW,
    )  # fmt: skip
    assert made.appointed_by == secretary


def test_nobody_is_appointed_twice_for_the_same_days(reader: Person, secretary: Person) -> None:
    with pytest.raises(actions.ReadsAlready, match="until 31 December 2026"):
        actions.appoint_reader(
            person=reader, from_on=TODAY, until_on=date(2027, 1, 1), why=WHY, by=secretary.user, at=NOW
        )


def test_the_table_itself_refuses_whoever_appointed_themselves(reader: Person) -> None:
    with pytest.raises(IntegrityError, match="extracts_reader_by_another"), transaction.atomic():
        ExtractReader.objects.filter(person=reader).update(appointed_by=reader)


@pytest.mark.parametrize("without", [{"until_on": None}, {"why": ""}])
def test_the_table_itself_refuses_a_reader_without_end_or_reason(
    reader: Person, without: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="extracts_reader_has"), transaction.atomic():
        ExtractReader.objects.filter(person=reader).update(**without)


def test_the_secretary_appoints_and_ends_on_the_pages(
    store: ExtractStore, as_secretary: Client, person_with: Any
) -> None:
    person = person_with("Di Betony", "analyst")
    typed = {"person": str(person.pk), "until_on": "2026-12-31", "why": WHY}
    page = as_secretary.post("/hazelmere/extracts/readers", typed, follow=True).content.decode()
    assert "Di Betony reads the extracts from now on." in page
    made = ExtractReader.objects.get(person=person)
    ended = as_secretary.post(f"/hazelmere/extracts/readers/{made.pk}", {"because": "Moved."}, follow=True)
    assert "Di Betony reads the extracts no longer." in ended.content.decode()
    assert ExtractReader.objects.get(person=person).ended_because == "Moved."
    assert as_secretary.get(f"/hazelmere/extracts/readers/{made.pk}").status_code == 404


def test_nobody_is_offered_themselves(store: ExtractStore, as_secretary: Client, secretary: Person) -> None:
    page = as_secretary.get("/hazelmere/extracts/readers").content.decode()
    assert f'<option value="{secretary.pk}"' not in page
    typed = {"person": str(secretary.pk), "until_on": "2026-12-31", "why": WHY}
    assert "Select a valid choice" in as_secretary.post("/hazelmere/extracts/readers", typed).content.decode()
