"""What falls due and whom to remind: each room above adds a source, and the worker asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from throughline.web.access.models import Partnership


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One person is to be reminded of one thing, once: a sentence and a link, no personal data."""

    person_id: int
    kind: str
    about: str
    sentence: str
    path: str
    once: str


Source = Callable[[Partnership, date], Iterable[Reminder]]
_sources: list[Source] = []


def add_reminders(source: Source) -> None:
    """Let a room say what is due: `source(partnership, day)`, asked again and again on the same day.

    What was due on a day before and was missed while no worker ran may be said again: `once` decides.
    """
    if source not in _sources:
        _sources.append(source)


def sources() -> tuple[Source, ...]:
    """Every source, in the order in which the rooms added them."""
    return tuple(_sources)
