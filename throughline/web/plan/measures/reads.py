"""Success measures as they stand on a day: planned, returned or told, what is needed, where it may end.

A missing quarter is a gap and never nought; a figure that was revised is seen with the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from throughline.figures import percentage_against_target
from throughline.rules.plan.model import Check, Plan, SuccessMeasure
from throughline.rules.plan.shares import is_told_in_numbers, share_told
from throughline.rules.plan.sums import SumResult, SumUnreadable, work_out
from throughline.rules.plan.trajectory import latest_quarter, standing, standing_in_words, threshold_words
from throughline.web.plan.measures.drawing import DrawnYear, drawn_year
from throughline.web.plan.measures.figures import Returned, returned
from throughline.web.plan.measures.told import quarters_of
from throughline.web.plan.models import MeasureValue, PlanVersion
from throughline.web.plan.queries import plan_of

PER_CENT = "percent"


@dataclass(frozen=True)
class QuarterShown:
    """One quarter of a measure: planned to date, what came, and the figures that it followed."""

    number: int
    planned: int | None
    actual: int | None
    out_of: int | None
    variance: int | None
    earlier: tuple[str, ...]
    is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class MeasureShown:
    """One success measure with its quarters and the sentence that says how it stands."""

    code: str
    objective: str
    words: str
    unit: str
    target: str
    ceiling: str
    sentence: str
    thresholds: str
    """Where the latest figure lies between the two thresholds; empty where there is one."""
    quarters: tuple[QuarterShown, ...]
    source: str
    """Whose figures they are: a return's, or told; empty where there are none yet."""
    address: str
    may_tell: bool
    """Whether its figures are told on these pages, since no return brings them."""

    @property
    def drawn(self) -> DrawnYear | None:
        """The year as steps and bars; None where not every quarter has a plan."""
        return drawn_year([one.planned for one in self.quarters], [one.actual for one in self.quarters])

    @property
    def is_behind(self) -> bool:
        """Whether the latest quarter with a figure is below what was planned by its end."""
        known = [one.variance for one in self.quarters if one.variance is not None]
        return bool(known) and known[-1] < 0


@dataclass(frozen=True)
class CheckShown:
    """A sum that must hold between measures, and whether it does."""

    code: str
    words: str
    holds: bool


Told = Mapping[tuple[str, str], Sequence[MeasureValue]]


def measures_of_plan(version: PlanVersion, on: date) -> tuple[MeasureShown, ...]:
    """Every measure of a plan that has a number to reach; a few queries for any number of them."""
    return _shown(version, on, _numbered(version))


def measures_of_objective(version: PlanVersion, on: date, objective: str) -> tuple[MeasureShown, ...]:
    """The measures of one objective that have a number to reach."""
    return _shown(version, on, [one for one in _numbered(version) if one.parent == objective])


def _numbered(version: PlanVersion) -> list[SuccessMeasure]:
    return [one for one in plan_of(version).measures if is_told_in_numbers(one)]


def checks_of(plan: Plan, objective: str = "") -> tuple[CheckShown, ...]:
    """The sums of a plan, or those that name one objective, worked out again."""
    found = (one for one in plan.checks if not objective or one.id.startswith(f"{objective}."))
    return tuple(_check(one.id, one.expression, _sum(one, plan)) for one in found)


def _sum(check: Check, plan: Plan) -> SumResult | str:
    try:
        return work_out(check, plan)
    except SumUnreadable as refusal:
        return str(refusal)


def _check(code: str, expression: str, result: SumResult | str) -> CheckShown:
    if isinstance(result, str):
        return CheckShown(code, result, holds=False)
    if result.holds:
        return CheckShown(code, f"{expression}: holds, both sides are {result.left:,}.", holds=True)
    return CheckShown(code, f"{expression}: is broken, {result.left:,} is not {result.right:,}.", holds=False)


def _shown(version: PlanVersion, on: date, measures: Sequence[SuccessMeasure]) -> tuple[MeasureShown, ...]:
    if not measures:
        return ()
    has_steps = any(one.is_trajectory for one in measures)
    series = returned(version.plan.partnership, on) if has_steps else ()
    told = _told(version, on)
    starts = [one.first for one in quarters_of(version.plan)]
    return tuple(_measure(one, series, told, starts) for one in measures)


def _told(version: PlanVersion, on: date) -> Told:
    rows = MeasureValue.objects.filter(objective__plan=version.plan, told_on__lte=on)
    found: defaultdict[tuple[str, str], list[MeasureValue]] = defaultdict(list)
    for row in rows.select_related("told_by").order_by("told_on", "pk"):
        found[row.code, str(row.quarter_starts)].append(row)
    return found


def _measure(
    one: SuccessMeasure, series: Sequence[Returned], told: Told, starts: Sequence[date]
) -> MeasureShown:
    planned = tuple(int(count) for count in one.quarters if count is not None) if one.is_trajectory else ()
    brought = next(
        (each for each in series if planned and (each.objective, each.planned) == (one.parent, planned)), None
    )
    rows = [list(told.get((one.id, str(start)), ())) for start in starts]
    found = _returned_quarters(brought) if brought else _told_quarters(planned, rows)
    return MeasureShown(
        code=one.id,
        objective=one.parent,
        words=one.text,
        unit=one.unit,
        target=f"{one.target.normalize():,f}" if one.target is not None else "",
        ceiling=f"{one.ceiling.normalize():,f}" if one.ceiling is not None else "",
        sentence=_sentence(one, planned, found, rows),
        thresholds=_thresholds(one, found),
        quarters=found if planned or any(rows) else (),
        source=_source(brought, rows),
        address=brought.address if brought else "",
        may_tell=brought is None,
    )


def _source(brought: Returned | None, rows: Sequence[Sequence[MeasureValue]]) -> str:
    if brought is not None:
        return brought.source
    last = max(
        (row for quarter in rows for row in quarter), key=lambda row: (row.told_on, row.pk), default=None
    )
    return f"told by {last.told_by.name}" if last and last.told_by else "told" if last else ""


def _returned_quarters(brought: Returned) -> tuple[QuarterShown, ...]:
    done = (*brought.done, *[None] * (len(brought.planned) - len(brought.done)))
    return tuple(
        QuarterShown(
            number=at,
            planned=planned,
            actual=actual,
            out_of=None,
            variance=None if actual is None else actual - planned,
            earlier=tuple(f"{count:,}" for count in brought.earlier.get(at, ())),
            is_hidden=at in brought.hidden,
        )
        for at, (planned, actual) in enumerate(zip(brought.planned, done, strict=True), start=1)
    )


def _told_quarters(
    planned: Sequence[int], rows: Sequence[Sequence[MeasureValue]]
) -> tuple[QuarterShown, ...]:
    found = []
    for at, told in enumerate(rows, start=1):
        last, plan = (told[-1] if told else None), (planned[at - 1] if planned else None)
        actual = last.count if last else None
        found.append(
            QuarterShown(
                number=at,
                planned=plan,
                actual=actual,
                out_of=last.out_of if last else None,
                variance=actual - plan if actual is not None and plan is not None else None,
                earlier=tuple(_figure(row) for row in told[:-1]),
                is_hidden=False,
            )
        )
    return tuple(found)


def _figure(row: MeasureValue) -> str:
    return f"{row.count:,}" if row.out_of is None else f"{row.count:,} of {row.out_of:,}"


def _sentence(
    one: SuccessMeasure,
    planned: Sequence[int],
    found: Sequence[QuarterShown],
    rows: Sequence[Sequence[MeasureValue]],
) -> str:
    last = next((quarter for quarter in reversed(found) if quarter.actual is not None), None)
    if last is None or last.actual is None:
        return "No figure has come yet."
    if planned:
        actual = [quarter.actual for quarter in found]
        stands = standing(planned=planned, actual=actual, quarter=latest_quarter(actual))
        return standing_in_words(stands)
    if one.unit.startswith(PER_CENT) and last.out_of is not None and one.target is not None:
        share = Fraction(one.target) / 100
        return percentage_against_target(last.actual, last.out_of, share).sentence
    if one.unit.startswith(PER_CENT) and last.out_of:
        return share_told(last.actual, last.out_of, last.number)
    target = f" against a target of {one.target.normalize():,f}" if one.target is not None else ""
    return f"{last.actual:,}{target}, by the end of quarter {last.number}."


def _thresholds(one: SuccessMeasure, found: Sequence[QuarterShown]) -> str:
    last = next((quarter for quarter in reversed(found) if quarter.actual is not None), None)
    if one.target is None or one.ceiling is None or last is None or last.actual is None:
        return ""
    value = Fraction(last.actual, 1)
    if last.out_of:
        value = Fraction(last.actual, last.out_of) * 100
    return threshold_words(
        value,
        target=Fraction(one.target),
        second=Fraction(one.ceiling),
        higher_is_better=one.direction == "up",
    )


def quarters_over(version: PlanVersion, on: date) -> list[tuple[str, str]]:
    """The quarters of the plan's year that are over, the latest first: first day and words."""
    return [
        (one.first.isoformat(), f"{one.first:%B} to {one.last:%B %Y}")
        for one in reversed(quarters_of(version.plan))
        if one.last < on
    ]
