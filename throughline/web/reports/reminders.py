"""What secretaries are reminded of: a report that falls due in thirty days, and one that is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.reminders import step_on
from throughline.rules.reports import Cell, made_on
from throughline.web.access.models import Partnership
from throughline.web.governance.queries import NoTermsYet, bodies_with_terms, terms_as_written
from throughline.web.governance.reminders import holders_of
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.reports.grid_page import is_report, owed_by, recipient_dates, reports_seen
from throughline.words.formats import day_words
from throughline.words.periods import year_holding

DUE = "report-due"


def declare() -> None:
    """Add this room's kind of message and its source."""
    add_kind(DUE, gettext_lazy("A report to a parent falls due, or is late"))
    add_reminders(due_of_reports)


def due_of_reports(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """What a partnership's secretaries are to hear on a day about reports that are owed.

    Source: product rules, 3.6 (report owed to parent, thirty days before).
    """
    try:
        terms = terms_as_written(partnership, day)
    except NoTermsYet:
        return
    reports, dates = reports_seen(partnership), recipient_dates(partnership)
    secretaries = holders_of(partnership, day, "secretary")
    year = year_holding(day, terms.calendar.year_starts)
    in_force = {one.id for one in terms.bodies}
    for body in bodies_with_terms(partnership):
        if body.code not in in_force:
            continue
        try:
            rows = owed_by(body, terms, year, reports, dates, today=day).rows
        except KeyError:
            continue
        cells = [cell for row in rows for part in row.cells for cell in part]
        for cell in filter(_waits, cells):
            step = step_on("report-due", cell.due, day, terms.calendar.working_days) if cell.due else None
            for person in secretaries(body.code) if step else ():
                yield _reminder(partnership, body.code, cell, person, step.code)  # type: ignore[union-attr]


def _waits(cell: Cell) -> bool:
    return is_report(cell) and cell.state != "done" and made_on(cell.taken) is None


def _reminder(partnership: Partnership, body: str, cell: Cell, person: int, step: str) -> Reminder:
    said = (
        _("A report of %(body)s was owed by %(day)s and is not received.")
        if step.endswith("late")
        else _("A report of %(body)s is owed by %(day)s.")
    )
    about = f"report:{cell.at}:{cell.to}:{cell.due}"
    return Reminder(
        person_id=person,
        kind=DUE,
        about=about,
        sentence=said % {"body": body, "day": day_words(cell.due) if cell.due else ""},
        path=reverse("reports:grid", kwargs={"partnership": partnership.slug}),
        once=f"{about}:{step}",
    )
