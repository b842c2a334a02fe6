"""What is told of a service or of a line in a list, however it was told: by a form, a file or a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.rules.provision import Amount
from throughline.web.access.models import Agency
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.provision.models import GapFinding, Place


@dataclass(frozen=True, kw_only=True)
class ProvisionTold:
    """Everything that the directory keeps of one service."""

    name: str
    pathway: str
    place: Place
    capacity: Amount
    from_on: date
    until_on: date | None = None
    cohorts: tuple[str, ...] = ()
    provider_agency: Agency | None = None
    provider: str = ""
    sector: str = ""
    eligibility: str = ""
    requires: tuple[str, ...] = ()
    cost: int | None = None
    cost_year: str = ""
    funder: str = ""
    commissioner: str = ""
    procurement: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryTold:
    """Everything that a list keeps of one line."""

    title: str
    body: Body
    lead: Agency
    state: str
    kind: str = ""
    words: str = ""
    panels: tuple[Body, ...] = ()
    cohorts: tuple[str, ...] = ()
    every_months: int | None = None
    next_on: date | None = None
    amount: int | None = None
    objective: Objective | None = None
    items: tuple[str, ...] = ()
    gaps: tuple[GapFinding, ...] = ()
    measure: str = ""
    service: int | None = None
