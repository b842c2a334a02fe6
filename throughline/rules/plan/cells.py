"""Cells of a table with the place each one stands in, whatever file they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from throughline.words.refusals import Refused


@dataclass(frozen=True, order=True)
class Place:
    """Where a cell stands: its sheet or table, and its row and column counted from 1."""

    sheet: str
    row: int
    column: int = 0
    """0 when the whole row is meant."""

    def __str__(self) -> str:
        where = f"row {self.row}" if not self.column else f"cell {column_letters(self.column)}{self.row}"
        return f"{self.sheet}, {where}" if self.sheet else where


@dataclass(frozen=True)
class Cell:
    """The words of one cell, and its place."""

    text: str
    place: Place


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class PlanRefused(Refused):
    """The rows are no plan; every problem is kept with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def column_letters(column: int) -> str:
    """A column's letters as a spreadsheet writes them: 1 is A, 27 is AA.

    Source: product.md, section 5.4.
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def rows_of(texts: Sequence[Sequence[str]], *, sheet: str = "") -> tuple[Row, ...]:
    """Rows of plain words given their places, the first row being row 1.

    Source: product.md, section 5.4.
    """
    return tuple(
        tuple(Cell(text, Place(sheet, r, c)) for c, text in enumerate(row, start=1))
        for r, row in enumerate(texts, start=1)
    )
