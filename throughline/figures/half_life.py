"""How long it takes to finish half of what was promised, with what is still open counted as still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from throughline.figures.statistics import share_left

FEWEST = 10
"""Below so many promises no half-life is said."""

HALF = 0.5 + 1e-9
"""A half, with room for the rounding of a product of many shares."""

Verdict = Literal["said", "too few", "not yet half"]


@dataclass(frozen=True)
class Promise:
    """How long one promise took or has taken: days since it was raised, and whether it was verified.

    One that was cancelled or merged counts as open until that day, and not as finished.
    """

    days: int
    is_verified: bool


@dataclass(frozen=True)
class HalfLife:
    """The median days to verified of some promises; ``days`` is None where it cannot be said."""

    promises: int
    verified: int
    days: int | None
    verdict: Verdict
    curve: tuple[tuple[float, float], ...] = ()
    """Each day on which some were verified, and the share then still open."""


def half_life(promises: Iterable[Promise]) -> HalfLife:
    """The days after which half of some promises were verified, by Kaplan and Meier.

    Open promises are censored at their age, so that the longest waits are not left out. Fewer than ten
    promises are too few to say; where more than half are still open there is no half-life yet.
    Source: rule R18; Kaplan and Meier, 1958.
    """
    found: Sequence[Promise] = tuple(promises)
    verified = sum(one.is_verified for one in found)
    if len(found) < FEWEST:
        return HalfLife(len(found), verified, None, "too few")
    curve = share_left([one.days for one in found], is_over=[one.is_verified for one in found])
    reached = next((day for day, share in curve if share <= HALF), None)
    if reached is None:
        return HalfLife(len(found), verified, None, "not yet half", curve)
    return HalfLife(len(found), verified, int(reached), "said", curve)
