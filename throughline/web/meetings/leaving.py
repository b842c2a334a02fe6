"""What ends in this room when a person leaves: the addresses that their calendar program reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import ngettext

from throughline.web.access.models import Person, User
from throughline.web.meetings.actions.links import end_calendar_links
from throughline.web.meetings.models import CalendarLink


def told(person: Person, on: date) -> Iterator[str]:
    """How many calendar addresses are open."""
    number = CalendarLink.objects.filter(person=person, ended_at__isnull=True).count()
    if number:
        yield ngettext("%(n)d calendar address", "%(n)d calendar addresses", number) % {"n": number}


def end(*, person: Person, last_day: date, by: User | None, at: datetime) -> None:
    """End them, whatever the last day."""
    if CalendarLink.objects.filter(person=person, ended_at__isnull=True).exists():
        end_calendar_links(person=person, by=by, at=at)
