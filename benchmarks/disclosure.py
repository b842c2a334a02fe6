"""The disclosure check of a table of 42 areas and ten groups, beside two linear programs for each cell."""

from __future__ import annotations

import random
from collections.abc import Iterator

from scipy.optimize import linprog

from benchmarks.timing import Times, timed
from throughline.figures.measures.hiding import with_margins
from throughline.figures.measures.profiles import SUPPRESS_7_ROUND_5
from throughline.figures.measures.release import ReleasedTable, release_table
from throughline.figures.measures.solving import two_way_lines

AREAS, GROUPS = 42, 10
RECEIPTS = ("2010-01-04/3",)


def table() -> list[list[int]]:
    """Areas of four sizes, with about 80 small counts."""
    chance = random.Random(1)
    return [
        [int(chance.expovariate(1 / (9 * (1 + area % 4)))) for _ in range(GROUPS)] for area in range(AREAS)
    ]


def measured() -> Iterator[tuple[Times, Times | None]]:
    """Hide and prove, under both profiles; the peer only checks a table that is hidden already."""
    counts = table()
    found = release_table(counts, receipts=RECEIPTS)
    small = [
        (r, c) for r, row in enumerate(with_margins(counts)) for c, value in enumerate(row) if 0 < value < 5
    ]
    peer = timed(
        f"{2 * len(small)} linear programs, two a small count",
        lambda: cell_by_cell(found, small),
        times=3,
        warm_up=0,
    )
    yield peer, None
    yield (
        timed(
            f"disclosure check, {AREAS} x {GROUPS}, {len(small)} small counts",
            lambda: release_table(counts, receipts=RECEIPTS),
            times=10,
            goal=1.0,
        ),
        peer,
    )
    yield (
        timed(
            f"disclosure check, {AREAS} x {GROUPS}, rounded to 5",
            lambda: release_table(counts, receipts=RECEIPTS, profile=SUPPRESS_7_ROUND_5),
            times=10,
            goal=1.0,
        ),
        peer,
    )


def cell_by_cell(found: ReleasedTable, wanted: list[tuple[int, int]]) -> float:
    """The narrowest interval, by the least and the most of every cell over the whole table."""
    grid = found.grid()
    places = {
        (r, c): at for at, (r, c) in enumerate((r, c) for r, row in enumerate(grid) for c in range(len(row)))
    }
    lines = two_way_lines(len(grid), len(grid[0]))
    matrix = [[0] * len(places) for _line in lines]
    for row, line in enumerate(lines):
        for cell, sign in line.items():
            matrix[row][places[cell]] = sign
    bounds = [(0, 10**6) if (shown := grid[r][c]) is None else (shown, shown) for r, c in places]
    widths = []
    for cell in wanted:
        ends = []
        for way in (1, -1):
            aim = [0] * len(places)
            aim[places[cell]] = way
            ends.append(linprog(aim, A_eq=matrix, b_eq=[0] * len(lines), bounds=bounds).x[places[cell]])
        widths.append(ends[1] - ends[0])
    return float(min(widths))
