"""What is told of one record of who was heard, as a value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from throughline.rules.voices import ASKABLE
from throughline.web.access.models import Agency, Person
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a record says: who, when, how and how many; names stand in none of its words."""

    title: str
    held_from: date
    held_until: date | None = None
    groups: str = ""
    sectors: tuple[str, ...] = ()
    community: str = ""
    method: str = ""
    place: str = ""
    audience: str = ""
    speakers: str = ""
    source: str = ""
    invited: int | None = None
    came: int | None = None
    responses: int | None = None
    agreed: int | None = None
    sessions: int | None = None
    hours: int | None = None
    pathway: str = ""
    times: int | None = None
    asked_by: str = ""
    lead_agency: Agency | None = None
    lead: Person | None = None
    parent: Body | None = None
    sunset: date | None = None
    decision: Decision | None = None
    objective: Objective | None = None
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """The values as the table keeps them."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return values | {"sectors": sorted(self.sectors), "title": self.title.strip()}

    def given(self) -> Collection[str]:
        """Which of the words of ``ASKABLE`` are given."""
        return {code for code in ASKABLE if getattr(self, code) not in (None, "")}
