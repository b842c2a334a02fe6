"""Areas set beside what was expected of each, in the order given, and never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from throughline.figures.indicators.comparison import (
    ALARM,
    WARNING,
    Outlying,
    funnel_limits_of_ratio,
    placed,
)
from throughline.figures.indicators.dispersion import MANY, Dispersion, ratio_dispersion, standing_out
from throughline.figures.indicators.funnel import CONTROLLED, NOT_A_RANKING, SPREAD
from throughline.figures.intervals import Interval, ratio_interval
from throughline.figures.statistics import chance_of, normal_point

EXPECTED_KNOWN = "The expected counts are taken as known; what they leave out is not adjusted for."


@dataclass(frozen=True)
class AreaExpected:
    """The count of one area and the count expected of it."""

    name: str
    observed: int
    expected: float


@dataclass(frozen=True)
class RatioInFunnel:
    """One area's count over what was expected; limits lie round 1, the interval round the ratio."""

    name: str
    observed: int
    expected: float
    ratio: float
    interval: Interval
    warning: Interval
    alarm: Interval
    place: Outlying
    stands_out: bool
    sentence: str


@dataclass(frozen=True)
class RatioFunnel:
    """All areas in the order given; ``dispersion`` is None for 20 or fewer, or where one counted nothing."""

    areas: tuple[RatioInFunnel, ...]
    dispersion: Dispersion | None
    method: str
    sentence: str
    warnings: tuple[str, ...]

    def limits(self, expected: float, confidence: float = WARNING) -> Interval:
        """Where the ratio lies by chance if so many are expected, widened as the areas' own limits are.

        Raises ValueError if the expected count is not positive.
        """
        return _limits(expected, confidence, self.dispersion)


def compare_ratios(rows: Sequence[AreaExpected]) -> RatioFunnel:
    """How counts lie beside those expected, area by area; 99.8% is tested before 95%.

    Above 20 areas their limits are widened by the spread between them, and false discovery is controlled.
    Raises ValueError if there is no area, or nothing is expected of one.
    Source: Spiegelhalter 2005; NHS Digital, SHMI methodology; rule R28; figures, section 2 (funnels).
    """
    if not rows or any(row.expected <= 0 or row.observed < 0 for row in rows):
        raise ValueError("areas are compared by counts, with more than zero expected of each")
    spread = _spread(rows)
    held = _held(rows, spread)
    areas = tuple(_area(row, spread, held=each) for row, each in zip(rows, held, strict=True))
    out = sum(area.stands_out for area in areas)
    said = f"{out} of {len(areas)} areas {'stands' if out == 1 else 'stand'} out from what was expected."
    return RatioFunnel(areas, spread, METHODS[_is_wide(spread)], said, _warnings(spread))


METHODS = {
    False: "exact Poisson limits at 95% and 99.8%",
    True: "limits at 95% and 99.8% on the log scale, widened by the spread between areas",
}


def _is_wide(spread: Dispersion | None) -> bool:
    return spread is not None and spread.tau_squared > 0


def _spread(rows: Sequence[AreaExpected]) -> Dispersion | None:
    if len(rows) <= MANY or any(row.observed == 0 for row in rows):
        return None
    return ratio_dispersion([row.observed for row in rows], [row.expected for row in rows])


def _held(rows: Sequence[AreaExpected], spread: Dispersion | None) -> tuple[bool, ...]:
    if spread is None:
        return (True,) * len(rows)
    wide = [log(row.observed / row.expected) / sqrt(1 / row.expected + spread.tau_squared) for row in rows]
    return standing_out([chance_of(each) for each in wide])


def _limits(expected: float, confidence: float, spread: Dispersion | None) -> Interval:
    if spread is None or spread.tau_squared == 0:
        return funnel_limits_of_ratio(expected, confidence)
    half = normal_point(confidence) * sqrt(1 / expected + spread.tau_squared)
    return Interval(exp(-half), exp(half), confidence, "log scale, widened by the spread between areas")


def _area(row: AreaExpected, spread: Dispersion | None, *, held: bool) -> RatioInFunnel:
    ratio = row.observed / row.expected
    warning, alarm = (_limits(row.expected, each, spread) for each in (WARNING, ALARM))
    place = placed(ratio, alarm, warning)
    out = held and place != "within limits"
    interval = ratio_interval(row.observed, row.expected)
    said = _in_words(row, ratio, place, out=out)
    return RatioInFunnel(
        row.name, row.observed, row.expected, ratio, interval, warning, alarm, place, out, said
    )


def _in_words(row: AreaExpected, ratio: float, place: Outlying, *, out: bool) -> str:
    counts = f"{row.name}: {row.observed:,} against {row.expected:,.10g} expected ({ratio:.2f})"
    if place == "within limits":
        return f"{counts}, no further from it than chance allows."
    side, sure = place.split(", ")
    if not out:
        return f"{counts}, outside its {sure} limits, as some of so many areas are by chance."
    return f"{counts}, {'above' if side == 'high' else 'below'} its {sure} limits."


def _warnings(spread: Dispersion | None) -> tuple[str, ...]:
    if spread is None:
        return (NOT_A_RANKING, EXPECTED_KNOWN)
    controlled = CONTROLLED.format(units=spread.units)
    wide = (SPREAD.format(phi=spread.phi),) if _is_wide(spread) else ()
    return (NOT_A_RANKING, EXPECTED_KNOWN, controlled, *wide)
