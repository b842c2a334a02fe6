"""Tables found in sheets by the words of their headings, wherever they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Final

from throughline.figures.extracts.printed_numbers import is_not_available, looks_like_a_number
from throughline.figures.extracts.printed_periods import is_a_period

PERIOD_KEY: Final = "(period)"
NO_HEADING: Final = "(no heading)"
_NOTE_MARK = re.compile(r"\[[^\]]{0,40}\]|\((?:note )?\d{1,2}(?:, ?\d{1,2})*\)|[¹²³⁴-⁹⁰*†‡]+")
_NO_WORD = re.compile(r"[^\w%£]+|_+")


@dataclass(frozen=True)
class Merged:
    """Cells joined into one: the first and last row and column, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text: rows of words, and the cells that are joined."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row of a table: its row in the sheet, counted from 1, and its cells under the headings."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """One column: the words printed over it, what they are compared by, and its column in the sheet."""

    words: str
    key: str
    """Without case, spaces, punctuation and notes; a period is written (period)."""
    column: int
    period: str = ""
    """The words of the heading that name a period."""


@dataclass(frozen=True)
class FoundTable:
    """A table of a sheet: its headings, the rows they stand in, and the rows below them."""

    sheet: str
    title: str
    heading_rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...] = field(repr=False)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The different headings in their order; the columns of one kind for many periods stand once."""
        return tuple(dict.fromkeys(one.key for one in self.headings))

    @property
    def fingerprint(self) -> str:
        """What a saved profile finds the table by: the same wherever the table and its columns stand."""
        return fingerprint(self.keys)

    @property
    def first_row(self) -> int:
        """The first row below the headings, counted from 1."""
        return self.lines[0].row if self.lines else self.heading_rows[-1] + 1


@lru_cache(maxsize=8192)
def heading_key(words: str) -> str:
    """What a heading is compared by: no case, spaces, punctuation or notes.

    Source: product, section 3.5 (by the table's fingerprint, not by sheet position).
    """
    return " ".join(_NO_WORD.sub(" ", _NOTE_MARK.sub(" ", words).casefold()).split())


def fingerprint(keys: Collection[str]) -> str:
    """The SHA-256 of a table's headings, whatever their order.

    Source: product, section 3.5 (by the table's fingerprint, not by sheet position).
    """
    return sha256("\n".join(sorted(set(keys))).encode()).hexdigest()


def find_tables(sheets: Sequence[Sheet], known: Collection[str] = ()) -> tuple[FoundTable, ...]:
    """Every table of some sheets in their order; titles, notes and empty rows and columns are passed over.

    ``known`` holds the fingerprints of saved profiles: headings with one of them are headings even where
    no figure stands below them.
    Source: product, section 3.5 (published statistics).
    """
    return tuple(table for sheet in sheets for table in _tables(sheet, frozenset(known)))


def _tables(sheet: Sheet, known: frozenset[str]) -> Iterator[FoundTable]:
    rows = [[_clean(text) for text in row] for row in sheet.rows]
    filled = _filled(rows, sheet.merged)
    starts = _heading_starts(rows, known)
    for n, (first, last) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(rows)
        title = _title(rows, first, starts[n - 1][1] if n else -1)
        table = _table(sheet.name, title, filled, rows, (first, last), end)
        if table.headings:
            yield table


def _clean(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\xa0" in text or "  " in text else text.strip()


def _filled(rows: list[list[str]], merged: Sequence[Merged]) -> list[list[str]]:
    """Rows with the words of joined cells in each of them; a figure is never repeated."""
    filled = [list(row) for row in rows] if merged else rows
    # Joined cells cannot overlap, so all of them together are no more than the sheet.
    room = len(rows) * max(map(len, rows), default=0)
    for area in merged:
        text = _at(rows, area.first_row - 1, area.first_column - 1)
        if not text or (looks_like_a_number(text) and not is_a_period(text)):
            continue
        for row in filled[area.first_row - 1 : area.last_row]:
            columns = range(area.first_column - 1, min(area.last_column, len(row)))
            room -= len(columns)
            if room < 0:
                return filled
            for column in columns:
                row[column] = text
    return filled


def _at(rows: list[list[str]], row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _heading_starts(rows: list[list[str]], known: frozenset[str]) -> list[tuple[int, int]]:
    """The first and last heading row of each table, counted from 0."""
    starts: list[tuple[int, int]] = []
    free_from, below_gap = 0, True
    for number, row in enumerate(rows):
        if not any(row):
            below_gap = True
        elif number >= free_from:
            found = _known_headings(rows, number, known) or (
                _guessed_headings(rows, number) if below_gap else None
            )
            if found:
                starts.append(found)
                free_from, below_gap = found[1] + 1, False
    return starts


def _known_headings(rows: list[list[str]], number: int, known: frozenset[str]) -> tuple[int, int] | None:
    if not known or _has_figures(rows[number]):
        return None
    for last in (number, number + 1):
        if last < len(rows):
            keys = {one.key for one in _headings(rows, number, last, range(len(rows[last])))}
            if fingerprint(keys) in known:
                return number, last
    return None


def _guessed_headings(rows: list[list[str]], number: int) -> tuple[int, int] | None:
    """One or two rows of words with a row of figures straight below them."""
    if not _is_heading(rows[number]):
        return None
    last = number
    while last + 1 < len(rows) and _is_heading(rows[last + 1]) and last - number < 3:
        last += 1
    below = next((rows[n] for n in range(last + 1, len(rows)) if any(rows[n])), [])
    if not _has_figures(below) or _stands_first_and_alone(rows[last], below):
        return None
    return (
        last - 1 if last > number and _is_upper_heading(rows[last - 1], rows[last], below) else last
    ), last


def _is_heading(row: list[str]) -> bool:
    return any(row) and not _has_figures(row)


def _has_figures(row: Sequence[str]) -> bool:
    """Whether a row holds a figure, or a mark in place of one, beside other cells."""
    if _filled_cells(row) < 2:
        return False
    # The last cells are the likeliest to hold figures.
    return any(
        text and ((looks_like_a_number(text) and not is_a_period(text)) or is_not_available(text))
        for text in reversed(row)
    )


def _filled_cells(row: Sequence[str]) -> int:
    return len(row) - row.count("")


def _is_upper_heading(upper: list[str], lower: list[str], below: list[str]) -> bool:
    """Whether a row names groups of the columns below it, and is no title."""
    reach = max(column for column, text in enumerate(upper) if text)
    return not _stands_first_and_alone(upper, below) and reach < len(lower)


def _stands_first_and_alone(row: list[str], below: list[str]) -> bool:
    """Whether a row above figures is a title or a note rather than headings."""
    return _filled_cells(row) == 1 and _first_filled(row) <= _first_filled(below)


def _first_filled(row: Sequence[str]) -> int:
    return next((column for column, text in enumerate(row) if text), len(row))


def _title(rows: list[list[str]], first: int, after: int) -> str:
    above = [next(text for text in row if text) for row in rows[after + 1 : first] if _filled_cells(row) == 1]
    return above[0] if above else ""


def _table(
    sheet: str,
    title: str,
    filled: list[list[str]],
    rows: list[list[str]],
    headed: tuple[int, int],
    end: int,
) -> FoundTable:
    first, last = headed
    body = [n for n in range(last + 1, end) if any(rows[n])]
    used = sorted({c for n in (first, last, *body) for c, text in enumerate(rows[n]) if text})
    lines = tuple(
        Line(n + 1, tuple(_at(filled, n, column) for column in used))
        for n in body
        if len(used) == 1 or _filled_cells(rows[n]) > 1 or len({*filled[n]} - {""}) > 1
    )
    return FoundTable(
        sheet, title, tuple(range(first + 1, last + 2)), _headings(rows, first, last, used), lines
    )


def _headings(rows: list[list[str]], first: int, last: int, used: Collection[int]) -> tuple[Heading, ...]:
    upper = _spread(rows[first], rows[last]) if first != last else []
    parts = [
        tuple(
            part for part in (upper[column] if column < len(upper) else "", _at(rows, last, column)) if part
        )
        for column in used
    ]
    return _told_apart(tuple(_heading(part, column + 1) for part, column in zip(parts, used, strict=True)))


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """The upper heading's words over every column that they stand for, whether or not cells were joined."""
    spread, words = [], ""
    for column in range(max(len(upper), len(lower))):
        own = upper[column] if column < len(upper) else ""
        words = own or words
        has_own_heading = column < len(lower) and bool(lower[column])
        spread.append(words if own or has_own_heading else "")
    return spread


def _heading(parts: tuple[str, ...], column: int) -> Heading:
    whole = " ".join(parts)
    if not whole:
        return Heading(NO_HEADING, NO_HEADING, column)
    if is_a_period(whole):
        return Heading(whole, PERIOD_KEY, column, whole)
    keys = [PERIOD_KEY if is_a_period(part) else heading_key(part) for part in parts]
    period = next((part for part in parts if is_a_period(part)), "")
    key = " ".join(key for key in sorted(keys, key=PERIOD_KEY.__ne__) if key)
    return Heading(whole, key or NO_HEADING, column, period)


def _told_apart(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Headings of the same words numbered from the second on, unless periods tell them apart."""
    seen: Counter[tuple[str, str]] = Counter()
    told = []
    for one in headings:
        seen[one.key, one.period] += 1
        repeated = seen[one.key, one.period]
        told.append(one if repeated == 1 else replace(one, key=f"{one.key} {repeated}"))
    return tuple(told)
