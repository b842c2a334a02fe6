"""Hiding counts of a table until solving shows that no small one can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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
_REVEALED: Final = (
    "In {cells} a small number follows from what is public already. "
    "Hiding more now would not protect it. Leave the table out."
)


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
    """An earlier publication of the same table: the numbers shown, with their totals, and how.

    ``absent`` are cells of which it did not tell at all, as of groups that it did not split by.
    """

    grid: Shown
    profile: Profile
    absent: Collection[Cell] = ()

    def bounds(self, cell: Cell) -> Bounds:
        """What the earlier publication alone says of a cell."""
        return self.profile.between(self.grid[cell[0]][cell[1]])

    def exactly(self, cell: Cell) -> int | None:
        """The count of a cell where the earlier publication showed it exactly."""
        lowest, highest = self.bounds(cell)
        return lowest if lowest == highest else None

    def allows(self, cell: Cell, value: int) -> bool:
        """Whether a cell may have had that count then, so that a reader may take it as unchanged."""
        lowest, highest = self.bounds(cell)
        return lowest <= value and (highest is None or value <= highest)

    def hidden(self) -> set[Cell]:
        """The cells that it hid."""
        cells = {(r, c) for r, row in enumerate(self.grid) for c in range(len(row))}
        return {cell for cell in cells - set(self.absent) if self.bounds(cell)[1] is None}

    def gives_away(self, told: Mapping[Cell, Bounds]) -> bool:
        """Whether a small count of it follows once a reader learns more of some cells and takes them as then.

        Numbers that do not fit it are taken to give it away: the reader learns at least what changed.
        Source: disclosure (figures, section 1): also across two successive publications.
        """
        bounds = {(r, c): self.bounds((r, c)) for r, row in enumerate(self.grid) for c in range(len(row))}
        lines = two_way_lines(len(self.grid), len(self.grid[0]))
        try:
            solved = solve(Known({**bounds, **told}, lines), self.hidden() - set(told))
        except ValueError:
            return True
        return any(solved.limits[cell][0] <= self.profile.largest_small for cell in narrow(solved))

    def sum_of(self, cells: Line) -> int | None:
        """What some cells of a line came to then; None where that was not shown exactly."""
        known = {cell: self.exactly(cell) for cell in cells}
        if any(value is None for value in known.values()):
            return None
        return sum(sign * (known[cell] or 0) for cell, sign in cells.items())


@dataclass(frozen=True)
class _Table:
    """A table with its totals, under a profile, beside what was published of it before and elsewhere."""

    grid: Grid
    profile: Profile
    before: Sequence[ShownBefore]
    published: Collection[Cell]

    @property
    def cells(self) -> Mapping[Cell, int]:
        return {(r, c): value for r, row in enumerate(self.grid) for c, value in enumerate(row)}

    def small(self) -> set[Cell]:
        """Cells whose count could point at a person, or that a few people entered or left since."""
        return {cell for cell, value in self.cells.items() if self.profile.is_small(value)} | self.moved()

    def moved(self) -> set[Cell]:
        """Cells that some publication before showed exactly, and that differ from it by a small number."""
        return {
            cell
            for cell, value in self.cells.items()
            for each in self.before
            if (was := each.exactly(cell)) is not None and self.profile.is_small(abs(value - was))
        }

    def bounds(self, cell: Cell, hidden: Collection[Cell]) -> Bounds:
        """What a reader of all publications knows of one cell alone."""
        value = self.cells_at(cell)
        if cell in self.published:
            return value, value
        known = self.profile.between(None if cell in hidden else self.profile.shown(value))
        for each in self.before:
            if each.allows(cell, value):
                known = _both(known, each.bounds(cell))
        return known

    def cells_at(self, cell: Cell) -> int:
        """The count of a cell."""
        return self.grid[cell[0]][cell[1]]

    def known(self, hidden: Collection[Cell]) -> Known:
        """All that a reader knows: each cell, the sums of this table, and those of the ones before."""
        lines: list[Line] = two_way_lines(len(self.grid), len(self.grid[0]))
        sums: dict[int, int] = {}
        for each in self.before:
            for line in two_way_lines(len(self.grid), len(self.grid[0])):
                changed = {c: sign for c, sign in line.items() if not each.allows(c, self.cells_at(c))}
                rest = {cell: sign for cell, sign in line.items() if cell not in changed}
                total = each.sum_of(changed)
                truth = sum(sign * self.cells_at(cell) for cell, sign in rest.items())
                if changed and rest and total is not None and truth == -total:
                    sums[len(lines)] = -total
                    lines.append(rest)
        return Known({cell: self.bounds(cell, hidden) for cell in self.cells}, lines, sums)


def _both(one: Bounds, other: Bounds) -> Bounds:
    highest = [each for each in (one[1], other[1]) if each is not None]
    return max(one[0], other[0]), min(highest, default=None)


def protected_table(
    grid: Grid, profile: Profile, before: Sequence[ShownBefore], published: Collection[Cell]
) -> tuple[frozenset[Cell], Proof]:
    """The cells of a table that are hidden, totals included, and the proof that this is enough.

    Raises RevealedBefore where what is public already leaves a small count too certain; ValueError where
    a table before has another shape, or no cell is where ``published`` says.
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
        if exposed:
            hidden |= _more(table, hiding, exposed, hidden)
        elif given_back := _given_back(table, hidden):
            hidden |= given_back
        else:
            widths = (high - low for low, high in solved.limits.values())
            return frozenset(hidden), Proof(len(small), min(widths, default=None), solved.programs)


def narrow(solved: Solved) -> list[Cell]:
    """The cells that a reader knows to within less than 5."""
    return [cell for cell, (low, high) in solved.limits.items() if high - low < WIDE_ENOUGH]


def _hiding(table: _Table) -> Hiding:
    everything = table.cells
    was_hidden = {cell for each in table.before for cell in each.hidden()}
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
        raise RevealedBefore(_REVEALED.format(cells=cells))
    return added


def _given_back(table: _Table, hidden: Collection[Cell]) -> set[Cell]:
    """Cells hidden before that must stay so: shown now, they would tell what was hidden beside them.

    Where some count is small now too they all stay hidden: a reader may know which of them did not change.
    Raises RevealedBefore where they are public elsewhere.
    """
    for each in table.before:
        told = {cell: table.bounds(cell, hidden) for cell in each.hidden() - set(hidden)}
        if told and (table.small() or each.gives_away(told)):
            if not (again := set(told) - set(table.published)):
                raise RevealedBefore(_REVEALED.format(cells="one cell of an earlier table"))
            return again
    return set()


def _check_shapes(grid: Grid, before: Sequence[ShownBefore], published: Collection[Cell]) -> None:
    height, width = len(grid), len(grid[0])
    if any((len(each.grid), len(each.grid[0])) != (height, width) for each in before):
        raise ValueError("the earlier publication has other rows or columns; compare like with like")
    if stray := [cell for cell in published if not (0 <= cell[0] < height and 0 <= cell[1] < width)]:
        raise ValueError(f"there is no cell {stray[0]} in this table")
