"""What the workbench finds already kept: an indicator's own numbers, and counts by group through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.db.models import QuerySet

from throughline.figures.indicators.disproportion import RelativeRates, relative_rate_index
from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.plan_file import PlannedIndicator, read_indicator_file
from throughline.figures.indicators.selections import Selection
from throughline.figures.measures.release import ReleasedTable, release, release_share, release_table
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Decision
from throughline.web.performance.models import Observation
from throughline.web.performance.queries import counted_on, list_on
from throughline.words.formats import days_words
from throughline.words.periods import year_holding

AGREED_HERE = ("percentage", "predicted", "fixed-group")
"""How an indicator is judged whose target is one number; a plan by quarter is agreed with its list."""


@dataclass(frozen=True)
class LatestShare:
    """The last return of a share: how many of how many, None where the gate hides them."""

    period: str
    x: int | None
    n: int | None
    words: str

    @property
    def share(self) -> Decimal | None:
        """The share in per cent to two decimals."""
        if self.x is None or not self.n:
            return None
        return Decimal(percent(Fraction(self.x, self.n), 2).rstrip("%"))


def latest_share(partnership: Partnership, planned: PlannedIndicator, day: date) -> LatestShare | None:
    """The last share of an indicator that counted on a day; None where none has come."""
    rows = _own(partnership, planned.indicator.id, day).filter(denominator__isnull=False)
    row = rows.order_by("-ends", "-receipt__received_on", "-pk").first()
    if row is None:
        return None
    found = release_share(
        row.numerator,
        row.denominator or 0,
        receipts=[row.receipt.reference],
        people=planned.indicator.counts_people,
    )
    return LatestShare(days_words(row.starts, row.ends), found.x, found.n, found.words)


def totals_by_quarter(
    partnership: Partnership, planned: PlannedIndicator, day: date
) -> Mapping[int, int | None]:
    """The totals to date of the year that holds a day, by quarter; None where the gate hides one.

    Of several returns for a quarter the last received counts.
    """
    year = year_holding(day)
    rows = _own(partnership, planned.indicator.id, day).filter(starts=year.first)
    return {
        (row.ends.month - year.first.month) % 12 // 3 + 1: _total(row, planned)
        for row in rows.order_by("receipt__received_on", "pk")
    }


def _total(row: Observation, planned: PlannedIndicator) -> int | None:
    if not planned.indicator.counts_people:
        return row.numerator
    return release(row.numerator, receipts=[row.receipt.reference]).value


def _own(partnership: Partnership, indicator: str, day: date) -> QuerySet[Observation]:
    rows = counted_on(partnership, day).filter(indicator__code=indicator, area="", group="")
    return rows.select_related("receipt")


def selections_on(partnership: Partnership, day: date) -> tuple[Selection, ...]:
    """Which areas chose which indicator, by the list in use on a day."""
    kept = list_on(partnership, day)
    return _selections(kept.digest, kept.text) if kept else ()


@lru_cache(maxsize=32)
def _selections(digest: str, text: str) -> tuple[Selection, ...]:
    return read_indicator_file(text).selections


def decision_numbered(partnership: Partnership, number: str) -> Decision | None:
    """The decision of a partnership with a number."""
    return Decision.objects.filter(body__partnership=partnership, number=number).first()


@dataclass(frozen=True)
class GroupCounts:
    """The counts of one indicator by group in one period, as they came in."""

    period: tuple[date, date]
    counts: tuple[tuple[str, int, int], ...]
    receipts: tuple[str, ...]

    @property
    def period_words(self) -> str:
        """The days that they cover."""
        return days_words(*self.period)

    @property
    def largest(self) -> str:
        """The group with the most people."""
        return max(self.counts, key=lambda group: group[2])[0]


@dataclass(frozen=True)
class GroupsCompared:
    """Groups beside a reference, where the gate lets them out; ``hidden`` are those that it keeps.

    ``found`` is None where the reference itself is hidden, or no other group is left.
    """

    found: RelativeRates | None
    hidden: tuple[str, ...]


def with_groups(partnership: Partnership, day: date) -> tuple[str, ...]:
    """The codes of the indicators of which counts by group had come by a day."""
    rows = counted_on(partnership, day).exclude(group="").filter(area="", denominator__isnull=False)
    return tuple(sorted(set(rows.order_by().values_list("indicator__code", flat=True))))


def groups_of(partnership: Partnership, indicator: str, day: date) -> tuple[GroupCounts, ...]:
    """The counts by group of an indicator that counted on a day, by period, the latest first."""
    rows = counted_on(partnership, day).filter(indicator__code=indicator, area="", denominator__isnull=False)
    latest: dict[tuple[date, date], dict[str, Observation]] = {}
    for row in rows.exclude(group="").select_related("receipt").order_by("receipt__received_on", "pk"):
        latest.setdefault((row.starts, row.ends), {})[row.group] = row
    return tuple(_counts(period, latest[period]) for period in sorted(latest, key=_ends, reverse=True))


def _ends(period: tuple[date, date]) -> tuple[date, date]:
    return period[1], period[0]


def _counts(period: tuple[date, date], rows: Mapping[str, Observation]) -> GroupCounts:
    in_order = sorted(rows.values(), key=lambda row: (row.receipt_id, row.line))
    return GroupCounts(
        period,
        tuple((row.group, row.numerator, row.denominator or 0) for row in in_order),
        tuple(dict.fromkeys(row.receipt.reference for row in in_order)),
    )


def compared(groups: GroupCounts, reference: str) -> GroupsCompared:
    """The relative rates of the groups that the gate lets out, against one of them as reference.

    A ratio gives a count away as surely as the count does, so a hidden group has none.
    """
    table = release_table([(x, n - x) for _, x, n in groups.counts], receipts=groups.receipts)
    shown = [group for place, group in enumerate(groups.counts) if _is_shown(table, place)]
    names = [name for name, _, _ in shown]
    hidden = tuple(name for name, _, _ in groups.counts if name not in names)
    if reference not in names or len(names) == 1:
        return GroupsCompared(None, hidden)
    return GroupsCompared(relative_rate_index(shown, reference), hidden)


def _is_shown(table: ReleasedTable, place: int) -> bool:
    cells = (*table.rows[place], table.row_totals[place])
    return all(cell.value is not None for cell in cells)
