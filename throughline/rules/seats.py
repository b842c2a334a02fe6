"""Who sits: seats filled, vacant, to be confirmed, or following the holder of an office elsewhere.

Source: the partnership file, sections 5, 7 and 8 ("Filled"); rule R13.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.rules.circle import Circle, Holder, SeatHeld
from throughline.rules.counting import Reckoning, count_test
from throughline.rules.presence import seat_rows
from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Seat, Terms, first_day, in_use
from throughline.rules.terms.readings import with_readings
from throughline.rules.terms.seats import SeatPlace, seats_on
from throughline.rules.voting import electors, vote_rule
from throughline.rules.who import seat_as


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A person's appointment to a seat of a body: both days included, no end while it runs."""

    body: str
    seat: str
    person: str
    from_: date
    until: date | None = None
    organisation: str | None = None
    """The person's organisation, where the seat itself does not name one."""
    is_confirmed: bool = True

    def runs_on(self, day: date) -> bool:
        """Whether the appointment is confirmed and runs on a day."""
        return self.is_confirmed and self.from_ <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class VacantSeat:
    """A seat that nobody fills, why, and for how many days if that is known."""

    seat: str
    organisation: str | None
    why: str
    since: date | None
    days: int | None
    clause: tuple[str, ...] = ()


def circle_on(
    terms: Terms,
    body: str,
    day: date,
    *,
    appointments: Collection[Appointment] = (),
    holders: Collection[Holder] = (),
    chosen: Mapping[str, int] | None = None,
) -> Circle:
    """A body on a day with its single seats, who is appointed to them and who holds its offices.

    ``appointments`` and ``holders`` may cover other bodies too, for seats that follow somebody
    elsewhere; ``chosen`` gives recorded numbers of seats as ``seats_on`` takes them. Raises
    KeyError if the body is not in force on that day.
    Source: the partnership file, sections 5 and 7.
    """
    places = seats_on(terms, body, day, chosen=chosen)
    running = [one for one in appointments if one.runs_on(day)]
    return Circle(
        terms=with_readings(terms, day),
        body=on(terms, day).body(body),
        day=day,
        seats=tuple(_held(place, body, running, holders) for place in places),
        holders=tuple(holders),
    )


def _held(
    place: SeatPlace, body: str, running: Collection[Appointment], holders: Collection[Holder]
) -> SeatHeld:
    found = SeatHeld(
        seat=place.id,
        entry=place.seat,
        organisation=place.organisation,
        why_vacant=None if place.vacant_reason is None else str(place.vacant_reason),
    )
    holder = _follows(place, holders)
    if holder is not None:
        return _filled(found, holder.person, holder.organisation)
    at = _followed_seat(place) or (body, place.id)
    own = next((one for one in running if (one.body, one.seat) == at), None)
    return _filled(found, own.person, own.organisation) if own is not None else found


def _filled(found: SeatHeld, person: str, organisation: str | None) -> SeatHeld:
    return SeatHeld(
        seat=found.seat,
        entry=found.entry,
        organisation=found.organisation or organisation,
        person=person,
        why_vacant=found.why_vacant,
    )


def _follows(place: SeatPlace, holders: Collection[Holder]) -> Holder | None:
    office, of = in_use(place.seat.office), in_use(place.seat.of) or place.member
    if office is None:
        return None
    return next((one for one in holders if one.office == office and one.body == of), None)


def _followed_seat(place: SeatPlace) -> tuple[str, str] | None:
    there, of = in_use(place.seat.same_as), in_use(place.seat.of)
    if there is None or of is None:
        return None
    return of, there + place.id.removeprefix(place.seat.id)


def is_ex_officio(seat: Seat) -> bool:
    """Whether a seat goes to whoever holds an office or a seat elsewhere.

    Source: the partnership file, section 7 (``office`` + ``of``, ``same_as``).
    """
    return in_use(seat.office) is not None or in_use(seat.same_as) is not None


def is_of_a_sector(seat: Seat) -> bool:
    """Whether a seat goes to somebody who speaks for several organisations of a sector.

    Source: Leicester, Leicestershire and Rutland terms (one voluntary sector representative); the
    partnership file, section 7 (``sector``, ``among``).
    """
    return bool(in_use(seat.sector)) and in_use(seat.agency) is None


def to_be_confirmed(circle: Circle) -> tuple[SeatHeld, ...]:
    """The seats whose post the terms leave open: they exist and are vacant.

    Source: the partnership file, section 7 (``post``).
    """
    return tuple(held for held in circle.seats if held.why_vacant == "post to be confirmed")


def vacant_seats(circle: Circle, appointments: Collection[Appointment] = ()) -> tuple[VacantSeat, ...]:
    """The seats nobody fills on this day, in the order of the terms; seats only in attendance left out.

    Days run from the day after the last confirmed appointment ended, or from the first day of the
    seat or of the body's first version; None where no such day is known.
    Source: rule R13; the partnership file, section 8 ("Filled").
    """
    return tuple(
        _vacant(circle, held, appointments)
        for held in circle.seats
        if not held.is_filled and seat_as(held.entry) != "in-attendance"
    )


def _vacant(circle: Circle, held: SeatHeld, appointments: Collection[Appointment]) -> VacantSeat:
    since = _since(circle, held, appointments)
    return VacantSeat(
        seat=held.seat,
        organisation=held.organisation,
        why=held.why_vacant or _why(circle, held),
        since=since,
        days=(circle.day - since).days if since is not None else None,
        clause=held.entry.clause,
    )


def _why(circle: Circle, held: SeatHeld) -> str:
    office, of = in_use(held.entry.office), in_use(held.entry.of)
    if office is None:
        return "nobody appointed"
    where = circle.name_of(of or held.seat.partition("/")[2])
    return f"no {office} of {where} is recorded"


def _since(circle: Circle, held: SeatHeld, appointments: Collection[Appointment]) -> date | None:
    ended = [
        one.until + timedelta(days=1)
        for one in appointments
        if (one.body, one.seat) == (circle.body.id, held.seat)
        and one.is_confirmed
        and one.until is not None
        and one.until < circle.day
    ]
    if ended:
        return max(ended)
    versions = circle.terms.body(circle.body.id).versions
    return first_day(held.entry) or min(filter(None, map(first_day, versions)), default=None)


def electorate(circle: Circle, *, matter: str | None = None) -> tuple[str, ...]:
    """The electors of a matter if every filled seat came; empty where the terms have no vote.

    Source: the partnership file, section 9 (rule 1).
    """
    return electors(circle, seat_rows(circle, filled=True), matter=matter)


def electorate_in_words(circle: Circle, *, matter: str | None = None) -> str:
    """Who votes on a matter, in a sentence: how many voices there are, and whose.

    Source: the partnership file, section 9 (rule 1).
    """
    voices = electorate(circle, matter=matter)
    if not voices and vote_rule(circle, matter) is None:
        return "The terms have no vote."
    if not voices:
        return "No voices: the terms do not settle who votes, or nobody is appointed yet."
    named = ", ".join(circle.name_of(voice) for voice in voices)
    return f"{len(voices)} {'voice' if len(voices) == 1 else 'voices'}: {named}."


def membership_met(circle: Circle) -> Reckoning:
    """Whether those appointed satisfy the terms' test of membership; not defined where there is none.

    Source: the partnership file, section 7 (``membership``).
    """
    rule = circle.body.membership[-1] if circle.body.membership else None
    return count_test(rule.test if rule is not None else None, seat_rows(circle, filled=True), circle)
