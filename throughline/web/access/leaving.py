"""What ends when a person leaves a partnership; rooms above add their seats and links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.web.access.models import Administration, Person

Told = Callable[[Person, date], Iterable[str]]
Ended = Callable[..., Any]

_told: list[Told] = []
END_ALL: list[Ended] = []
"""What each room does when a person leaves: called with person, last_day, by and at."""


@dataclass(frozen=True)
class Leaving:
    """What ends with a person, a sentence each, and a digest of it for whoever looks before acting."""

    lines: tuple[str, ...]

    @property
    def seen(self) -> str:
        """The state that a preview showed."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()[:16]


def add_ending(*, told: Told, end: Ended) -> None:
    """Let a room say what of its own ends with a person, in a sentence each, and end it."""
    if end not in END_ALL:
        _told.append(told)
        END_ALL.append(end)


def what_ends(person: Person, on: date) -> Leaving:
    """Everything that ends if the person leaves, as it stands on the day."""
    return Leaving(tuple(line for told in _told for line in told(person, on)))


def belongs_elsewhere(person: Person) -> bool:
    """Whether the person's user is recorded in another partnership, or runs the site without an end."""
    if person.user is None:
        return False
    others = Person.objects.filter(user=person.user).exclude(pk=person.pk)
    runs = Administration.objects.filter(user=person.user, until_on=None)
    return others.exists() or runs.exists()
