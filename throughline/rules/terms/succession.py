"""Which organisation or body stands for another on a day, after some have ended.

Source: the partnership file, section 5 ("Succession"); rule R48.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from throughline.rules.terms.model import Agency, Body, Terms, last_day

Named = TypeVar("Named", Agency, Body)


def organisation_on(terms: Terms, agency_id: str, day: date) -> Agency | None:
    """The agency that stands for this one on a day: itself, or its only successor along the chain.

    None if it has ended with no successor or several, or is no agency of the file.
    Source: the partnership file, section 5; rule R48.
    """
    return _standing(terms.agencies, agency_id, day)


def body_on(terms: Terms, body_id: str, day: date) -> Body | None:
    """The body that stands for this one on a day, as agencies do.

    Source: the partnership file, section 5 ("Bodies succeed one another in the same way").
    """
    return _standing(terms.bodies, body_id, day)


def _standing(named: Iterable[Named], wanted: str, day: date) -> Named | None:
    by_id = {one.id: one for one in named}
    met: set[str] = set()
    while wanted in by_id and wanted not in met:
        met.add(wanted)
        one = by_id[wanted]
        if not has_ended(one, day):
            return one
        if len(one.becomes) != 1:
            return None
        wanted = one.becomes[0]
    return None


def has_ended(named: Agency | Body, day: date) -> bool:
    """Whether an agency or body was over before a day. Source: the partnership file, section 5."""
    last = last_day(named)
    return last is not None and last < day


def employer_of(terms: Terms, agency_id: str) -> str:
    """The id of the organisation whose staff an agency's people are; its own if the file is silent.

    Source: the partnership file, section 6 (``employer``).
    """
    for agency in terms.agencies:
        if agency.id == agency_id:
            return agency.employer or agency.id
    return agency_id


def set_members(terms: Terms, set_ids: str | Iterable[str]) -> tuple[str, ...]:
    """The ids in one set or several, sets within sets opened, each once, in the file's order.

    A word that is no set stands for itself.
    Source: the partnership file, sections 6 (``set``) and 7 (``one_per``).
    """
    sets = {each.id: each for each in terms.sets}
    found: dict[str, None] = {}
    waiting = [set_ids] if isinstance(set_ids, str) else list(set_ids)
    opened: set[str] = set()
    while waiting:
        word = waiting.pop(0)
        if word in sets and word not in opened:
            opened.add(word)
            waiting = [*sets[word].of, *waiting]
        elif word not in sets:
            found.setdefault(word)
    return tuple(found)
