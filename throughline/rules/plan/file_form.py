"""A plan read from the rows of its own file and written back without loss."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from throughline.rules.plan.cells import Cell, Place, PlanRefused, Problem, Row
from throughline.rules.plan.model import (
    COLUMNS,
    LATER_COLUMNS,
    OWN_NAMES,
    ROW_NAMES,
    ROWS,
    Line,
    Plan,
    columns_of,
)
from throughline.rules.plan.when import problem_with_date

LISTS = frozenset({"support", "pathways", "cohorts", "tags", "after", "readers", "areas"})
NUMBERS = frozenset({"baseline", "target", "ceiling", "q1", "q2", "q3", "q4"})
DATES = frozenset({"start", "due"})
RECURRENCES = ("every-1-month", "every-3-months", "every-6-months", "every-12-months")
YES_NO = {"yes": True, "no": False}

DAYS_OF_THE_PLAN = ("year_starts", "year_ends")
"""Facts of the plan that are days."""

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet runs, or would without the apostrophes before it."""

CellValue = str | tuple[str, ...] | Decimal | bool | None


def read_plan(rows: Iterable[Row]) -> Plan:
    """The plan that these rows of cells say; the first row names the columns, in any order.

    Raises ``PlanRefused`` with every problem and its place; nothing is read in part.
    Source: product.md, section 5.4.
    """
    heading, *body = [row for row in rows if any(cell.text.strip() for cell in row)] or [()]
    problems = list(_heading_problems(heading))
    if problems:
        raise PlanRefused(problems)
    names = [cell.text.strip() for cell in heading]
    placed = [(_cells_by_column(names, row), row[0].place) for row in body]
    problems += [problem for cells, place in placed for problem in _row_problems(cells, place)]
    problems += _id_problems(placed)
    if problems:
        raise PlanRefused(problems)
    return Plan(tuple(_line(cells) for cells, _ in placed))


def plan_rows(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """The plan as rows of words under the columns of its file, the heading first.

    Source: product.md, section 5.4.
    """
    return (COLUMNS, *(_written(line) for line in plan.lines))


def plan_csv(plan: Plan) -> str:
    """The plan as a CSV file's text; a cell a spreadsheet would run as a formula is kept as words.

    A later column stands in it only where some line fills it, so that an older file stays what it was.

    Source: product.md, section 5.4; trust.md, outputs.
    """
    text = io.StringIO(newline="")
    heading, *body = plan_rows(plan)
    kept = [
        place
        for place, name in enumerate(heading)
        if name not in LATER_COLUMNS or any(row[place] for row in body)
    ]
    rows = ([as_words(row[place]) for place in kept] for row in (heading, *body))
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def as_words(text: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would take for a formula.

    Source: trust.md, outputs.
    """
    return "'" + text if FORMULA.match(text) else text


def from_words(text: str) -> str:
    """The cell that ``as_words`` was given.

    Source: trust.md, outputs.
    """
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _heading_problems(heading: Row) -> Iterator[Problem]:
    names = [cell.text.strip() for cell in heading]
    if not {"row", "id"} <= set(names):
        place = heading[0].place if heading else Place("", 1)
        yield Problem(
            place, "The first row must name the columns, among them row and id. Start from an exported plan."
        )
        return
    for cell in heading:
        if cell.text.strip() not in COLUMNS:
            yield Problem(
                cell.place,
                f"There is no column called {cell.text.strip()!r}. "
                f"Rename or remove it; the columns are {', '.join(COLUMNS)}.",
            )
        elif names.count(cell.text.strip()) > 1:
            yield Problem(cell.place, f"The column {cell.text.strip()} is there twice. Remove one.")


def _cells_by_column(names: Sequence[str], row: Row) -> dict[str, Cell]:
    place = row[0].place
    cells = {name: Cell(from_words(cell.text), cell.place) for name, cell in zip(names, row, strict=False)}
    for number, cell in enumerate(row[len(names) :], start=len(names) + 1):
        cells[f"column {number}"] = cell
    for name in COLUMNS:
        cells.setdefault(name, Cell("", place))
    return cells


def _row_problems(cells: Mapping[str, Cell], place: Place) -> Iterator[Problem]:
    row = cells["row"].text
    if row not in ROWS:
        yield Problem(
            cells["row"].place, f"The kind of row {row!r} is not known. Write one of {', '.join(ROWS)}."
        )
        return
    if not cells["id"].text.strip():
        yield Problem(cells["id"].place, f"This {row} has no id. Give it one and never change it.")
    is_a_day = row == "plan" and cells["id"].text.strip() in DAYS_OF_THE_PLAN
    if is_a_day and (sentence := problem_with_date(cells["text"].text.strip())):
        yield Problem(cells["text"].place, sentence)
    for name, cell in cells.items():
        if name not in COLUMNS and cell.text:
            yield Problem(cell.place, "There are words beyond the last column. Move or remove them.")
        elif cell.text.strip() and (sentence := _cell_problem(name, cell.text.strip())):
            yield Problem(cell.place, sentence)


def _cell_problem(column: str, text: str) -> str:
    if column in NUMBERS and _read(column, text) is None:
        return f"{text!r} under {column} is not a number. Write digits, such as 1102 or 65.5."
    if column == "cumulative" and text not in YES_NO:
        return f"{text!r} under cumulative must be yes or no."
    if column == "recurs" and text not in RECURRENCES:
        return f"{text!r} under recurs must be one of {', '.join(RECURRENCES)}."
    return problem_with_date(text) if column in DATES else ""


def _id_problems(placed: Sequence[tuple[Mapping[str, Cell], Place]]) -> Iterator[Problem]:
    # A glossary may explain what is also the key of a fact, so each of these has ids of its own.
    seen: Counter[tuple[str, str]] = Counter()
    for cells, _ in placed:
        row, own = cells["row"].text, cells["id"].text.strip()
        key = (row if row in OWN_NAMES else "line", own)
        seen[key] += 1
        if own and seen[key] == 2:
            yield Problem(
                cells["id"].place, f"The id {own} is used twice. Give one of the two lines an id of its own."
            )


def _line(cells: Mapping[str, Cell]) -> Line:
    kind = ROWS[cells["row"].text]
    typed = columns_of(kind)
    values = {name: _read(name, cells[name].text) for name in typed}
    also = tuple(
        (name, cells[name].text)
        for name in COLUMNS[1:]
        if cells[name].text != (_write(values[name]) if name in typed else "")
    )
    return kind(**values, also=also)  # type: ignore[arg-type]


def _written(line: Line) -> tuple[str, ...]:
    kind = type(line)
    cells = {name: _write(getattr(line, name)) for name in columns_of(kind)} | dict(line.also)
    return (ROW_NAMES[kind], *(cells.get(name, "") for name in COLUMNS[1:]))


def _read(column: str, text: str) -> CellValue:
    if column in LISTS:
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if column in NUMBERS:
        bare = text.strip().replace(",", "")
        return Decimal(bare) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", bare) else None
    if column == "cumulative":
        return YES_NO.get(text.strip())
    return text.strip()


def _write(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else str(value)
