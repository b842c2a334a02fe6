"""What is recorded of people and their offices. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from throughline.web.access.actions import end_office
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, InForce, Office, OfficeHeld, Partnership, Person, User
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class LastSecretary(Refused):
    """Without a secretary nobody could keep the partnership's people or terms."""


@transaction.atomic
def change_person(
    *,
    person: Person,
    expected_version: int,
    name: str,
    post: str,
    email: str,
    agency: Agency | None,
    by: User | None,
    at: datetime,
) -> Person:
    """Correct what is recorded of a person; how they sign in stays as it is. Raises EditedSince."""
    save_changes(person, expected_version=expected_version, name=name, post=post, email=email, agency=agency)
    record_event(
        by=by,
        at=at,
        what="person changed",
        thing=person,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
    )
    return person


@transaction.atomic
def leave_office(*, held: OfficeHeld, last_day: date, by: User | None, at: datetime) -> OfficeHeld:
    """End an office of the partnership or of a body on a day.

    Raises LastSecretary where nobody would be the partnership's secretary the day after, and
    EndBeforeBeginning.
    """
    partnership = held.person.partnership
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if held.office == Office.SECRETARY and not held.body_code:
        day_after = last_day + timedelta(days=1)
        others = OfficeHeld.objects.filter(
            InForce.on(day_after),
            person__partnership=partnership,
            person__user__is_active=True,
            office=Office.SECRETARY,
            body_code="",
        )
        if not others.exclude(pk=held.pk).exists():
            raise LastSecretary(
                "Nobody else who can sign in would be secretary after that day. "
                "Give the office to somebody else first; nothing was changed."
            )
    return end_office(held=held, last_day=last_day, by=by, at=at)
