"""The grid of what a partnership's bodies owe to others and are owed, parent by period, over a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.obligations import Obligation, days_of_beginning, owed, owing
from throughline.rules.reports import Cell, GridRow, ReportSeen, Taken, last_day, obligations_grid
from throughline.rules.terms.in_force import on as in_force_on
from throughline.rules.terms.model import Body as BodyTerms
from throughline.rules.terms.model import Open, Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, terms_as_written
from throughline.web.reports.models import RecipientDate, Report
from throughline.web.reports.permits import KEEP_REPORTS, codes_of_reports
from throughline.words.formats import day_words, list_words
from throughline.words.periods import Period, quarters, year_holding, year_named

NOT_A_PARENT = frozenset({"members", "everyone", "attendees", "voters", "public", "referrer", "owner"})
STATES: Mapping[str, tuple[str, str]] = {
    "owed": ("none", "owed"),
    "drafting": ("watch", "drafted"),
    "cleared": ("watch", "cleared"),
    "with-intermediate": ("watch", "sent to the group between"),
    "passed-on": ("watch", "passed on by the group between"),
    "sent": ("watch", "sent"),
    "received": ("on", "received"),
    "accepted": ("done", "accepted"),
    "answered": ("done", "answered"),
    "returned": ("bad", "returned"),
    "done": ("done", "done"),
    "no date": ("none", "no date"),
    "as required": ("none", "as required"),
}
LOOKS = {"none": "undated", "watch": "slipping", "on": "on course", "done": "complete", "bad": "late"}


@dataclass(frozen=True)
class CellShown:
    """One thing owed, as the grid shows it: its state as a shape and a word, its days, its clause."""

    what: str
    kind: str
    words: str
    due: str
    days: tuple[str, ...]
    clause: str
    why: str
    address: str
    draft_address: str


@dataclass(frozen=True)
class RowShown:
    """One parent with what is due in each part of the year."""

    name: str
    cells: tuple[tuple[CellShown, ...], ...]
    undated: tuple[CellShown, ...]


@dataclass(frozen=True)
class BodyGrid:
    """What one body owes over a year, and what it is owed."""

    code: str
    name: str
    rows: tuple[RowShown, ...]
    owed_to_it: tuple[RowShown, ...]
    may_keep: bool


@dataclass(frozen=True)
class GridPage:
    """The grids of every body for one year, under one sentence."""

    lead: str
    year: str
    before: str
    after: str
    columns: tuple[str, ...]
    bodies: tuple[BodyGrid, ...]
    dates: tuple[RecipientDate, ...]
    has_terms: bool = True


@dataclass(frozen=True)
class OwedByBody:
    """What a body owes in a year by its terms, with the reports on their way and the parents' dates."""

    terms: Terms
    year: Period
    rows: tuple[GridRow, ...]
    incoming: tuple[GridRow, ...]
    proposed: frozenset[str]


def grid_page(partnership: Partnership, viewpoint: Viewpoint, asked_year: str) -> GridPage:
    """The page of one year: the one asked for, or the one that the reader's day falls in."""
    try:
        terms = terms_as_written(partnership, viewpoint.on)
    except NoTermsYet:
        return GridPage(_("This partnership has no terms yet."), "", "", "", (), (), (), has_terms=False)
    starts = terms.calendar.year_starts
    year = year_named(asked_year, starts) if asked_year else year_holding(viewpoint.on, starts)
    parts = quarters(year)
    reports = reports_seen(partnership)
    dates = recipient_dates(partnership)
    readable = codes_of_reports(viewpoint)
    names = names_in(terms)
    numbers: dict[int, str] = {
        one.pk: reverse("reports:report", kwargs=address_parts(one))
        for one in reports.values()
        if one.body.code in readable
    }
    may_keep = holds_permit(KEEP_REPORTS, viewpoint)
    found = []
    cells: list[Cell] = []
    for body in _bodies(partnership, terms, year):
        grid = owed_by(body, terms, year, reports, dates, today=viewpoint.on)
        shown = _Shown(body, names, numbers, may_keep, grid.proposed, viewpoint.on)
        rows = tuple(shown.row(row) for row in grid.rows)
        coming = tuple(shown.row(row, incoming=True) for row in grid.incoming)
        cells += [cell for row in grid.rows for cell in _all(row)]
        if rows or coming:
            found.append(BodyGrid(body.code, body.name, rows, coming, may_keep))
    return GridPage(
        lead=_lead(cells, names),
        year=year.name,
        before=year_holding(date(year.first.year - 1, year.first.month, year.first.day), starts).name,
        after=year_holding(date(year.first.year + 1, year.first.month, year.first.day), starts).name,
        columns=tuple(f"{part.first:%B} to {part.last:%B %Y}" for part in parts),
        bodies=tuple(found),
        dates=tuple(one for one in dates if one.papers_due in year),
    )


def address_parts(report: Report) -> dict[str, Any]:
    """What stands in the address of a report."""
    return {"partnership": report.partnership.slug, "body": report.body.code, "report": report.number}


def reports_seen(partnership: Partnership) -> dict[int, Report]:
    """Every report of a partnership with its steps, by its key; two queries."""
    rows = Report.objects.filter(partnership=partnership).select_related("body", "partnership")
    return {one.pk: one for one in rows.prefetch_related("steps")}


def recipient_dates(partnership: Partnership) -> tuple[RecipientDate, ...]:
    """The parents' dates that stand, in order."""
    return tuple(RecipientDate.objects.filter(partnership=partnership, withdrawn_at=None))


def seen(report: Report) -> ReportSeen:
    """A report as the rules look at it."""
    return ReportSeen(
        key=report.pk,
        at=report.duty,
        what=report.what,
        to=report.recipient,
        due=report.due,
        state=report.state,  # type: ignore[arg-type]
        taken=tuple(Taken(one.step, one.taken_on) for one in report.steps.all()),  # type: ignore[arg-type]
    )


def owed_by(
    body: Body,
    terms: Terms,
    year: Period,
    reports: Mapping[int, Report],
    dates: Iterable[RecipientDate],
    *,
    today: date,
) -> OwedByBody:
    """What a body owes to others, and is owed, in a year. Source: product.md, R14 and page 30."""
    taken: dict[str, list[date]] = {}
    for one in dates:
        taken.setdefault(one.recipient, []).append(one.papers_due)
    of_year = [one for one in reports.values() if one.due is None or one.due in year]
    mine = [seen(one) for one in of_year if one.body_id == body.pk]
    theirs = [
        replace(seen(one), to=one.body.code)
        for one in of_year
        if one.body_id != body.pk and one.recipient == body.code
    ]
    all_of_mine = owed(terms, body.code, year.first, recipient_dates=taken, today=today)
    upward = [one for one in all_of_mine if one.to not in NOT_A_PARENT and one.to != body.code]
    here = in_force_on(terms, days_of_beginning(terms, body.code, year.first)[-1]).body(body.code)
    parts = quarters(year)
    return OwedByBody(
        terms,
        year,
        obligations_grid(upward, mine, parts, today=today),
        obligations_grid(_incoming(terms, body, year, today), theirs, parts, today=today),
        _proposed(here),
    )


def _incoming(terms: Terms, body: Body, year: Period, today: date) -> list[Obligation]:
    """What other bodies owe to this one; the row is whoever owes it."""
    found = owing(terms, body.code, year.first, today=today)
    return [replace(one, to=one.body) for one in found if one.body != body.code]


def _proposed(body: BodyTerms) -> frozenset[str]:
    """The duties whose interval is a proposed reading of words that set none."""
    return frozenset(
        duty.at or f"{body.id}.duty.{duty.id or duty.what}"
        for duty in body.duties
        if any(
            isinstance(value, Open) and value.proposed is not None for value in (duty.at_least, duty.every)
        )
    )


def _bodies(partnership: Partnership, terms: Terms, year: Period) -> list[Body]:
    in_force = {one.id for one in in_force_on(terms, year.first).bodies}
    return [one for one in Body.objects.filter(partnership=partnership) if one.code in in_force]


def _all(row: GridRow) -> list[Cell]:
    return [*(cell for part in row.cells for cell in part), *row.undated]


def _lead(cells: Sequence[Cell], names: Mapping[str, str]) -> str:
    """Which reports are late, and which were sent and never accepted; the words that answer the page."""
    late = [one for one in cells if one.late_by and not _made(one)]
    waiting = [one for one in cells if one.state in ("sent", "received")]
    if not cells:
        return _("By the terms, nothing is owed to anybody outside.")
    said = (
        ngettext("%(n)d report is late.", "%(n)d reports are late.", len(late)) % {"n": len(late)}
        if late
        else _("No report is late.")
    )
    if not waiting:
        return said
    who = list_words(list(dict.fromkeys(names.get(one.to, one.to) for one in waiting)))
    return f"{said} {_('Acceptance is missing from %(who)s.') % {'who': who}}"


def _made(cell: Cell) -> bool:
    return last_day(cell.taken, "receive", "accept") is not None


@dataclass(frozen=True)
class _Shown:
    """How the cells of one body are shown to one reader."""

    body: Body
    names: Mapping[str, str]
    addresses: Mapping[int, str]
    may_keep: bool
    proposed: frozenset[str]
    today: date

    def row(self, row: GridRow, *, incoming: bool = False) -> RowShown:
        """One parent's row; of what is owed to the body, the row is named by the body itself."""
        return RowShown(
            self.names.get(row.to, row.to),
            tuple(tuple(self.cell(one, incoming) for one in part) for part in row.cells),
            tuple(self.cell(one, incoming) for one in row.undated),
        )

    def cell(self, one: Cell, incoming: bool) -> CellShown:
        """One thing owed."""
        look, words = STATES[one.state]
        is_late = one.late_by > 0 and not _made(one)
        days = list(self._days(one))
        if one.late_by:
            days.append(ngettext("%(n)d day late", "%(n)d days late", one.late_by) % {"n": one.late_by})
        may_draft = (
            self.may_keep and not incoming and one.report is None and is_report(one) and one.state != "done"
        )
        return CellShown(
            what=one.what.replace("-", " ").capitalize(),
            kind=LOOKS["bad" if is_late else look],
            words=_(words),
            due=day_words(one.due) if one.due else "",
            days=tuple(days),
            clause=list_words(one.clause) if one.clause else "",
            why=self._why(one),
            address=self.addresses.get(one.report, "") if one.report else "",
            draft_address=self._draft_address(one) if may_draft else "",
        )

    def _why(self, one: Cell) -> str:
        if one.at in self.proposed and one.why:
            return _("%(why)s; a proposed reading of the terms") % {"why": one.why}
        return one.why if one.due is None or one.report is None else ""

    def _draft_address(self, one: Cell) -> str:
        parts = {"partnership": self.body.partnership.slug, "body": self.body.code}
        due = one.due.isoformat() if one.due else ""
        return f"{reverse('reports:draft', kwargs=parts)}?at={one.at}&to={one.to}&due={due}"

    def _days(self, one: Cell) -> Iterable[str]:
        between = self.names.get(one.via or "", one.via or "")
        for steps, words in (
            (("send-first",), _("to %(group)s %(day)s")),
            (("send",), _("sent %(day)s")),
            (("receive",), _("received %(day)s")),
            (("accept",), _("accepted %(day)s")),
            (("return",), _("returned %(day)s")),
        ):
            if day := last_day(one.taken, *steps):  # type: ignore[arg-type]
                yield words % {"day": day_words(day), "group": between}


def is_report(one: Cell) -> bool:
    """Whether what is owed is a report, by what the terms call it."""
    return "report" in one.what or one.what == "account"
