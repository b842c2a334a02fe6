"""Hiding counts of a table until solving shows that no small one can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from throughline.figures.measures.hiding import Grid, Hiding
from throughline.figures.measures.profiles import Profile
from throughline.figures.measures.solving import (
    WIDE_ENOUGH,
    Bounds,
    Cell,
    Known,
    Line,
    Solved,
    solve,
    two_way_lines,
)
from throughline.words.refusals import Refused

Shown = Sequence[Sequence[int | None]]


class RevealedBefore(Refused, ValueError):
    """What is public already gives a small count away, whatever is hidden now."""


@dataclass(frozen=True)
class Proof:
    """What solving showed: how many small counts there are, and how uncertain the least uncertain is.

    ``narrowest`` is a width that two whole tables prove, so the true one may be wider; None where no count
    is small. ``programs`` counts the linear programs of the last look.
    """

    protected: int
    narrowest: int | None
    programs: int


@dataclass(frozen=True)
class ShownBefore:
    """An earlier publication of the same table: the numbers shown, with their totals, and how."""

    grid: Shown
    profile: Profile

    def bounds(self, cell: Cell) -> Bounds:
        """What the earlier publication alone says of a cell."""
        return self.profile.between(self.grid[cell[0]][cell[1]])


@dataclass(frozen=True)
class _Table:
    """A table with its totals, under a profile, beside what was published of it before and elsewhere."""

    grid: Grid
    profile: Profile
    before: ShownBefore | None
    published: Collection[Cell]

    @property
    def cells(self) -> Mapping[Cell, int]:
        return {(r, c): value for r, row in enumerate(self.grid) for c, value in enumerate(row)}

    def small(self) -> set[Cell]:
        """Cells whose count could point at a person, or that a few people entered or left since."""
        return {cell for cell, value in self.cells.items() if self.profile.is_small(value)} | self.moved()

    def moved(self) -> set[Cell]:
        """Cells shown exactly before, that differ from it by a small number."""
        if self.before is None:
            return set()
        return {
            cell
            for cell, value in self.cells.items()
            if (was := self._exactly_before(cell)) is not None and self.profile.is_small(abs(value - was))
        }

    def _exactly_before(self, cell: Cell) -> int | None:
        lowest, highest = self.before.bounds(cell) if self.before else (0, None)
        return lowest if lowest == highest else None

    def bounds(self, cell: Cell, hidden: Collection[Cell]) -> Bounds:
        """What a reader of both publications knows of one cell alone."""
        value = self.cells_at(cell)
        if cell in self.published:
            return value, value
        now = self.profile.between(None if cell in hidden else self.profile.shown(value))
        return _both(now, self.before.bounds(cell)) if self._is_as_before(cell) and self.before else now

    def cells_at(self, cell: Cell) -> int:
        """The count of a cell."""
        return self.grid[cell[0]][cell[1]]

    def _is_as_before(self, cell: Cell) -> bool:
        """The earlier publication allows the present count, so that a reader may take it as unchanged."""
        if self.before is None:
            return False
        lowest, highest = self.before.bounds(cell)
        return lowest <= self.cells_at(cell) and (highest is None or self.cells_at(cell) <= highest)

    def known(self, hidden: Collection[Cell]) -> Known:
        """All that a reader knows: each cell, the sums of this table, and those of the one before."""
        lines: list[Line] = two_way_lines(len(self.grid), len(self.grid[0]))
        sums: dict[int, int] = {}
        for line in two_way_lines(len(self.grid), len(self.grid[0])) if self.before else ():
            changed = {cell: sign for cell, sign in line.items() if not self._is_as_before(cell)}
            rest = {cell: sign for cell, sign in line.items() if cell not in changed}
            total = self._sum_before(changed)
            truth = sum(sign * self.cells_at(cell) for cell, sign in rest.items())
            if changed and rest and total is not None and truth == -total:
                sums[len(lines)] = -total
                lines.append(rest)
        return Known({cell: self.bounds(cell, hidden) for cell in self.cells}, lines, sums)

    def _sum_before(self, cells: Line) -> int | None:
        """What changed cells of a line came to before; None where that was not shown exactly."""
        known = {cell: self._exactly_before(cell) for cell in cells}
        if any(value is None for value in known.values()):
            return None
        return sum(sign * (known[cell] or 0) for cell, sign in cells.items())


def _both(one: Bounds, other: Bounds) -> Bounds:
    highest = [each for each in (one[1], other[1]) if each is not None]
    return max(one[0], other[0]), min(highest, default=None)


def protected_table(
    grid: Grid, profile: Profile, before: ShownBefore | None, published: Collection[Cell]
) -> tuple[frozenset[Cell], Proof]:
    """The cells of a table that are hidden, totals included, and the proof that this is enough.

    Raises RevealedBefore where what is public already leaves a small count too certain; ValueError where
    the table before has another shape, or no cell is where ``published`` says.
    Source: disclosure (figures, section 1): at least 5 wide, checked by solving.
    """
    _check_shapes(grid, before, published)
    table = _Table(grid, profile, before, published)
    small, hiding = table.small(), _hiding(table)
    hidden = {cell for cell, value in table.cells.items() if profile.shown(value) is None} | table.moved()
    hidden -= set(published)
    for cell in sorted(hidden & small):
        hidden |= hiding.companions(cell, hidden)
    while True:
        solved = solve(table.known(hidden), small)
        exposed = sorted(narrow(solved))
        if not exposed:
            widths = (high - low for low, high in solved.limits.values())
            return frozenset(hidden), Proof(len(small), min(widths, default=None), solved.programs)
        hidden |= _more(table, hiding, exposed, hidden)


def narrow(solved: Solved) -> list[Cell]:
    """The cells that a reader knows to within less than 5."""
    return [cell for cell, (low, high) in solved.limits.items() if high - low < WIDE_ENOUGH]


def _hiding(table: _Table) -> Hiding:
    everything = table.cells
    was_hidden = {cell for cell in everything if table.before and table.before.bounds(cell)[1] is None}
    return Hiding(
        table.grid, {cell: table.bounds(cell, everything) for cell in everything}, table.published, was_hidden
    )


def _more(table: _Table, hiding: Hiding, exposed: Sequence[Cell], hidden: Collection[Cell]) -> set[Cell]:
    """Further cells to hide: a rectangle for each exposed one, or everything that can be hidden."""
    added: set[Cell] = set()
    for cell in exposed:
        if cell not in table.published:
            added |= hiding.companions(cell, {*hidden, *added}, new=not added)
    if added <= set(hidden):
        added = set(table.cells) - set(table.published)
    if added <= set(hidden):
        cells = "one cell" if len(exposed) == 1 else f"{len(exposed)} cells"
        raise RevealedBefore(
            f"In {cells} a small number follows from what is public already. "
            "Hiding more now would not protect it. Leave the table out."
        )
    return added


def _check_shapes(grid: Grid, before: ShownBefore | None, published: Collection[Cell]) -> None:
    height, width = len(grid), len(grid[0])
    if before and (len(before.grid), len(before.grid[0])) != (height, width):
        raise ValueError("the earlier publication has other rows or columns; compare like with like")
    if stray := [cell for cell in published if not (0 <= cell[0] < height and 0 <= cell[1] < width)]:
        raise ValueError(f"there is no cell {stray[0]} in this table")
