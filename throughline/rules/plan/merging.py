"""An edited copy of a plan merged with the plan as it has become since the copy was exported."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.rules.plan.cells import rows_of
from throughline.rules.plan.file_form import plan_rows, read_plan
from throughline.rules.plan.model import COLUMNS, Plan

Cells = dict[str, str]


@dataclass(frozen=True)
class Conflict:
    """One cell that was changed here and in the copy, each in its own way."""

    id: str
    column: str
    exported: str
    here: str
    copy: str


@dataclass(frozen=True)
class Merged:
    """The merged plan, which keeps what is here wherever there is a conflict, and the conflicts."""

    plan: Plan
    conflicts: tuple[Conflict, ...]


def merge(*, exported: Plan, here: Plan, copy: Plan) -> Merged:
    """The plan with the changes that the copy made to what was exported.

    A cell changed on one side only takes that change; one changed on both sides is a conflict. A
    line that the copy left out stays, as does one added here; a line new in the copy comes last.
    Source: product.md, section 5.4 (an edited copy is merged, not overwritten).
    """
    base, edited = _by_key(exported), _by_key(copy)
    conflicts: list[Conflict] = []
    rows = []
    for key, cells in _by_key(here).items():
        rows.append(_merged(cells, base.get(key, {}), edited.get(key, cells), conflicts))
    known = _by_key(here).keys() | base.keys()
    rows += [cells for key, cells in edited.items() if key not in known]
    texts = [COLUMNS, *(tuple(row[column] for column in COLUMNS) for row in rows)]
    return Merged(read_plan(rows_of(texts)), tuple(conflicts))


def _merged(here: Cells, base: Cells, copy: Cells, conflicts: list[Conflict]) -> Cells:
    merged = dict(here)
    for column in COLUMNS:
        before, ours, theirs = base.get(column, ""), here[column], copy[column]
        if column == "version" or theirs in (before, ours):
            continue
        if ours == before:
            merged[column] = theirs
        else:
            conflicts.append(Conflict(here["id"], column, before, ours, theirs))
    return merged


def _by_key(plan: Plan) -> dict[tuple[str, str], Cells]:
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)[1:])
    return {(row["row"], row["id"]): row for row in rows}
