"""The only clock of the web: what day and time it is for a partnership."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from django.conf import settings
from django.utils import timezone


class HasOwnToday(Protocol):
    """A partnership of a demonstration store stands still on its own day."""

    demonstration_today: date | None


def today(partnership: HasOwnToday | None = None) -> date:
    """The day it is for the partnership: its own fixed day in a demonstration, else today in London."""
    own = partnership.demonstration_today if partnership else None
    return own or settings.FIXED_TODAY or timezone.localdate()


def clock() -> datetime:
    """The machine's own time, for how long something has lasted, also where a demonstration stands still."""
    return timezone.now()


def now(partnership: HasOwnToday | None = None) -> datetime:
    """The time it is for the partnership, with its zone; in a demonstration, now's hour on its fixed day."""
    present = timezone.localtime()
    return timezone.make_aware(datetime.combine(today(partnership), present.time()))
