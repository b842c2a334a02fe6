"""How long until something happens, where some are still followed and some leave another way first.

statsmodels is slow to import, so it waits behind one door until a curve is asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite, log
from typing import Any
from warnings import catch_warnings, simplefilter

from throughline.figures.intervals import Interval
from throughline.figures.statistics import normal_point

KAPLAN_MEIER = "Kaplan-Meier, with Greenwood's standard error and log-log limits"
AALEN_JOHANSEN = "Aalen-Johansen, with log-log limits"
EFRON = "Cox regression, ties by Efron, with Wald limits"
COMPETES = "Where people leave another way first, such as by death or recall, use the cumulative incidence."


@dataclass(frozen=True)
class CurvePoint:
    """The curve from one time on, until the next point: a share from 0 to 1 and how sure it is.

    Its error is None where nobody was left to tell it by, and its interval where the share is 0 or 1 as well.
    """

    time: float
    at_risk: int
    share: float
    standard_error: float | None
    interval: Interval | None


@dataclass(frozen=True)
class TimeCurve:
    """A curve of shares over time; ``at_risk`` of a point counts those still followed just before it."""

    people: int
    happened: int
    followed_to: float
    points: tuple[CurvePoint, ...]
    method: str
    warnings: tuple[str, ...] = ()

    def at(self, time: float) -> CurvePoint | None:
        """The point in force at a time; None before anything happened.

        Raises ValueError for a time after the last person was followed.
        """
        if time > self.followed_to:
            raise ValueError(f"nobody was followed to {time:g}")
        place = bisect_right([point.time for point in self.points], time)
        return self.points[place - 1] if place else None


@dataclass(frozen=True)
class CurvesCompared:
    """Whether curves differ by more than chance, by the log-rank test."""

    chi_squared: float
    degrees: int
    probability: float
    sentence: str
    method: str = "log-rank"


@dataclass(frozen=True)
class HazardRatio:
    """How many times the rate is multiplied by one more of something, all else being equal."""

    name: str
    coefficient: float
    standard_error: float
    ratio: float
    interval: Interval
    method: str = EFRON


def kaplan_meier(times: Sequence[float], *, happened: Sequence[bool], confidence: float = 0.95) -> TimeCurve:
    """The share to whom nothing has happened yet, after each time; a share from 0 to 1.

    ``times`` are lengths of follow-up, one a person; where ``happened`` is false it had not by then.
    Raises ValueError for no people, lists of unequal length, or a time below zero.
    Source: Kaplan and Meier 1958; Greenwood 1926; figures, section 2 (time to reoffend).
    """
    _check(times, happened)
    curve = _drawn(_door().SurvfuncRight, times, [int(each) for each in happened])
    rows = zip(curve.surv_times, curve.n_risk, curve.surv_prob, curve.surv_prob_se, strict=True)
    points = tuple(_point(*row, confidence) for row in rows)
    return TimeCurve(len(times), sum(happened), max(times), points, KAPLAN_MEIER, (COMPETES,))


def cumulative_incidence(
    times: Sequence[float], *, outcomes: Sequence[int], of: int, confidence: float = 0.95
) -> TimeCurve:
    """The share to whom one outcome has happened by each time, where others compete with it.

    ``outcomes`` holds 0 for a person still followed at that time, otherwise 1, 2 and so on by what
    happened first; ``of`` is the outcome asked for.
    Not for what would have happened to those who left another way: nobody knows it.
    Raises ValueError for no people, lists of unequal length, an outcome that nobody had, or below zero.
    Source: Aalen and Johansen 1978; figures, section 2 (time to reoffend).
    """
    _check(times, outcomes)
    if of < 1 or of not in outcomes or min(outcomes) < 0:
        raise ValueError(f"nobody had outcome {of}")
    curve = _drawn(_door().CumIncidenceRight, times, _numbered(outcomes, of))
    rows = zip(curve.times, _still_followed(times, curve.times), curve.cinc[0], curve.cinc_se[0], strict=True)
    points = tuple(_point(*row, confidence) for row in rows)
    return TimeCurve(len(times), list(outcomes).count(of), max(times), points, AALEN_JOHANSEN)


def log_rank(
    times: Sequence[float], *, happened: Sequence[bool], groups: Sequence[int | str]
) -> CurvesCompared:
    """Whether the curves of groups differ by more than chance (at 5%).

    Not for curves that cross, whose differences cancel out.
    Raises ValueError for no people, lists of unequal length, or a single group.
    Source: Mantel 1966; figures, section 2 (time to reoffend).
    """
    _check(times, happened)
    kinds = sorted({str(group) for group in groups})
    if len(groups) != len(times) or len(kinds) < 2:
        raise ValueError("two groups or more are needed, with one for each person")
    tested = _door().survdiff(
        list(times), [int(each) for each in happened], [kinds.index(str(group)) for group in groups]
    )
    chi_squared, probability = (float(each) for each in tested)
    known = "differ by more than chance allows" if probability < 0.05 else "differ no more than chance allows"
    said = f"The curves of {len(kinds)} groups {known} (log-rank, p = {probability:.3f})."
    return CurvesCompared(chi_squared, len(kinds) - 1, probability, said)


def cox_regression(
    times: Sequence[float],
    *,
    happened: Sequence[bool],
    given: Mapping[str, Sequence[float]],
    confidence: float = 0.95,
) -> tuple[HazardRatio, ...]:
    """The hazard ratio of each thing known of people at the start, in the order given.

    ``given`` holds one number a person for each; the product itself scores nobody with it.
    Raises ValueError for no people, nothing given, or lists of unequal length.
    Source: Cox 1972; Efron 1977 for ties; figures, section 2 (time to reoffend).
    """
    _check(times, happened)
    if not given or any(len(numbers) != len(times) for numbers in given.values()):
        raise ValueError("each thing given needs one number a person")
    door = _door()
    people = door.array(list(zip(*given.values(), strict=True)), dtype=float)
    over = door.array([int(each) for each in happened])
    fitted = door.PHReg(door.array(list(times), dtype=float), people, status=over, ties="efron").fit()
    return tuple(
        _ratio(name, float(slope), float(error), confidence)
        for name, slope, error in zip(given, fitted.params, fitted.bse, strict=True)
    )


@dataclass(frozen=True)
class _Statsmodels:
    """What is used of statsmodels, and the arrays that its regression wants."""

    array: Any
    SurvfuncRight: Any
    CumIncidenceRight: Any
    survdiff: Any
    PHReg: Any


def _door() -> _Statsmodels:
    from numpy import array
    from statsmodels.duration.hazard_regression import PHReg
    from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

    return _Statsmodels(array, SurvfuncRight, CumIncidenceRight, survdiff, PHReg)


def _drawn(curve: Callable[..., Any], times: Sequence[float], outcomes: Sequence[int]) -> Any:
    """A curve of statsmodels, which warns where its last people all leave at once and has no error there."""
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)
        return curve(list(times), list(outcomes))


def _check(times: Sequence[float], marks: Sequence[object]) -> None:
    if not times or len(times) != len(marks):
        raise ValueError(f"{len(times)} times do not fit {len(marks)} outcomes")
    if min(times) < 0:
        raise ValueError("a time cannot be below zero")


def _numbered(outcomes: Sequence[int], of: int) -> list[int]:
    """The outcome asked for as 1 and every other as 2: the curve of one does not depend on which other."""
    return [0 if each == 0 else 1 if each == of else 2 for each in outcomes]


def _still_followed(times: Sequence[float], at: Sequence[float]) -> list[int]:
    in_order = sorted(times)
    return [len(times) - bisect_left(in_order, each) for each in at]


def _point(time: float, at_risk: float, share: float, error: float, confidence: float) -> CurvePoint:
    share, sure = float(share), float(error) if isfinite(error) else None
    return CurvePoint(float(time), int(at_risk), share, sure, _log_log(share, sure, confidence))


def _log_log(share: float, error: float | None, confidence: float) -> Interval | None:
    if not (0 < share < 1 and error):
        return None
    width = normal_point(confidence) * error / (share * log(share))
    lower, upper = sorted((share ** exp(width), share ** exp(-width)))
    return Interval(lower, upper, confidence, "log-log")


def _ratio(name: str, slope: float, error: float, confidence: float) -> HazardRatio:
    half = normal_point(confidence) * error
    return HazardRatio(
        name, slope, error, exp(slope), Interval(exp(slope - half), exp(slope + half), confidence, "Wald")
    )
