"""What the scorecard's page shows of each row: its status, a small drawing, and the way to its receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.figures.scorecard import Group, QuarterStep, Row, Scorecard

WIDTH, HEIGHT, EDGE = 112.0, 28.0, 4.0
SHOWN = 12
"""How many recent returns a row draws."""
WAYS = {
    "percentage": "Share against its own run of returns",
    "predicted": "Actual against predicted",
    "fixed-group": "Offences by a fixed group",
    "trajectory": "Total since April against the plan's own quarters",
}


BAR, MARK = 14.0, 20.0
"""How wide the bar of a quarter is, and the mark of its plan."""


@dataclass(frozen=True)
class DrawnQuarter:
    """One quarter as a bar of what was done and a mark of what was planned, by their places in the box.

    ``bar_top`` is None where nothing was returned, or the number is hidden.
    """

    bar_left: float
    bar_top: float | None
    bar_height: float
    mark_left: float
    mark_right: float
    mark_height: float


@dataclass(frozen=True)
class ShownRow:
    """One row with what only the page needs. ``lines`` are polylines in a box of 112 by 28.

    Totals to date have ``quarters`` instead: a plan by quarter is steps, never a line.
    """

    row: Row
    anchor: str
    way: str
    lines: tuple[str, ...]
    last: tuple[float, float] | None
    quarters: tuple[DrawnQuarter, ...]
    receipts: tuple[tuple[str, int], ...]


def shown_groups(card: Scorecard, keys: Mapping[str, int]) -> list[tuple[Group, list[ShownRow]]]:
    """The groups that have rows, each row with its drawing and its receipts."""
    return [(group, [_shown(row, keys) for row in card.group(group)]) for group in Group if card.group(group)]


def _shown(row: Row, keys: Mapping[str, int]) -> ShownRow:
    lines, last = ((), None) if row.quarters else drawn(row.recent)
    receipts = tuple((reference, keys[reference]) for reference in row.receipts[-1:] if reference in keys)
    indicator = row.judgement.indicator
    return ShownRow(
        row=row,
        anchor=f"indicator-{indicator.id}",
        way=WAYS[indicator.method],
        lines=lines,
        last=last,
        quarters=drawn_quarters(row.quarters),
        receipts=receipts,
    )


def drawn_quarters(quarters: Sequence[QuarterStep]) -> tuple[DrawnQuarter, ...]:
    """The quarters of a plan side by side: a bar is what was done since the year began, a mark the plan."""
    most = max((max(each.planned, each.done or 0) for each in quarters), default=0)
    return tuple(_quarter(place, each, most or 1) for place, each in enumerate(quarters))


def _quarter(place: int, step: QuarterStep, most: int) -> DrawnQuarter:
    left = EDGE + place * 2 * BAR
    middle = left + BAR / 2
    tall = HEIGHT - EDGE
    height = round(tall * (step.done or 0) / most, 1)
    return DrawnQuarter(
        bar_left=left,
        bar_top=None if step.done is None else round(HEIGHT - height, 1),
        bar_height=height,
        mark_left=middle - MARK / 2,
        mark_right=middle + MARK / 2,
        mark_height=round(HEIGHT - tall * step.planned / most, 1),
    )


def drawn(recent: Sequence[float | None]) -> tuple[tuple[str, ...], tuple[float, float] | None]:
    """The last returns as polylines, broken where one is hidden or missing, and the place of the last.

    Fewer than two values give no drawing.
    """
    values = list(recent)[-SHOWN:]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return (), None
    low, high = min(known), max(known)
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    runs: list[list[str]] = [[]]
    last: tuple[float, float] | None = None
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        last = (round(EDGE + place * step, 1), round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1))
        runs[-1].append(f"{last[0]},{last[1]}")
    return tuple(" ".join(run) for run in runs if len(run) > 1), last
