"""Hiding counts that hang together by sums, until solving shows that no small one can be worked out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from throughline.figures.measures.profiles import SUPPRESS_1_4, Profile
from throughline.figures.measures.protecting import narrow
from throughline.figures.measures.solving import Bounds, Cell, Known, Line, solve

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class PartsOf(Generic[Name]):
    """A whole, and counts that are parts of it; what they leave of it is its rest, which is never shown."""

    whole: Name
    parts: tuple[Name, ...]


@dataclass(frozen=True)
class _Web:
    """Counts by place in one column, the rest of each sum in another, and the sums as lines."""

    counts: Sequence[int]
    rests: Mapping[Cell, int]
    lines: Sequence[Line]
    profile: Profile

    @property
    def small(self) -> set[Cell]:
        """Cells that could point at a person: counts and rests."""
        counted = {(at, 0) for at, count in enumerate(self.counts) if self.profile.is_small(count)}
        return counted | {cell for cell, rest in self.rests.items() if self.profile.is_small(rest)}

    def bounds(self, hidden: set[Cell]) -> dict[Cell, Bounds]:
        """What a reader knows of each cell alone, where it stands in a sum."""
        known = {
            (at, 0): self.profile.between(None if (at, 0) in hidden else count)
            for at, count in enumerate(self.counts)
        }
        known |= {cell: self.profile.between(None) for cell in self.rests}
        return {cell: bounds for cell, bounds in known.items() if self.is_in_a_sum(cell)}

    def is_in_a_sum(self, cell: Cell) -> bool:
        """Whether anything could be taken from anything to find a cell."""
        return any(cell in line for line in self.lines)

    def next_hidden(self, cell: Cell, hidden: set[Cell]) -> set[Cell]:
        """Of an exposed cell's sums, what costs a reader least: a part before a whole, a small one first."""
        beside = [
            (sign < 0, self.counts[other[0]], other)
            for line in self.lines
            if cell in line
            for other, sign in line.items()
            if other not in hidden and other not in self.rests
        ]
        return {min(beside)[2]} if beside else set()


def hidden_in_sums(
    counts: Mapping[Name, int], sums: Iterable[PartsOf[Name]], *, profile: Profile = SUPPRESS_1_4
) -> frozenset[Name]:
    """The counts to hide so that every small one, and every small rest of a whole, stays 5 or more wide.

    A sum counts where all of it was counted and its parts come to no more than the whole. Each hidden count
    bears one word, whether it is small or not.
    Source: rule R31; disclosure (figures, section 1): at least 5 wide, checked by solving.
    """
    names = list(counts)
    web = _web(names, counts, sums, profile)
    small = web.small
    hidden = {cell for cell in small if cell not in web.rests}
    asked = {cell for cell in small if web.is_in_a_sum(cell)}
    while asked:
        exposed = narrow(solve(Known(web.bounds(hidden), web.lines), asked))
        more = {other for cell in sorted(exposed) for other in web.next_hidden(cell, hidden)}
        if not more:
            break
        hidden |= more
    return frozenset(names[at] for at, column in hidden if column == 0)


def _web(
    names: Sequence[Name], counts: Mapping[Name, int], sums: Iterable[PartsOf[Name]], profile: Profile
) -> _Web:
    places = {name: (at, 0) for at, name in enumerate(names)}
    rests: dict[Cell, int] = {}
    lines: list[Line] = []
    for one in sums:
        rest = _rest(one, counts)
        if rest is None:
            continue
        line = {places[name]: 1 for name in one.parts} | {places[one.whole]: -1}
        if rest:
            line[len(lines), 1] = 1
            rests[len(lines), 1] = rest
        lines.append(line)
    return _Web([counts[name] for name in names], rests, lines, profile)


def _rest(one: PartsOf[Name], counts: Mapping[Name, int]) -> int | None:
    """What the parts leave of the whole; None where the sum says nothing."""
    if not one.parts or any(name not in counts for name in (one.whole, *one.parts)):
        return None
    rest = counts[one.whole] - sum(counts[name] for name in one.parts)
    return rest if rest >= 0 else None
