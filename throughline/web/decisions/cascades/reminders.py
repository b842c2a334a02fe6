"""What organisations are reminded of: a decision to acknowledge, and one to carry out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.web.access.models import InForce, Partnership
from throughline.web.decisions.actions.cascade import TOLD
from throughline.web.decisions.addresses import address_parts
from throughline.web.decisions.cascades.page import standing_of
from throughline.web.decisions.models import CascadeReceipt
from throughline.web.governance.models import Appointment
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.words.formats import day_words

SOON = timedelta(days=3)
"""How long before the day an organisation is reminded."""
DUE = "cascade-due"


def declare() -> None:
    """Add this room's kinds of message about decisions, and its source."""
    add_kind(TOLD, gettext_lazy("Decisions that your organisation is told of"))
    add_kind(DUE, gettext_lazy("Decisions that your organisation has still to answer"))
    add_reminders(due_of_cascades)


def due_of_cascades(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """Whom to remind on a day of what their organisation owes to a decision. Source: rule R45."""
    receipts = CascadeReceipt.objects.filter(
        cascade__decision__body__partnership=partnership, cascade__told_on__lte=day
    )
    found = list(receipts.select_related("cascade__decision__body__partnership").prefetch_related("answers"))
    if not found:
        return
    try:
        calendar = terms_on(partnership, day).calendar.working_days
    except NoTermsYet:
        return
    seated = _seated(partnership, day)
    for one in found:
        standing = standing_of(one, on=day, calendar=calendar)
        if standing.due is None or (not standing.is_late and standing.due - day > SOON):
            continue
        when = "late" if standing.is_late else "soon"
        yield from _reminders(one, standing.owed, standing.due, when, seated)


def _reminders(
    receipt: CascadeReceipt, owed: str, due: date, when: str, seated: dict[tuple[int, int], list[int]]
) -> Iterator[Reminder]:
    decision = receipt.cascade.decision
    told = {"number": decision.number, "day": day_words(due)}
    said = {
        ("acknowledgement", "soon"): _("Your organisation is to acknowledge decision %(number)s by %(day)s."),
        ("acknowledgement", "late"): _(
            "Your organisation was to acknowledge decision %(number)s by %(day)s."
        ),
        ("implementation", "soon"): _("Your organisation is to carry out decision %(number)s by %(day)s."),
        ("implementation", "late"): _("Your organisation has not carried out decision %(number)s."),
    }[owed, when]
    for person in seated.get((decision.body_id, receipt.agency_id), []):
        yield Reminder(
            person_id=person,
            kind=DUE,
            about=f"cascade:{receipt.cascade_id}",
            sentence=said % told,
            path=reverse("decisions:cascade", kwargs=address_parts(decision)),
            once=f"cascade-receipt:{receipt.pk}:{owed}:{when}",
        )


def _seated(partnership: Partnership, day: date) -> dict[tuple[int, int], list[int]]:
    """The people with a seat that day, by their body and their organisation."""
    rows = Appointment.objects.filter(
        InForce.on(day), body__partnership=partnership, person__agency__isnull=False
    )
    found: dict[tuple[int, int], list[int]] = {}
    for body, agency, person in rows.order_by("pk").values_list("body", "person__agency", "person"):
        people = found.setdefault((body, agency), [])
        if person not in people:
            people.append(person)
    return found
