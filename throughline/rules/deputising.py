"""How often a deputy has come for one seat, and whether that is more than the terms allow.

Source: the partnership file, section 7 (``deputy``, ``at_most``).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import year_of
from throughline.rules.phases import ONE_DAY
from throughline.rules.terms.model import Deputy, Rate, Terms, in_use


def deputised_too_often(
    terms: Terms, rule: Deputy | None, deputised: Collection[date], day: date
) -> bool | None:
    """Whether a deputy came for one seat more often than the terms allow in the period that a day is in.

    ``deputised`` are the meetings at which a deputy came for the seat, one on ``day`` included. A week
    begins on Monday; quarters and years count from the partnership's own. None where the terms give no limit.
    Source: the partnership file, section 7 (``deputy``, ``at_most``) and section 3 ("rate").
    """
    limit: Rate | None = in_use(rule.at_most) if rule is not None else None
    if limit is None:
        return None
    first, last = _period(terms, limit.per, day)
    return sum(first <= one <= min(day, last) for one in deputised) > limit.times


def _period(terms: Terms, per: str, day: date) -> tuple[date, date]:
    starts, ends = year_of(terms, day)
    if per == "year":
        return starts, ends
    if per == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if per == "month":
        first = day.replace(day=1)
        return first, first + relativedelta(months=1) - ONE_DAY
    quarters = [starts + relativedelta(months=months) for months in (0, 3, 6, 9)]
    first = max(quarter for quarter in quarters if quarter <= day)
    return first, first + relativedelta(months=3) - ONE_DAY
