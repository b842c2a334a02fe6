"""A whole partnership taken out or deleted: nothing of it is forgotten, nothing of another touched."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.utils import timezone

from throughline.web.access.audit import verify_chain
from throughline.web.access.models import Event, Partnership, Person, User
from throughline.web.decisions.models import Action, Decision
from throughline.web.desk.whole_partnership import (
    delete_partnership,
    export_partnership,
    path_to_partnership,
    tables_of,
)
from throughline.web.governance.models import TermsOfReference
from throughline.web.meetings.models import Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def barnet(universe: Any) -> Partnership:
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def east_midlands(universe: Any) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


def counted(partnership: Partnership) -> dict[str, int]:
    return {model._meta.label: rows.count() for model, rows in tables_of(partnership)}


@pytest.mark.parametrize(
    "model, way",
    [
        (Partnership, "pk"),
        (Person, "partnership"),
        (Decision, "body__partnership"),
        (Attendance, "person__partnership"),
        (User, None),
        (Event, None),
    ],
)
def test_the_way_from_a_table_to_its_partnership(model: Any, way: str | None) -> None:
    assert path_to_partnership(model) == way


def test_an_export_holds_every_row_and_the_terms_to_the_letter(barnet: Partnership) -> None:
    expected = counted(barnet)
    file = io.BytesIO()
    export_partnership(partnership=barnet, into=file, by=None, at=timezone.now())
    with zipfile.ZipFile(file) as archive:
        rows = {label: archive.read(f"tables/{label}.jsonl").decode().splitlines() for label in expected}
        terms = TermsOfReference.objects.filter(partnership=barnet).first()
        assert terms is not None
        assert archive.read(f"terms/barnet-{terms.number}.toml").decode() == terms.text
        actions = {json.loads(row)["text"] for row in rows["decisions.Action"]}
    assert {label: len(lines) for label, lines in rows.items()} == expected
    assert actions == set(Action.objects.filter(partnership=barnet).values_list("text", flat=True))


def test_an_export_says_nothing_of_another_partnership(
    barnet: Partnership, east_midlands: Partnership
) -> None:
    file = io.BytesIO()
    export_partnership(partnership=barnet, into=file, by=None, at=timezone.now())
    with zipfile.ZipFile(file) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    here = set(Person.objects.filter(partnership=barnet).values_list("name", flat=True))
    others = set(Person.objects.filter(partnership=east_midlands).values_list("name", flat=True)) - here
    assert others
    assert [name for name in others if name in whole] == []


def test_a_deletion_takes_every_row_and_leaves_every_other(
    barnet: Partnership, east_midlands: Partnership
) -> None:
    others = counted(east_midlands)
    before = counted(barnet)
    went = delete_partnership(partnership=barnet, by=None, at=timezone.now())
    assert {label: went[label] for label in before} == before
    assert set(counted(barnet).values()) == {0}
    assert counted(east_midlands) == others
    assert not User.objects.filter(people__isnull=True, administrations__isnull=True).exists()


def test_the_audit_trail_outlives_a_partnership(barnet: Partnership) -> None:
    lines = Event.objects.filter(partnership="barnet").count()
    delete_partnership(partnership=barnet, by=None, at=timezone.now())
    assert Event.objects.filter(partnership="barnet").count() == lines
    assert Event.objects.last().what == "partnership deleted"  # type: ignore[union-attr]
    assert verify_chain() is None
