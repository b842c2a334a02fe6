"""What of a person's actions and links ends, or waits, when they leave the partnership."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import ngettext

from throughline.web.access.leaving import add_ending
from throughline.web.access.models import Person
from throughline.web.decisions.actions.chase import end_links
from throughline.web.decisions.models import Action, ChaseRequest
from throughline.words.formats import list_words


def declare() -> None:
    """Let whoever sees off a person hear of their actions, and end their links."""
    add_ending(told=what_they_leave, end=end_links)


def what_they_leave(person: Person, on: date) -> Iterator[str]:
    """A sentence about the open actions that a person owns, and one about their links."""
    owned = Action.objects.filter(owner=person, closed_on__isnull=True).values_list("number", flat=True)
    numbers = [str(number) for number in owned]
    if numbers:
        said = ngettext(
            "Action %(numbers)s stays theirs until you pass it on.",
            "Actions %(numbers)s stay theirs until you pass them on.",
            len(numbers),
        )
        yield said % {"numbers": list_words(numbers)}
    links = ChaseRequest.objects.filter(person=person, answered_at__isnull=True, expires_on__gte=on).count()
    if links:
        said = ngettext("%(n)d link to answer by ends.", "%(n)d links to answer by end.", links)
        yield said % {"n": links}
