"""A plan as the older table of six columns, which reads back as the same plan for all that it can hold.

It holds themes, priorities, objectives, the words of measures and steps, planned quarters, leads, pathways
and the glossary. What has no column there (a baseline, a reason, a check that no sentence says) is left out.
A semicolon divides a cell of that table, so one inside a sentence is written as a comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from throughline.rules.plan.model import (
    Approach,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    Term,
    Theme,
)
from throughline.rules.plan.proposal import Dating, dating
from throughline.rules.plan.when import PlanYear
from throughline.words.formats import imprecise_words

HEADINGS: Final = (
    "Priority",
    "Objectives",
    "Measure of Success",
    "Timescales and Milestones",
    "Lead Agency",
    "Pathway",
)
BULLET: Final = "• "
RHYTHMS: Final = {
    "every-1-month": "monthly",
    "every-3-months": "quarterly",
    "every-6-months": "6 monthly",
    "every-12-months": "annually",
}
TableRow = tuple[str, ...]


def six_columns(plan: Plan, *, year: PlanYear, agencies: Mapping[str, str]) -> tuple[TableRow, ...]:
    """The plan as rows of the older table, its heading first and its glossary last.

    ``agencies`` are the names that organisations' ids are written as; an id without a name stays as it is.
    Source: product.md, section 5.4, legacy table import; East Midlands delivery plan 2009-10.
    """
    rows: list[TableRow] = [HEADINGS]
    themes = [line for line in plan.lines if isinstance(line, Theme)]
    placed = {theme.id for theme in themes}
    for priority in plan.priorities:
        if priority.theme not in placed:
            rows += _priority(plan, priority, year, agencies)
    for theme in themes:
        rows.append(_row(f"{theme.id} {_undivided(theme.text)}"))
        rows += [
            _row(_undivided(line.text))
            for line in plan.lines
            if isinstance(line, Approach) and line.parent == theme.id
        ]
        for priority in plan.priorities:
            if priority.theme == theme.id:
                rows += _priority(plan, priority, year, agencies)
    terms = [(line.id, line.text) for line in plan.lines if isinstance(line, Term)]
    return (*rows, ("Glossary",), *terms) if terms else tuple(rows)


def _row(*cells: str) -> TableRow:
    return (*cells, *[""] * (len(HEADINGS) - len(cells)))


def _priority(
    plan: Plan, priority: Priority, year: PlanYear, agencies: Mapping[str, str]
) -> Iterator[TableRow]:
    yield _row(f"{priority.id} {_undivided(priority.text)}")
    for objective in plan.objectives:
        if objective.parent == priority.id:
            measures = plan.measures_of(objective.id)
            milestones = plan.milestones_of(objective.id)
            planned = [_quarters(one) for one in measures if one.is_trajectory]
            yield (
                "",
                f"{objective.id} {_undivided(objective.text)}",
                _bullets([one.text for one in measures if not one.is_trajectory]),
                _bullets([*(_step(one, year) for one in milestones), *planned]),
                _names(objective, agencies),
                "; ".join(objective.pathways),
            )


def _bullets(pieces: list[str]) -> str:
    return "\n".join(BULLET + _undivided(piece) for piece in pieces)


def _undivided(words: str) -> str:
    return words.replace(";", ",")


def _names(objective: Objective, agencies: Mapping[str, str]) -> str:
    named = (one for one in (objective.lead, *objective.support) if one)
    return "; ".join(agencies.get(one, one) for one in named)


def _quarters(measure: SuccessMeasure) -> str:
    counts = " ".join(f"Q{number}: {count}" for number, count in enumerate(measure.quarters, start=1))
    return f"{measure.text} {counts}"


def _step(milestone: Milestone, year: PlanYear) -> str:
    """The words of a step, and its date where the words do not say it."""
    written = Dating(milestone.start, milestone.due, milestone.recurs)
    if dating(milestone.text, year) == written:
        return milestone.text
    dated = _dated(milestone, year)
    return f"{milestone.text}: {dated}" if dated else milestone.text


def _dated(milestone: Milestone, year: PlanYear) -> str:
    due, start = year.window(milestone.due), year.window(milestone.start)
    if due:
        return f"during {due}" if due.precision == "year" else imprecise_words(due)
    if milestone.due or milestone.recurs:
        return milestone.due or RHYTHMS.get(milestone.recurs, "")
    return f"from {imprecise_words(start)}" if start else ""
