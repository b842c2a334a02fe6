"""A plan as the six sheets of its workbook, and back again; nothing of its own file is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from throughline.rules.plan.cells import Cell, Place, PlanRefused, Problem, Row
from throughline.rules.plan.file_form import from_words, plan_rows, read_plan
from throughline.rules.plan.model import COLUMNS, ROW_NAMES, Plan
from throughline.rules.plan.when import precision_of
from throughline.words.formats import list_words

PRECISION: Final = "precision"
"""A column that no line keeps: it says in a word how precise the date beside it is."""


@dataclass(frozen=True)
class SheetForm:
    """One sheet: the kinds of line it holds, and its headings, each with the column of the plan's file."""

    rows: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]

    def column(self, heading: str) -> str:
        """The column that a heading stands for: its own words, or those of the plan's file; else nothing."""
        known = dict(self.headings) | {name: name for name in COLUMNS if name != "row"}
        return known.get(heading, "")


def _form(rows: Sequence[str], *headings: str, **named: str) -> SheetForm:
    own = {column: heading for heading, column in named.items()}
    return SheetForm(tuple(rows), tuple((own.get(one, one).replace("_", " "), one) for one in headings))


SHEETS: Final[Mapping[str, SheetForm]] = {
    "plan": _form(("plan", "term", "cohort", "tag"), "row", "id", "text", key="id", value="text"),
    "priorities": _form(("theme", "approach", "priority"), "row", "id", "text", "theme", "sponsor"),
    "objectives": _form(
        ("objective",), "id", "parent", "text", "lead", "support", "pathways", "cohorts", "duty", "why",
        priority="parent",
    ),
    "measures": _form(
        ("measure",), "id", "parent", "text", "kind", "indicator", "unit", "direction", "baseline",
        "baseline_period", "target", "ceiling", "q1", "q2", "q3", "q4", "cumulative", "source",
        objective="parent",
    ),
    "milestones": _form(
        ("milestone",), "id", "parent", "text", "start", "due", PRECISION, "recurs", "lead", "evidence",
        objective="parent", evidence_expected="evidence",
    ),
    "checks": _form(("check",), "id", "expression", "source"),
}  # fmt: skip
"""The six sheets; a column that only some plan fills is added before the last, which is ``version``."""
SHEET_OF: Final = {row: name for name, form in SHEETS.items() for row in form.rows}

UNKNOWN: Final = "unknown"
"""Stands for a heading that names no column, so that the cells under it are not told of again."""

SheetRows = tuple[tuple[str, ...], ...]


def in_sheet_order(plan: Plan) -> Plan:
    """The same lines sheet by sheet; within a sheet they stay in the order of the plan.

    Source: product.md, section 5.4.
    """
    order = list(SHEETS)
    lines = sorted(plan.lines, key=lambda line: order.index(SHEET_OF[ROW_NAMES[type(line)]]))
    return Plan(tuple(lines))


def columns_of_sheet(sheet: str, rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The columns of one sheet by their names in the plan's file: its own, any other that is filled, version.

    Source: product.md, section 5.4.
    """
    own = [column for _heading, column in SHEETS[sheet].headings]
    filled = [
        name for name in COLUMNS if name not in ("row", "version", *own) and any(one[name] for one in rows)
    ]
    return (*own, *filled, "version")


def sheets_of_plan(plan: Plan) -> dict[str, SheetRows]:
    """Each sheet's rows of words under its headings; a line keeps every cell of the plan's file.

    Source: product.md, section 5.4.
    """
    lines = [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)[1:]]
    found = {}
    for name, form in SHEETS.items():
        rows = [line for line in lines if line["row"] in form.rows]
        columns = columns_of_sheet(name, rows)
        headings = {column: heading for heading, column in form.headings}
        told = [line | {PRECISION: precision_of(line["due"])} for line in rows]
        found[name] = (
            tuple(headings.get(one, one) for one in columns),
            *(tuple(line[one] for one in columns) for line in told),
        )
    return found


def is_workbook(sheets: Mapping[str, Sequence[Row]]) -> bool:
    """Whether these are the sheets of a plan's workbook.

    Source: product.md, section 5.4.
    """
    return {"plan", "objectives"} <= {name.strip().casefold() for name in sheets}


def read_sheets(sheets: Mapping[str, Sequence[Row]]) -> Plan:
    """The plan that six sheets say, their headings in any order.

    Raises ``PlanRefused`` with every problem, its sheet, row and column; nothing is read in part.
    Source: product.md, section 5.4.
    """
    problems: list[Problem] = []
    heading: Row = tuple(Cell(name, Place("", 1)) for name in COLUMNS)
    rows: list[Row] = [heading]
    by_name = {name.strip().casefold(): body for name, body in sheets.items()}
    for name, body in by_name.items():
        if name not in SHEETS:
            problems += _unknown_sheet(body)
    for name in SHEETS:
        rows += _lines_of(name, by_name.get(name, ()), problems)
    try:
        plan = read_plan(rows)
    except PlanRefused as refused:
        problems += refused.problems
    if problems:
        raise PlanRefused(sorted(problems, key=lambda one: one.place))
    return plan


def _unknown_sheet(body: Sequence[Row]) -> Iterator[Problem]:
    first = next((cell for row in body for cell in row if cell.text.strip()), None)
    if first:
        yield Problem(
            first.place,
            f"A plan has no sheet called {first.place.sheet!r}. Rename or remove it; "
            f"the sheets are {', '.join(SHEETS)}.",
        )


def _lines_of(sheet: str, body: Sequence[Row], problems: list[Problem]) -> Iterator[Row]:
    filled = [row for row in body if any(cell.text.strip() for cell in row)]
    if not filled:
        return
    heading, *rows = filled
    columns = _columns(sheet, heading, problems)
    form = SHEETS[sheet]
    for row in rows:
        cells = dict(zip(columns, row, strict=False))
        problems += _without_heading(columns, row)
        place = Place(sheet, row[0].place.row)
        kind = cells.pop("row", None) or Cell("" if len(form.rows) > 1 else form.rows[0], place)
        if len(form.rows) > 1 and SHEET_OF.get(kind.text, sheet) != sheet:
            problems.append(
                Problem(
                    kind.place,
                    f"Lines of the kind {kind.text} belong on the sheet {SHEET_OF[kind.text]}. "
                    f"Here stand {list_words(list(form.rows))}.",
                )
            )
        problems += _precision_problem(cells)
        found = {"row": kind} | cells
        yield tuple(found.get(name, Cell("", place)) for name in COLUMNS)


def _columns(sheet: str, heading: Row, problems: list[Problem]) -> list[str]:
    """The column that each cell of a heading names; one that names none is a problem, and has no name."""
    form = SHEETS[sheet]
    columns: list[str] = []
    for cell in heading:
        written = cell.text.strip()
        column = form.column(written)
        if not written:
            column = ""
        elif not column:
            known = ", ".join(name for name, _column in form.headings)
            problems.append(
                Problem(
                    cell.place,
                    f"There is no column called {written!r} on the sheet {sheet}. "
                    f"Rename or remove it; the columns are {known}, version.",
                )
            )
        elif column in columns:
            problems.append(Problem(cell.place, f"The column {written} is there twice. Remove one."))
        columns.append(column or (UNKNOWN if written else ""))
    if "id" not in columns:
        named = next(name for name, column in form.headings if column == "id")
        problems.append(
            Problem(heading[0].place, f"The first row must name the columns, among them {named}.")
        )
    return columns


def _without_heading(columns: Sequence[str], row: Row) -> Iterator[Problem]:
    for number, cell in enumerate(row):
        if cell.text.strip() and (number >= len(columns) or not columns[number]):
            yield Problem(cell.place, "There are words under no heading. Move or remove them.")


def _precision_problem(cells: Mapping[str, Cell]) -> Iterator[Problem]:
    said, due = cells.get(PRECISION), cells.get("due")
    if said is None or not said.text.strip():
        return
    found = precision_of(from_words(due.text)) if due else ""
    if said.text.strip() != found:
        written = due.text.strip() if due else ""
        yield Problem(
            said.place,
            f"“{written}” under due is {f'a {found}' if found else 'no date'}, not a {said.text.strip()}. "
            "Empty this cell, or correct the date.",
        )
