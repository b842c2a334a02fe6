"""Who an office goes to by its terms on a day: those named, or those whose turn it is.

Source: the partnership file, section 7 (``held_by``, ``rotates``).
"""

from __future__ import annotations

from datetime import date

from throughline.rules.circle import Circle
from throughline.rules.due import moved
from throughline.rules.terms.model import Office, Who, first_day, in_use


def held_by_terms(circle: Circle, entry: Office, meeting_number: int | None = None) -> Who | None:
    """Those to whom the terms give an office on the circle's day; None where they do not say.

    ``meeting_number`` counts this body's meetings from 0, for an office that rotates by meeting.
    Source: the partnership file, section 7 (``held_by``, ``rotates``).
    """
    if entry.rotates is None:
        return in_use(entry.held_by)
    starts = _rotation_starts(circle, entry)
    if starts is None:
        return None
    return turn(entry, starts=starts, day=circle.day, meeting_number=meeting_number)


def turn(entry: Office, *, starts: date, day: date, meeting_number: int | None = None) -> Who | None:
    """Whose turn it is in an office that rotates, counting from the day the rotation starts.

    None where the office does not rotate, its step is not settled, or the meeting's number is not known.
    Source: the partnership file, section 7 (``rotates``).
    """
    order, every = in_use(entry.rotates), in_use(entry.every)
    if not order or every is None or day < starts:
        return None
    if every.unit == "meetings":
        return None if meeting_number is None else order[meeting_number // every.number % len(order)]
    past = 0
    while moved(starts, every, times=past + 1) <= day:
        past += 1
    return order[past % len(order)]


def _rotation_starts(circle: Circle, entry: Office) -> date | None:
    versions = circle.terms.body(circle.body.id).versions
    return first_day(entry) or min(filter(None, map(first_day, versions)), default=None)
