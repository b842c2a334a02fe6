"""What tests of the room share: Hazelmere with a store of made-up extracts, and somebody who reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW
from tests.web.extracts.example import copied_into
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.extracts.actions import appoint_reader

FROM, UNTIL = date(2026, 1, 5), date(2026, 12, 31)


@pytest.fixture
def store(partnership: Partnership, settings: Any, tmp_path: Path) -> ExtractStore:
    """Hazelmere's own copy of the made-up extracts."""
    settings.EXTRACTS = {partnership.slug: str(tmp_path / "store")}
    Agency.objects.create(partnership=partnership, code="police", name="Hazelmere Police")
    return copied_into(tmp_path / "store")


@pytest.fixture
def empty_store(partnership: Partnership, settings: Any, tmp_path: Path) -> ExtractStore:
    """A place for Hazelmere's extracts in which nothing was ever kept."""
    settings.EXTRACTS = {partnership.slug: str(tmp_path / "store")}
    Agency.objects.create(partnership=partnership, code="police", name="Hazelmere Police")
    return ExtractStore(tmp_path / "store")


@pytest.fixture
def reader(person_with: Callable[..., Person], secretary: Person) -> Person:
    """Marek Rowan, the analyst, whom the secretary lets read the extracts until the end of the year."""
    person = person_with("Marek Rowan", "analyst")
    appoint_reader(
        person=person,
        from_on=FROM,
        until_on=UNTIL,
        why="Decides who is one person.",
        by=secretary.user,
        at=NOW,
    )
    return person


@pytest.fixture
def as_reader(as_person: Callable[[Person], Client], reader: Person) -> Client:
    """A client signed in as the reader."""
    return as_person(reader)
