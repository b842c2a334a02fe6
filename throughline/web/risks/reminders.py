"""Whom an escalation waits for: a chair to sign, an organisation to reply, a board to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.web.access.models import InForce, Partnership
from throughline.web.governance.models import Appointment
from throughline.web.governance.reminders import People, holders_of
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.risks.models import Escalation
from throughline.web.risks.standing import address_of_escalation, clock_of, working_days_of
from throughline.words.formats import day_words

SIGN, REPLY, ASKED, LATE = "escalation-sign", "escalation-reply", "escalation-asked", "escalation-late"
OPEN = (
    Escalation.State.PREPARED, Escalation.State.REPLY_OPEN, Escalation.State.SENT,
    Escalation.State.ACKNOWLEDGED,
)  # fmt: skip


def declare() -> None:
    """Add this room's kinds of message, and its source."""
    add_kind(SIGN, gettext_lazy("An escalation waits for your signature"))
    add_kind(REPLY, gettext_lazy("Your organisation may reply before an escalation is sent"))
    add_kind(ASKED, gettext_lazy("Your board is asked for something by an escalation"))
    add_kind(LATE, gettext_lazy("An escalation was not answered in time"))
    add_reminders(due_of_escalations)


def due_of_escalations(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """Whom to remind on a day of an escalation that waits for them. Source: rule R44."""
    rows = Escalation.objects.filter(partnership=partnership, state__in=OPEN, raised_on__lte=day)
    found = list(rows.select_related("partnership", "body").prefetch_related("recipients__body", "steps"))
    if not found:
        return
    calendar = working_days_of(partnership, day)
    chairs = holders_of(partnership, day, "chair")
    keepers = holders_of(partnership, day, "secretary", "plan-owner")
    for one in found:
        if one.state == Escalation.State.PREPARED:
            said = _("Escalation %(n)d waits for you to sign it.") % {"n": one.number}
            yield from _reminders(one, SIGN, chairs(one.body.code if one.body else ""), said)
            continue
        clock = clock_of(one, on=day, calendar=calendar)
        if clock is None:
            continue
        if clock.stage == "reply open":
            told = {"n": one.number, "day": day_words(clock.reply_by)}
            said = _("Your organisation may reply to escalation %(n)d until %(day)s.") % told
            yield from _reminders(one, REPLY, _of_the_organisation(one, day), said)
        elif one.state != Escalation.State.REPLY_OPEN:
            yield from _waiting(one, clock.days_late, chairs, keepers)


def _waiting(one: Escalation, days_late: int, chairs: People, keepers: People) -> Iterator[Reminder]:
    said = _("Your board is asked for something by escalation %(n)d.") % {"n": one.number}
    boards = [each for each in one.recipients.all() if each.state != "answered"]
    for each in boards:
        if each.body is not None:
            yield from _reminders(one, ASKED, chairs(each.body.code), said, each.code)
    if days_late:
        late = _("Escalation %(n)d was not answered in time.") % {"n": one.number}
        source = one.body.code if one.body else ""
        both = {each.body.code for each in boards if each.body} | {source}
        people = {person for code in both for person in (*chairs(code), *keepers(code))}
        yield from _reminders(one, LATE, sorted(people), late)


def _of_the_organisation(one: Escalation, day: date) -> list[int]:
    rows = Appointment.objects.filter(InForce.on(day), person__agency=one.about_agency_id)
    return list(dict.fromkeys(rows.order_by("pk").values_list("person", flat=True)))


def _reminders(
    one: Escalation, kind: str, people: Iterable[int], sentence: str, more: str = ""
) -> Iterator[Reminder]:
    for person in people:
        yield Reminder(
            person_id=person,
            kind=kind,
            about=f"escalation:{one.number}",
            sentence=sentence,
            path=address_of_escalation(one),
            once=f"{kind}:{one.pk}:{more}",
        )
