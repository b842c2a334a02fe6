"""Counts of areas added up to the areas that hold them: never the mean of their rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AreaCounts:
    """What was counted in one area: x of n, and the number expected of it where one was predicted."""

    x: int
    n: int
    expected: float | None = None


@dataclass(frozen=True)
class RolledUp:
    """The counts of a larger area; None, with the areas that are missing, where not all of it was counted."""

    counts: AreaCounts | None
    missing: tuple[str, ...]


def rolled_up(counts: Mapping[str, AreaCounts | None], within: Mapping[str, str]) -> Mapping[str, RolledUp]:
    """The counts of each larger area, added up from the areas that ``within`` says lie in it.

    An area of ``within`` that is not in ``counts``, or None there, is a gap and not zero. Expected numbers
    are added where every area of the larger one has one.
    Raises ValueError for an area that lies nowhere.
    Source: figures, section 1 (pooled, never the mean of rates); East Midlands plan 2009-10, 1.3.1.
    """
    if stray := sorted(set(counts) - set(within)):
        raise ValueError(f"{stray[0]} lies in no larger area, so it cannot be added up")
    parts: dict[str, dict[str, AreaCounts | None]] = {}
    for area, larger in within.items():
        parts.setdefault(larger, {})[area] = counts.get(area)
    return {larger: _added(areas) for larger, areas in parts.items()}


def _added(areas: Mapping[str, AreaCounts | None]) -> RolledUp:
    known = [each for each in areas.values() if each is not None]
    if len(known) < len(areas):
        return RolledUp(None, tuple(area for area, each in areas.items() if each is None))
    expected = [each.expected for each in known if each.expected is not None]
    return RolledUp(
        AreaCounts(
            sum(each.x for each in known),
            sum(each.n for each in known),
            sum(expected) if len(expected) == len(known) else None,
        ),
        (),
    )
