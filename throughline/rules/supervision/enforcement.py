"""Enforcement from breach to end: the counts of the year so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughline.rules.supervision.share import Share
from throughline.words.periods import Period, quarters


@dataclass(frozen=True)
class YearToDate:
    """The counts of a year so far, and the quarters of which no return has come."""

    share: Share
    missing: tuple[Period, ...]


def year_to_date(returned: Mapping[date, Share], *, year: Period, through: Period) -> YearToDate:
    """Counts added up from the first quarter of a year to one of its quarters; percentages never are.

    ``returned`` is by the first day of each quarter. A missing quarter is named, and is not nought.
    Source: rule R38 (quarterly and for the year so far); East Midlands plan, 3.1.1.
    """
    so_far = [one for one in quarters(year) if one.last <= through.last]
    known = [returned[one.first] for one in so_far if one.first in returned]
    return YearToDate(sum(known, Share(0, 0)), tuple(one for one in so_far if one.first not in returned))
