"""Who presides over a meeting, from who is in the room.

Source: the partnership file, section 10; rule R9.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from throughline.rules.circle import Circle, Holder, Present
from throughline.rules.presence import deputy_may
from throughline.rules.rotation import held_by_terms
from throughline.rules.terms.model import Office, Open, Who, alternatives, in_use
from throughline.rules.terms.words_for import Names, names_in, who_in_words
from throughline.rules.who import is_among

How = Literal[
    "presides", "jointly", "they choose", "the chair names", "those present elect", "needs a reading"
]


@dataclass(frozen=True, kw_only=True)
class Presiding:
    """Who presides, or who settles it and from whom, and why.

    ``people`` are those who preside or those to choose from; empty where a reading is needed.
    """

    how: How
    people: tuple[str, ...] = ()
    because: str = ""
    clause: tuple[str, ...] = ()
    advisory: str | None = None
    """What must stand in the minutes where the terms do not settle it."""
    otherwise: tuple[Presiding, ...] = ()
    """What other readings of the terms give, where it is not the same."""

    @property
    def person(self) -> str | None:
        """The one person who presides, if the terms settle on one."""
        return self.people[0] if self.how == "presides" else None


def who_presides(
    circle: Circle, rows: Collection[Present], *, office: str = "chair", meeting_number: int | None = None
) -> Presiding:
    """Who holds an office in this room: its holder, else those named for their absence, in order.

    ``meeting_number`` counts this body's meetings from 0, for an office that rotates by meeting.
    Where the terms contradict themselves nobody presides by rule until a reading.
    Source: the partnership file, section 10 (rules 1 to 4); rule R9.
    """
    entry = circle.office(office)
    present = tuple(sorted(rows, key=lambda row: (row.person, row.seat or "")))
    if entry is None:
        return _elected(present, f"the terms name nobody as {office} on this day", ())
    used, *others = (_under(circle, present, one, meeting_number) for one in _readings_of(entry))
    differing = tuple(other for other in others if (other.how, other.people) != (used.how, used.people))
    return replace(used, otherwise=differing)


def _readings_of(entry: Office) -> tuple[Office, ...]:
    """An office as used, then once for each other value its holder or the order in absence may take."""
    return (
        entry,
        *(replace(entry, held_by=other) for other in alternatives(entry.held_by)),
        *(replace(entry, rotates=other) for other in alternatives(entry.rotates)),
        *(replace(entry, in_absence=other) for other in alternatives(entry.in_absence)),
    )


def _under(
    circle: Circle, present: tuple[Present, ...], entry: Office, meeting_number: int | None
) -> Presiding:
    if _is_unsettled(entry):
        return Presiding(
            how="needs a reading",
            because=f"the terms do not settle who is {entry.id}",
            clause=_clauses(entry),
            advisory=f"Nobody is {entry.id} by rule until the board adopts a reading.",
        )
    holding = _holding(circle, present, entry, meeting_number)
    if holding:
        return _among(circle, entry, holding, _choice(entry), f"holds the office of {entry.id}")
    return _in_absence(circle, present, entry, meeting_number)


def presiding_order(circle: Circle, *, office: str = "chair") -> tuple[str, ...]:
    """Who would preside, in order, in words: the holder, then each entry for their absence, then silence.

    Source: the partnership file, section 10; rule R9.
    """
    entry = circle.office(office)
    names = names_in(circle.terms)
    last = "then the terms are silent: those present elect, and the reason is recorded"
    if entry is None:
        return (f"the terms name nobody as {office} on this day", last)
    if _is_unsettled(entry):
        return (f"the terms do not settle who is {office}: nobody presides by rule until a reading",)
    order = in_use(entry.in_absence) or ()
    return (
        _holder_in_words(circle, entry, names),
        *(_next_in_words(circle, who, names) for who in order),
        last,
    )


def _holder_in_words(circle: Circle, entry: Office, names: Names) -> str:
    recorded = _recorded(circle, entry.id)
    if recorded:
        return " and ".join(holder.person for holder in recorded)
    held_by = held_by_terms(circle, entry)
    if held_by is not None:
        return who_in_words(held_by, names)
    return f"whoever is appointed {entry.title or entry.id}; nobody is recorded"


def _next_in_words(circle: Circle, who: Who, names: Names) -> str:
    other = _office_named(circle, who)
    if other is None:
        return who_in_words(who, names)
    return f"{who_in_words(who, names)}: {_holder_in_words(circle, other, names)}"


def _holding(
    circle: Circle, present: tuple[Present, ...], entry: Office, meeting_number: int | None
) -> tuple[Present, ...]:
    recorded = _recorded(circle, entry.id)
    if recorded:
        names = {holder.person for holder in recorded}
        return _once(row for row in present if row.person in names)
    held_by = held_by_terms(circle, entry, meeting_number)
    if held_by is None:
        return ()
    return _matching(circle, present, held_by)


def _matching(circle: Circle, present: tuple[Present, ...], who: Who) -> tuple[Present, ...]:
    may_sit = (row for row in present if _may_preside(row, circle))
    return _once(row for row in may_sit if is_among(row, who, circle))


def _may_preside(row: Present, circle: Circle) -> bool:
    return row.as_ == "member" or (row.as_ == "deputy" and deputy_may(circle, "preside"))


def _once(rows: Iterator[Present]) -> tuple[Present, ...]:
    kept: dict[str, Present] = {}
    for row in rows:
        kept.setdefault(row.person, row)
    return tuple(kept.values())


def _among(
    circle: Circle, entry: Office, people: tuple[Present, ...], choice: str | None, because: str
) -> Presiding:
    names = tuple(row.person for row in people)
    found = Presiding(how="presides", people=names, because=because, clause=_clauses(entry))
    if len(people) == 1:
        return found
    if in_use(entry.joint):
        return replace(found, how="jointly", because=f"{because} jointly: they agree which of them")
    if choice == "chair":
        return replace(found, how="the chair names", because=f"{because}: the chair names one")
    senior = None if choice == "present" else _most_senior(circle, people)
    if senior is not None:
        return replace(found, people=(senior.person,), because=f"{because}: the most senior here")
    return replace(found, how="they choose", because=f"{because}: the terms rank none of them first")


def _most_senior(circle: Circle, people: tuple[Present, ...]) -> Present | None:
    ranked: list[tuple[int, Present]] = []
    for row in people:
        seat = circle.seat_entry(row.seat)
        rank = in_use(seat.rank) if seat is not None else None
        if rank is None:
            return None
        ranked.append((rank, row))
    lowest = min(rank for rank, _ in ranked)
    first = [row for rank, row in ranked if rank == lowest]
    return first[0] if len(first) == 1 else None


def _in_absence(
    circle: Circle, present: tuple[Present, ...], entry: Office, meeting_number: int | None
) -> Presiding:
    state = "absent" if _has_holder(circle, entry, meeting_number) else "vacant"
    for who in in_use(entry.in_absence) or ():
        if who.when is None or who.when == state:
            found = _next(circle, present, entry, who, meeting_number, state)
            if found is not None:
                return found
    return _elected(
        present, f"the {entry.id} is {state} and the terms name nobody else who is here", entry.clause
    )


def _next(
    circle: Circle,
    present: tuple[Present, ...],
    entry: Office,
    who: Who,
    meeting_number: int | None,
    state: str,
) -> Presiding | None:
    other = _office_named(circle, who)
    if other is None:
        people = _matching(circle, present, who)
        choice: str | None = who.choose
        stand_in, because = replace(entry, joint=None), f"next, the {entry.id} {state}"
    else:
        people = _holding(circle, present, other, meeting_number)
        choice = who.choose or _choice(other)
        stand_in, because = other, f"as {other.id}, the {entry.id} {state}"
    return _among(circle, stand_in, people, choice, because) if people else None


def _office_named(circle: Circle, who: Who) -> Office | None:
    if len(who.is_) == 1 and who == Who(is_=who.is_, when=who.when, choose=who.choose):
        return circle.office(who.is_[0])
    return None


def _elected(present: tuple[Present, ...], because: str, clause: tuple[str, ...]) -> Presiding:
    names = tuple(row.person for row in _once(row for row in present if row.as_ in ("member", "deputy")))
    return Presiding(
        how="those present elect",
        people=names,
        because=because,
        clause=clause,
        advisory="The terms are silent on who presides: those present elect, and the reason is recorded.",
    )


def _has_holder(circle: Circle, entry: Office, meeting_number: int | None) -> bool:
    if _recorded(circle, entry.id):
        return True
    held_by = held_by_terms(circle, entry, meeting_number)
    if held_by is None:
        return False
    appointed = [
        Present(person=held.person, seat=held.seat, organisation=held.organisation)
        for held in circle.seats
        if held.person is not None and held.is_filled
    ]
    if any(is_among(row, held_by, circle) for row in appointed):
        return True
    return any(circle.agency(word) and circle.standing(word) for word in held_by.is_)


def _recorded(circle: Circle, office: str) -> tuple[Holder, ...]:
    return tuple(h for h in circle.holders if h.office == office and h.body == circle.body.id)


def _is_unsettled(entry: Office) -> bool:
    found = entry.held_by if entry.rotates is None else entry.rotates
    return isinstance(found, Open) and found.proposed is None


def _choice(entry: Office) -> str | None:
    who: Who | None = in_use(entry.held_by)
    return who.choose if who is not None else None


def _clauses(entry: Office) -> tuple[str, ...]:
    if isinstance(entry.held_by, Open) and entry.held_by.conflict:
        return tuple(clause for statement in entry.held_by.conflict for clause in statement.clause)
    return entry.clause
