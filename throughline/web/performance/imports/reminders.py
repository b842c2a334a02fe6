"""What analysts are reminded of: figures that fall due, and figures that are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.figures.extracts.arrivals import ArrivalRow
from throughline.rules.reminders import step_on
from throughline.web.access.models import Partnership
from throughline.web.governance.reminders import holders_of
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.performance.imports.owed import ledger_on
from throughline.words.formats import day_words, days_words

DUE, LATE = "extract-due", "extract-late"


def declare() -> None:
    """Add this chamber's kinds and its source."""
    add_kind(DUE, gettext_lazy("Figures of a supplier fall due"))
    add_kind(LATE, gettext_lazy("Figures of a supplier are late"))
    add_reminders(due_of_figures)


def due_of_figures(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """What a partnership's analysts are to hear on a day about figures that are owed, in five queries.

    Source: product rules, 3.6 (data: extract due, late).
    """
    ledger = ledger_on(partnership, day)
    standing = [
        (row, step)
        for row in (*ledger.outstanding, *ledger.awaited)
        if (step := step_on("extract-due", row.owed_by, day))
    ]
    if not standing:
        return
    analysts = holders_of(partnership, day, "analyst")("")
    for row, step in standing:
        for person in analysts:
            yield _reminder(partnership, ledger.name_of(row), row, person, step.code)


def _reminder(partnership: Partnership, supplier: str, row: ArrivalRow, person: int, step: str) -> Reminder:
    is_late = step.startswith("late")
    said = (
        _("Figures of %(supplier)s for %(period)s were owed by %(day)s and are not all here.")
        if is_late
        else _("Figures of %(supplier)s for %(period)s are owed by %(day)s.")
    )
    about = f"figures:{row.supplier}:{row.period.starts}:{row.period.ends}"
    return Reminder(
        person_id=person,
        kind=LATE if is_late else DUE,
        about=about,
        sentence=said
        % {
            "supplier": supplier,
            "period": days_words(row.period.starts, row.period.ends),
            "day": day_words(row.owed_by),
        },
        path=reverse("performance:arrivals", kwargs={"partnership": partnership.slug}),
        once=f"{about}:{row.owed_by}:{step}",
    )
