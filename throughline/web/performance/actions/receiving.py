"""Loading indicators, agreeing targets, receiving returns. Each act leaves its event."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from throughline.figures.extracts.returns import Rejection as Rejected
from throughline.figures.extracts.returns import Return, ReturnLine, Window, read_return
from throughline.figures.indicators.catalogue import refuse_selections
from throughline.figures.indicators.plan_file import PlannedIndicator, read_indicator_file
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.performance.models import (
    Indicator,
    IndicatorList,
    Observation,
    Receipt,
    Rejection,
    SeriesBreak,
    Target,
)
from throughline.web.performance.queries import earlier_totals, planned_indicators
from throughline.words.periods import year_holding
from throughline.words.refusals import Refused

NEEDS_A_TARGET = ("trajectory", "fixed-group")
NEEDS_A_WHOLE = ("percentage", "predicted")


class IndicatorsRefused(Refused):
    """A list of indicators cannot be judged by, or is in use already."""


class TargetRefused(Refused):
    """A target is no number, or belongs to no indicator."""


class SeriesUnknown(Refused):
    """A series cannot be broken that is none."""


class ReturnRefused(Refused):
    """A return as a whole cannot be received."""


@transaction.atomic
def load_indicators(
    *, partnership: Partnership, text: str, loaded_on: date, by: User | None, at: datetime
) -> IndicatorList:
    """Load a partnership's indicators and targets; an earlier list stays as it was.

    Raises IndicatorUnreadable, IndicatorsRefused where one could not be judged, and SelectionRefused where
    an area chose what it may not.
    """
    listed = read_indicator_file(text)
    planned = listed.indicators
    refuse_selections(listed.catalogue, listed.selections, loaded_on)
    for one in planned:
        if one.target is None and one.indicator.method in NEEDS_A_TARGET:
            raise IndicatorsRefused(f"{one.indicator.id} cannot be judged without a target. Give it one.")
    digest = hashlib.sha256(text.encode()).hexdigest()
    last = IndicatorList.objects.filter(partnership=partnership).last()
    if last and last.digest == digest:
        raise IndicatorsRefused("This list is in use already. Nothing was changed.")
    kept = IndicatorList.objects.create(
        partnership=partnership,
        number=last.number + 1 if last else 1,
        text=text,
        digest=digest,
        loaded_on=loaded_on,
        loaded_at=at,
    )
    Indicator.objects.bulk_create(
        [Indicator(partnership=partnership, code=one.indicator.id) for one in planned], ignore_conflicts=True
    )
    record_event(
        by=by,
        at=at,
        what="indicators loaded",
        thing=kept,
        partnership=partnership,
        detail={"number": kept.number, "digest": kept.digest, "indicators": len(planned)},
    )
    return kept


@transaction.atomic
def agree_target(
    *,
    partnership: Partnership,
    indicator: str,
    source: str,
    from_on: date,
    by: User | None,
    at: datetime,
    value: Fraction | None = None,
    tolerance: Fraction | None = None,
) -> Target:
    """Agree a target, or the tolerance of one, from a day on; ``value`` is a share for percentages.

    Raises TargetRefused for an indicator that is none, or where neither number is given.
    """
    found = Indicator.objects.filter(partnership=partnership, code=indicator).first()
    if found is None or (value is None and tolerance is None):
        raise TargetRefused(f"“{indicator}” is no indicator here, or no number was given. Give both.")
    target = Target.objects.create(
        indicator=found,
        value="" if value is None else str(value),
        tolerance="" if tolerance is None else str(tolerance),
        source=source,
        from_on=from_on,
    )
    record_event(
        by=by,
        at=at,
        what="target agreed",
        thing=target,
        partnership=partnership,
        detail={"indicator": indicator, "value": target.value, "tolerance": target.tolerance},
    )
    return target


@transaction.atomic
def break_series(
    *,
    partnership: Partnership,
    indicators: Collection[str],
    on: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> int:
    """Record that the figures of some indicators come from elsewhere from a day on; how many were broken.

    Figures before the day stay as they were and are no longer compared with those after it.
    Raises SeriesUnknown for an indicator that is none.
    """
    found = {one.code: one for one in Indicator.objects.filter(partnership=partnership, code__in=indicators)}
    if missing := sorted(set(indicators) - set(found)):
        raise SeriesUnknown(f"“{missing[0]}” is no indicator here. Nothing was changed.")
    for code in sorted(found):
        made, _new = SeriesBreak.objects.get_or_create(
            indicator=found[code], on=on, defaults={"reason": reason, "recorded_at": at}
        )
        record_event(
            by=by,
            at=at,
            what="series broken",
            thing=made,
            partnership=partnership,
            detail={"indicator": code, "on": str(on)},
        )
    return len(found)


@transaction.atomic
def receive_return(
    *,
    supplier: Agency,
    content: bytes,
    period_starts: date,
    period_ends: date,
    received_on: date,
    by: User | None,
    at: datetime,
    status: str = Observation.Status.FINAL,
    published_on: date | None = None,
) -> Receipt:
    """Receive one partner's return for one period: what is sound is taken in, the rest is said line by line.

    Raises ReturnUnreadable, and ReturnRefused for a period that is none or bytes received already.
    """
    partnership = supplier.partnership
    _check_return(partnership, content, period_starts, period_ends)
    planned = planned_indicators(partnership, received_on)
    year = year_holding(period_ends)
    read = read_return(
        content,
        supplier=supplier.code,
        period=Window(period_starts, period_ends),
        received_on=received_on,
        number=Receipt.objects.filter(partnership=partnership, received_on=received_on).count() + 1,
        known=planned,
        earlier_totals=earlier_totals(planned, partnership, year.first, period_ends),
    )
    faults = {line.line: fault for line in read.lines if (fault := _fault(line, planned[line.indicator]))}
    lines = [line for line in read.lines if line.line not in faults]
    receipt = _keep_receipt(supplier, read, len(lines), at)
    _keep_rejections(receipt, [*read.rejections, *faults.values()])
    codes = {one.code: one for one in Indicator.objects.filter(partnership=partnership)}
    Observation.objects.bulk_create(
        Observation(
            indicator=codes[line.indicator],
            receipt=receipt,
            line=line.line,
            starts=year.first if planned[line.indicator].indicator.method == "trajectory" else period_starts,
            ends=period_ends,
            numerator=line.numerator,
            denominator=line.denominator,
            expected=_expected(planned[line.indicator]),
            status=status,
            published_on=published_on,
        )
        for line in lines
    )
    record_event(
        by=by,
        at=at,
        what="return received",
        thing=receipt,
        partnership=partnership,
        detail={"receipt": receipt.reference, "sha256": receipt.sha256, "accepted": receipt.lines_accepted},
    )
    return receipt


def _check_return(partnership: Partnership, content: bytes, starts: date, ends: date) -> None:
    if ends < starts:
        raise ReturnRefused(f"The period ends on {ends}, before it starts on {starts}. Correct one of them.")
    again = Receipt.objects.filter(
        partnership=partnership,
        sha256=hashlib.sha256(content).hexdigest(),
        period_starts=starts,
        period_ends=ends,
        undone_on__isnull=True,
    ).first()
    if again:
        raise ReturnRefused(
            f"This file was received already, with receipt {again.reference}. Nothing was changed."
        )


def _fault(line: ReturnLine, planned: PlannedIndicator) -> Rejected | None:
    method = planned.indicator.method
    if method in NEEDS_A_WHOLE and line.denominator is None:
        return Rejected(
            line.line, "denominator", f"{line.indicator} is a part of a whole. Write what it is counted from."
        )
    if method == "predicted" and not _expected(planned):
        return Rejected(
            line.line, "indicator", f"No predicted number is kept for {line.indicator}. Load one first."
        )
    return None


def _expected(planned: PlannedIndicator) -> str:
    if planned.indicator.method != "predicted" or "expected" not in planned.published:
        return ""
    return str(planned.published["expected"])


def _keep_receipt(supplier: Agency, read: Return, accepted: int, at: datetime) -> Receipt:
    receipt = read.receipt
    return Receipt.objects.create(
        partnership=supplier.partnership,
        supplier=supplier,
        received_on=receipt.received_on,
        number=int(receipt.id.rsplit("/", 1)[1]),
        period_starts=receipt.period.starts,
        period_ends=receipt.period.ends,
        sha256=receipt.sha256,
        lines_read=receipt.lines_read,
        lines_accepted=accepted,
        recorded_at=at,
    )


def _keep_rejections(receipt: Receipt, rejected: list[Rejected]) -> None:
    Rejection.objects.bulk_create(
        Rejection(receipt=receipt, line=one.line, column=one.column, reason=one.reason)
        for one in sorted(rejected, key=lambda one: one.line)
    )
