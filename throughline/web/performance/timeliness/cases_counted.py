"""How many cases there are, as every reader of the page may be told: counts through the gate, no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.extracts.case_dates import AGES, DETAILS, DatedEvent
from throughline.figures.extracts.case_histories import mappa_case
from throughline.figures.measures.release import Released, ReleasedTable, release_share, release_table
from throughline.rules.supervision.mappa import MappaCase
from throughline.rules.supervision.mappa_counts import (
    CategoryRule,
    Notifications,
    by_age_and_level,
    by_category_and_level,
    checked,
    notifications,
    rules_on,
)
from throughline.rules.supervision.share import Share
from throughline.web.performance.timeliness.reads import HeldCase
from throughline.words.periods import Period

LEVELS = (1, 2, 3)
CATEGORIES = (1, 2, 3, 0)
"""Nought is one that nobody told."""
Rows = tuple[tuple[str, ...], ...]
Head = TypeVar("Head", int, str)


@dataclass(frozen=True)
class CasesCounted:
    """Cases by category and by age at each level on a day, and what was told and checked of them."""

    on: date
    by_category: Rows
    by_age: Rows
    """Empty where it would give away what the other table hides."""
    notified: str
    checks: Rows
    """Empty where no file tells what was looked at."""
    rules: tuple[CategoryRule, ...]
    """Whom each category takes in, by the version in force on the day."""


def cases_counted(
    held: Sequence[HeldCase], quarter: Period, rules: Sequence[CategoryRule]
) -> CasesCounted | None:
    """What the files of a quarter tell of all cases together; None where no file of the kind came.

    One case that several organisations tell of is one. Source: rule R31; East Midlands plan 2009-10.
    """
    files = [one for one in held if one.sent.kind == "mappa"]
    if not files:
        return None
    on = max(one.sent.until for one in files)
    receipts = sorted({one.sent.reference for one in files})
    cases = as_cases(files)
    categories = _table(by_category_and_level(cases, on), CATEGORIES, receipts)
    ages = _table(by_age_and_level(cases, on), (*AGES, ""), receipts)
    of_category_2 = categories.row_totals[CATEGORIES.index(2)]
    return CasesCounted(
        on=on,
        by_category=_rows([*map(_category_words, CATEGORIES)], categories),
        by_age=_rows([*map(_age_words, (*AGES, ""))], ages) if _shows_totals(categories, ages) else (),
        notified=_notified(notifications(cases, quarter), receipts),
        checks=_checks(cases, on, receipts, is_known=of_category_2.value is not None),
        rules=rules_on(rules, on),
    )


def _checks(cases: Sequence[MappaCase], on: date, receipts: Sequence[str], *, is_known: bool) -> Rows:
    """What was looked at of category 2; nothing where nobody told, which is not nought."""
    if not any(one.checks for one in cases):
        return ()
    return tuple(
        (check.capitalize(), _share_words(share, receipts) if is_known else _("hidden"))
        for check, share in checked(cases, on).items()
    )


def as_cases(files: Sequence[HeldCase]) -> list[MappaCase]:
    """One case for each reference, from the events that all files tell of it."""
    events: dict[str, set[DatedEvent]] = {}
    for one in files:
        events.setdefault(one.reference, set()).update(one.events)
    return [mappa_case(reference, sorted(told, key=_order)) for reference, told in sorted(events.items())]


def _order(told: DatedEvent) -> tuple[date, int, str]:
    """By day, and on one day in the order in which such things happen."""
    return told.on, [*DETAILS["mappa"]].index(told.event), told.detail


def _table(
    counts: Mapping[tuple[Head, int], int], heads: Sequence[Head], receipts: Sequence[str]
) -> ReleasedTable:
    cells = [[counts.get((head, level), 0) for level in LEVELS] for head in heads]
    return release_table(cells, receipts=receipts)


def _shows_totals(*tables: ReleasedTable) -> bool:
    """Whether both tables show every total that they share, so that neither tells what the other hides."""
    return all(cell.value is not None for table in tables for cell in (*table.column_totals, table.total))


def _rows(heads: Sequence[str], table: ReleasedTable) -> Rows:
    body = zip(heads, table.rows, table.row_totals, strict=True)
    return (
        *((head, *map(_words, row), _words(total)) for head, row, total in body),
        (_("All"), *map(_words, table.column_totals), _words(table.total)),
    )


def _words(cell: Released) -> str:
    return cell.words if cell.value is not None else _("hidden")


def _category_words(category: int) -> str:
    return _("Category %(number)d") % {"number": category} if category else _("Not said")


def _age_words(age: str) -> str:
    return {"under 18": _("Under 18"), "18 and over": _("18 and over"), "": _("Not said")}[age]


def _notified(found: Notifications, receipts: Sequence[str]) -> str:
    if not found.identified:
        return _("No case was identified by a prison on reception in this quarter.")
    shown = release_share(found.notified, found.identified, receipts=receipts)
    if shown.x is None or found.median_days is None:
        return _("Of the cases identified by prisons on reception, partners were told of: %(share)s.") % {
            "share": shown.words
        }
    days = ngettext("%(num)s day", "%(num)s days", round(found.median_days)) % {
        "num": f"{found.median_days:g}"
    }
    return _(
        "Of the cases identified by prisons on reception, partners were told of %(share)s; half of these "
        "within %(days)s."
    ) % {"share": shown.words, "days": days}


def _share_words(share: Share, receipts: Sequence[str]) -> str:
    if not share.has_cases:
        return _("no cases")
    return release_share(share.met, share.of, receipts=receipts).words
