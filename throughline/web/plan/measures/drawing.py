"""A measure's year as a drawing: the plan as steps, what came as bars; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 340, 150
TOP, FOOT = 22, 24
"""Room above the highest step for its number, and below the bars for the quarters' names."""
BAR = 0.5
"""The share of a quarter that its bar is wide."""
FEWEST = 2
"""Steps that make a drawing."""


@dataclass(frozen=True)
class Label:
    """Words and the point under whose middle they stand."""

    across: float
    down: float
    words: str


@dataclass(frozen=True)
class DrawnBar:
    """What came by the end of one quarter, from its upper left corner."""

    across: float
    down: float
    wide: float
    high: float


@dataclass(frozen=True)
class DrawnYear:
    """A year in a box of 340 by 150: the path of the plan's steps, bars, and the numbers beside them."""

    path: str
    bars: tuple[DrawnBar, ...]
    planned: tuple[Label, ...]
    quarters: tuple[Label, ...]


def drawn_year(plan: Sequence[int | None], came: Sequence[int | None]) -> DrawnYear | None:
    """The year of a measure whose every quarter has a plan; None for any other, and where all is nought.

    ``plan`` and ``came`` hold totals to date by quarter. One that is None in ``came`` has no bar: a gap, or
    a number that is hidden, is not nought.
    Source: rule R22 (a cumulative plan is steps, never a straight line).
    """
    planned = [count for count in plan if count is not None]
    most = max([*planned, *(count or 0 for count in came)], default=0)
    if len(planned) < len(plan) or len(plan) < FEWEST or most == 0:
        return None
    wide = WIDTH / len(plan)
    heights = [_down(count, most) for count in planned]
    return DrawnYear(
        path=_steps(heights, wide),
        bars=tuple(_bar(at, count, most, wide) for at, count in enumerate(came) if count is not None),
        planned=tuple(
            Label(_at((at + 0.5) * wide), _at(down - 6), f"{count:,}")
            for at, (count, down) in enumerate(zip(planned, heights, strict=True))
        ),
        quarters=tuple(Label(_at((at + 0.5) * wide), HEIGHT - 6, str(at + 1)) for at in range(len(plan))),
    )


def _steps(heights: Sequence[float], wide: float) -> str:
    """A path across each quarter and straight up to the next."""
    across = [f"{down}H{_at((at + 1) * wide)}" for at, down in enumerate(heights)]
    return "M0 " + "V".join(across)


def _bar(at: int, count: int, most: int, wide: float) -> DrawnBar:
    down = _down(count, most)
    return DrawnBar(_at((at + (1 - BAR) / 2) * wide), down, _at(BAR * wide), _at(HEIGHT - FOOT - down))


def _down(count: int, most: int) -> float:
    return _at(TOP + (HEIGHT - FOOT - TOP) * (1 - count / most))


def _at(place: float) -> float:
    return round(place, 1)
