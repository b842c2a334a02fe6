"""The day on which a partnership of the demonstration stands, moved so that what is to come can be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from throughline.web.access.models import Event, Partnership

DaysOf = Callable[[Partnership, date], Iterable[tuple[date, str]]]
_days_of: list[DaysOf] = []


@dataclass(frozen=True)
class ExampleDays:
    """A partnership of the demonstration: the day it stands on, its first day, and others to try."""

    partnership: Partnership
    stands_on: date
    began_on: date
    others: tuple[tuple[date, str], ...]

    @property
    def allowed(self) -> frozenset[date]:
        """Every day that the partnership may be moved to."""
        return frozenset({self.began_on, *(day for day, _words in self.others)})


def add_days(days_of: DaysOf) -> None:
    """Let a room above offer days after a partnership's first, each with what can be tried on it."""
    if days_of not in _days_of:
        _days_of.append(days_of)


def example_days(partnership: Partnership) -> ExampleDays | None:
    """The days that a partnership may stand on; None where it does not stand still."""
    stands_on = partnership.demonstration_today
    if stands_on is None:
        return None
    began_on = _began_on(partnership) or stands_on
    others = tuple(pair for days_of in _days_of for pair in days_of(partnership, began_on))
    return ExampleDays(partnership, stands_on, began_on, others)


def _began_on(partnership: Partnership) -> date | None:
    """The day it was first told to stand on, as its audit trail has it."""
    told = Event.objects.filter(what="demonstration day set", thing=f"access.partnership:{partnership.pk}")
    first = told.order_by("number").first()
    return date.fromisoformat(first.detail["day"]) if first else None
