"""Evaluation readiness in the site: counts for those who plan an evaluation, names for readers alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.test import Client

from tests.figures.cohorts.people_told import people_told
from tests.figures.extracts.extracts_sent import send
from tests.web.conftest import NOW, TODAY
from throughline.figures.cohorts import disclosures
from throughline.figures.cohorts.disclosures import read_disclosures
from throughline.figures.cohorts.readiness import NOT_TOLD, Lack, is_followed
from throughline.figures.cohorts.scheme_records import ReadScheme
from throughline.figures.extracts.engine import EngineMissing
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.durable import alone
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.web.access.models import Event, Person
from throughline.web.extracts import readiness_page, readiness_views
from throughline.web.extracts.actions import appoint_reader
from throughline.web.extracts.readiness_forms import ChooseScheme

COMPLETE, LACKING = 47, 8
ADDRESS = "/hazelmere/evaluation"
ASKED = {"scheme": "programme-completions/Thinking Skills", "first": "2024-04-01", "last": "2024-04-01"}
SENT = {"recipient": "justice-data-lab", "why": "The scheme’s yearly evaluation", "form": "csv"}
NAMES = ("Elmley", "Wendy")
Sign = Callable[[Person], Client]


def somebody(at: int, **other: str) -> dict[str, str]:
    born = {"forename": "Wendy", "surname": "Elmley", "date_of_birth": f"19{60 + at % 30}-03-0{1 + at % 9}"}
    said = {
        "record": f"T{at}",
        "pnc_id": f"2001/{at:07}A",
        "sex": "female",
        **born,
        "programme": "Thinking Skills",
    }
    return said | {"started_on": "2024-04-20", "ended_on": "2024-06-20", "result": "completed"} | other


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> ExtractStore:
    """A store with 47 complete records of a programme and 8 without a surname; no test changes its extracts."""
    rows = [somebody(at, surname="" if at >= COMPLETE else "Elmley") for at in range(COMPLETE + LACKING)]
    return sent_and_linked(tmp_path_factory.mktemp("extracts") / "store", rows)


def sent_and_linked(folder: Path, rows: list[dict[str, str]]) -> ExtractStore:
    store = open_extract_store(folder)
    send(
        store, rows, contract="programme-completions", supplier="probation", received_on=date(2024, 7, 10),
        period=Window(date(2024, 4, 1), date(2024, 6, 30)),
    )  # fmt: skip
    people_told(store)
    return store


@pytest.fixture
def store(filled: ExtractStore, settings: Any) -> ExtractStore:
    """Hazelmere's extracts; what a test disclosed is forgotten before the next."""
    (filled.folder / disclosures.DISCLOSURES).unlink(missing_ok=True)
    settings.EXTRACTS = {"hazelmere": str(filled.folder)}
    return filled


@pytest.fixture
def analyst(person_with: Callable[..., Person], as_person: Sign) -> Client:
    """Ada Rowan, who sees counts and no list."""
    return as_person(person_with("Ada Rowan", "analyst"))


@pytest.fixture
def reading(person_with: Callable[..., Person]) -> Person:
    """Fay Alder, who reads extracts."""
    person = person_with("Fay Alder", "analyst")
    until = date(TODAY.year, 12, 31)
    appoint_reader(person=person, from_on=TODAY, until_on=until, why="The evaluation", by=None, at=NOW)
    return person


@pytest.fixture
def reader(reading: Person, as_person: Sign) -> Client:
    """A client signed in as Fay Alder."""
    return as_person(reading)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def main_of(answer: Any) -> str:
    """What the page says, without its frame, which repeats the address."""
    return text_of(answer).split("<main")[1].split("</main>")[0]


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def asked(address: str = ADDRESS) -> str:
    return f"{address}?scheme=programme-completions/Thinking+Skills&first=2024-04-01&last=2024-04-01&area="


def test_an_analyst_sees_the_counter_and_the_flow_and_no_list(store: ExtractStore, analyst: Client) -> None:
    page = text_of(analyst.get(ADDRESS, ASKED))
    assert "<strong>47 of 60</strong>: 13 more complete records are needed." in page
    assert "The record lacks an identifier" in page
    assert "A reader of extracts can have them" in page
    assert "Write the list" not in page
    assert not any(name in page for name in NAMES)


def test_before_a_scheme_is_chosen_the_page_asks_for_one(store: ExtractStore, analyst: Client) -> None:
    page = text_of(analyst.get(ADDRESS))
    assert "Choose a scheme and a period" in page
    assert "Thinking Skills" in page
    assert "of 60" not in page


def test_a_period_that_ends_before_it_begins_is_refused_on_its_field(
    store: ExtractStore, analyst: Client
) -> None:
    page = text_of(analyst.get(ADDRESS, ASKED | {"first": "2024-07-01"}))
    assert "The last quarter is before the first" in page
    assert "of 60" not in page


def test_days_that_are_no_quarter_cannot_be_asked_for(store: ExtractStore, analyst: Client) -> None:
    """Two periods that differ by a day would give away who began on it."""
    page = text_of(analyst.get(ADDRESS, ASKED | {"first": "2024-04-02"}))
    assert "govuk-error-summary" in page
    assert "of 60" not in page


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 8, 29)])
def test_the_year_that_is_offered_first_has_been_followed_to_its_end(today: date) -> None:
    form = ChooseScheme(None, schemes=(), today=today, by_area=True)
    first, last = (date.fromisoformat(form.initial[name]) for name in ("first", "last"))
    ends = last + relativedelta(months=3, days=-1)
    assert is_followed(ends, today)
    assert first + relativedelta(years=1, days=-1) == ends


def test_an_area_that_no_row_names_is_said_to_a_reader(store: ExtractStore, reader: Client) -> None:
    assert "No row names “Thinking Skills” in York" in text_of(reader.get(ADDRESS, ASKED | {"area": "York"}))


def test_an_analyst_cannot_ask_for_one_area_and_subtract_it_from_all(
    store: ExtractStore, analyst: Client, reader: Client
) -> None:
    everywhere, area = (main_of(analyst.get(ADDRESS, ASKED | one)) for one in ({}, {"area": "York"}))
    assert "<strong>47 of 60</strong>" in area
    assert everywhere == area
    assert 'name="area"' not in area
    assert 'name="area"' in text_of(reader.get(ADDRESS, ASKED))


def test_an_analyst_is_told_who_can_look_at_one_of_several_areas(
    tmp_path: Path, analyst: Client, settings: Any
) -> None:
    rows = [somebody(at, area="York" if at % 2 else "Leeds") for at in range(COMPLETE)]
    settings.EXTRACTS = {"hazelmere": str(sent_and_linked(tmp_path / "store", rows).folder)}
    page = text_of(analyst.get(ADDRESS, ASKED))
    assert "A reader of extracts can look at one area at a time." in page
    assert "a file for each" not in page


@pytest.mark.parametrize("who", ["analyst", "reader"])
def test_a_scheme_that_fewer_than_five_people_name_is_not_listed_and_not_known(
    tmp_path: Path, settings: Any, request: pytest.FixtureRequest, who: str
) -> None:
    """A column that slipped puts surnames where the programme stands."""
    few = [somebody(at, programme="Ashbourne") for at in range(100, 104)]
    several = [somebody(at, programme="Fresh Start") for at in range(200, 205)]
    settings.EXTRACTS = {"hazelmere": str(sent_and_linked(tmp_path / "store", [*few, *several]).folder)}
    client = request.getfixturevalue(who)
    page = text_of(client.get(ADDRESS))
    assert ("Fresh Start" in page, "Ashbourne" in page) == (True, False)
    refused = main_of(client.get(ADDRESS, ASKED | {"scheme": "programme-completions/Ashbourne"}))
    assert "Choose a scheme." in refused
    assert "Ashbourne" not in refused


def test_where_only_few_people_name_a_scheme_the_page_says_so(
    tmp_path: Path, analyst: Client, settings: Any
) -> None:
    few = [somebody(at) for at in range(4)]
    settings.EXTRACTS = {"hazelmere": str(sent_and_linked(tmp_path / "store", few).folder)}
    page = text_of(analyst.get(ADDRESS))
    assert "No extract that counts names a scheme of at least 5 people yet." in page
    assert "Thinking Skills" not in page


def test_a_row_of_nobody_known_is_no_subject_of_the_trail(
    store: ExtractStore, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = readiness_views.read_chosen

    def one_unlinked(*given: Any) -> ReadScheme:
        read = known(*given)
        first, *others = read.readiness.eligible
        nobody = replace(first, record=replace(first.record, person=None), lacks=(Lack("surname", NOT_TOLD),))
        return replace(read, readiness=replace(read.readiness, eligible=(nobody, *others)))

    monkeypatch.setattr(readiness_views, "read_chosen", one_unlinked)
    reader.post(asked(f"{ADDRESS}/records"))
    event = Event.objects.get(what="records to complete listed")
    assert (event.detail["people"], len(event.subjects)) == (LACKING + 1, LACKING)
    assert not any(one.endswith("None") for one in event.subjects)


def test_the_first_run_says_what_must_come(tmp_path: Path, analyst: Client, settings: Any) -> None:
    settings.EXTRACTS = {"hazelmere": str(tmp_path / "nothing")}
    page = text_of(analyst.get(ADDRESS))
    assert "No extract that counts names a scheme of at least 5 people yet." in page
    assert "See which extracts came" in page


def test_where_the_engine_is_not_installed_the_page_says_how(
    store: ExtractStore, analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: Any, **__: Any) -> Any:
        raise EngineMissing("Install it with: deploy/environment figures")

    monkeypatch.setattr(readiness_page, "schemes_of_several", missing)
    assert "deploy/environment figures" in text_of(analyst.get(ADDRESS))


def test_without_a_store_there_is_no_page(analyst: Client, settings: Any) -> None:
    settings.EXTRACTS = {}
    assert analyst.get(ADDRESS).status_code == 404


def test_the_list_for_suppliers_names_nobody_and_is_recorded(store: ExtractStore, reader: Client) -> None:
    answer = reader.post(asked(f"{ADDRESS}/records"))
    rows = rows_of(answer)
    assert len(rows) == LACKING
    assert {(row["Supplier"], row["What is lacking"]) for row in rows} == {("probation", "surname")}
    assert not any(name in answer.content.decode() for name in NAMES)
    event = Event.objects.get(what="records to complete listed")
    assert (event.detail["people"], len(event.subjects)) == (LACKING, LACKING)


def test_the_people_go_to_a_reader_once_it_is_recorded_for_whom_and_why(
    store: ExtractStore, reader: Client
) -> None:
    page = text_of(reader.get(asked(f"{ADDRESS}/people")))
    assert "The file names 47 people" in page
    answer = reader.post(asked(f"{ADDRESS}/people"), SENT)
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    rows = rows_of(answer)
    assert (len(rows), rows[0]["Surname"], rows[0]["Intervention start date"]) == (
        COMPLETE,
        "Elmley",
        "20/04/2024",
    )
    event = Event.objects.get(what="people of a scheme disclosed")
    assert (event.detail["recipient"], event.detail["people"]) == ("justice-data-lab", COMPLETE)
    assert (event.reason, len(event.subjects)) == (SENT["why"], COMPLETE)
    (made,) = read_disclosures(store)
    assert (made.by, made.why, made.people) == ("Fay Alder", SENT["why"], COMPLETE)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_people_go_as_a_sheet_too(store: ExtractStore, reader: Client, form: str) -> None:
    answer = reader.post(asked(f"{ADDRESS}/people"), SENT | {"form": form})
    assert (answer.content[:2], answer["Content-Disposition"]) == (
        b"PK", f'attachment; filename="people-to-send.{form}"',
    )  # fmt: skip


@pytest.mark.parametrize("missing", ["recipient", "why"])
def test_without_a_recipient_or_a_reason_nothing_goes(
    store: ExtractStore, reader: Client, missing: str
) -> None:
    page = text_of(reader.post(asked(f"{ADDRESS}/people"), SENT | {missing: ""}))
    assert "govuk-error-summary" in page
    assert not Event.objects.filter(what="people of a scheme disclosed").exists()
    assert read_disclosures(store) == ()


def test_what_the_store_cannot_record_does_not_go_and_leaves_no_event(
    store: ExtractStore, reader: Client
) -> None:
    with alone(store.folder):
        answer = reader.post(asked(f"{ADDRESS}/people"), SENT)
    assert "Another command is writing to this store" in text_of(answer)
    assert not any(name in answer.content.decode() for name in NAMES)
    assert not Event.objects.filter(what="people of a scheme disclosed").exists()


def test_what_the_audit_trail_cannot_record_does_not_go(
    store: ExtractStore, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr("throughline.web.extracts.actions.disclosing.record_event", broken)
    with pytest.raises(RuntimeError):
        reader.post(asked(f"{ADDRESS}/people"), SENT)
    assert read_disclosures(store) == ()


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_reads_no_extracts_gets_no_list(store: ExtractStore, analyst: Client, method: str) -> None:
    for place in ("records", "people"):
        assert getattr(analyst, method)(asked(f"{ADDRESS}/{place}")).status_code in (404, 405)
    assert read_disclosures(store) == ()


def test_who_it_is_is_asked_again_before_names_go(
    store: ExtractStore, reading: Person, as_person: Sign
) -> None:
    assert reading.user is not None
    reading.user.set_password("correct horse battery")
    reading.user.save()
    client = as_person(reading)
    answer = client.post(asked(f"{ADDRESS}/people"), SENT)
    assert (answer.status_code, answer["Location"]) == (302, asked(f"{ADDRESS}/people"))
    assert SENT["why"] not in str(dict(client.session)), "what was typed is no row of the site"
    answer = client.get(answer["Location"])
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/you/again")
    assert read_disclosures(store) == ()


def test_a_list_that_was_not_asked_for_leads_back(store: ExtractStore, reader: Client) -> None:
    for answer in (reader.get(f"{ADDRESS}/people"), reader.post(f"{ADDRESS}/records")):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, ADDRESS)


def test_nothing_of_a_person_is_in_the_site_after_all_this(
    store: ExtractStore, reader: Client, analyst: Client, tmp_path: Path
) -> None:
    analyst.get(ADDRESS, ASKED)
    reader.post(asked(f"{ADDRESS}/records"))
    assert "Elmley" in reader.post(asked(f"{ADDRESS}/people"), SENT).content.decode()
    kept = tmp_path / "everything.json"
    call_command("dumpdata", "--output", str(kept), verbosity=0)
    words = kept.read_text(encoding="utf-8")
    assert json.loads(words)
    assert not any(name in words for name in (*NAMES, "2001/0000001A", "T12"))
