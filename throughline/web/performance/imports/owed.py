"""Who owes which figures by when, from the list of indicators and from what came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min

from throughline.figures.extracts.arrivals import ArrivalRow, ArrivalState, Came, Owed, arrivals
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance.queries import counted_on, planned_indicators
from throughline.words.periods import year_holding

LOOKED_BACK = timedelta(days=365)
"""How long figures that came are still listed."""


@dataclass(frozen=True)
class Ledger:
    """What is owed on a day, by whom, and what came of it; empty where the list names no supplier."""

    day: date
    planned: Mapping[str, PlannedIndicator]
    suppliers: Mapping[str, str]
    """The name of each organisation, by its code."""
    rows: tuple[ArrivalRow, ...]
    owes_anything: bool

    def of(self, *states: ArrivalState) -> tuple[ArrivalRow, ...]:
        """The rows in some states, in order of the day by which they are owed."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def outstanding(self) -> tuple[ArrivalRow, ...]:
        """What is overdue as a whole or in part, the longest first."""
        partly = [row for row in self.of(ArrivalState.PARTLY) if row.owed_by < self.day]
        rows = [*self.of(ArrivalState.OVERDUE), *partly]
        return tuple(sorted(rows, key=lambda row: (row.owed_by, row.supplier)))

    @property
    def awaited(self) -> tuple[ArrivalRow, ...]:
        """What is owed and not yet due, the first due first; a part of it may have come."""
        partly = [row for row in self.of(ArrivalState.PARTLY) if row.owed_by >= self.day]
        rows = [*self.of(ArrivalState.NOT_YET_DUE), *partly]
        return tuple(sorted(rows, key=lambda row: (row.owed_by, row.supplier)))

    def name_of(self, row: ArrivalRow) -> str:
        """The supplier of a row by its name."""
        return self.suppliers.get(row.supplier, row.supplier)


def ledger_on(partnership: Partnership, day: date) -> Ledger:
    """What is owed by a day for every period since the year in which figures were first listed.

    Four queries for any number of indicators and figures. Source: product, page 27; rule R30.
    """
    planned = planned_indicators(partnership, day)
    owed = [
        Owed(code, one.indicator.supplier, arrival.every, arrival.months_after, arrival.source)
        for code, one in planned.items()
        if (arrival := one.indicator.arrival) and one.indicator.supplier
    ]
    if not owed:
        return Ledger(day, planned, {}, (), owes_anything=False)
    suppliers = Agency.objects.filter(partnership=partnership)
    listed = suppliers.annotate(since=Min("partnership__indicator_lists__loaded_on"))
    names = {code: (name, since) for code, name, since in listed.values_list("code", "name", "since")}
    since = year_holding(min((one for _name, one in names.values()), default=day)).first
    rows = arrivals(owed, _came(partnership, day, since, owed), on=day, expected_from=since)
    return Ledger(
        day, planned, {code: name for code, (name, _since) in names.items()}, rows, owes_anything=True
    )


def _came(partnership: Partnership, day: date, since: date, owed: list[Owed]) -> list[Came]:
    rows = counted_on(partnership, day).filter(
        ends__gte=since, indicator__code__in={one.indicator for one in owed}
    )
    values = (
        rows.order_by().values_list("indicator__code", "starts", "ends", "receipt__received_on").distinct()
    )
    return [Came(*one) for one in values]
