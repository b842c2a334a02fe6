"""Reads of the dates of cases: which count for a quarter, and which limits are in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from throughline.figures.extracts.case_dates import CaseKind, DatedEvent
from throughline.figures.extracts.case_histories import further_offence, mappa_case, visor_record
from throughline.figures.indicators.plan_file import PlannedIndicator, read_indicator_file
from throughline.rules.supervision.limits import DayLimit
from throughline.rules.supervision.mappa_counts import CategoryRule
from throughline.rules.supervision.share import Share
from throughline.web.access.models import Partnership
from throughline.web.performance.models import CaseDates
from throughline.web.performance.queries import counted_on, file_on, list_on, planned_indicators
from throughline.web.performance.timeliness.measures import CODES, Cases
from throughline.words.periods import Period, quarters, year_holding


@dataclass(frozen=True)
class Sent:
    """One file of dates that counts: its receipt, who sent it, and for which quarter."""

    receipt: int
    reference: str
    kind: CaseKind
    supplier: str
    """The organisation's name."""
    quarter: Period
    received_on: date
    number: int
    refused: int
    """How many of its lines were not taken in."""

    @property
    def came(self) -> tuple[date, int]:
        """The day on which its receipt was given, and its number on that day."""
        return self.received_on, self.number

    @property
    def until(self) -> date:
        """The last day that its dates tell of."""
        return min(self.quarter.last, self.received_on)


@dataclass(frozen=True)
class HeldCase:
    """The events of one case in order of time, and the file that told them."""

    sent: Sent
    reference: str
    events: tuple[DatedEvent, ...]


@dataclass(frozen=True)
class Returned:
    """Counts that a return gave for a quarter, and its receipt."""

    quarter: Period
    share: Share
    receipt: int
    reference: str
    came: tuple[date, int]
    """The day on which the receipt was given, and its number on that day."""


def quarter_of(day: date) -> Period:
    """The quarter that a day falls in, with its year in its name: "Q3 2009-10". Source: rule R22."""
    year = year_holding(day)
    found = next(one for one in quarters(year) if day in one)
    return Period(found.first, found.last, f"{found.name} {year.name}")


def files_sent(partnership: Partnership, day: date) -> tuple[Sent, ...]:
    """The files of dates that counted on a day, the latest last; those undone by then are left out."""
    rows = CaseDates.objects.filter(receipt__partnership=partnership, receipt__received_on__lte=day).exclude(
        receipt__undone_on__lte=day
    )
    told = rows.order_by().values_list(
        "kind", "receipt", "receipt__received_on", "receipt__number", "receipt__supplier__name",
        "receipt__period_starts", "receipt__lines_read", "receipt__lines_accepted",
    ).distinct()  # fmt: skip
    found = [
        Sent(
            pk,
            f"{came}/{number}",
            cast(CaseKind, kind),
            name,
            quarter_of(starts),
            came,
            number,
            read - accepted,
        )
        for kind, pk, came, number, name, starts, read, accepted in told
    ]
    return tuple(sorted(found, key=lambda one: (one.quarter, one.received_on, one.number)))


def last_of_each(sent: Iterable[Sent]) -> tuple[Sent, ...]:
    """The last file of each organisation and kind; a later one says everything anew."""
    return tuple({(one.supplier, one.kind): one for one in sent}.values())


def cases_in(sent: Iterable[Sent]) -> tuple[HeldCase, ...]:
    """The cases of some files, in the order of their references, in one query."""
    files = {one.receipt: one for one in sent}
    rows = CaseDates.objects.filter(receipt__in=files).order_by("kind", "reference", "receipt")
    return tuple(HeldCase(files[row.receipt_id], row.reference, _events(row.dates)) for row in rows)


def _events(kept: Iterable[Sequence[str]]) -> tuple[DatedEvent, ...]:
    return tuple(DatedEvent(event, date.fromisoformat(on), detail) for event, on, detail in kept)


def as_kept(events: Iterable[DatedEvent]) -> list[list[str]]:
    """The events of a case as they are stored."""
    return [[one.event, one.on.isoformat(), one.detail] for one in events]


def told_by(held: Iterable[HeldCase]) -> Cases:
    """What some cases tell, by their kinds."""
    all_of = tuple(held)
    return Cases(
        tuple(mappa_case(one.reference, one.events) for one in all_of if one.sent.kind == "mappa"),
        tuple(visor_record(one.reference, one.events) for one in all_of if one.sent.kind == "visor"),
        tuple(further_offence(one.reference, one.events) for one in all_of if one.sent.kind == "sfo"),
    )


def by_file(held: Iterable[HeldCase]) -> tuple[tuple[Period, Cases], ...]:
    """The cases of each file, with the days of its quarter that its dates tell of."""
    files: dict[Sent, list[HeldCase]] = {}
    for one in held:
        files.setdefault(one.sent, []).append(one)
    return tuple((Period(sent.quarter.first, sent.until), told_by(cases)) for sent, cases in files.items())


@lru_cache(maxsize=32)
def _limits_in(digest: str, text: str) -> tuple[DayLimit, ...]:
    return read_indicator_file(text).day_limits


def limits_on(partnership: Partnership, day: date) -> tuple[DayLimit, ...]:
    """The limits of the list of indicators in use on a day; none before there is a list."""
    kept = list_on(partnership, day)
    return _limits_in(kept.digest, kept.text) if kept else ()


def category_rules_on(partnership: Partnership, day: date) -> tuple[CategoryRule, ...]:
    """Every version of what a category takes in, by the list in use on a day."""
    listed = file_on(partnership, day)
    return listed.category_rules if listed else ()


def planned_on(partnership: Partnership, day: date) -> Mapping[str, PlannedIndicator]:
    """The indicators that these measures feed, as they stand in the list in use on a day."""
    planned = planned_indicators(partnership, day)
    return {code: planned[code] for code in CODES if code in planned}


def counts_returned(partnership: Partnership, day: date) -> Mapping[str, Mapping[date, Returned]]:
    """The counts of each measure by the first day of its quarter, the last received of each, in one query."""
    rows = counted_on(partnership, day).filter(
        indicator__code__in=CODES, area="", group="", denominator__isnull=False
    )
    found: dict[str, dict[date, Returned]] = {}
    for row in rows.select_related("indicator", "receipt").order_by(
        "receipt__received_on", "receipt__number", "pk"
    ):
        quarter = quarter_of(row.starts)
        if (row.starts, row.ends) == (quarter.first, quarter.last):
            counts = Share(row.numerator, row.denominator or 0)
            found.setdefault(row.indicator.code, {})[row.starts] = Returned(
                quarter,
                counts,
                row.receipt_id,
                row.receipt.reference,
                (row.receipt.received_on, row.receipt.number),
            )
    return found
