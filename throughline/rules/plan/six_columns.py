"""A plan as the older table of six columns, which reads back as the same plan for all that it can hold.

It holds themes, priorities, objectives, the words of measures and steps, planned quarters, leads, pathways
and the glossary. What has no column there (a baseline, a reason, a check that no sentence says) is left out.
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


def six_columns(
    plan: Plan, *, year: PlanYear, agencies: Mapping[str, str], pathways: Mapping[str, str]
) -> tuple[TableRow, ...]:
    """The plan as rows of the older table, its heading first and its glossary last.

    ``agencies`` and ``pathways`` are the names that ids are written as; an id without a name stays as it is.
    Source: product.md, section 5.4, legacy table import; East Midlands delivery plan 2009-10.
    """
    rows: list[TableRow] = [HEADINGS]
    themes = [line for line in plan.lines if isinstance(line, Theme)]
    placed = {theme.id for theme in themes}
    for priority in plan.priorities:
        if priority.theme not in placed:
            rows += _priority(plan, priority, year, agencies, pathways)
    for theme in themes:
        rows.append(_row(f"{theme.id} {theme.text}"))
        rows += [
            _row(line.text) for line in plan.lines if isinstance(line, Approach) and line.parent == theme.id
        ]
        for priority in plan.priorities:
            if priority.theme == theme.id:
                rows += _priority(plan, priority, year, agencies, pathways)
    terms = [(line.id, line.text) for line in plan.lines if isinstance(line, Term)]
    return (*rows, ("Glossary",), *terms) if terms else tuple(rows)


def _row(*cells: str) -> TableRow:
    return (*cells, *[""] * (len(HEADINGS) - len(cells)))


def _priority(
    plan: Plan, priority: Priority, year: PlanYear, agencies: Mapping[str, str], pathways: Mapping[str, str]
) -> Iterator[TableRow]:
    yield _row(f"{priority.id} {priority.text}")
    for objective in plan.objectives:
        if objective.parent == priority.id:
            measures = plan.measures_of(objective.id)
            milestones = plan.milestones_of(objective.id)
            planned = [_quarters(one) for one in measures if one.is_trajectory]
            yield (
                "",
                f"{objective.id} {objective.text}",
                _bullets([one.text for one in measures if not one.is_trajectory]),
                _bullets([*(_step(one, year) for one in milestones), *planned]),
                _names(objective, agencies),
                "; ".join(pathways.get(one, one) for one in objective.pathways),
            )


def _bullets(pieces: list[str]) -> str:
    return "\n".join(BULLET + piece for piece in pieces)


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
    due = year.window(milestone.due)
    dated = imprecise_words(due) if due else RHYTHMS.get(milestone.recurs, "")
    return f"{milestone.text}: {dated}" if dated else milestone.text
