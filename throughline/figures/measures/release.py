"""The one gate out: small numbers are hidden, and what is released names its receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HIDDEN = "hidden, fewer than 5"
HIDDEN_TO_PROTECT = "hidden, to protect another"
FEWEST = 5


@dataclass(frozen=True)
class Released:
    """A count that may be shown; ``value`` is None where it is hidden, and ``words`` say which."""

    value: int | None
    words: str
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedShare:
    """A share that may be shown, in counts; all numbers are None where any of them is hidden."""

    x: int | None
    n: int | None
    words: str
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedTable:
    """A table of counts that may be shown, with its totals; hidden cells say so.

    ``rows`` holds the cells, ``row_totals`` and ``column_totals`` their sums, ``total`` the sum of all.
    Hiding is by count and by margin; it is not proved by solving, and other publications are not compared.
    """

    rows: tuple[tuple[Released, ...], ...]
    row_totals: tuple[Released, ...]
    column_totals: tuple[Released, ...]
    total: Released


def is_small(count: int) -> bool:
    """A count that could point at a person: one to four.

    Raises ValueError if the count is below zero.
    Source: rule R31.
    """
    if count < 0:
        raise ValueError(f"a count cannot be {count}")
    return 0 < count < FEWEST


def release(count: int, *, receipts: Sequence[str]) -> Released:
    """A count as it may be shown outside casework.

    Raises ValueError without a receipt.
    Source: rule R31.
    """
    return _released(count, None if not is_small(count) else HIDDEN, _known(receipts))


def release_share(x: int, n: int, *, receipts: Sequence[str], people: bool = True) -> ReleasedShare:
    """A share as it may be shown: x of n, hidden if either is small.

    With ``people`` it is also hidden if the rest, n less x, is small: the reader could subtract.
    Raises ValueError without a receipt, or if x is more than n.
    Source: rule R31.
    """
    if x > n:
        raise ValueError(f"{x} of {n} is not a share")
    named = _known(receipts)
    if is_small(x) or is_small(n) or (people and is_small(n - x)):
        return ReleasedShare(None, None, HIDDEN, named)
    return ReleasedShare(x, n, f"{x:,} of {n:,}", named)


def release_table(counts: Sequence[Sequence[int]], *, receipts: Sequence[str]) -> ReleasedTable:
    """A table of counts with its margins, so that no hidden count follows by one subtraction.

    Raises ValueError without a receipt, or if rows differ in length.
    Source: rule R31 (complementary suppression in rows and columns).
    """
    named = _known(receipts)
    if not counts or len({len(row) for row in counts}) != 1:
        raise ValueError("a table needs rows of one length")
    grid = _with_margins(counts)
    reasons = _protected(grid)
    cells = [
        tuple(_released(value, reasons.get((r, c)), named) for c, value in enumerate(row))
        for r, row in enumerate(grid)
    ]
    body, foot = cells[:-1], cells[-1]
    return ReleasedTable(tuple(row[:-1] for row in body), tuple(row[-1] for row in body), foot[:-1], foot[-1])


def _known(receipts: Sequence[str]) -> tuple[str, ...]:
    if not receipts or not all(receipts):
        raise ValueError("nothing is released without the receipt it came from")
    return tuple(dict.fromkeys(receipts))


def _released(value: int, reason: str | None, receipts: tuple[str, ...]) -> Released:
    return Released(value, f"{value:,}", receipts) if reason is None else Released(None, reason, receipts)


def _with_margins(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def _protected(grid: Sequence[Sequence[int]]) -> dict[tuple[int, int], str]:
    """Why each hidden cell is hidden; no line keeps exactly one, as it would follow from the others."""
    reasons = {(r, c): HIDDEN for r, row in enumerate(grid) for c, value in enumerate(row) if is_small(value)}
    lines = _lines(len(grid), len(grid[0]))
    while lonely := next((line for line in lines if sum(cell in reasons for cell in line) == 1), None):
        open_cells = [cell for cell in lonely if cell not in reasons]
        companion = min(open_cells, key=lambda cell: _cost(grid, cell))
        reasons[companion] = HIDDEN_TO_PROTECT
    return reasons


def _lines(height: int, width: int) -> list[list[tuple[int, int]]]:
    across = [[(r, c) for c in range(width)] for r in range(height)]
    return across + [[(r, c) for r in range(height)] for c in range(width)]


def _cost(grid: Sequence[Sequence[int]], cell: tuple[int, int]) -> tuple[bool, bool, int]:
    """What it costs a reader to lose a cell: totals last, zeros only if nothing else is left."""
    row, column = cell
    value = grid[row][column]
    return (row == len(grid) - 1 or column == len(grid[0]) - 1, value == 0, value)
