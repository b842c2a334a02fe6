"""All releases of a version held together: what they leave of each other must not be a small count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final

from throughline.figures.measures.protecting import RevealedBefore, narrow
from throughline.figures.measures.release_files.facts import Fact, facts_of
from throughline.figures.measures.release_files.measured import MeasuredRelease
from throughline.figures.measures.release_files.system import system_of
from throughline.figures.measures.reoffending import EVERYONE
from throughline.figures.measures.solving import solve

MOST_READINGS: Final = 64
"""Ways of putting earlier and later releases of the same days together that are looked at."""


def refuse_what_parts_leave(now: MeasuredRelease, before: Sequence[MeasuredRelease]) -> None:
    """Raises RevealedBefore where releases of a version, now and before, leave a small count together.

    ``before`` are the releases of the same version in order. A reader still has what was superseded, so that
    each release of the same days and split is tried in turn beside the others.
    Source: figures, section 1 (disclosure: also across a total and its published parts).
    """
    near = _near(now, before)
    _refuse_half_overlaps(now, near)
    if all((one.first, one.last) == (now.first, now.last) for one in near):
        return  # one table after another of the same days: the gate holds each to those before
    for reading in _readings(now, near):
        if group := _group_left_small([now, *reading]):
            raise _refused(now, group, _standing_against(now, reading))


def _near(now: MeasuredRelease, before: Sequence[MeasuredRelease]) -> list[MeasuredRelease]:
    """The releases that share a window with this one, directly or through others."""
    near: list[MeasuredRelease] = []
    left, found = list(before), [now]
    while found:
        beside, near = found, [*near, *(one for one in found if one is not now)]
        found = [one for one in left if any(_overlap(one, other) for other in beside)]
        left = [one for one in left if one not in found]
    return [one for one in before if one in near]


def _overlap(one: MeasuredRelease, other: MeasuredRelease) -> bool:
    return one.first <= other.last and other.first <= one.last


def _refuse_half_overlaps(now: MeasuredRelease, near: Iterable[MeasuredRelease]) -> None:
    """Where windows overlap and are not the same, a person counts in both and nothing can be taken apart."""
    own = {(one.first, one.last) for one in now.windows}
    for other in near:
        theirs = {(one.first, one.last) for one in other.windows}
        for first, last in own - theirs:
            if any(first <= ends and begins <= last for begins, ends in theirs):
                raise _refused(now, "people", other)


def _readings(now: MeasuredRelease, near: Sequence[MeasuredRelease]) -> Iterator[list[MeasuredRelease]]:
    """Each way of taking one release of the same days and split; this one stands for its own."""
    kept: dict[tuple[object, ...], list[MeasuredRelease]] = {}
    for one in near:
        kept.setdefault((one.first, one.last, one.by), []).append(one)
    kept.pop((now.first, now.last, now.by), None)
    choices = [_different(each) for each in kept.values()]
    ways = product(*choices)
    yield from (list(way) for way in islice(ways, MOST_READINGS))
    if next(ways, None) is not None:
        raise _refused(now, "people", near[-1])


def _different(releases: Iterable[MeasuredRelease]) -> list[MeasuredRelease]:
    """Releases of the same days and split, those of the same figures once, the latest first."""
    figures = {tuple(facts_of([one])): one for one in releases}
    return list(reversed(figures.values()))


def _group_left_small(releases: Sequence[MeasuredRelease]) -> str:
    """A group of which a small count follows, or may follow; empty where none does."""
    facts = facts_of(releases)
    smallest = min(one.profile.largest_small for one in releases)
    try:
        return _small_in(facts, smallest)
    except ArithmeticError:
        return EVERYONE
    except ValueError:
        return _changed_by_few(facts, smallest)


def _small_in(facts: Sequence[Fact], smallest: int) -> str:
    """The same by solving. Raises ValueError where facts contradict, ArithmeticError without an answer."""
    system = system_of(facts)
    solved = solve(system.known, set(system.bounds))
    for cell in narrow(solved):
        lowest, highest = solved.limits[cell]
        if lowest <= smallest and highest > 0:
            return system.groups[cell]
    return ""


def _changed_by_few(facts: Sequence[Fact], smallest: int) -> str:
    """Where figures were revised between releases: a group of which a part differs from its whole by few.

    What contradicts is not of one day, so that only what two releases of the same kind leave can be asked.
    """
    kinds: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in facts:
        kinds.setdefault((fact.by, fact.group, fact.column), []).append(fact)
    for (_by, group, _column), told in kinds.items():
        try:
            found = _small_in(told, smallest)
        except (ValueError, ArithmeticError):
            return group
        if found:
            return group
    return ""


def _standing_against(now: MeasuredRelease, reading: Sequence[MeasuredRelease]) -> MeasuredRelease:
    """The release that alone leaves a small count beside this one; else the longest."""
    for one in reversed(reading):
        if _group_left_small([now, one]):
            return one
    return max(reading, key=lambda one: one.last - one.first)


def _refused(now: MeasuredRelease, group: str, other: MeasuredRelease) -> RevealedBefore:
    split = f" by {other.by}" if other.by else ""
    return RevealedBefore(
        f"Beside the release from {other.first} to {other.last}{split}, it cannot be shown that no small "
        f"number of {group} is left of what was released from {now.first} to {now.last}. "
        "Nothing was released. Release other days, or another split."
    )
