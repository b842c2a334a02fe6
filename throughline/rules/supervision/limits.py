"""Limits in days or months, each from a day on and with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

DUTIES: Final = ("mappa-level-2", "mappa-level-3", "visor-review", "sfo-notification", "sfo-review")
"""What a limit may be set for."""


@dataclass(frozen=True)
class DayLimit:
    """How long a duty may take, from a day on; ``duty`` is a code such as mappa-level-3.

    ``months`` are calendar months kept within the month; ``days`` are added to them.
    """

    duty: str
    days: int
    from_on: date
    source: str
    months: int = 0

    def due_on(self, began: date) -> date:
        """The last day that is in time, for what began on a day.

        Source: rules R32, R33 and R36 (the end of a month is kept within the month).
        """
        return began + relativedelta(months=self.months) + timedelta(days=self.days)


def limit_on(limits: Iterable[DayLimit], duty: str, day: date) -> DayLimit | None:
    """The limit of a duty that is in force on a day; None where none is set.

    Source: rules R32 to R37 (day limits are dated settings).
    """
    begun = [one for one in limits if one.duty == duty and one.from_on <= day]
    return max(begun, key=lambda one: one.from_on, default=None)
