"""How often a deputy has come for one seat, and whether that is more than the terms allow.

Source: the partnership file, section 7 (``deputy``, ``at_most``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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


RUNNING = 3
"""After so many meetings in a row a deputy is called permanent, and the seat is asked about."""


def deputy_allowed(rule: Deputy | None) -> bool:
    """Whether a deputy may come at all: yes, where the terms do not say no.

    Source: the partnership file, section 7 (``deputy``); rule R11.
    """
    return rule is None or in_use(rule.allowed) is not False


def deputy_concerns(
    terms: Terms,
    rule: Deputy | None,
    *,
    is_nominated: bool,
    is_briefed: bool,
    came: Sequence[tuple[date, bool]],
    day: date,
) -> tuple[str, ...]:
    """What to say of a deputy who comes on a day, a sentence each: advice, and nothing that keeps them out.

    ``came`` are the seat's earlier meetings in order, each with whether a deputy came for it.
    Source: rule R11; the partnership file, section 7 (``deputy``).
    """
    asked = (in_use(rule.must_be) if rule is not None else None) or ()
    found = []
    if "nominated" in asked and not is_nominated:
        found.append("The terms ask that the member nominates the deputy.")
    if "briefed" in asked and not is_briefed:
        found.append("The terms ask that the deputy is briefed.")
    days = [one for one, by_deputy in came if by_deputy]
    if deputised_too_often(terms, rule, [*days, day], day):
        found.append("A deputy comes for this seat more often than the terms allow.")
    running = [by_deputy for _one, by_deputy in came][-(RUNNING - 1) :]
    if len(running) == RUNNING - 1 and all(running):
        found.append("A deputy comes for the third meeting running: ask whether the seat has a new member.")
    return tuple(found)
