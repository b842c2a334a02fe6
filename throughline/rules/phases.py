"""The phases of a year: over which days a body's meetings keep which rule.

Source: the partnership file, sections 5 and 11; rule R4.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Body, Entry, Meets, Terms, first_day, in_use, last_day

ONE_DAY = timedelta(days=1)

Stretch = tuple[date, date, date, Meets]
"""First and last day, the day its windows are counted from, and the entry in force."""


def stretches_of_year(terms: Terms, body: Body, first: date, last: date) -> list[Stretch]:
    """The stretches between two days over which each kind of meeting keeps one rule, in order of time.

    A new rhythm counts its windows from the first of the month after it begins; the same rhythm goes on.
    Source: the partnership file, sections 5 and 11; rule R4.
    """
    found: list[Stretch] = []
    starts = [first, *(day for day in sorted(_changes(terms, body)) if first < day <= last)]
    for start, following in zip(starts, [*starts[1:], last + ONE_DAY], strict=True):
        day_terms = on(terms, start)
        here = day_terms.body_if_any(body.id)
        for entry in here.meets if here is not None else ():
            before = next((s for s in reversed(found) if s[3].kind == entry.kind), None)
            anchor = first if start == first else _phase_anchor(before, entry, start)
            if before is not None and before[1] == start - ONE_DAY and _same_rhythm(before[3], entry):
                found.remove(before)
                found.append((before[0], following - ONE_DAY, before[2], entry))
            else:
                found.append((start, following - ONE_DAY, anchor, entry))
    return found


def _changes(terms: Terms, body: Body) -> Iterator[date]:
    entries: list[Entry] = [*body.meets, *terms.readings, body]
    for entry in entries:
        first, last = first_day(entry), last_day(entry)
        if first is not None:
            yield first
        if last is not None:
            yield last + ONE_DAY


def _same_rhythm(one: Meets, other: Meets) -> bool:
    def rhythm(entry: Meets) -> tuple[object, ...]:
        return tuple(in_use(getattr(entry, key)) for key in ("every", "at_least", "at_most", "on", "within"))

    return one.at == other.at and rhythm(one) == rhythm(other)


def _phase_anchor(before: Stretch | None, entry: Meets, start: date) -> date:
    if before is not None and in_use(before[3].every) == in_use(entry.every):
        return before[2]
    return start if start.day == 1 else start.replace(day=1) + relativedelta(months=1)
