"""Rates made comparable between populations of unlike make-up: directly and indirectly standardised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from throughline.figures.intervals import FEW, Interval, count_interval

ONLY_WITH_THE_SAME_STANDARD = "Only rates standardised to the same population may be set beside each other."
NOT_WITH_EACH_OTHER = (
    "Indirectly standardised figures are each set against the reference, and not against each other: every "
    "area carries its own weights."
)


@dataclass(frozen=True)
class StandardisedRate:
    """A directly standardised rate; value and limits are None where fewer than ten were counted."""

    counted: int
    value: float | None
    interval: Interval | None
    method: str
    sentence: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StandardisedRatio:
    """Observed against expected of a reference population, as a ratio or as a rate."""

    observed: int
    expected: float
    value: float
    interval: Interval
    method: str
    sentence: str
    warnings: tuple[str, ...]


def directly_standardised(
    counts: Sequence[int],
    people: Sequence[float],
    standard: Sequence[float],
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRate:
    """The rate a standard population would have at the rates of each group here, with Dobson's limits.

    All three lists hold one number a group: events counted, people here, people in the standard. The rate
    is per so many people, and is not given where fewer than ten events were counted in all.
    Raises ValueError for lists of unlike length, a group without people, or a standard that is empty.
    Source: Dobson and others 1991; figures, section 2.
    """
    _check(counts, people, standard)
    counted, whole = sum(counts), fsum(standard)
    if counted < FEW:
        said = f"{counted} counted in all are fewer than the {FEW} that a standardised rate needs."
        return StandardisedRate(
            counted, None, None, "none: fewer than 10 counted", said, (ONLY_WITH_THE_SAME_STANDARD,)
        )
    weights = [share / whole / size for share, size in zip(standard, people, strict=True)]
    rate = fsum(weight * count for weight, count in zip(weights, counts, strict=True))
    variance = fsum(weight**2 * count for weight, count in zip(weights, counts, strict=True))
    stretch, limits = sqrt(variance / counted), count_interval(counted, confidence)
    lower, upper = (rate + stretch * (limit - counted) for limit in (limits.lower, limits.upper))
    interval = Interval(lower * per, upper * per, confidence, "Dobson")
    return StandardisedRate(
        counted,
        rate * per,
        interval,
        f"directly standardised, Dobson {confidence:.3g} limits on {limits.method} limits of the count",
        f"{rate * per:,.1f} per {per:,.0f} ({interval.lower:,.1f} to {interval.upper:,.1f}), as if the "
        "people were those of the standard.",
        (ONLY_WITH_THE_SAME_STANDARD,),
    )


def indirectly_standardised_ratio(
    counts: Sequence[int],
    people: Sequence[float],
    reference_counts: Sequence[float],
    reference_people: Sequence[float],
    *,
    times: float = 1,
    confidence: float = 0.95,
) -> StandardisedRatio:
    """Events counted over those expected at the reference's rates, times so many (1, or 100).

    All lists hold one number a group: events and people here, events and people in the reference.
    Raises ValueError for lists of unlike length, a reference group without people, or nothing expected.
    Source: figures, section 2 (exact limits of the count below ten, Byar's above).
    """
    observed = sum(counts)
    expected = _expected(counts, people, reference_counts, reference_people)
    value, scale = times * observed / expected, times / expected
    return _set_against(observed, expected, value, scale, confidence, "ratio", f"{value:,.3g} times expected")


def indirectly_standardised_rate(
    counts: Sequence[int],
    people: Sequence[float],
    reference_counts: Sequence[float],
    reference_people: Sequence[float],
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRatio:
    """The reference's own rate times the ratio of events counted to expected, per so many people.

    All lists hold one number a group: events and people here, events and people in the reference.
    Raises ValueError for lists of unlike length, a reference group without people, or nothing expected.
    Source: figures, section 2 (exact limits of the count below ten, Byar's above).
    """
    observed = sum(counts)
    expected = _expected(counts, people, reference_counts, reference_people)
    scale = per * fsum(reference_counts) / fsum(reference_people) / expected
    value = observed * scale
    return _set_against(observed, expected, value, scale, confidence, "rate", f"{value:,.1f} per {per:,.0f}")


def _expected(
    counts: Sequence[int],
    people: Sequence[float],
    reference_counts: Sequence[float],
    reference_people: Sequence[float],
) -> float:
    _check(counts, reference_people, people)
    rates = (events / size for events, size in zip(reference_counts, reference_people, strict=True))
    expected = fsum(rate * here for rate, here in zip(rates, people, strict=True))
    if expected <= 0:
        raise ValueError("nothing is expected at the reference's rates, so there is nothing to set against")
    return expected


def _set_against(
    observed: int, expected: float, value: float, scale: float, confidence: float, kind: str, said: str
) -> StandardisedRatio:
    interval = count_interval(observed, confidence).scaled(scale)
    return StandardisedRatio(
        observed,
        expected,
        value,
        interval,
        f"indirectly standardised {kind}, {interval.method} {confidence:.3g} limits of the count",
        f"{observed:,} against {expected:,.1f} expected: {said}.",
        (NOT_WITH_EACH_OTHER,),
    )


def _check(counts: Sequence[int], sizes: Sequence[float], weights: Sequence[float]) -> None:
    if not len(counts) == len(sizes) == len(weights) or not counts:
        raise ValueError("each group needs one number in every list")
    if min(counts) < 0 or min(sizes) <= 0 or min(weights) < 0 or fsum(weights) == 0:
        raise ValueError("counts start at zero, every group has people, and some people are counted over")
