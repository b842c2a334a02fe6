"""An edited copy of a plan merged with the plan as it has become since the copy was exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from throughline.rules.plan.cells import rows_of
from throughline.rules.plan.file_form import plan_rows, read_plan
from throughline.rules.plan.model import COLUMNS, Line, Plan
from throughline.words.refusals import Refused

Cells = dict[str, str]


class UnknownVersion(Refused):
    """A line says that it comes from a version that there never was."""


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


def marked(plan: Plan, version: str) -> Plan:
    """The plan with every line saying from which version it comes, or, without one, saying nothing.

    Source: product.md, section 5.4 (the column version).
    """
    return Plan(tuple(_marked(line, version) for line in plan.lines))


def _marked(line: Line, version: str) -> Line:
    also = tuple(pair for pair in line.also if pair[0] != "version")
    return replace(line, version=version, also=also)


def is_copy(plan: Plan) -> bool:
    """Whether any line says from which version it comes.

    Source: product.md, section 5.4 (the column version).
    """
    return any(line.version for line in plan.lines)


def exported_of(copy: Plan, versions: Mapping[int, Plan]) -> Plan:
    """What the lines of a copy were when they were exported, each in the version that it names.

    Raises UnknownVersion. Source: product.md, section 5.4 (the column version).
    """
    return Plan(tuple(_exported(copy, {str(number): plan for number, plan in versions.items()})))


def _exported(copy: Plan, versions: Mapping[str, Plan]) -> Iterator[Line]:
    lines = {name: {(type(one), one.id): one for one in plan.lines} for name, plan in versions.items()}
    for line in copy.lines:
        if line.version and line.version not in lines:
            raise UnknownVersion(
                f"{line.id} says that it comes from version {line.version}, and there is none. "
                "Export the plan again, or empty that cell if the line is new."
            )
        if found := lines.get(line.version, {}).get((type(line), line.id)):
            yield found


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


def with_choices(merged: Merged, taken: frozenset[tuple[str, str]]) -> Plan:
    """The merged plan with the copy's words in the cells that a person chose, by id and column.

    Raises PlanRefused. Source: product.md, section 5.4 (an edited copy is merged, not overwritten).
    """
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(merged.plan)[1:]]
    for conflict in merged.conflicts:
        if (conflict.id, conflict.column) in taken:
            for row in rows:
                if row["id"] == conflict.id and row[conflict.column] == conflict.here:
                    row[conflict.column] = conflict.copy
    texts = [COLUMNS, *(tuple(row[column] for column in COLUMNS) for row in rows)]
    return read_plan(rows_of(texts))


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
