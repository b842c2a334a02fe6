"""One judgement for one indicator: what changed, where it stands, in words first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from throughline.figures.indicators.fixed_group import BASELINE_KNOWN, offences_against_baseline
from throughline.figures.indicators.model import (
    Change,
    Indicator,
    Judgement,
    Observation,
    Polarity,
    Position,
    Target,
    known_on,
    position_of,
)
from throughline.figures.indicators.percentage import percent, percentage_against_target
from throughline.figures.indicators.predicted import (
    ProvableFall,
    actual_against_predicted,
    significant_fall,
)
from throughline.figures.indicators.series import (
    ASSURED,
    FEWEST_POINTS,
    Limits,
    Mark,
    assurance,
    signal_or_noise,
    windows_overlap,
)
from throughline.figures.indicators.trajectory import trajectory_against_plan
from throughline.figures.intervals import Interval, wilson
from throughline.figures.measures.release import is_small


@dataclass(frozen=True)
class _Found:
    """What a method finds, before it is bound to its indicator and its receipts."""

    change: Change
    position: Position | None
    method: str
    sentence: str
    interval: Interval | None = None
    warnings: tuple[str, ...] = ()
    note: str = ""
    needs_the_board: bool = False
    assurance: str = ""


def judge(
    indicator: Indicator, target: Target | None, observations: Sequence[Observation], *, on: date
) -> Judgement:
    """What may be said of an indicator on a day, from what had been received by then.

    Only the indicator's own figures are judged; areas of a table and parts of the people are set beside
    each other elsewhere. A target is needed for fixed groups and trajectories. Raises ValueError without
    it, or if a figure lacks what its method needs (a denominator, the predicted number, a baseline).
    Source: rules R21 to R29.
    """
    known = known_on([each for each in observations if not each.area and not each.group], on)
    if not known:
        found = _Found(Change.TOO_LITTLE_DATA, None, "none", "No return has come yet.")
    else:
        found = METHODS[indicator.method](indicator, target, known)
    return Judgement(
        indicator=indicator,
        target=target,
        change=found.change,
        position=found.position,
        method=found.method,
        sentence=found.sentence,
        latest=known[-1] if known else None,
        receipts=tuple(dict.fromkeys(each.receipt for each in known)),
        interval=found.interval,
        warnings=found.warnings,
        position_note=found.note,
        needs_the_board=found.needs_the_board,
        assurance=found.assurance,
    )


def _judge_percentage(indicator: Indicator, target: Target | None, known: Sequence[Observation]) -> _Found:
    latest = known[-1]
    n = _denominator(latest)
    if n == 0:
        return _Found(Change.TOO_LITTLE_DATA, None, "none", "There were no cases.")
    read = _change_of_share(indicator, known)
    interval, worse = wilson(latest.numerator, n), read.change is Change.WORSE
    if target is None:
        return _Found(
            read.change, None, read.method, read.said, interval, read.warnings, needs_the_board=worse
        )
    position = position_of(Fraction(latest.numerator, n), target, indicator.polarity)
    against, short = _against(indicator, target, latest)
    return _Found(
        read.change,
        position,
        read.method,
        f"{against} {read.said}",
        interval,
        read.warnings,
        note=_note(indicator, position, target, short),
        needs_the_board=worse,
        assurance=_assured(read, target, indicator.polarity),
    )


def _against(indicator: Indicator, target: Target, latest: Observation) -> tuple[str, int]:
    """The share against its target in words, and by how many it falls short."""
    n = _denominator(latest)
    if indicator.polarity == "lower":
        share = percent(Fraction(latest.numerator, n))
        return f"{latest.numerator} of {n} ({share}) against a target of at most {percent(target.value)}.", 0
    result = percentage_against_target(latest.numerator, n, target.value)
    return result.sentence, result.short_by


@dataclass(frozen=True)
class _Read:
    """Whether a share has changed, by which method, in words, and what must be said beside it."""

    change: Change
    method: str
    said: str
    warnings: tuple[str, ...] = ()
    limits: Limits | None = None


def _change_of_share(indicator: Indicator, known: Sequence[Observation]) -> _Read:
    """A run of returns decides; a baseline stands in for it while returns are few."""
    since = indicator.rebased_on or date.min
    counted = [each for each in known if _denominator(each) > 0 and each.start >= since]
    if not counted or is_small(_denominator(known[-1])):
        return _Read(Change.TOO_LITTLE_DATA, "none", "Fewer than 5 cases are too few to judge.")
    if len(counted) < FEWEST_POINTS and indicator.baseline is not None:
        return _change_from_baseline(indicator, counted[-1], indicator.baseline)
    shares = [100 * each.numerator / _denominator(each) for each in counted]
    shared = windows_overlap([(each.start, each.end) for each in counted])
    read = signal_or_noise(shares, overlapping=shared)
    if read.limits is None:
        return _Read(Change.TOO_LITTLE_DATA, read.method, read.sentence)
    change = _direction(read.marks[-1], indicator.polarity)
    return _Read(change, read.method, read.sentence, read.warnings, None if shared else read.limits)


def _assured(read: _Read, target: Target, polarity: Polarity) -> str:
    """Limits of points that share people are too narrow to promise anything by, and are not kept."""
    return ASSURED[assurance(read.limits, float(100 * target.value), polarity)] if read.limits else ""


def _change_from_baseline(indicator: Indicator, latest: Observation, baseline: Fraction) -> _Read:
    interval = wilson(latest.numerator, _denominator(latest))
    method = "Wilson 95% interval of the latest share against the baseline"
    if interval.holds(float(baseline)):
        said = f"No more than chance from the baseline of {percent(baseline)}."
        return _Read(Change.NO_RELIABLE_CHANGE, method, said, (BASELINE_KNOWN,))
    better = (interval.lower > baseline) == (indicator.polarity == "higher")
    said = f"More than chance from the baseline of {percent(baseline)}."
    return _Read(Change.IMPROVED if better else Change.WORSE, method, said, (BASELINE_KNOWN,))


def _direction(mark: Mark | None, polarity: Polarity) -> Change:
    if mark is None:
        return Change.NO_RELIABLE_CHANGE
    return Change.IMPROVED if (mark.direction > 0) == (polarity == "higher") else Change.WORSE


def _note(indicator: Indicator, position: Position, target: Target, short_by: int) -> str:
    if position is Position.OFF_TARGET or target.second is None:
        return f"by {short_by} {indicator.unit}" if short_by else ""
    side = "above" if indicator.polarity == "higher" else "below"
    return f"{side} {percent(target.second)} {target.second_name}".strip()


def _judge_predicted(indicator: Indicator, target: Target | None, known: Sequence[Observation]) -> _Found:
    latest = known[-1]
    if latest.cohort is None or latest.expected is None:
        raise ValueError(f"{indicator.id} needs the cohort and the number predicted of {latest.receipt}")
    result = actual_against_predicted(latest.cohort, latest.numerator, float(latest.expected))
    fall = significant_fall(latest.cohort, float(latest.expected))
    judged = result.change is not Change.TOO_LITTLE_DATA and target is not None
    position = (
        position_of(Fraction(latest.numerator), target, indicator.polarity) if judged and target else None
    )
    return _Found(
        result.change,
        position,
        f"{result.method}; target: {fall.method}",
        f"{result.sentence} {fall.sentence}",
        result.ratio_interval,
        (*_both_readings(target, fall), *result.warnings),
        needs_the_board=result.change is Change.WORSE,
    )


def _both_readings(target: Target | None, fall: ProvableFall) -> tuple[str, ...]:
    """The strict reading of a target beside the figure that was published. Source: rule R25."""
    if target is None or fall.strict is None:
        return ()
    if target.value == fall.strict:
        return (f"The strict reading of the published rule asks the same: {fall.strict:,} or fewer.",)
    published = f"The published rule asks {int(target.value):,} or fewer"
    return (f"{published}, its strict reading {fall.strict:,} or fewer.",)


def _judge_fixed_group(indicator: Indicator, target: Target | None, known: Sequence[Observation]) -> _Found:
    if target is None or target.second is None or indicator.baseline is None:
        raise ValueError(f"{indicator.id} needs a baseline, a target and a ceiling")
    result = offences_against_baseline(
        known[-1].numerator,
        baseline=int(indicator.baseline),
        improvement=int(target.value),
        ceiling=int(target.second),
    )
    return _Found(
        result.change,
        result.position,
        result.method,
        result.sentence,
        None,
        result.warnings,
        note=result.outcome,
        needs_the_board=result.change is Change.WORSE,
    )


def _judge_trajectory(indicator: Indicator, target: Target | None, known: Sequence[Observation]) -> _Found:
    if target is None or not target.plan:
        raise ValueError(f"{indicator.id} needs the plan's quarterly totals")
    result = trajectory_against_plan(target.plan, _by_quarter(known), target.tolerance)
    behind = -(result.standing.variance or 0) if result.standing else 0
    return _Found(
        result.change,
        result.position,
        result.method,
        result.sentence,
        result.interval,
        result.warnings,
        note=f"{behind:,} behind plan" if behind > 0 else "",
        needs_the_board=result.change is Change.WORSE,
    )


def _by_quarter(known: Sequence[Observation]) -> list[int | None]:
    """Totals to date by quarter of the latest return's year; a quarter without a return is a gap."""
    latest = known[-1]
    totals: dict[int, int] = {
        _months(each) // 3: each.numerator for each in known if each.start == latest.start
    }
    return [totals.get(quarter) for quarter in range(1, max(totals) + 1)]


def _months(observation: Observation) -> int:
    start, end = observation.start, observation.end
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _denominator(observation: Observation) -> int:
    if observation.denominator is None:
        raise ValueError(f"the figure for {observation.start} to {observation.end} has no denominator")
    return observation.denominator


METHODS: dict[str, Callable[[Indicator, Target | None, Sequence[Observation]], _Found]] = {
    "percentage": _judge_percentage,
    "predicted": _judge_predicted,
    "fixed-group": _judge_fixed_group,
    "trajectory": _judge_trajectory,
}
