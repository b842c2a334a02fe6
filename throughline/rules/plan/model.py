"""A delivery plan: priorities, objectives, success measures, milestones and checks.

The names of the fields are the columns of the plan's file. A cell that a line has no
field for, or that would be written differently, is kept as it was in ``also``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

COLUMNS = (
    "row",
    "id",
    "parent",
    "text",
    "theme",
    "sponsor",
    "lead",
    "support",
    "pathways",
    "cohorts",
    "duty",
    "why",
    "kind",
    "indicator",
    "unit",
    "direction",
    "baseline",
    "baseline_period",
    "target",
    "ceiling",
    "q1",
    "q2",
    "q3",
    "q4",
    "cumulative",
    "start",
    "due",
    "recurs",
    "evidence",
    "expression",
    "source",
    "version",
    "tags",
    "ages",
    "after",
    "readers",
    "areas",
    "waits_for",
    "vetting",
)
LATER_COLUMNS = ("tags", "ages", "after", "readers", "areas", "waits_for", "vetting")
"""Columns that a plan's file has only where a line fills them."""
EVERYONE = "all"
"""Stands under lead or support for every organisation of the partnership."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What every line of a plan's file has: a permanent id, its words, and where they come from."""

    id: str
    parent: str = ""
    text: str = ""
    source: str = ""
    version: str = ""
    """From which export the line came."""
    also: tuple[tuple[str, str], ...] = ()
    """Columns and their cells, exactly as written, that the other fields do not hold."""


@dataclass(frozen=True, kw_only=True)
class Fact(Line):
    """One fact of the plan itself: its id is the key (name, year_starts), its text the value."""


@dataclass(frozen=True, kw_only=True)
class Theme(Line):
    """A part of the plan that holds priorities, such as volume re-offending."""

    tags: tuple[str, ...] = ()
    ages: str = ""


@dataclass(frozen=True, kw_only=True)
class Approach(Line):
    """One strand of how a theme is approached; ``cohorts`` names whom it is about."""

    cohorts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Priority(Line):
    """What the partnership puts first; ``lead`` and ``support`` answer for the whole of it."""

    theme: str = ""
    sponsor: str = ""
    lead: str = ""
    support: tuple[str, ...] = ()
    why: str = ""
    tags: tuple[str, ...] = ()
    ages: str = ""
    readers: tuple[str, ...] = ()
    """The offices that may read it, where it is restricted."""


@dataclass(frozen=True, kw_only=True)
class Objective(Line):
    """What is to be achieved under a priority, by one accountable lead with others in support."""

    lead: str = ""
    support: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()
    duty: str = ""
    why: str = ""
    kind: str = ""
    """joint-commission, single-commission or agency-action"""
    tags: tuple[str, ...] = ()
    """What it is filed under: approach:diversion, sector:health, equality:sex=women, vulnerability."""
    ages: str = ""
    """adult, youth, both, or a range such as 16-24"""
    after: tuple[str, ...] = ()
    """The objectives and milestones that must be complete before it begins."""
    readers: tuple[str, ...] = ()
    """The offices that may read it, where it is restricted."""


@dataclass(frozen=True, kw_only=True)
class SuccessMeasure(Line):
    """How success of an objective is told; ``q1`` to ``q4`` are its planned quarters."""

    lead: str = ""
    support: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()
    kind: str = ""
    """output, outcome, activity or survey"""
    indicator: str = ""
    unit: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    baseline_period: str = ""
    target: Decimal | None = None
    ceiling: Decimal | None = None
    q1: Decimal | None = None
    q2: Decimal | None = None
    q3: Decimal | None = None
    q4: Decimal | None = None
    cumulative: bool | None = None
    due: str = ""
    tags: tuple[str, ...] = ()
    ages: str = ""
    areas: tuple[str, ...] = ()
    """The places that it is reached in one by one."""

    @property
    def quarters(self) -> tuple[Decimal | None, ...]:
        """The four planned quarters, as the file gives them."""
        return (self.q1, self.q2, self.q3, self.q4)

    @property
    def is_trajectory(self) -> bool:
        """All four quarters are planned and they add up along the year."""
        return self.cumulative is True and None not in self.quarters


@dataclass(frozen=True, kw_only=True)
class Milestone(Line):
    """A step of an objective. ``start`` and ``due`` keep the author's precision: 2009-09, 2009-autumn."""

    lead: str = ""
    support: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    start: str = ""
    due: str = ""
    recurs: str = ""
    """every-1-month, every-3-months, every-6-months or every-12-months"""
    evidence: str = ""
    kind: str = ""
    """publication, appointment, decision (of the board) or deliverable; nothing for any other step"""
    areas: tuple[str, ...] = ()
    """The places that it is reached in one by one."""
    waits_for: str = ""
    """What must come first: another step by its number, or something outside in words."""
    vetting: str = ""
    """The vetting that whoever is appointed must hold."""


@dataclass(frozen=True, kw_only=True)
class Check(Line):
    """A sum that must hold between lines of the plan."""

    expression: str = ""


@dataclass(frozen=True, kw_only=True)
class CohortDefined(Line):
    """Whom a cohort of the plan holds; its id is the word that lines have under cohorts.

    ``why`` says what risk it carries, and ``evidence`` by what that is known.
    """

    ages: str = ""
    tags: tuple[str, ...] = ()
    why: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class TagNamed(Line):
    """A tag that the plan means to use (its id) and what it is called; one that nothing has is a gap."""


@dataclass(frozen=True, kw_only=True)
class Term(Line):
    """An abbreviation of the plan's glossary (its id) and what it stands for."""


ROWS: dict[str, type[Line]] = {
    "plan": Fact,
    "theme": Theme,
    "approach": Approach,
    "priority": Priority,
    "objective": Objective,
    "measure": SuccessMeasure,
    "milestone": Milestone,
    "check": Check,
    "term": Term,
    "cohort": CohortDefined,
    "tag": TagNamed,
}
OWN_NAMES = ("plan", "term", "cohort", "tag")
"""Kinds of row whose ids are words of their own, so that a term may be written like a fact's key."""
ROW_NAMES: dict[type[Line], str] = {kind: name for name, kind in ROWS.items()}
PARENTS: dict[type[Line], type[Line]] = {
    Approach: Theme,
    Objective: Priority,
    SuccessMeasure: Objective,
    Milestone: Objective,
}


@dataclass(frozen=True)
class Plan:
    """The lines of a delivery plan in the order of its file."""

    lines: tuple[Line, ...]

    @cached_property
    def priorities(self) -> tuple[Priority, ...]:
        """The priorities in the order of their numbers."""
        return in_number_order(line for line in self.lines if isinstance(line, Priority))

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives in the order of their numbers."""
        return in_number_order(line for line in self.lines if isinstance(line, Objective))

    @cached_property
    def measures(self) -> tuple[SuccessMeasure, ...]:
        """The success measures in the order of their numbers."""
        return in_number_order(line for line in self.lines if isinstance(line, SuccessMeasure))

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones in the order of their numbers."""
        return in_number_order(line for line in self.lines if isinstance(line, Milestone))

    @property
    def checks(self) -> tuple[Check, ...]:
        """The sums that must hold."""
        return tuple(line for line in self.lines if isinstance(line, Check))

    @property
    def glossary(self) -> dict[str, str]:
        """Abbreviations and what they stand for."""
        return {line.id: line.text for line in self.lines if isinstance(line, Term)}

    def fact(self, key: str) -> str:
        """What the plan says of itself under ``key``, or nothing."""
        return next((line.text for line in self.lines if isinstance(line, Fact) and line.id == key), "")

    def under(self, parent: str) -> tuple[Line, ...]:
        """The lines that belong to the line with the id ``parent``, in the order of the file."""
        return tuple(line for line in self.lines if line.parent == parent)

    def measures_of(self, objective: str) -> tuple[SuccessMeasure, ...]:
        """The success measures of the objective with this id."""
        return tuple(line for line in self.measures if line.parent == objective)

    def milestones_of(self, objective: str) -> tuple[Milestone, ...]:
        """The milestones of the objective with this id."""
        return tuple(line for line in self.milestones if line.parent == objective)


class Numbered(Protocol):
    """Whatever has a number for its id."""

    @property
    def id(self) -> str:
        """The number, such as 2.5.10."""


AnyLine = TypeVar("AnyLine", bound=Numbered)


def in_number_order(lines: Iterable[AnyLine]) -> tuple[AnyLine, ...]:
    """Lines sorted by the numbers inside their ids, so that 2.5.10 follows 2.5.9.

    Source: product.md, section 5.4, legacy table import.
    """
    return tuple(sorted(lines, key=lambda line: number_order(line.id)))


def number_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """What to sort a number such as 2.5.10.m2 by: digits as numbers, letters after them.

    Source: product.md, section 5.4, legacy table import.
    """
    parts = re.findall(r"\d+|[^\d.]+", number)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def columns_of(kind: type[Line]) -> tuple[str, ...]:
    """The columns of the file that a kind of line has a field for.

    Source: product.md, section 5.4.
    """
    return tuple(field.name for field in fields(kind) if field.name != "also")
