"""A delivery plan as a table: every objective with its lead, its first date, its date now and its state."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.papers.blocks import Block, Document, Heading, Lead, Quiet, Status, StatusKind, Table, Text
from throughline.words.formats import list_words, plural


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective; dates are printed as their author wrote them, and the first is never replaced."""

    number: str
    words: str
    lead: str
    first_date: str
    date_now: str
    status: Status
    note: str = ""


@dataclass(frozen=True)
class PlanPriority:
    """A priority of the plan with its objectives in order."""

    title: str
    objectives: tuple[ObjectiveLine, ...]


@dataclass(frozen=True)
class PlanTable:
    """A plan on one day; ``on`` is the day in words."""

    title: str
    on: str
    priorities: tuple[PlanPriority, ...]


SAID_FIRST: tuple[StatusKind, ...] = ("late", "slipping", "no-news", "undated", "on-course", "complete")


def plan_table(shown: PlanTable, *, marking: str, computed_from: str, version: str = "") -> Document:
    """The plan as a paper that stands alone."""
    return Document(
        title=shown.title,
        blocks=(Heading(shown.title), *plan_blocks(shown)),
        marking=marking,
        computed_from=computed_from,
        version=version,
        landscape=True,
    )


def plan_blocks(shown: PlanTable) -> tuple[Block, ...]:
    """The sentence that counts the states, and a table for each priority."""
    tables: list[Block] = []
    for priority in shown.priorities:
        tables += [Heading(priority.title, 2), _table(priority)]
    return (Lead(_in_short(shown)), *tables)


def _in_short(shown: PlanTable) -> str:
    states = [objective.status for priority in shown.priorities for objective in priority.objectives]
    counts = [(kind, sum(state.kind == kind for state in states)) for kind in SAID_FIRST]
    said = list_words([f"{count} {kind.replace('-', ' ')}" for kind, count in counts if count])
    whole = f"{plural(len(states), 'objective')} on {shown.on}"
    return f"{whole}: {said}." if said else f"{whole}."


def _table(priority: PlanPriority) -> Table:
    return Table(
        caption=priority.title,
        columns=("Number", "Objective", "Lead", "First date", "Date now", "State"),
        rows=tuple(_row(objective) for objective in priority.objectives),
        widths=(9, 32, 17, 13, 12, 17),
        empty="This priority has no objectives.",
    )


def _row(objective: ObjectiveLine) -> tuple[Text, ...]:
    state: Text = (objective.status, Quiet(objective.note)) if objective.note else objective.status
    now = objective.date_now if objective.date_now != objective.first_date else "Not moved"
    return (objective.number, objective.words, objective.lead, objective.first_date, now, state)
