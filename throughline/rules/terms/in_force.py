"""The terms of one day: entries in force, the latest version of each rule, readings applied.

Source: the partnership file, sections 4 and 5.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from throughline.rules.terms.model import Body, Entry, Terms, first_day, today_is_in
from throughline.rules.terms.readings import with_readings
from throughline.rules.terms.tables import AGENCY, BODY, OF_A_BODY, OF_THE_FILE, READING

E = TypeVar("E", bound=Entry)
_KNOWN: dict[int, dict[date, Terms]] = {}
_VERSION = re.compile(r"@(?:decision|\d{4}-\d\d(?:-\d\d)?|\d+)\Z")


def on(terms: Terms, day: date) -> Terms:
    """The terms as they hold on a day.

    Of each list only the entries in force remain, of versions of one rule the latest,
    with every decided reading in place. Agencies and readings are all kept: an agency
    that has ended still leads to its successor. Raises KeyError or ReadingUnusable for a
    decided reading that cannot be used; the checker reports those.
    Source: the partnership file, sections 4 and 5.
    """
    known = _of_one_file(terms)
    if day not in known:
        known[day] = _on(terms, day)
    return known[day]


def _of_one_file(terms: Terms) -> dict[date, Terms]:
    """The days already worked out for this very file; they go when the file goes."""
    number = id(terms)
    if number not in _KNOWN:
        _KNOWN[number] = {}
        weakref.finalize(terms, _KNOWN.pop, number, None)
    return _KNOWN[number]


def _on(terms: Terms, day: date) -> Terms:
    settled = with_readings(terms, day)
    kept: dict[str, Any] = {
        table.attribute: in_force(getattr(settled, table.attribute), day)
        for table in OF_THE_FILE.values()
        if table not in (AGENCY, BODY, READING)
    }
    bodies = tuple(_body_on(body, day) for body in settled.bodies if today_is_in(body, day))
    return replace(settled, **kept, bodies=bodies)


def _body_on(body: Body, day: date) -> Body:
    lists: dict[str, Any] = {
        table.attribute: in_force(getattr(body, table.attribute), day) for table in OF_A_BODY.values()
    }
    return replace(body, **lists)


def in_force(entries: Iterable[E], day: date) -> tuple[E, ...]:
    """The entries in force on a day; of versions of one rule, the one that began last.

    Source: the partnership file, section 5.
    """
    latest: dict[str, E] = {}
    for entry in entries:
        if today_is_in(entry, day):
            rule = rule_of(entry)
            if rule not in latest or begins(latest[rule]) <= begins(entry):
                latest[rule] = entry
    return tuple(latest.values())


def rule_of(entry: Entry) -> str:
    """The address that all versions of one rule share. Source: the partnership file, section 5."""
    return _VERSION.sub("", entry.at)


def begins(entry: Entry) -> date:
    """The first day an entry is in force; the earliest of all days if it does not say.

    Source: the partnership file, sections 3 and 5.
    """
    return first_day(entry) or date.min
