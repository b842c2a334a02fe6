"""The clock, the store, two editors, and the pages for when something is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.web.access import actions
from throughline.web.access.actions import StoreAlreadyStarted, start_store
from throughline.web.access.models import Partnership
from throughline.web.site.keys import key_beside
from throughline.web.site.kinds import FixedDayRefused, refuse_fixed_day_in_real_store
from throughline.web.site.stores import UnknownStore, checkpoint_beside, database_from_url
from throughline.web.site.today import now, today
from throughline.web.site.versions import EditedSince, save_changes


@time_machine.travel("2027-06-01 23:30:00+00:00", tick=False)
def test_each_partnership_has_its_own_day(partnership: Partnership, other_partnership: Partnership) -> None:
    actions.stand_still_on(partnership=other_partnership, day=date(2010, 1, 15), by=None, at=NOW)
    assert (today(partnership), today(other_partnership)) == (TODAY, date(2010, 1, 15))
    assert now(partnership).date() == TODAY


@time_machine.travel("2027-06-01 23:30:00+00:00", tick=False)
def test_without_a_fixed_day_it_is_the_day_in_london(db: None) -> None:
    assert today() == date(2027, 6, 2)
    assert now().isoformat() == "2027-06-02T00:30:00+01:00"


def test_a_real_store_cannot_stand_still(db: None) -> None:
    start_store(kind="real", by=None, at=NOW)
    place = actions.create_partnership(slug="real", name="Real", by=None, at=NOW)
    with pytest.raises(actions.OnlyInDemonstration):
        actions.stand_still_on(partnership=place, day=TODAY, by=None, at=NOW)


def test_a_real_store_refuses_to_start_with_a_fixed_day(db: None, settings: object) -> None:
    settings.FIXED_TODAY = TODAY  # type: ignore[attr-defined]
    start_store(kind="real", by=None, at=NOW)
    with pytest.raises(FixedDayRefused, match="Unset THROUGHLINE_TODAY"):
        refuse_fixed_day_in_real_store()


def test_a_demonstration_may_start_with_a_fixed_day(demonstration: None, settings: object) -> None:
    settings.FIXED_TODAY = TODAY  # type: ignore[attr-defined]
    refuse_fixed_day_in_real_store()
    assert today() == TODAY


def test_a_store_stays_what_it_was_started_as(demonstration: None) -> None:
    with pytest.raises(StoreAlreadyStarted):
        start_store(kind="real", by=None, at=NOW)


def test_of_two_editors_the_second_is_told_and_keeps_what_was_typed(partnership: Partnership) -> None:
    seen = partnership.version
    save_changes(partnership, expected_version=seen, name="First")
    with pytest.raises(EditedSince) as told:
        save_changes(partnership, expected_version=seen, name="Second")
    assert told.value.typed == {"name": "Second"}
    partnership.refresh_from_db()
    assert (partnership.name, partnership.version) == ("First", seen + 1)


def test_a_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    key = key_beside(tmp_path, "secret.key")
    assert len(key) > 50
    assert key_beside(tmp_path, "secret.key") == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_an_unknown_kind_of_store_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnknownStore, match="Use sqlite:///"):
        database_from_url("mysql://somewhere/else")


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        pytest.param("/nothing-here", 404, "Page not found", id="a missing page"),
        pytest.param("/no-such-partnership/meetings/", 404, "Page not found", id="a missing partnership"),
    ],
)
def test_what_is_not_there_has_a_page(as_secretary: Client, address: str, status: int, heading: str) -> None:
    answer = as_secretary.get(address, follow=True)
    assert (answer.status_code, heading in answer.content.decode()) == (status, True)


def test_a_fault_of_ours_has_a_page_that_asks_nothing_of_the_store(rf: object) -> None:
    from throughline.web.site.views import went_wrong

    answer = went_wrong(rf.get("/"))  # type: ignore[attr-defined]
    assert answer.status_code == 500
    assert b"was not saved" in answer.content


def test_the_health_check_answers(client: Client, db: None) -> None:
    assert client.get("/healthz").content == b"ok"


def test_the_reader_chooses_welsh_and_stays_on_the_page(as_secretary: Client) -> None:
    answer = as_secretary.post("/language", {"language": "cy", "next": "/you"})
    assert answer.headers["Location"] == "/you"
    page = as_secretary.get("/you").content.decode()
    assert '<html lang="cy"' in page
    assert "Neidio" in page


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_the_language_switch_leads_nowhere_else(client: Client, db: None, onward: str) -> None:
    assert client.post("/language", {"language": "cy", "next": onward}).headers["Location"] == "/"


def test_the_demonstration_says_so_on_each_page(as_secretary: Client) -> None:
    assert "Every" not in as_secretary.get("/healthz").content.decode()
    assert "every fictional person has a plant for a surname" in as_secretary.get("/you").content.decode()


def test_a_real_store_does_not(client: Client, db: None) -> None:
    start_store(kind="real", by=None, at=NOW)
    assert "plant for a surname" not in client.get("/sign-in").content.decode()


def test_two_stores_of_one_folder_have_a_checkpoint_each(tmp_path: Path) -> None:
    stores = [
        database_from_url(f"sqlite:///{tmp_path}/{name}") for name in ("a.sqlite3", "b.sqlite3", "a.db")
    ]
    places = [checkpoint_beside(tmp_path, store) for store in stores]
    assert places[0] == tmp_path / "a.sqlite3.audit-checkpoint.json"
    assert len(set(places)) == 3
