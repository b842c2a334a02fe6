"""Hazelmere with a list of indicators, the organisations that send figures, and the analyst."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW, TODAY
from throughline.figures.extracts.profiles import Profile, profile_from
from throughline.web.access.actions import record_agency
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.performance import actions
from throughline.web.performance.imports.differences import differences_of
from throughline.web.performance.models import Receipt, StagedFile

LIST = """
[[indicator]]
id = "homes"
code = "NI 143"
name = "Settled homes"
method = "percentage"
polarity = "higher"
unit = "people"
numerator = "Settled"
denominator = "Ended"
supplier = "probation"
arrival = { every = "quarter", months_after = 1, source = "agreed" }
target = { value = 70 }

[[indicator]]
id = "courses"
code = "C"
name = "Courses"
method = "trajectory"
polarity = "higher"
unit = "completions"
numerator = "Completed"
supplier = "probation"
arrival = { every = "quarter", months_after = 1, source = "agreed" }
target = { value = 40, plan = [10, 20, 30, 40] }

[[indicator]]
id = "reoffending-elm"
code = "NI 18"
name = "Reoffending, Elm"
method = "predicted"
polarity = "lower"
unit = "people"
area = "Elm"
numerator = "Reoffended"
denominator = "Cohort"
supplier = "ministry"
"""
LOADED = date(2025, 4, 7)
TABLE = "Area,Quarter,Settled,Ended\nAsh,Q1 2025-26,57,80\nElm,Q1 2025-26,40,50\nAsh,Q2 2025-26,61,82\n"
HOMES = profile_from(
    {
        "name": "Settled homes by area",
        "roles": {"area": "area", "quarter": "period", "settled": "numerator", "ended": "denominator"},
        "totals": "discrete",
        "indicator": "homes",
    }
)


@pytest.fixture
def probation(partnership: Partnership) -> Agency:
    """Probation and the ministry send figures, which a list has named since April 2025."""
    for code, name in (("probation", "Probation"), ("ministry", "The ministry")):
        record_agency(partnership=partnership, code=code, name=name, sector="", by=None, at=NOW)
    actions.load_indicators(partnership=partnership, text=LIST, loaded_on=LOADED, by=None, at=NOW)
    return Agency.objects.get(partnership=partnership, code="probation")


@pytest.fixture
def as_analyst(person_with: Callable[..., Person], as_person: Callable[[Person], Client]) -> Client:
    """A client of the person who keeps the figures."""
    return as_person(person_with("Marek Rowan", "analyst"))


def stage(supplier: Agency, content: str | bytes = TABLE, name: str = "homes.csv", **told: Any) -> StagedFile:
    """A file that waits."""
    sent = content if isinstance(content, bytes) else content.encode()
    return actions.stage_file(supplier=supplier, name=name, content=sent, by=None, at=NOW, **told)


def mapped(
    supplier: Agency, content: str | bytes = TABLE, profile: Profile = HOMES, **told: Any
) -> StagedFile:
    """A file whose columns are known."""
    staged = stage(supplier, content, **told)
    return actions.map_file(staged=staged, profile=profile, by=None, at=NOW)


def accept(staged: StagedFile, *, seen: str = "", on: date = TODAY) -> Receipt:
    """Its receipt, once what it changes was looked at."""
    digest = seen or differences_of(staged, on).digest
    return actions.accept_file(staged=staged, seen=digest, received_on=on, by=None, at=NOW)
