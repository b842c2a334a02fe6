"""How often groups meet an outcome beside a group of reference, and what may not be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from throughline.figures.indicators.comparison import relative_rate
from throughline.figures.indicators.percentage import percent
from throughline.figures.intervals import Interval, koopman

FEWEST_PEOPLE = 30
"""Shares of fewer people are not shown in the published tables, and are not compared here."""
NO_CAUSE = (
    "A relative rate says that groups differ and not why: offences, ages and places may differ too. It is a "
    "reason to look, and no finding of unfair treatment."
)
MANY_GROUPS = (
    "{groups} groups were compared, each at 95%: about 1 in 20 would differ by chance if none truly did."
)
DISAGREE = "The two kinds of limits disagree about {names}: too near to call."
METHOD = "relative rate index with Koopman score limits at 95%; Katz log limits beside them"


class Difference(Enum):
    """What a group's rate is beside the reference; the value is the word on the page."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_RELIABLE_DIFFERENCE = "no reliable difference"
    TOO_LITTLE_DATA = "too little data"
    REFERENCE = "reference"


@dataclass(frozen=True)
class GroupRate:
    """One group: x of n people, how many times the rate of reference that is, and with which limits.

    ``ratio`` and both limits are None for the reference and for too little data; ``katz`` also where
    nobody in the group had the outcome, as its logarithm is then undefined.
    """

    name: str
    x: int
    n: int
    rate: Fraction | None
    ratio: float | None
    koopman: Interval | None
    katz: Interval | None
    difference: Difference
    sentence: str


@dataclass(frozen=True)
class RelativeRates:
    """All groups in the order given, beside the one named as reference."""

    rows: tuple[GroupRate, ...]
    reference: str
    sentence: str
    method: str
    warnings: tuple[str, ...]


def relative_rate_index(groups: Sequence[tuple[str, int, int]], reference: str) -> RelativeRates:
    """How many times the rate of the reference each group's rate is; each group is a name, x and n people.

    Under 30 people, or with nobody in the reference who had the outcome, there is too little data.
    Raises ValueError if the reference is not one of the groups, a name stands twice, or x of n is no share.
    Source: Katz and others 1978; Koopman 1984; figures, section 2 (disproportionality).
    """
    _check(groups, reference)
    base = next(group for group in groups if group[0] == reference)
    rows = tuple(_row(group, base) for group in groups)
    return RelativeRates(rows, reference, _whole_in_words(rows, reference), METHOD, _warnings(rows))


def _check(groups: Sequence[tuple[str, int, int]], reference: str) -> None:
    names = [name for name, _, _ in groups]
    if names.count(reference) != 1 or len(set(names)) != len(names):
        raise ValueError(f"each group is named once, and {reference} is one of them")
    for name, x, n in groups:
        if not 0 <= x <= n:
            raise ValueError(f"{name}: {x} of {n} is not a share of people")


def _row(group: tuple[str, int, int], base: tuple[str, int, int]) -> GroupRate:
    name, x, n = group
    rate = Fraction(x, n) if n else None
    if group is base:
        said = f"{name} is the reference" + (f": {percent(rate)}." if rate is not None else ".")
        return GroupRate(name, x, n, rate, None, None, None, Difference.REFERENCE, said)
    _, base_x, base_n = base
    if rate is None or min(n, base_n) < FEWEST_PEOPLE or base_x == 0:
        said = f"{name}: too little data to compare."
        return GroupRate(name, x, n, rate, None, None, None, Difference.TOO_LITTLE_DATA, said)
    ratio = float(rate / Fraction(base_x, base_n))
    score = koopman(x, n, base_x, base_n)
    log_limits = relative_rate(x, n, base_x, base_n).interval if x else None
    difference = _difference(score)
    said = _in_words(name, rate, ratio, score, difference, base[0])
    return GroupRate(name, x, n, rate, ratio, score, log_limits, difference, said)


def _difference(limits: Interval) -> Difference:
    if limits.holds(1.0):
        return Difference.NO_RELIABLE_DIFFERENCE
    return Difference.HIGHER if limits.lower > 1 else Difference.LOWER


def _in_words(
    name: str, rate: Fraction, ratio: float, limits: Interval, difference: Difference, reference: str
) -> str:
    counts = f"{name}: {percent(rate)}, {ratio:.2f} times the rate of {reference}"
    reach = f"{counts} ({limits.lower:.2f} to {limits.upper:.2f})"
    if difference is Difference.NO_RELIABLE_DIFFERENCE:
        return f"{reach}, no reliable difference."
    return f"{reach}, {difference.value} by more than chance allows."


def _whole_in_words(rows: Sequence[GroupRate], reference: str) -> str:
    """How many groups differ, are too few to say, or cannot be told from the reference."""
    compared = [row for row in rows if row.ratio is not None]
    few = sum(row.difference is Difference.TOO_LITTLE_DATA for row in rows)
    left_out = f" {few} {'has' if few == 1 else 'have'} too little data." if few else ""
    if not compared:
        return f"No group can be compared with {reference}.{left_out}"
    apart = [row.name for row in compared if row.difference is not Difference.NO_RELIABLE_DIFFERENCE]
    named = f": {', '.join(apart)}" if apart else ""
    differ = f"{len(apart)} of {len(compared)} groups compared"
    verb = "differs" if len(apart) == 1 else "differ"
    return f"{differ} {verb} from {reference} by more than chance{named}.{left_out}"


def _warnings(rows: Sequence[GroupRate]) -> tuple[str, ...]:
    compared = [row for row in rows if row.ratio is not None]
    found = [NO_CAUSE]
    if len(compared) > 1:
        found.append(MANY_GROUPS.format(groups=len(compared)))
    unlike = [row.name for row in compared if row.katz and _difference(row.katz) is not row.difference]
    if unlike:
        found.append(DISAGREE.format(names=", ".join(unlike)))
    return tuple(found)
