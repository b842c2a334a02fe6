"""After every page was used, no name of an extract stands in the site's own store, logs or addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.figures.extracts.extracts_sent import as_csv, offence
from tests.web.extracts.test_bringing_in import BRING_IN, SAID
from throughline.figures.cohorts.linking.reviewing import side_by_side, waiting_for_a_person
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.web.access.models import Event

pytestmark = pytest.mark.django_db


def every_cell() -> Iterator[str]:
    """Every value of every column of every table, as text; sessions as what they hold."""
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            yield from (str(cell) for row in cursor.fetchall() for cell in row)
    yield from (str(one.get_decoded()) for one in Session.objects.all())


def test_no_name_of_an_extract_is_kept_anywhere_in_the_site(
    as_reader: Client, store: ExtractStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pairs = [one.pair for one in waiting_for_a_person(store)[:2]]
    told = {
        cell
        for pair in pairs
        for one in side_by_side(store, pair)
        if one.column in ("forename", "surname", "date_of_birth", "postcode")
        for cell in (one.left, one.right)
        if cell
    }
    addresses = use_every_page(as_reader, pairs)
    assert len(told) > 6
    assert Event.objects.filter(what="records consulted").count() >= 2, "the pages were really used"
    kept = [*every_cell(), *addresses, *(record.getMessage() for record in caplog.records)]
    found = {
        name
        for name in {*told, "Zebedee", "Larkspur-Quince"}
        for cell in kept
        if name.lower() in cell.lower()
    }
    assert found == set()


def use_every_page(client: Client, pairs: list[tuple[int, int]]) -> list[str]:
    """Look, decide, take back, send a file with a name in a refused cell and in its own name; the addresses."""
    asked = []
    for left, right in pairs:
        address = f"/hazelmere/extracts/same-person/{left}-{right}"
        client.get(address)
        answer = client.post(address, {"verdict": "two people", "why": "Two sentences at once."})
        asked += [address, answer.headers["Location"]]
    client.post("/hazelmere/extracts/same-person/decided/1", {"why": "It was another number."})
    row = offence(record="Z1", forename="Zebedee", surname="Larkspur-Quince", outcome="Zebedee")
    content = as_csv([offence(record="Z2"), row]).encode()
    file = SimpleUploadedFile("Zebedee Larkspur-Quince.csv", content)
    sent = client.post(BRING_IN, {**SAID, "starts": "1999-01-01", "ends": "1999-12-31", "file": file})
    asked.append(sent.headers["Location"])
    assert "A code that few rows have is not known" in client.get(sent.headers["Location"]).content.decode()
    taken = client.post(sent.headers["Location"], {"take": "in"})
    asked.append(taken.headers["Location"])
    back = client.get(f"{taken.headers['Location']}/rejections.csv")
    assert "“Zebedee” is not known" in b"".join(back).decode(), "the list to send back names the cell"
    return asked
