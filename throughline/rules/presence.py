"""Who of those in the room may be counted, and as what.

Source: the partnership file, section 8 (evaluation, steps 1 to 4).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from throughline.rules.circle import Circle, Present
from throughline.rules.terms.model import Quorum, in_use
from throughline.rules.who import seat_as

Act = Literal["count", "vote"]


def countable(
    rows: Collection[Present], circle: Circle, *, act: Act = "count", quorum: Quorum | None = None
) -> tuple[Present, ...]:
    """The rows that may be counted: one for each person, in the order of seats.

    ``quorum`` says whether somebody remote counts and whether one person counts for every seat.
    Source: the partnership file, section 8 (evaluation, steps 1 and 2); rule R6a.
    """
    remote = in_use(quorum.remote) if quorum is not None else None
    able = [row for row in rows if _may_count(row, circle, act) and not (row.remote and remote is False)]
    if quorum is not None and in_use(quorum.one_person) == "every-seat":
        return tuple(sorted(set(able), key=_by_seat))
    one_each: dict[str, Present] = {}
    for row in sorted(able, key=lambda row: (not row.stated_on_arrival, _by_seat(row))):
        one_each.setdefault(row.person, row)
    return tuple(sorted(one_each.values(), key=_by_seat))


def seat_rows(circle: Circle, *, filled: bool) -> tuple[Present, ...]:
    """The seats of the body as rows: the filled ones, or all of them whether filled or not.

    A vacant seat stands for itself where people are counted.
    Source: the partnership file, section 8 (step 5 and “Filled”).
    """
    return tuple(
        Present(person=held.person or f"vacant:{held.seat}", seat=held.seat, organisation=held.organisation)
        for held in circle.seats
        if (held.is_filled or not filled) and seat_as(held.entry) != "in-attendance"
    )


def units_of(unit: str, rows: Collection[Present], circle: Circle) -> tuple[str, ...]:
    """The distinct units among rows: people, seats, organisations or employers, sorted.

    Somebody whose organisation ended without one successor brings no organisation.
    Source: the partnership file, section 8 (step 4).
    """
    found = {unit_of(unit, row, circle) for row in rows}
    return tuple(sorted(one for one in found if one is not None))


def unit_of(unit: str, row: Present, circle: Circle) -> str | None:
    """What one row is counted as in a unit, or None if it brings none.

    Source: the partnership file, section 8 (step 4).
    """
    if unit == "people":
        return row.person
    if unit == "seats":
        return row.seat
    if row.organisation is None:
        return None
    organisation = circle.standing(row.organisation)
    if organisation is None or unit == "organisations":
        return organisation
    return circle.employer_of(organisation)


def _may_count(row: Present, circle: Circle, act: Act) -> bool:
    seat = circle.seat_entry(row.seat)
    if seat is None or seat_as(seat) == "in-attendance" or row.left_for_interest:
        return False
    return row.as_ == "member" or (row.as_ == "deputy" and deputy_may(circle, act))


def deputy_may(circle: Circle, act: str) -> bool:
    """Whether the terms let a deputy count, vote or preside; silent, the first two; none if none may come.

    Source: the partnership file, section 7 (``deputy``).
    """
    rule = circle.deputy_rule()
    if rule is not None and in_use(rule.allowed) is False:
        return False
    named = in_use(rule.may) if rule is not None else None
    return act in (("count", "vote") if named is None else named)


def _by_seat(row: Present) -> tuple[str, str]:
    return row.seat or "", row.person
