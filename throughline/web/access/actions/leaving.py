"""A person leaves a partnership: everything that lets them in ends in one act."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.actions.sign_in import NotForYourself, disable_user, end_sessions
from throughline.web.access.audit import record_event
from throughline.web.access.leaving import END_ALL, belongs_elsewhere, what_ends
from throughline.web.access.models import Invitation, Person, User
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused


class NotYetLeft(Refused):
    """Somebody leaves on a day that is over or today."""


@transaction.atomic
def record_leaving(
    *, person: Person, last_day: date, today: date, seen: str, by: User, at: datetime
) -> Person:
    """End a person's offices, seats, calendar links, unused invitations and sessions in one act.

    Whoever belongs nowhere else may no longer sign in. ``today`` is the partnership's own; ``seen``
    is the state of what ends as the preview showed it. Raises NotYetLeft for a day to come, EditedSince
    where something was given or ended since, NotForYourself, and what a room refuses (LastSecretary).
    """
    if person.user_id == by.pk:
        raise NotForYourself(_("Somebody else records that you have left. Nothing was changed."))
    Person.objects.select_for_update().get(pk=person.pk)
    if last_day > today:
        raise NotYetLeft(
            _("That day is still to come. Give today or an earlier day, or end each office on its page.")
        )
    ending = what_ends(person, today)
    if ending.seen != seen:
        raise EditedSince({"last_day": last_day})
    for end in END_ALL:
        end(person=person, last_day=last_day, by=by, at=at)
    Invitation.objects.filter(Invitation.open_at(at), person=person).update(ended_at=at)
    if person.user is not None:
        _shut_out(person, person.user, by=by, at=at)
    record_event(
        by=by,
        at=at,
        what="person left",
        thing=person,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"last day": last_day.isoformat(), "ended": len(ending.lines)},
    )
    return person


def _shut_out(person: Person, user: User, *, by: User, at: datetime) -> None:
    """The user may no longer sign in; one who belongs elsewhere is no longer this person."""
    if belongs_elsewhere(person):
        end_sessions(user=user, by=by, at=at)
        person.user = None
        person.save(update_fields=["user"])
    else:
        disable_user(user=user, by=by, at=at)
