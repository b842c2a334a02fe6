"""Making the address by which a calendar program reads a body's meetings; the act leaves its event."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.governance.models import Body
from throughline.web.meetings.models import CalendarLink


@transaction.atomic
def make_calendar_link(
    *, person: Person, body: Body, with_deadlines: bool, by: User | None, at: datetime
) -> str:
    """A new address by which the person's calendar program reads the body's meetings; an earlier one ends.

    The answer is the secret part of the address. It is given once, and only its digest is kept.
    """
    CalendarLink.objects.filter(person=person, body=body, ended_at__isnull=True).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    link = CalendarLink.objects.create(
        person=person,
        body=body,
        digest=CalendarLink.digest_of(secret),
        with_deadlines=with_deadlines,
        made_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="calendar link made",
        thing=link,
        partnership=body.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"body": body.code},
    )
    return secret


@transaction.atomic
def end_calendar_links(*, person: Person, by: User | None, at: datetime) -> int:
    """End every calendar address of a person, as when they leave; how many there were."""
    links = CalendarLink.objects.filter(person=person, ended_at__isnull=True)
    ended = links.update(ended_at=at)
    record_event(
        by=by,
        at=at,
        what="calendar links ended",
        thing=person,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"number": ended},
    )
    return ended
