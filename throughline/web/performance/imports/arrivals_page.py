"""What the page of data arrivals shows: what is out, what falls due, what came, and which files wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.extracts.arrivals import ArrivalRow, ArrivalState
from throughline.web.access.models import Partnership, User
from throughline.web.performance.imports.owed import LOOKED_BACK, Ledger, ledger_on
from throughline.web.performance.models import Observation, Receipt
from throughline.web.performance.queries import receipts_visible_to
from throughline.words.formats import day_words, days_words, list_words

LATEST = 10
"""How many receipts are listed; the page of returns has them all."""
NAMED = 4
"""How many indicators a row names before it only counts them."""


@dataclass(frozen=True)
class ShownArrival:
    """One row: who owes what for which days, by when, and how it stands."""

    supplier: str
    period: str
    owed_by: str
    figures: str
    kind: str
    """Which of the statuses of pages it looks like."""
    state: str
    source: str


@dataclass(frozen=True)
class ArrivalsPage:
    """Everything that the page of data arrivals shows of a day."""

    lead: str
    owes_anything: bool
    has_indicators: bool
    outstanding: tuple[ShownArrival, ...]
    awaited: tuple[ShownArrival, ...]
    came: tuple[ShownArrival, ...]
    receipts: tuple[Receipt, ...]


def arrivals_page(partnership: Partnership, user: User, day: date) -> ArrivalsPage:
    """The page of data arrivals for a reader on a day, in six queries."""
    ledger = ledger_on(partnership, day)
    came = ledger.of(ArrivalState.IN_TIME, ArrivalState.LATE)
    recent = [row for row in reversed(came) if row.owed_by > day - LOOKED_BACK]
    return ArrivalsPage(
        lead=_lead(ledger),
        owes_anything=ledger.owes_anything,
        has_indicators=bool(ledger.planned),
        outstanding=tuple(_shown(row, ledger) for row in ledger.outstanding),
        awaited=tuple(_shown(row, ledger) for row in ledger.awaited),
        came=tuple(_shown(row, ledger) for row in recent),
        receipts=tuple(_latest(partnership, user)),
    )


def _latest(partnership: Partnership, user: User) -> list[Receipt]:
    revised = Count("observations", filter=Q(observations__status=Observation.Status.REVISED))
    rows = receipts_visible_to(user, partnership=partnership).annotate(revised=revised)
    return list(rows.order_by("-received_on", "-number")[:LATEST])


def _lead(ledger: Ledger) -> str:
    if not ledger.owes_anything:
        return _("No supplier is named in the list of indicators, so no figure is owed by a day.")
    if out := ledger.outstanding:
        said = ngettext("%(num)d return is overdue.", "%(num)d returns are overdue.", len(out))
        return said % {"num": len(out)} + " " + _longest(ledger, out[0])
    if ledger.awaited:
        first = ledger.awaited[0]
        following = {
            "supplier": ledger.name_of(first),
            "period": days_words(first.period.starts, first.period.ends),
            "day": day_words(first.owed_by),
        }
        return _("Nothing is overdue. Next, %(supplier)s owes figures for %(period)s by %(day)s.") % following
    return _("Nothing is overdue: every figure that was owed by today has come.")


def _longest(ledger: Ledger, row: ArrivalRow) -> str:
    days = row.working_days_late
    said = ngettext(
        "The longest, from %(supplier)s, was owed by %(day)s: %(num)d working day ago.",
        "The longest, from %(supplier)s, was owed by %(day)s: %(num)d working days ago.",
        days,
    )
    return said % {"supplier": ledger.name_of(row), "day": day_words(row.owed_by), "num": days}


def _shown(row: ArrivalRow, ledger: Ledger) -> ShownArrival:
    kind, state = _state(row)
    return ShownArrival(
        supplier=ledger.name_of(row),
        period=days_words(row.period.starts, row.period.ends),
        owed_by=day_words(row.owed_by),
        figures=_figures(row, ledger),
        kind=kind,
        state=state,
        source=list_words(row.sources),
    )


def _figures(row: ArrivalRow, ledger: Ledger) -> str:
    partly = bool(row.missing) and len(row.missing) < len(row.expected)
    named = [ledger.planned[code].indicator.name for code in (row.missing if partly else row.expected)]
    if len(named) > NAMED:
        more = len(named) - NAMED + 1
        named = [*named[: NAMED - 1], ngettext("%(num)d other", "%(num)d others", more) % {"num": more}]
    return _("Missing: %(figures)s") % {"figures": list_words(named)} if partly else list_words(named)


def _state(row: ArrivalRow) -> tuple[str, str]:
    days = row.working_days_late
    late = ngettext("%(num)d working day", "%(num)d working days", days) % {"num": days}
    came = day_words(row.came_on) if row.came_on else ""
    words = {
        ArrivalState.IN_TIME: ("complete", _("In time: %(day)s") % {"day": came}),
        ArrivalState.LATE: ("slipping", _("Late by %(days)s: %(day)s") % {"days": late, "day": came}),
        ArrivalState.PARTLY: (
            "slipping",
            _("Partly, %(days)s late") % {"days": late} if days else _("Partly"),
        ),
        ArrivalState.NOT_YET_DUE: ("undated", _("Not yet due")),
        ArrivalState.OVERDUE: ("late", _("Overdue by %(days)s") % {"days": late}),
    }
    return words[row.state]
