"""How long a cohort is followed: calendar months after the index date, for one day and for many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from throughline.words.periods import Period

Days = NDArray[np.int32]
"""Days since 1 January 1970, as Arrow and numpy count them."""

NEVER: Final = int(np.iinfo(np.int32).max)
"""The day of what has not happened."""

EPOCH: Final = date(1970, 1, 1).toordinal()


def number_of(day: date) -> int:
    """A day as so many days since 1 January 1970."""
    return day.toordinal() - EPOCH


def day_of_number(number: int) -> date:
    """The day that is so many days after 1 January 1970."""
    return date.fromordinal(number + EPOCH)


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later; the last day of the month where it has no such day.

    Source: figures, section 1 (follow-up of 12 months, and a further 6 for proof).
    """
    return day + relativedelta(months=months)


def months_after_each(days: Days, months: int) -> Days:
    """What ``months_after`` gives for each of many days, in days since 1970.

    Source: figures, section 1 (follow-up of 12 months, and a further 6 for proof).
    """
    return _worked_out(days, lambda each: _months_after(each, months))


def _worked_out(days: Days, rule: Callable[[Days], Days]) -> Days:
    """What a rule gives for each day, worked out once for every day there is where many are the same."""
    if not len(days):
        return rule(days)
    first, last = int(days.min()), int(days.max())
    if last - first >= len(days):
        return rule(days)
    found: Days = rule(np.arange(first, last + 1, dtype=np.int32))[days - np.int32(first)]
    return found


def _months_after(days: Days, months: int) -> Days:
    each = days.astype("datetime64[D]")
    month = each.astype("datetime64[M]")
    within = (each - month.astype("datetime64[D]")).astype(np.int32)
    later = (month + np.timedelta64(months, "M")).astype("datetime64[D]")
    following = (month + np.timedelta64(months + 1, "M")).astype("datetime64[D]")
    longest = (following - later).astype(np.int32) - np.int32(1)
    found: Days = later.astype(np.int64).astype(np.int32) + np.minimum(within, longest)
    return found


def months_numbered(days: Days) -> NDArray[np.int32]:
    """The calendar month of each day, as months since January 1970."""
    return _worked_out(
        days,
        lambda each: each.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64).astype(np.int32),
    )


def measurable_on(window: Period, months: int) -> date:
    """The day from which a window's cohort can be measured: its last day and so many months.

    Source: figures, section 1 (measurable at quarter end + 18 months).
    """
    return months_after(window.last, months)
