"""What owners of actions are reminded of, and when chairs and members hear of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.lateness import SLIPS_FOR_A_DECISION
from throughline.rules.reminders import step_on
from throughline.web.access.models import InForce, OfficeHeld, Partnership, Person
from throughline.web.decisions.actions.chase import KIND, QUERY
from throughline.web.decisions.chase.links import path_of_reference
from throughline.web.decisions.models import Action
from throughline.web.decisions.queries import OpenAction, open_actions
from throughline.web.governance.models import Appointment
from throughline.web.mail.kinds import add_kind, add_link
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.words.formats import day_words

RECENT = timedelta(days=10)
"""How long after an action was verified its owner may still be told."""
ACCEPT, DUE, LATE, SLIPPED, VERIFIED = (
    "action-accept", "action-due", "action-late", "action-slipped", "action-verified",
)  # fmt: skip


def declare() -> None:
    """Add this room's kinds, the link of a chase question, and its source."""
    add_kind(
        KIND,
        gettext_lazy("Questions about your actions"),
        stays_on=gettext_lazy("An action has one owner, and nobody else can say how it goes."),
    )
    add_kind(QUERY, gettext_lazy("Questions about an update you gave"))
    add_kind(ACCEPT, gettext_lazy("Actions that wait for you to accept them"))
    add_kind(DUE, gettext_lazy("Your actions fall due"))
    add_kind(LATE, gettext_lazy("Actions are overdue"))
    add_kind(SLIPPED, gettext_lazy("An action was moved three times"))
    add_kind(VERIFIED, gettext_lazy("Your actions are verified"))
    add_link(KIND, path_of_reference)
    add_reminders(due_of_actions)


@dataclass(frozen=True)
class Told:
    """Who is told of actions besides their owners: chairs by body, members by organisation."""

    chairs: dict[str, list[int]]
    members: dict[str, list[int]]


def due_of_actions(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """What is to be said on a day about a partnership's actions, in nine queries for any number of them.

    Source: product rules, 3.6 (actions); rule R18.
    """
    found = open_actions(Action.objects.filter(partnership=partnership), on=day)
    told = _told(partnership, day)
    for one in found:
        yield from _of_open(one, partnership, day, told)
    verified = Action.objects.filter(
        partnership=partnership,
        state=Action.State.VERIFIED,
        closed_on__gt=day - RECENT,
        closed_on__lte=day,
        owner__isnull=False,
    )
    for action in verified:
        said = _("Action %(number)d is verified and closed.") % {"number": action.number}
        yield _reminder(partnership, action.number, action.owner_id or 0, VERIFIED, said, "verified")


def _of_open(one: OpenAction, partnership: Partnership, day: date, told: Told) -> Iterator[Reminder]:
    number = {"number": one.number, "day": day_words(one.lateness.due)}
    if one.owner_id and one.state == Action.State.PROPOSED:
        said = _("Action %(number)d is given to you. Say whether you accept it.") % number
        yield _reminder(partnership, one.number, one.owner_id, ACCEPT, said, "accept")
    if one.lateness.slips >= SLIPS_FOR_A_DECISION:
        said = _("Action %(number)d was moved three times. The next date is for the board to give.") % number
        for person in told.chairs.get(one.body, []):
            yield _reminder(partnership, one.number, person, SLIPPED, said, "slipped")
    step = step_on("action-due", one.lateness.due, day)
    if step is None or one.state == Action.State.CLAIMED:
        return
    once = f"{step.code}:{one.lateness.due}"
    if step.after < 0:
        said = _("Action %(number)d is due on %(day)s.") % number
        if one.owner_id:
            yield _reminder(partnership, one.number, one.owner_id, DUE, said, once)
        return
    said = _("Action %(number)d was due on %(day)s and is not done.") % number
    copied = told.members.get(one.agency, []) if step.code == "late-10" else []
    for person in dict.fromkeys([*([one.owner_id] if one.owner_id else []), *copied]):
        yield _reminder(partnership, one.number, person, LATE, said, once)


def _reminder(
    partnership: Partnership, number: int, person: int, kind: str, said: str, once: str
) -> Reminder:
    return Reminder(
        person_id=person,
        kind=kind,
        about=f"action:{number}",
        sentence=said,
        path=reverse("decisions:action", kwargs={"partnership": partnership.slug, "action": number}),
        once=f"action:{number}:{once}",
    )


def _told(partnership: Partnership, day: date) -> Told:
    chairs: dict[str, list[int]] = {}
    offices = OfficeHeld.objects.filter(InForce.on(day), person__partnership=partnership, office="chair")
    for office in offices:
        chairs.setdefault(office.body_code, []).append(office.person_id)
    members: dict[str, list[int]] = {}
    seated = Appointment.objects.filter(InForce.on(day), person__partnership=partnership, is_confirmed=True)
    people = Person.objects.filter(pk__in=seated.values("person"), agency__isnull=False)
    for person in people.select_related("agency"):
        if person.agency is not None:
            members.setdefault(person.agency.code, []).append(person.pk)
    return Told(chairs, members)
