"""Which differences between two versions of an adopted plan change a promise, and the plan after one of them.

A promise is the date, rhythm, target, baseline or planned quarters of a step, the lead of an objective, and
that a line is there at all. Words may be made plainer, and a step that had no date may be given its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from throughline.rules.plan.cells import rows_of
from throughline.rules.plan.file_form import plan_rows, read_plan
from throughline.rules.plan.model import (
    COLUMNS,
    ROW_NAMES,
    Line,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
)
from throughline.words.refusals import Refused

Kind = Literal["rebaseline", "lead", "drop"]
PROMISED: Final[dict[type[Line], tuple[str, ...]]] = {
    Priority: (),
    Objective: ("lead",),
    Milestone: ("due", "recurs"),
    SuccessMeasure: ("due", "baseline", "target", "ceiling", "q1", "q2", "q3", "q4"),
}
"""The columns of each kind of line that hold a promise."""
Key = tuple[str, str]


class ChangeMoved(Refused):
    """The plan no longer says what the request would change."""


@dataclass(frozen=True)
class PromiseChange:
    """One promise that would change: its line, its column (none where the line goes), and both writings."""

    kind: Kind
    row: str
    line: str
    field: str
    before: str
    after: str


def promises_changed(before: Plan, after: Plan) -> tuple[PromiseChange, ...]:
    """The promises of ``before`` that ``after`` does not keep, in the order of the plan.

    A line dropped with the objective or priority that it belongs to is told once, with that.
    Source: product.md, section 4.2 (a milestone is re-baselined or dropped only by a change request).
    """
    new = {_key(line): line for line in after.lines}
    cells, new_cells = _cells(before), _cells(after)
    gone = {line.id for line in before.lines if type(line) in PROMISED and _key(line) not in new}
    found: list[PromiseChange] = []
    for line in before.lines:
        key = _key(line)
        if type(line) not in PROMISED:
            continue
        if key not in new:
            if line.parent not in gone:
                found.append(PromiseChange("drop", key[0], line.id, "", line.text or line.id, ""))
            continue
        for field in PROMISED[type(line)]:
            if getattr(line, field) not in ("", None, getattr(new[key], field)):
                kind: Kind = "lead" if field == "lead" else "rebaseline"
                found.append(PromiseChange(kind, *key, field, cells[key][field], new_cells[key][field]))
    return tuple(found)


def with_change(plan: Plan, change: PromiseChange) -> Plan:
    """The plan with this one change and no other; a line that is dropped takes what belongs to it along.

    Raises ChangeMoved where the line is gone or says something else than the request's before, and
    PlanRefused where the new cell cannot be read.
    Source: product.md, section 4.2 (a milestone is re-baselined or dropped only by a change request).
    """
    key = (change.row, change.line)
    cells = _cells(plan).get(key)
    if cells is None:
        raise ChangeMoved(f"{change.line} is no longer in the plan. Ask again for what is there now.")
    if change.kind == "drop":
        dropped = {key, *_below(plan, change.line)}
        return Plan(tuple(line for line in plan.lines if _key(line) not in dropped))
    if cells[change.field] != change.before:
        raise ChangeMoved(
            f"{change.line} no longer says {change.before!r} under {change.field}, but "
            f"{cells[change.field]!r}. Ask again for what is there now."
        )
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)[1:]]
    for row in rows:
        if (row["row"], row["id"]) == key:
            row[change.field] = change.after
    return read_plan(rows_of([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)]))


def with_promises_kept(before: Plan, after: Plan) -> Plan:
    """What is left of ``after`` once every promise of ``before`` is kept: its other changes alone.

    Raises PlanRefused where another kind of line now has the id of one that was dropped.
    Source: product.md, section 4.2 (a milestone is re-baselined or dropped only by a change request).
    """
    changes = promises_changed(before, after)
    kept = {(one.row, one.line, one.field): one.before for one in changes if one.kind != "drop"}
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(after)[1:]]
    for (row_name, line, field), cell in kept.items():
        for row in rows:
            if (row["row"], row["id"]) == (row_name, line):
                row[field] = cell
    dropped: set[Key] = set()
    for one in changes:
        if one.kind == "drop":
            dropped |= {(one.row, one.line), *_below(before, one.line)}
    there = {(row["row"], row["id"]) for row in rows}
    rows = _put_back(rows, _cells(before), [key for key in _cells(before) if key in dropped - there])
    return read_plan(rows_of([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)]))


def _put_back(
    rows: Sequence[dict[str, str]], before: dict[Key, dict[str, str]], missing: Sequence[Key]
) -> list[dict[str, str]]:
    """The rows with those that are missing, each after the line that stood before it."""
    order = list(before)
    found = list(rows)
    for key in missing:
        earlier = set(order[: order.index(key)])
        places = [place for place, row in enumerate(found, 1) if (row["row"], row["id"]) in earlier]
        found.insert(max(places, default=0), before[key])
    return found


def _below(plan: Plan, line: str) -> Iterator[Key]:
    for one in plan.lines:
        if one.parent == line and type(one) in PROMISED:
            yield _key(one)
            yield from _below(plan, one.id)


def _key(line: Line) -> Key:
    return (ROW_NAMES[type(line)], line.id)


def _cells(plan: Plan) -> dict[Key, dict[str, str]]:
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)[1:])
    return {(row["row"], row["id"]): row for row in rows}
