"""What a published table gives away: the counts that a reader can work out though they are hidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughline.figures.measures.protecting import narrow
from throughline.figures.measures.release import ReleasedTable
from throughline.figures.measures.solving import Cell, Known, solve, two_way_lines


@dataclass(frozen=True)
class Exposed:
    """A hidden count that is known to within less than 5; row and column count from 0, totals come last."""

    row: int
    column: int
    lowest: int
    highest: int

    @property
    def is_exact(self) -> bool:
        """The reader knows the very number."""
        return self.lowest == self.highest


def audit(table: ReleasedTable, *, protected: Collection[Cell] | None = None) -> tuple[Exposed, ...]:
    """The hidden counts of a published table that follow from what it shows, to within less than 5.

    It sees only what a reader sees. ``protected`` names the cells that matter; without it, all hidden ones.
    Raises ValueError if the numbers shown do not add up.
    Source: disclosure (figures, section 1): suppression of small cells alone leaves many recoverable.
    """
    grid = table.grid()
    shown = {(r, c): value for r, row in enumerate(grid) for c, value in enumerate(row)}
    hidden = [cell for cell, value in shown.items() if table.profile.hides(value)]
    wanted = hidden if protected is None else protected
    known = Known(
        {cell: table.profile.between(value) for cell, value in shown.items()},
        two_way_lines(len(grid), len(grid[0])),
    )
    solved = solve(known, wanted)
    return tuple(Exposed(*cell, *solved.limits[cell]) for cell in sorted(narrow(solved)))
