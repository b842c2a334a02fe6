"""What a reader can work out of a table with hidden counts: the least and the most that each may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Cell = tuple[int, int]
Bounds = tuple[int, int | None]
"""At least, and at most; None where there is no limit."""
Line = Mapping[Cell, int]
"""The cells of one sum with their signs; parts less their total make nought."""
WIDE_ENOUGH = 5
FAR = 1_000
"""How far beyond every number of the table a count without a limit is followed."""


@dataclass(frozen=True)
class Known:
    """What a reader knows of a table: the bounds of each cell, and lines whose sums are nought.

    ``sums`` gives the lines that come to another number, by their place.
    """

    bounds: Mapping[Cell, Bounds]
    lines: Sequence[Line]
    sums: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Solved:
    """The limits found for the cells asked about, and how many linear programs it took.

    Limits at least as wide as was asked may be wider still; narrower ones are exact.
    """

    limits: Mapping[Cell, tuple[int, int]]
    programs: int


def two_way_lines(height: int, width: int) -> list[Line]:
    """The sums of a table whose last row and last column are totals."""
    across: list[Line] = [{(r, c): _sign(c, width) for c in range(width)} for r in range(height)]
    return [*across, *({(r, c): _sign(r, height) for r in range(height)} for c in range(width))]


def _sign(place: int, length: int) -> int:
    return -1 if place == length - 1 else 1


def solve(known: Known, wanted: Collection[Cell], *, wide_enough: int = WIDE_ENOUGH) -> Solved:
    """The least and the most that each wanted cell may be, given all that is known of the table.

    A cell is followed until two whole tables that fit are as far apart in it as asked; both are checked in
    whole numbers. Only a cell that stays narrower is solved to the end.
    Raises ValueError if no table fits what is known.
    Source: disclosure auditing by linear programming (Willenborg and de Waal, Elements of Statistical
    Disclosure Control, 2001). The sums of a two-way table form a network, so that the limits are
    whole numbers (Heller and Tompkins 1956).
    """
    limits: dict[Cell, tuple[int, int]] = {}
    programs = 0
    for part in _parts(known):
        asked = [cell for cell in part.cells if cell in wanted]
        programs += part.follow(asked, wide_enough)
        limits |= {cell: part.seen[cell] for cell in asked}
    for cell in wanted:
        limits.setdefault(cell, _settled(known.bounds[cell]))
    return Solved(limits, programs)


def _settled(bounds: Bounds) -> tuple[int, int]:
    lowest, highest = bounds
    return lowest, lowest if highest is None else highest


@dataclass
class _Part:
    """Unknown cells that hang together by lines, solved apart from all others."""

    cells: list[Cell]
    bounds: list[tuple[int, int]]
    lines: list[list[tuple[int, int]]]
    sums: list[int]
    seen: dict[Cell, tuple[int, int]] = field(default_factory=dict)

    def follow(self, asked: Iterable[Cell], wide_enough: int) -> int:
        """Solve until every asked cell is wide enough or its limits are exact; how many programs it took."""
        programs, matrix, asked = 0, self._matrix(), list(asked)
        for together in (asked, asked[::2], asked[1::2], *([cell] for cell in asked)):
            for way in (-1, 1):
                if any(self._width(cell) < wide_enough for cell in together):
                    self._see(self._furthest(together, way, matrix))
                    programs += 1
        return programs

    def _width(self, cell: Cell) -> int:
        lowest, highest = self.seen.get(cell, (0, 0))
        return highest - lowest

    def _see(self, table: list[int]) -> None:
        for cell, value in zip(self.cells, table, strict=True):
            lowest, highest = self.seen.get(cell, (value, value))
            self.seen[cell] = min(lowest, value), max(highest, value)

    def _matrix(self) -> Any:
        from scipy.sparse import csr_array

        entries = [(row, place, sign) for row, line in enumerate(self.lines) for place, sign in line]
        rows, places, signs = zip(*entries, strict=True)
        return csr_array((signs, (rows, places)), shape=(len(self.lines), len(self.cells)))

    def _furthest(self, together: Collection[Cell], way: int, matrix: Any) -> list[int]:
        """A whole table that fits, with some cells as large as can be, or as small where ``way`` is -1."""
        from scipy.optimize import linprog

        aim = [-way if cell in together else 0 for cell in self.cells]
        found = linprog(aim, A_eq=matrix, b_eq=self.sums, bounds=self.bounds, method="highs-ds")
        if found.x is None:
            raise ValueError("no table fits what is published")
        table = [round(value) for value in found.x]
        self._check(table)
        return table

    def _check(self, table: Sequence[int]) -> None:
        fits = all(
            sum(sign * table[place] for place, sign in line) == total
            for line, total in zip(self.lines, self.sums, strict=True)
        )
        inside = all(low <= value <= high for value, (low, high) in zip(table, self.bounds, strict=True))
        if not (fits and inside):
            raise ArithmeticError("a table that was solved for does not add up in whole numbers")


def _parts(known: Known) -> Iterator[_Part]:
    """The parts of a table that a reader must work out together."""
    open_cells = {cell for cell, (low, high) in known.bounds.items() if low != high}
    lines, sums = _open_lines(known, open_cells)
    far = (
        FAR
        + sum(abs(total) for total in sums)
        + sum(low + (high or 0) for low, high in known.bounds.values())
    )
    for group in _joined(open_cells, lines):
        cells = sorted(group)
        places = {cell: place for place, cell in enumerate(cells)}
        own = [at for at, line in enumerate(lines) if not group.isdisjoint(line)]
        yield _Part(
            cells,
            [_within(known.bounds[cell], far) for cell in cells],
            [[(places[cell], sign) for cell, sign in lines[at].items()] for at in own],
            [sums[at] for at in own],
        )


def _within(bounds: Bounds, far: int) -> tuple[int, int]:
    lowest, highest = bounds
    return lowest, far if highest is None else highest


def _open_lines(known: Known, open_cells: Collection[Cell]) -> tuple[list[dict[Cell, int]], list[int]]:
    """Each line's unknown cells with their signs, and what they come to."""
    lines: list[dict[Cell, int]] = []
    sums: list[int] = []
    for place, line in enumerate(known.lines):
        rest = known.sums.get(place, 0) - sum(
            sign * known.bounds[cell][0] for cell, sign in line.items() if cell not in open_cells
        )
        unknown = {cell: sign for cell, sign in line.items() if cell in open_cells}
        if unknown:
            lines.append(unknown)
            sums.append(rest)
        elif rest:
            raise ValueError("no table fits what is published")
    return lines, sums


def _joined(cells: Iterable[Cell], lines: Sequence[Line]) -> Iterator[set[Cell]]:
    """Groups of cells that share lines, directly or through others."""
    through: defaultdict[Cell, list[Line]] = defaultdict(list)
    for line in lines:
        for cell in line:
            through[cell].append(line)
    left = set(cells)
    while left:
        group: set[Cell] = set()
        waiting = [left.pop()]
        while waiting:
            cell = waiting.pop()
            group.add(cell)
            near = {other for line in through[cell] for other in line} & left
            left -= near
            waiting += near
        yield group
