"""Dates of cases received by their references: what is sound is kept, and the quarter is counted anew."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import get_args

from django.db import transaction

from throughline.figures.extracts.case_dates import CaseDates as Dates
from throughline.figures.extracts.case_dates import CaseKind, read_case_dates
from throughline.papers.reading.reading import read_rows
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, User
from throughline.web.performance.models import CaseDates, Indicator, Observation, Receipt, Rejection
from throughline.web.performance.timeliness.measures import MEASURES, counted
from throughline.web.performance.timeliness.reads import (
    as_kept,
    by_file,
    cases_in,
    files_sent,
    last_of_each,
    limits_on,
    planned_on,
    quarter_of,
)
from throughline.words.periods import Period
from throughline.words.refusals import Refused

CALLED = "The file"
"""What a file is called in a refusal: its own name may be a person's."""


class CaseDatesRefused(Refused):
    """A file of case dates cannot be received: of no quarter, here already, or without a sound line."""


@transaction.atomic
def receive_case_dates(
    *,
    supplier: Agency,
    kind: CaseKind,
    content: bytes,
    quarter_starts: date,
    received_on: date,
    by: User | None,
    at: datetime,
) -> Receipt:
    """Receive the dates of an organisation's cases for a quarter, and count the quarter from all dates sent.

    A file says everything anew: the organisation's earlier file of the kind no longer counts for the quarter.
    The indicators of the list that the measures feed get the counts under the same receipt.
    Raises CaseDatesRefused, CaseDatesUnreadable, and Unreadable where the file is no table.
    Source: rules R32 to R37.
    """
    partnership, quarter = supplier.partnership, quarter_of(quarter_starts)
    digest = hashlib.sha256(content).hexdigest()
    _check(supplier, kind, quarter, quarter_starts, received_on, digest)
    rows = [(row[0].place.row, [cell.text for cell in row]) for row in read_rows(content, CALLED).rows if row]
    read = read_case_dates(rows, kind=kind, received_on=received_on)
    if not read.cases:
        first = read.rejections[0]
        raise CaseDatesRefused(
            f"Not one of {read.lines_read} lines could be taken in. The first is line {first.line}, "
            f"{first.column}: {first.reason} Nothing was changed."
        )
    receipt = _keep(supplier, kind, quarter, received_on, digest, read, at)
    _count_quarter(kind, quarter, receipt)
    record_event(
        by=by,
        at=at,
        what="case dates received",
        thing=receipt,
        partnership=partnership,
        detail={
            "receipt": receipt.reference,
            "sha256": digest,
            "kind": kind,
            "cases": len(read.cases),
            "accepted": read.lines_accepted,
            "rejected": len(read.rejections),
        },
    )
    return receipt


def _check(
    supplier: Agency, kind: CaseKind, quarter: Period, starts: date, received_on: date, digest: str
) -> None:
    if kind not in get_args(CaseKind):
        raise CaseDatesRefused(f"Dates are of one kind: {', '.join(get_args(CaseKind))}. Choose one of them.")
    if quarter.first != starts or starts > received_on:
        raise CaseDatesRefused(
            f"{starts} is not the first day of a quarter that has begun. Choose the quarter that the dates "
            "are for."
        )
    again = Receipt.objects.filter(
        partnership=supplier.partnership,
        supplier=supplier,
        sha256=digest,
        period_starts=starts,
        case_dates__kind=kind,
        undone_on__isnull=True,
    ).first()
    if again:
        raise CaseDatesRefused(
            f"This file was received already, with receipt {again.reference}. Nothing was changed."
        )


def _keep(
    supplier: Agency,
    kind: CaseKind,
    quarter: Period,
    received_on: date,
    digest: str,
    read: Dates,
    at: datetime,
) -> Receipt:
    partnership = supplier.partnership
    receipt = Receipt.objects.create(
        partnership=partnership,
        supplier=supplier,
        received_on=received_on,
        number=Receipt.objects.filter(partnership=partnership, received_on=received_on).count() + 1,
        period_starts=quarter.first,
        period_ends=quarter.last,
        sha256=digest,
        lines_read=read.lines_read,
        lines_accepted=read.lines_accepted,
        recorded_at=at,
    )
    Rejection.objects.bulk_create(
        Rejection(receipt=receipt, line=one.line, column=one.column, reason=one.reason)
        for one in read.rejections
    )
    CaseDates.objects.bulk_create(
        CaseDates(receipt=receipt, kind=kind, reference=reference, dates=as_kept(events))
        for reference, events in read.cases.items()
    )
    return receipt


def _count_quarter(kind: CaseKind, quarter: Period, receipt: Receipt) -> None:
    """Counts for the indicators, once the quarter is over; a measure without cases feeds none."""
    partnership, day = receipt.partnership, receipt.received_on
    if day <= quarter.last:
        return
    sent = [one for one in files_sent(partnership, day) if (one.quarter, one.kind) == (quarter, kind)]
    last = last_of_each(sent)
    is_provisional = any(one.refused or one.until < quarter.last for one in last)
    files = by_file(cases_in(last))
    limits = limits_on(partnership, day)
    codes = {one.code: one for one in Indicator.objects.filter(partnership=partnership)}
    planned = planned_on(partnership, day)
    for measure in MEASURES:
        named = planned.get(measure.code)
        if measure.kind != kind or named is None or named.indicator.method != "percentage":
            continue
        share = counted(measure.count, files, limits)
        if share is not None and share.has_cases:
            Observation.objects.create(
                indicator=codes[measure.code],
                receipt=receipt,
                line=0,
                starts=quarter.first,
                ends=quarter.last,
                numerator=share.met,
                denominator=share.of,
                status=Observation.Status.PROVISIONAL if is_provisional else Observation.Status.FINAL,
            )
