"""Hazelmere with indicators that are counted by a measure, and releases of that measure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.figures.measures.releases_made import Counted, counts, release_file
from tests.web.conftest import NOW, TODAY
from throughline.web.access.actions import record_agency
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import actions
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.models import Receipt, StagedFile

ENTRY = """
[[indicator]]
id = "{id}"
code = "PR"
name = "Proven reoffending, {id}"
method = "{method}"
polarity = "lower"
unit = "people"
numerator = "Reoffended within a year"
denominator = "Released, convicted or cautioned"
supplier = "police"
{more}
"""
LIST = "".join(
    ENTRY.format(id=id, more=more, method="predicted" if id == "predicted" else "percentage")
    for id, more in (
        ("all", 'measure = "proven-reoffending"'),
        ("derby", 'measure = "proven-reoffending"\narea = "Derby"'),
        ("old-measure", 'measure = "reoffending-rolling-year"'),
        ("of-no-measure", ""),
        ("predicted", 'measure = "proven-reoffending"\narea = "Derby"\npublished = { expected = 12 }'),
        ("young", 'measure = "ni-19"'),
        ("rounded", 'measure = "proven-reoffending"\ndisclosure = "suppress-7-round-5"'),
    )
)
WITH_A_SMALL: dict[str, Counted] = {"Derby": (40, 10, 20), "Leicester": (60, 30, 60), "Oadby": (50, 2, 4)}
AREAS: dict[str, Counted] = WITH_A_SMALL | {"Oadby": (50, 20, 41)}
BY_AREA = release_file(counts(AREAS))


@pytest.fixture
def police(partnership: Partnership) -> Agency:
    """The police send figures, and a list names seven indicators."""
    record_agency(partnership=partnership, code="police", name="Police", sector="", by=None, at=NOW)
    actions.load_indicators(partnership=partnership, text=LIST, loaded_on=date(2025, 4, 7), by=None, at=NOW)
    return Agency.objects.get(partnership=partnership, code="police")


def stage(police: Agency, content: bytes = BY_AREA, indicator: str = "all", **told: Any) -> StagedFile:
    """A release that waits."""
    name = told.pop("name", "release.json")
    return actions.stage_release(
        supplier=police, indicator=indicator, name=name, content=content, on=TODAY, by=None, at=NOW
    )


def accept(staged: StagedFile, *, on: date = TODAY) -> Receipt:
    """Its receipt, once what it changes was looked at."""
    digest = differences_of(staged, on).digest
    return actions.accept_file(staged=staged, seen=digest, received_on=on, by=None, at=NOW)
