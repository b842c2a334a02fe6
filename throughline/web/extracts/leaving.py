"""What of the extracts ends when a person leaves the partnership."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from throughline.web.access.leaving import add_ending
from throughline.web.access.models import Person, User
from throughline.web.extracts.actions import end_reader
from throughline.web.extracts.models import ExtractReader
from throughline.words.formats import day_words


def told(person: Person, on: date) -> Iterator[str]:
    """Each time for which the person reads extracts and that has not run out, in a sentence."""
    for one in _open(person, on):
        yield _("Reads the extracts, until %(day)s.") % {"day": day_words(one.last_day)}


def end(*, person: Person, last_day: date, by: User | None, at: datetime) -> None:
    """End them all at once: nobody reads a name on the way out."""
    for one in _open(person, last_day):
        end_reader(reader=one, because=_("Has left."), by=by, at=at)


def _open(person: Person, on: date) -> list[ExtractReader]:
    return list(ExtractReader.objects.filter(person=person, ended_at=None, until_on__gte=on).order_by("pk"))


def declare() -> None:
    """Have what a person reads end with them."""
    add_ending(told=told, end=end)
