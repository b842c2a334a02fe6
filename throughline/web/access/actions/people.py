"""Who belongs to a partnership, which office they hold from when to when, and who runs the site."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.web.access.actions.partnerships import OnlyInDemonstration
from throughline.web.access.audit import record_event
from throughline.web.access.models import (
    Administration,
    Agency,
    Office,
    OfficeHeld,
    Partnership,
    Person,
    User,
)
from throughline.web.site.kinds import is_demonstration
from throughline.words.refusals import Refused


class UnknownOffice(Refused):
    """The office is not one of ours."""


class OfficeNeedsEnd(Refused):
    """An inspector reads for a limited time."""


class EndBeforeBeginning(Refused):
    """An office ends on or after the day it begins."""


@transaction.atomic
def record_person(
    *,
    partnership: Partnership,
    name: str,
    email: str = "",
    post: str = "",
    agency: Agency | None = None,
    user: User | None = None,
    by: User | None,
    at: datetime,
) -> Person:
    """An official, member or user of the partnership."""
    person = Person.objects.create(
        partnership=partnership, name=name, email=email, post=post, agency=agency, user=user
    )
    record_event(by=by, at=at, what="person added", thing=person, partnership=partnership)
    return person


@transaction.atomic
def appoint_to_office(
    *,
    person: Person,
    office: str,
    from_on: date,
    until_on: date | None = None,
    body_code: str = "",
    reason: str = "",
    by: User | None,
    at: datetime,
) -> OfficeHeld:
    """Give a person an office of the partnership, or of one body; both days are counted in.

    Raises UnknownOffice, OfficeNeedsEnd (an inspector without an end) or EndBeforeBeginning.
    """
    if office not in Office.values:
        raise UnknownOffice(_("There is no office “%(office)s”.") % {"office": office})
    if office == Office.INSPECTOR and until_on is None:
        raise OfficeNeedsEnd(_("An inspector reads for a limited time. Give the last day."))
    if until_on is not None and until_on < from_on:
        raise EndBeforeBeginning(_("The last day is before the first. Nothing was saved."))
    held = OfficeHeld.objects.create(
        person=person, office=office, from_on=from_on, until_on=until_on, body_code=body_code, reason=reason
    )
    record_event(
        by=by,
        at=at,
        what="office given",
        thing=held,
        partnership=person.partnership,
        detail={"office": office, "body": body_code, "from": from_on.isoformat()},
    )
    return held


@transaction.atomic
def end_office(*, held: OfficeHeld, last_day: date, by: User | None, at: datetime) -> OfficeHeld:
    """End an office; the day after `last_day` it opens nothing. Raises EndBeforeBeginning."""
    if last_day < held.from_on:
        raise EndBeforeBeginning(_("The last day is before the first. Nothing was saved."))
    held.until_on = last_day
    held.save(update_fields=["until_on"])
    record_event(
        by=by,
        at=at,
        what="office ended",
        thing=held,
        partnership=held.person.partnership,
        detail={"last day": last_day.isoformat()},
    )
    return held


@transaction.atomic
def make_demonstration_user(*, name: str, by: User | None, at: datetime) -> User:
    """A fictional person's user, without a password; raises OnlyInDemonstration in a real store."""
    if not is_demonstration():
        raise OnlyInDemonstration(_("Only a demonstration has fictional people. This store is real."))
    user = User.objects.create_user(email=f"{name.lower().replace(' ', '.')}@example.org", name=name)
    record_event(by=by, at=at, what="fictional user made", thing=user)
    return user


@transaction.atomic
def appoint_administrator(*, user: User, from_on: date, by: User | None, at: datetime) -> Administration:
    """Let a user run the site; it opens no papers."""
    administration = Administration.objects.create(user=user, from_on=from_on)
    record_event(by=by, at=at, what="administrator appointed", thing=administration)
    return administration
