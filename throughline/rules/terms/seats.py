"""Single seats: what each entry of a membership comes to on a day.

Source: the partnership file, sections 5 and 7 (``seat``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from throughline.rules.terms.in_force import on
from throughline.rules.terms.model import Body, Number, Open, Seat, Terms, in_use
from throughline.rules.terms.succession import organisation_on, set_members

VacantReason = Literal["post to be confirmed", "organisation ended"]


@dataclass(frozen=True)
class SeatPlace:
    """One single seat of a body on a day.

    `organisation` is the id of the agency, body or external that has the seat that day,
    or None where the terms leave that to appointment, or where it has ended without one
    successor. `named` is the id as the terms write it. `vacant_reason` says why the terms
    themselves leave the seat vacant. `number_settled` is False where the terms give a
    range or only words for how many seats there are.
    """

    address: str
    id: str
    seat: Seat
    organisation: str | None = None
    named: str | None = None
    member: str | None = None
    vacant_reason: VacantReason | None = None
    number_settled: bool = True

    @property
    def as_(self) -> str:
        """member, non-voting or in-attendance; a member where the terms are silent."""
        return in_use(self.seat.as_) or "member"


def seats_on(
    terms: Terms, body_id: str, day: date, *, chosen: Mapping[str, int] | None = None
) -> tuple[SeatPlace, ...]:
    """Every single seat of a body on a day, in the file's order.

    `chosen` gives the number recorded for a seat entry, by its address, where the terms
    give a range or only words; without it a range stands at its least, and words at one.
    Raises KeyError if the body is not in force that day.
    Source: the partnership file, section 7 (``seat``).
    """
    return _Expansion(on(terms, day), day, chosen or {}).of_body(body_id)


class _Expansion:
    def __init__(self, terms: Terms, day: date, chosen: Mapping[str, int]) -> None:
        self.terms, self.day, self.chosen = terms, day, chosen
        self.under_way: set[tuple[str, str]] = set()

    def of_body(self, body_id: str) -> tuple[SeatPlace, ...]:
        body = self.terms.body(body_id)
        return tuple(place for seat in body.seats for place in self._of_seat(body, seat))

    def _of_seat(self, body: Body, seat: Seat) -> tuple[SeatPlace, ...]:
        if in_use(seat.same_as) is not None:
            return self._followed(body, seat)
        if in_use(seat.one_per):
            return self._one_for_each(body, seat)
        count, settled = self._number(body, seat)
        named = in_use(seat.agency) or in_use(seat.body)
        return self._numbered(seat, seat.id, named, count, settled, None)

    def _one_for_each(self, body: Body, seat: Seat) -> tuple[SeatPlace, ...]:
        count, settled = self._number(body, seat)
        made: list[SeatPlace] = []
        sets: tuple[str, ...] | None = in_use(seat.one_per)
        for member in set_members(self.terms, sets or ()):
            named = None if in_use(seat.office) else member
            made += self._numbered(seat, f"{seat.id}/{member}", named, count, settled, member)
        return tuple(made)

    def _numbered(
        self, seat: Seat, name: str, named: str | None, count: int, settled: bool, member: str | None
    ) -> tuple[SeatPlace, ...]:
        organisation, ended = self._organisation(named)
        reason: VacantReason | None = "organisation ended" if ended else None
        if isinstance(seat.post, Open) and seat.post.proposed is None:
            reason = "post to be confirmed"
        base = seat.at.removesuffix(seat.id)
        base = base if base != seat.at else seat.at.rsplit(".", 1)[0] + "."
        names = [name] if count == 1 else [f"{name}/{n}" for n in range(1, count + 1)]
        return tuple(
            SeatPlace(base + each, each, seat, organisation, named, member, reason, settled) for each in names
        )

    def _organisation(self, named: str | None) -> tuple[str | None, bool]:
        """The organisation of the day, and whether the one named has ended without one successor."""
        if named is None or all(agency.id != named for agency in self.terms.agencies):
            return named, False
        standing = organisation_on(self.terms, named, self.day)
        return (standing.id, False) if standing else (None, True)

    def _number(self, body: Body, seat: Seat) -> tuple[int, bool]:
        if seat.at in self.chosen:
            return self.chosen[seat.at], True
        number: Any = in_use(seat.number)
        if isinstance(number, int):
            return number, not isinstance(seat.number, Open)
        if number is None:
            return 1, seat.number is None
        if number.as_ is None:
            return max(number.at_least or 1, 0), False
        return self._number_as(body, seat, number)

    def _number_as(self, body: Body, seat: Seat, number: Number) -> tuple[int, bool]:
        other = next((each for each in body.seats if each.id == number.as_), None)
        if other is None or (body.id, seat.id) in self.under_way:
            return 0, False
        self.under_way.add((body.id, seat.id))
        places = self._of_seat(body, other)
        self.under_way.discard((body.id, seat.id))
        count = len(places) - (number.less or 0) + (number.more or 0)
        return max(count, 0), all(place.number_settled for place in places)

    def _followed(self, body: Body, seat: Seat) -> tuple[SeatPlace, ...]:
        there = next((b for b in self.terms.bodies if b.id == in_use(seat.of)), None)
        other = (
            next((each for each in there.seats if each.id == in_use(seat.same_as)), None) if there else None
        )
        if there is None or other is None or (body.id, seat.id) in self.under_way:
            return ()
        self.under_way.add((body.id, seat.id))
        places = self._of_seat(there, other)
        self.under_way.discard((body.id, seat.id))
        return tuple(
            SeatPlace(
                address=seat.at + place.id.removeprefix(other.id),
                id=seat.id + place.id.removeprefix(other.id),
                seat=seat,
                organisation=place.organisation,
                named=place.named,
                member=place.member,
                vacant_reason=place.vacant_reason,
                number_settled=place.number_settled,
            )
            for place in places
        )
