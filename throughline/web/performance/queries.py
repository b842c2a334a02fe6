"""Reads of indicators, returns and the scorecard of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Max, Q, QuerySet, Subquery

from throughline.figures.indicators.lag import PlanYears
from throughline.figures.indicators.model import Indicator as Definition
from throughline.figures.indicators.model import Observation as Observed
from throughline.figures.indicators.model import Target as PlannedTarget
from throughline.figures.indicators.plan_file import (
    BoardSet,
    IndicatorFile,
    PlannedIndicator,
    read_indicator_file,
)
from throughline.figures.scorecard import Row, Scorecard, compose
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.access.permits import belongs_to
from throughline.web.performance.indicators.changed import changed_verdicts
from throughline.web.performance.models import IndicatorList, Observation, Receipt, SeriesBreak, Target
from throughline.web.plan.models import DeliveryPlan


@dataclass(frozen=True)
class ReceivedScorecard:
    """The scorecard of a day, and from what it was worked out."""

    card: Scorecard
    list_number: int
    latest_return: date | None
    """The last day on which a return came in, by that day."""
    breaks: Mapping[str, tuple[SeriesBreak, ...]]
    """Where series were broken by that day, by the indicator's id."""
    figures: Mapping[str, Sequence[Observed]]
    """Every figure that counted on that day, by the indicator's id."""
    sets: tuple[BoardSet, ...]
    """The sets of indicators that boards read."""
    changed: Mapping[str, str]
    """The verdict of the period before, where it was another, by the indicator's id."""
    keys: Mapping[str, int]
    """The key of each receipt, by its reference."""


@lru_cache(maxsize=32)
def _read_once(digest: str, text: str) -> IndicatorFile:
    return read_indicator_file(text)


def read_list(kept: IndicatorList) -> tuple[PlannedIndicator, ...]:
    """The indicators of a list, in its order; a list is read once."""
    return _read_once(kept.digest, kept.text).indicators


def file_on(partnership: Partnership, day: date) -> IndicatorFile | None:
    """All that the list in use on a day says, its catalogue and areas too; None before any was loaded."""
    kept = list_on(partnership, day)
    return _read_once(kept.digest, kept.text) if kept else None


def list_on(partnership: Partnership, day: date) -> IndicatorList | None:
    """The indicators in use on a day; None before any were loaded."""
    return lists_until(partnership, day).order_by("-number").first()


def lists_until(partnership: Partnership, day: date) -> QuerySet[IndicatorList]:
    """Every list of indicators that was loaded by a day, in order."""
    rows = IndicatorList.objects.filter(partnership=partnership, loaded_on__lte=day)
    return rows.order_by("number")


def planned_indicators(partnership: Partnership, day: date) -> Mapping[str, PlannedIndicator]:
    """The indicators in use on a day with the targets agreed by then, by id, in the order of their list."""
    kept = list_on(partnership, day)
    return _planned(kept, day) if kept else {}


def _planned(kept: IndicatorList, day: date) -> dict[str, PlannedIndicator]:
    return with_targets(kept, targets_until(kept.partnership_id, day))


def targets_until(partnership: int, day: date) -> list[Target]:
    """Every target agreed by a day in the partnership of a key, in order."""
    rows = Target.objects.filter(indicator__partnership_id=partnership, from_on__lte=day)
    return list(rows.select_related("indicator").order_by("from_on", "pk"))


def with_targets(kept: IndicatorList, rows: Iterable[Target]) -> dict[str, PlannedIndicator]:
    """The indicators of a list with the targets agreed since, by id, in the order of the list."""
    planned = {one.indicator.id: one for one in read_list(kept)}
    for row in rows:
        if one := planned.get(row.indicator.code):
            planned[row.indicator.code] = replace(one, target=_agreed(one.target, row))
    return planned


def _agreed(before: PlannedTarget | None, row: Target) -> PlannedTarget | None:
    changes: dict[str, Any] = {"source": row.source}
    if row.value:
        changes["value"] = Fraction(row.value)
    if row.tolerance:
        changes["tolerance"] = Fraction(row.tolerance)
    if before is None:
        return PlannedTarget(**changes) if row.value else None
    return replace(before, **changes)


def earlier_totals(
    planned: Mapping[str, PlannedIndicator], partnership: Partnership, year_starts: date, before: date
) -> Mapping[str, int]:
    """The highest total to date of each indicator that only grows within the year. Source: rule R22."""
    growing = [code for code, one in planned.items() if one.indicator.method == "trajectory"]
    rows = Observation.objects.filter(
        indicator__partnership=partnership,
        indicator__code__in=growing,
        receipt__undone_on__isnull=True,
        area="",
        group="",
        starts=year_starts,
        ends__lt=before,
    )
    highest = rows.values("indicator__code").annotate(most=Max("numerator"))
    return dict(highest.values_list("indicator__code", "most"))


def scorecard_on(partnership: Partnership, day: date) -> Scorecard | None:
    """The scorecard as it could be known on a day; None where no indicators are kept."""
    received = received_scorecard(partnership, day)
    return received.card if received else None


def received_scorecard(partnership: Partnership, day: date) -> ReceivedScorecard | None:
    """The scorecard of a day and what it was worked out from, in six queries; five when it was asked before.

    Source: rules R21 to R31, and R48.
    """
    kept = list_on(partnership, day)
    if kept is None:
        return None
    targets, breaks = targets_until(partnership.pk, day), breaks_on(partnership, day)
    receipts = _receipts_until(partnership, day)
    worked = _worked_out(
        _Basis(
            partnership=partnership.pk,
            day=day,
            digest=kept.digest,
            targets=tuple((row.indicator.code, row.value, row.tolerance, row.source) for row in targets),
            breaks=tuple((code, row.on) for code, rows in breaks.items() for row in rows),
            plans=tuple(plan_years(partnership)),
            receipts=tuple(receipts),
            planned=with_targets(kept, targets),
            broken=breaks,
        )
    )
    return ReceivedScorecard(
        card=worked.card,
        list_number=kept.number,
        latest_return=worked.latest_return,
        breaks=breaks,
        figures=worked.figures,
        sets=_read_once(kept.digest, kept.text).sets,
        changed=worked.changed,
        keys={f"{received_on.isoformat()}/{number}": key for key, received_on, number, *_rest in receipts},
    )


@dataclass(frozen=True)
class _Basis:
    """All that a scorecard is worked out from; a return is never changed, so its digest stands for it."""

    partnership: int
    day: date
    digest: str
    targets: tuple[tuple[str, ...], ...]
    breaks: tuple[tuple[str, date], ...]
    plans: tuple[PlanYears, ...]
    receipts: tuple[tuple[Any, ...], ...]
    planned: Mapping[str, PlannedIndicator] = field(compare=False)
    broken: Mapping[str, tuple[SeriesBreak, ...]] = field(compare=False)


@dataclass(frozen=True)
class _WorkedOut:
    """A scorecard with the figures behind it, and the verdicts that have changed."""

    card: Scorecard
    figures: Mapping[str, Sequence[Observed]]
    changed: Mapping[str, str]
    latest_return: date | None


@lru_cache(maxsize=16)
def _worked_out(basis: _Basis) -> _WorkedOut:
    observed = _observed(basis.partnership, basis.day)
    planned = basis.planned
    card = compose(
        [
            judged_from(one.indicator, basis.broken.get(one.indicator.id, ()), basis.day)
            for one in planned.values()
        ],
        {code: one.target for code, one in planned.items() if one.target},
        {code: rows for code, rows in observed.items() if code in planned},
        basis.day,
        plans=basis.plans,
    )
    days = [row.received_on for rows in observed.values() for row in rows]
    return _WorkedOut(card, observed, changed_verdicts(card, observed), max(days, default=None))


def _receipts_until(partnership: Partnership, day: date) -> list[tuple[Any, ...]]:
    """The returns that counted on a day, by all that tells one from another, and the last figure kept."""
    last = Observation.objects.order_by("-pk").values("pk")[:1]
    rows = Receipt.objects.filter(partnership=partnership, received_on__lte=day)
    told = rows.exclude(undone_on__lte=day).annotate(last=Subquery(last)).order_by("pk")
    return list(
        told.values_list(
            "pk", "received_on", "number", "sha256", "period_starts", "period_ends", "recorded_at", "last"
        )
    )


def breaks_on(partnership: Partnership, day: date) -> Mapping[str, tuple[SeriesBreak, ...]]:
    """Where the series of a partnership's indicators were broken by a day, by the indicator's code."""
    rows = SeriesBreak.objects.filter(indicator__partnership=partnership, on__lte=day)
    found: defaultdict[str, list[SeriesBreak]] = defaultdict(list)
    for row in rows.select_related("indicator", "decision__body").order_by("on", "pk"):
        found[row.indicator.code].append(row)
    return {code: tuple(breaks) for code, breaks in found.items()}


def judged_from(indicator: Definition, breaks: Sequence[SeriesBreak], day: date) -> Definition:
    """The indicator judged from its last break on, or from the version of its definition in force on a day.

    Source: rules R27 and R48 (two versions of a measure are never one series).
    """
    days = [row.on for row in breaks]
    days += [version.from_on for version in indicator.definitions[1:] if version.from_on <= day]
    if not days:
        return indicator
    return replace(indicator, rebased_on=max(indicator.rebased_on or date.min, *days))


def series_of(partnership: Partnership, supplier: Agency) -> tuple[str, ...]:
    """The codes of the indicators of which an organisation has sent figures, in order."""
    rows = Observation.objects.filter(receipt__supplier=supplier, indicator__partnership=partnership)
    return tuple(sorted(set(rows.order_by().values_list("indicator__code", flat=True))))


def counted_on(partnership: Partnership | int, day: date) -> QuerySet[Observation]:
    """The figures that counted on a day: received by then, and not undone by then; every area and group."""
    undone = Q(receipt__undone_on__lte=day)
    return Observation.objects.filter(
        indicator__partnership=partnership, receipt__received_on__lte=day
    ).exclude(undone)


def _observed(partnership: int, day: date) -> Mapping[str, list[Observed]]:
    rows = counted_on(partnership, day).filter(area="", group="")
    found: defaultdict[str, list[Observed]] = defaultdict(list)
    for row in rows.select_related("indicator", "receipt").order_by("ends", "pk"):
        found[row.indicator.code].append(as_figure(row))
    return found


def as_figure(row: Observation) -> Observed:
    """A figure as it is judged."""
    return Observed(
        start=row.starts,
        end=row.ends,
        numerator=row.numerator,
        denominator=row.denominator,
        cohort=row.denominator if row.expected else None,
        expected=Fraction(row.expected) if row.expected else None,
        status=row.status,  # type: ignore[arg-type]
        published_on=row.published_on,
        area=row.area,
        group=row.group,
        receipt=row.receipt.reference,
        received_on=row.receipt.received_on,
    )


def plan_years(partnership: Partnership) -> list[PlanYears]:
    """The partnership's plans with the days they run from and to, in order of time."""
    rows = DeliveryPlan.objects.filter(partnership=partnership).order_by("year_starts")
    return [PlanYears(f"the {row.year} plan", row.year_starts, row.year_ends) for row in rows]


def receipts_visible_to(user: User, *, partnership: Partnership) -> QuerySet[Receipt]:
    """The returns of a partnership that a user belongs to, the latest first; none of any other."""
    if not belongs_to(partnership, user):
        return Receipt.objects.none()
    return Receipt.objects.filter(partnership=partnership).select_related("supplier", "partnership")


def suppliers(partnership: Partnership) -> QuerySet[Agency]:
    """The organisations that may send a return."""
    return Agency.objects.filter(partnership=partnership)


def as_record(card: Scorecard) -> dict[str, Any]:
    """The scorecard as plain values: on, lead and rows; only what may be shown."""
    return {"on": card.on.isoformat(), "lead": card.lead, "rows": [_row_record(row) for row in card.rows]}


def _row_record(row: Row) -> dict[str, Any]:
    indicator = row.judgement.indicator
    return {
        "group": row.group.value,
        "id": indicator.id,
        "code": indicator.code,
        "name": indicator.name,
        "verdict": row.verdict,
        "position": row.position,
        "value": row.value,
        "target": row.target,
        "period": row.period,
        "age": row.age,
        "recent": list(row.recent),
        "method": row.judgement.method,
        "sentence": row.judgement.sentence,
        "receipts": list(row.receipts),
    }


@dataclass(frozen=True)
class FigureOfReturn:
    """One line of a return that was taken in; its figure is shown only where it is released."""

    line: int
    code: str
    name: str


def figures_of(receipt: Receipt) -> list[FigureOfReturn]:
    """The lines of a return that were taken in, by their place in the file."""
    planned = planned_indicators(receipt.partnership, receipt.received_on)
    rows = receipt.observations.select_related("indicator").order_by("line")
    return [FigureOfReturn(row.line, row.indicator.code, _name(planned, row.indicator.code)) for row in rows]


def _name(planned: Mapping[str, PlannedIndicator], code: str) -> str:
    return planned[code].indicator.name if code in planned else code
