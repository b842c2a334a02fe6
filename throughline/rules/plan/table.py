"""The rows of a legacy plan table found among everything else that was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.rules.plan.cells import Cell, Place, PlanRefused, Problem, Row
from throughline.rules.plan.pieces import plain_words

COLUMN_WRITINGS = {
    "priority": r"priorit(?:y|ies)",
    "objective": r"objectives?",
    "measures": r"(?:success )?measures?(?: of success)?",
    "milestones": r"(?:timescales?(?: and milestones?)?|milestones?(?: and timescales?)?)",
    "lead": r"leads?(?: agenc(?:y|ies))?",
    "pathway": r"pathways?",
}
THEME = re.compile(r"(\d+)\.?\s+\D")
PRIORITY = re.compile(r"(\d+\.\d+)\.?(?:\s|$)")
OBJECTIVE = re.compile(r"(\d+\.\d+\.\d+)\.?(?:\s|$)")


@dataclass(frozen=True)
class TableRow:
    """The six cells of one row of the table, under their own names."""

    cells: dict[str, Cell]
    follows_heading: bool
    """The row stands right under a repeated heading: a page may have cut what it goes on with."""

    def words(self, column: str) -> str:
        """The words of one cell, without markup."""
        return plain_words(self.cells[column].text)

    @property
    def place(self) -> Place:
        """The row's place."""
        first = next(iter(self.cells.values())).place
        return Place(first.sheet, first.row)


@dataclass(frozen=True)
class LegacyTable:
    """The table's rows, its headings, and every other filled row that was sent with it."""

    rows: tuple[TableRow, ...]
    headings: tuple[Row, ...]
    outside: tuple[Row, ...]


def find_table(rows: Iterable[Row]) -> LegacyTable:
    """The six-column table among the rows; its heading may stand again after each page.

    Raises ``PlanRefused`` when no row is such a heading.
    Source: product.md, section 5.4, legacy table import.
    """
    columns: tuple[str, ...] = ()
    found: list[TableRow] = []
    headings: list[Row] = []
    outside: list[Row] = []
    last_was_heading = False
    for row in rows:
        if not any(cell.text.strip() for cell in row):
            continue
        if named := heading_columns(row):
            columns, last_was_heading = named, True
            headings.append(row)
        elif columns and (len(row) > 2 or _is_theme(row)):
            found.append(TableRow(_named(columns, row), last_was_heading and len(headings) > 1))
            last_was_heading = False
        else:
            outside.append(row)
    if not columns:
        raise PlanRefused(
            [
                Problem(
                    Place("", 1),
                    (
                        "No row names the six columns Priority, Objectives, Measure of Success, Timescales "
                        "and Milestones, Lead Agency and Pathway. Add that row above the table."
                    ),
                )
            ]
        )
    return LegacyTable(tuple(found), tuple(headings), tuple(outside))


def heading_columns(row: Sequence[Cell]) -> tuple[str, ...]:
    """The six columns in the order that a heading row names them; empty for any other row.

    Source: product.md, section 5.4, legacy table import.
    """
    named = []
    for cell in row:
        words = plain_words(cell.text).casefold()
        named.append(next((name for name, form in COLUMN_WRITINGS.items() if re.fullmatch(form, words)), ""))
    return tuple(named) if set(COLUMN_WRITINGS) <= set(named) else ()


def number_at_start(pattern: re.Pattern[str], words: str) -> str:
    """The number that a cell begins with, or nothing; a number inside a sentence is none.

    Source: product.md, section 5.4, legacy table import.
    """
    match = pattern.match(words)
    return match[1] if match else ""


def _is_theme(row: Row) -> bool:
    return bool(THEME.match(plain_words(row[0].text)))


def _named(columns: Sequence[str], row: Row) -> dict[str, Cell]:
    place = row[0].place
    cells = {name: Cell("", Place(place.sheet, place.row)) for name in COLUMN_WRITINGS}
    extra = 0
    for position, cell in enumerate(row):
        name = columns[position] if position < len(columns) else ""
        if name:
            cells[name] = cell
        elif cell.text.strip():
            extra += 1
            cells[f"beyond {extra}"] = cell
    return cells
