"""A cumulative return against the plan's own quarterly steps: behind, and whether by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from throughline.figures.indicators.model import Change, Position
from throughline.figures.intervals import Interval, exact_poisson
from throughline.rules.plan.trajectory import Standing, refuse_falling, standing

NOT_AN_OUTCOME = (
    "What was delivered against plan does not say what it achieved, and no line joins the quarters."
)


@dataclass(frozen=True)
class TrajectoryResult:
    """The latest cumulative return against plan; ``standing`` is None before the first return."""

    standing: Standing | None
    interval: Interval | None
    more_than_chance: bool
    behind_running: int
    change: Change
    position: Position | None
    sentence: str
    warnings: tuple[str, ...] = (NOT_AN_OUTCOME,)
    method: str = "the plan's own quarterly totals, with exact 95% Poisson limits of the actual total"


def trajectory_against_plan(
    planned: Sequence[int], returned: Sequence[int | None], tolerance: Fraction | None = None
) -> TrajectoryResult:
    """How cumulative returns stand against cumulative planned totals, quarter by quarter.

    ``returned`` starts with the first quarter; None is a quarter without a return, which is not zero.
    ``tolerance`` is the share of the planned total that a return may fall short without being behind.
    Raises NotCumulative if a plan or a return falls, ValueError for other than four planned quarters.
    Source: rules R21 and R22.
    """
    refuse_falling(planned)
    refuse_falling(returned)
    if len(returned) > len(planned):
        raise ValueError(f"{len(returned)} returns for a plan of {len(planned)} quarters")
    known = [(quarter, total) for quarter, total in enumerate(returned) if total is not None]
    if not known:
        return TrajectoryResult(None, None, False, 0, Change.TOO_LITTLE_DATA, None, "No return has come yet.")
    shortfalls = [_beyond_tolerance(planned[quarter], total, tolerance) for quarter, total in known]
    running = _last_run(shortfalls)
    quarter, actual = known[-1]
    stands = standing(planned=planned, actual=returned, quarter=quarter + 1)
    return _judged(stands, actual, running)


def _beyond_tolerance(planned: int, actual: int, tolerance: Fraction | None) -> bool:
    return planned - actual > planned * (tolerance or 0)


def _last_run(shortfalls: Sequence[bool]) -> int:
    run = 0
    for short in reversed(shortfalls):
        if not short:
            break
        run += 1
    return run


def _judged(stands: Standing, actual: int, running: int) -> TrajectoryResult:
    limits, planned = exact_poisson(actual), stands.planned
    more_than_chance = planned > limits.upper
    change = _change(running, more_than_chance, planned < limits.lower)
    if actual >= planned:
        position = Position.ON_TARGET
    else:
        position = Position.OFF_TARGET if running else Position.WITHIN_TOLERANCE
    said = _said(actual, planned, running, more_than_chance)
    return TrajectoryResult(stands, limits, more_than_chance, running, change, position, said)


def _change(running: int, more_than_chance: bool, ahead_by_more: bool) -> Change:
    if running == 0:
        return Change.IMPROVED if ahead_by_more else Change.NO_RELIABLE_CHANGE
    if more_than_chance or running >= 2:
        return Change.WORSE
    return Change.TOO_LITTLE_DATA


def _said(actual: int, planned: int, running: int, more_than_chance: bool) -> str:
    counts = f"{actual:,} to date, plan {planned:,}"
    if actual >= planned:
        return f"{counts}: {actual - planned:,} ahead." if actual > planned else f"{counts}: on plan."
    if running == 0:
        return f"{counts}: {planned - actual:,} behind, within the stated tolerance."
    chance = "more than chance allows" if more_than_chance else "no more than chance allows"
    often = "the first return behind" if running == 1 else f"behind {running} returns running"
    return f"{counts}: {planned - actual:,} behind, {chance}, {often}."
