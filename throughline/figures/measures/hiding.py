"""Which further counts of a table are hidden, so that no small one can be worked out from the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughline.figures.measures.solving import WIDE_ENOUGH, Bounds, Cell

Grid = Sequence[Sequence[int]]
Rectangle = tuple[Cell, Cell, Cell, Cell]


def with_margins(counts: Grid) -> list[list[int]]:
    """A table with its row totals, its column totals and the total of all."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


@dataclass(frozen=True)
class Hiding:
    """A table with its totals, and what a reader would know of each cell if it were hidden.

    ``open_for_good`` are cells that cannot be hidden; ``hidden_before`` cost nothing to hide again.
    """

    grid: Grid
    if_hidden: Mapping[Cell, Bounds]
    open_for_good: Collection[Cell] = ()
    hidden_before: Collection[Cell] = ()

    def companions(self, cell: Cell, hidden: Collection[Cell], *, new: bool = False) -> frozenset[Cell]:
        """The cells of the cheapest rectangle that makes a hidden cell uncertain enough; empty if none does.

        What one corner gains its neighbours lose, so the corners can move together and no sum changes.
        With ``new`` at least one of the corners is not hidden yet.
        Source: the hypercube method (Giessing and Repsilber, Tools and strategies to protect multiple
        tables with the GHQUAR cell suppression engine, 2002), for two dimensions.
        """
        best: frozenset[Cell] = frozenset()
        cheapest = float("inf")
        for corners in self._rectangles(cell):
            unseen = [each for each in corners if each not in hidden]
            cost = sum(self._cost(each) for each in unseen)
            if cost < cheapest and (unseen or not new) and self._width(corners) >= WIDE_ENOUGH:
                best, cheapest = frozenset(corners), cost
        return best

    def _rectangles(self, cell: Cell) -> Iterator[Rectangle]:
        row, column = cell
        for other_row in range(len(self.grid)):
            for other in range(len(self.grid[0])):
                if other_row == row or other == column:
                    continue
                corners = cell, (row, other), (other_row, column), (other_row, other)
                if not any(corner in self.open_for_good for corner in corners):
                    yield corners

    def _width(self, corners: Rectangle) -> float:
        """How far the first corner can go up and down when the four move together."""
        (row, column), _beside, _below, (other_row, other) = corners
        across = 1 if self._is_total(column, other, len(self.grid[0])) else -1
        down = 1 if self._is_total(row, other_row, len(self.grid)) else -1
        rooms = [self._room(cell) for cell in corners]
        ways = (1, across, down, across * down)
        up = min(above if way > 0 else below for way, (below, above) in zip(ways, rooms, strict=True))
        back = min(below if way > 0 else above for way, (below, above) in zip(ways, rooms, strict=True))
        return up + back

    @staticmethod
    def _is_total(place: int, other: int, length: int) -> bool:
        """Whether one of two places in a line is its total: then both move the same way."""
        return length - 1 in (place, other)

    def _room(self, cell: Cell) -> tuple[float, float]:
        """How far below and above its count a hidden cell may be."""
        lowest, highest = self.if_hidden[cell]
        value = self.grid[cell[0]][cell[1]]
        return value - lowest, float("inf") if highest is None else highest - value

    def _cost(self, cell: Cell) -> float:
        """What it costs a reader to lose a cell: few cells first, then small ones; totals and zeros last."""
        if cell in self.hidden_before:
            return 0
        row, column = cell
        value, one = self.grid[row][column], 1 + self.grid[-1][-1]
        if row == len(self.grid) - 1 or column == len(self.grid[0]) - 1:
            return 100 * one + value
        return one + value if value else 10 * one
