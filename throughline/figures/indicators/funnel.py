"""Areas set beside each other in the order given: where each lies by chance, and never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

from throughline.figures.indicators.comparison import (
    ALARM,
    WARNING,
    Outlying,
    funnel_limits_of_proportion,
    placed,
)
from throughline.figures.indicators.dispersion import MANY, Dispersion, dispersion, standing_out
from throughline.figures.indicators.model import Polarity
from throughline.figures.indicators.percentage import percent
from throughline.figures.intervals import Interval, wilson
from throughline.figures.statistics import chance_of, normal_point

SAME_PEOPLE = "Areas may differ in the people they supervise; a funnel does not adjust for that."
NOT_A_RANKING = "Areas are not ranked: most of the order of areas within the limits is chance."
SPREAD = "The areas differ by more than chance as a whole, so their limits are widened (phi {phi:.1f})."
METHOD = "score limits at 95% and 99.8% round the average; Wilson 95% limits against the target"
CONTROLLED = "Of the areas said to stand out among {units}, at most 1 in 20 is expected to be chance alone."


@dataclass(frozen=True)
class AreaCount:
    """The counts of one area: x of n, and the share it should reach if it has a target of its own."""

    name: str
    x: int
    n: int
    target: Fraction | None = None


@dataclass(frozen=True)
class AreaInFunnel:
    """One area against the average of all and against its target.

    Limits are shares round the average. ``share``, the limits and ``place`` are None without cases.
    ``stands_out`` is true if it lies outside its limits and that is not one of many chances. Whether it
    misses its target is decided by the exact count; ``misses_as_rounded`` goes by the figure as printed.
    """

    name: str
    x: int
    n: int
    share: Fraction | None
    interval: Interval | None
    warning: Interval | None
    alarm: Interval | None
    place: Outlying | None
    stands_out: bool
    target: Fraction | None
    misses: bool | None
    misses_as_rounded: bool | None
    misses_by_more_than_chance: bool | None
    sentence: str


@dataclass(frozen=True)
class Funnel:
    """All areas in the order given, their average, and what may be said of the whole.

    ``dispersion`` is None for 20 areas or fewer. ``missing`` counts the areas that miss their
    target, ``missing_as_rounded`` those whose rounded figure does, ``clearly_missing`` those that miss it
    by more than chance.
    """

    areas: tuple[AreaInFunnel, ...]
    x: int
    n: int
    average: Fraction
    dispersion: Dispersion | None
    with_target: int
    missing: int
    missing_as_rounded: int
    clearly_missing: int
    method: str
    sentence: str
    warnings: tuple[str, ...]

    def limits(self, n: int, confidence: float = WARNING) -> Interval:
        """Where the share of n cases lies by chance, widened as the areas' own limits are.

        Raises ValueError if n is not positive.
        """
        return _limits(float(self.average), n, confidence, self.dispersion)


def compare_areas(
    rows: Sequence[AreaCount], *, polarity: Polarity = "higher", average: Fraction | None = None
) -> Funnel:
    """How the shares of areas lie about their average and against their own targets; in the order given.

    The average is that of all cases together unless one is given. Above 20 areas their limits are widened
    by the spread between them, and false discovery is controlled.
    Raises ValueError if no area has a case, or a count is no share.
    Source: Spiegelhalter 2005; rule R28; figures, section 2 (funnels).
    """
    x, n = sum(row.x for row in rows), sum(row.n for row in rows)
    if n == 0 or any(not 0 <= row.x <= row.n for row in rows):
        raise ValueError("areas are compared by x of n cases, and at least one needs a case")
    centre = Fraction(x, n) if average is None else average
    spread = _spread(rows, centre)
    held = _held(rows, float(centre), spread)
    areas = tuple(
        _area(row, centre, spread, stands_out=out, polarity=polarity)
        for row, out in zip(rows, held, strict=True)
    )
    return _funnel(areas, x, n, centre, spread)


def misses_as_rounded(share: Fraction, target: Fraction, polarity: Polarity = "higher") -> bool:
    """Whether a share misses its target once it is rounded as the target is written; halves go up.

    Source: figures, section 3 (NI 143: the published percentages are whole).
    """
    places = next((each for each in range(2) if (100 * target * 10**each).denominator == 1), 2)
    step = 10 ** (places + 2)
    rounded = Fraction(floor(share * step + Fraction(1, 2)), step)
    return rounded < target if polarity == "higher" else rounded > target


def _spread(rows: Sequence[AreaCount], centre: Fraction) -> Dispersion | None:
    counted = [row for row in rows if row.n]
    if len(counted) <= MANY or not 0 < centre < 1:
        return None
    errors = [_error(float(centre), row.n) for row in counted]
    return dispersion(
        [(row.x / row.n - float(centre)) / error for row, error in zip(counted, errors, strict=True)], errors
    )


def _error(centre: float, n: int) -> float:
    return sqrt(centre * (1 - centre) / n)


def _held(rows: Sequence[AreaCount], centre: float, spread: Dispersion | None) -> list[bool]:
    """Whether each area may be said to stand out; every one may where areas are few."""
    if spread is None:
        return [True] * len(rows)
    between = spread.tau_squared
    chances = [
        chance_of((row.x / row.n - centre) / sqrt(_error(centre, row.n) ** 2 + between)) if row.n else 1.0
        for row in rows
    ]
    return list(standing_out(chances))


def _limits(centre: float, n: int, confidence: float, spread: Dispersion | None) -> Interval:
    plain = funnel_limits_of_proportion(centre, n, confidence)
    if spread is None or spread.tau_squared == 0:
        return plain
    half = normal_point(confidence) * sqrt(_error(centre, n) ** 2 + spread.tau_squared)
    lower, upper = max(0.0, centre - half), min(1.0, centre + half)
    return Interval(lower, upper, confidence, f"{plain.method}, widened by the spread between areas")


def _area(
    row: AreaCount, centre: Fraction, spread: Dispersion | None, *, stands_out: bool, polarity: Polarity
) -> AreaInFunnel:
    if row.n == 0:
        said = f"{row.name} had no cases."
        return AreaInFunnel(
            row.name, 0, 0, None, None, None, None, None, False, row.target, None, None, None, said
        )
    share, interval = Fraction(row.x, row.n), wilson(row.x, row.n)
    warning, alarm = (_limits(float(centre), row.n, each, spread) for each in (WARNING, ALARM))
    place = placed(float(share), alarm, warning)
    out = stands_out and place != "within limits"
    misses, rounded, clearly = _against_target(row, share, interval, polarity)
    said = _placed_in_words(row, share, place, out=out) + _target_in_words(
        row, misses=misses, clearly=clearly
    )
    return AreaInFunnel(
        row.name,
        row.x,
        row.n,
        share,
        interval,
        warning,
        alarm,
        place,
        out,
        row.target,
        misses,
        rounded,
        clearly,
        said,
    )


def _against_target(
    row: AreaCount, share: Fraction, interval: Interval, polarity: Polarity
) -> tuple[bool | None, bool | None, bool | None]:
    """Whether the share misses the area's target, whether it does once rounded, and whether its limits do."""
    if row.target is None:
        return None, None, None
    misses = share < row.target if polarity == "higher" else share > row.target
    beyond = interval.upper < row.target if polarity == "higher" else interval.lower > row.target
    return misses, misses_as_rounded(share, row.target, polarity), beyond


def _placed_in_words(row: AreaCount, share: Fraction, place: Outlying, *, out: bool) -> str:
    counts = f"{row.name}: {row.x:,} of {row.n:,} ({percent(share)})"
    if place == "within limits":
        return f"{counts}, no further from the average than chance allows."
    side, sure = place.split(", ")
    if not out:
        return f"{counts}, outside its {sure} limits, as some of so many areas are by chance."
    return f"{counts}, {'above' if side == 'high' else 'below'} its {sure} limits."


def _target_in_words(row: AreaCount, *, misses: bool | None, clearly: bool | None) -> str:
    if row.target is None:
        return ""
    if not misses:
        return f" Target of {percent(row.target)} met."
    chance = "by more than chance" if clearly else "by no more than chance"
    return f" Target of {percent(row.target)} missed {chance}."


def _funnel(
    areas: tuple[AreaInFunnel, ...], x: int, n: int, centre: Fraction, spread: Dispersion | None
) -> Funnel:
    judged = [area for area in areas if area.misses is not None]
    missing = sum(bool(area.misses) for area in judged)
    rounded = sum(bool(area.misses_as_rounded) for area in judged)
    clearly = sum(bool(area.misses_by_more_than_chance) for area in judged)
    said = _whole_in_words(areas, centre)
    if judged:
        count = f"{rounded} of {len(judged)} miss the target on the rounded figure"
        exactly = "" if rounded == missing else f" By the exact count: {missing}."
        said = f"{count}, {clearly} by more than chance.{exactly} {said}"
    return Funnel(
        areas, x, n, centre, spread, len(judged), missing, rounded, clearly, METHOD, said, _warnings(spread)
    )


def _whole_in_words(areas: tuple[AreaInFunnel, ...], centre: Fraction) -> str:
    counted = [area for area in areas if area.place is not None]
    out = sum(area.stands_out for area in counted)
    stand = "stands" if out == 1 else "stand"
    return f"{out} of {len(counted)} areas {stand} out from the average of {percent(centre)}."


def _warnings(spread: Dispersion | None) -> tuple[str, ...]:
    found = [NOT_A_RANKING, SAME_PEOPLE]
    if spread is not None:
        found.append(CONTROLLED.format(units=spread.units))
        if spread.tau_squared > 0:
            found.append(SPREAD.format(phi=spread.phi))
    return tuple(found)
