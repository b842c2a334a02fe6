"""The people and seats of one body on one day: what every word of its terms is looked up against.

Source: the partnership file, sections 3.1, 5 and 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from throughline.rules.terms.model import Agency, Body, Deputy, Office, Seat, Terms
from throughline.rules.terms.succession import body_on, organisation_on, set_members

Capacity = Literal["member", "deputy", "in-attendance", "observer", "referrer", "secretariat"]
"""As what a person came to a meeting."""


@dataclass(frozen=True, kw_only=True)
class Present:
    """One person in the room for one seat; somebody who comes for two seats has two rows.

    ``seat`` is the seat's address, such as ``pol-supt`` or ``csp-chairs/north``. ``organisation``
    is that of the day: an agency, an outside body, or a body that holds the seat.
    """

    person: str
    seat: str | None = None
    organisation: str | None = None
    as_: Capacity = "member"
    remote: bool = False
    post: str | None = None
    level: str | None = None
    stated_on_arrival: bool = False
    """The one seat, of several, for which this person said on arrival that they came."""
    left_for_interest: bool = False


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A person recorded as the holder of an office."""

    office: str
    person: str
    body: str
    organisation: str | None = None


@dataclass(frozen=True, kw_only=True)
class SeatHeld:
    """One single seat on one day, and who is appointed to it, if anybody."""

    seat: str
    entry: Seat
    organisation: str | None = None
    person: str | None = None
    """The person with a confirmed appointment on that day."""
    why_vacant: str | None = None
    """Why nobody can fill it yet: its post is not named, or its organisation ended without one successor."""

    @property
    def is_filled(self) -> bool:
        """Whether a confirmed appointment stands, the organisation stands and the post is named.

        Source: the partnership file, section 8 ("Filled").
        """
        return self.person is not None and self.why_vacant is None


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A body as its terms have it on one day, with its seats and the recorded holders of offices.

    ``terms`` is the whole file with the readings of ``day``, so that an organisation that ended can be
    followed to its successor; ``body`` holds only the entries in force on ``day``.
    """

    terms: Terms
    body: Body
    day: date
    seats: tuple[SeatHeld, ...] = ()
    holders: tuple[Holder, ...] = ()
    owners: tuple[str, ...] = ()
    """The organisations that own the information or the action in hand."""
    leads: tuple[str, ...] = ()
    """The organisations that lead the matter in hand."""

    def office(self, word: str) -> Office | None:
        """The entry in force for an office of this body, or None."""
        return next((office for office in self.body.offices if office.id == word), None)

    def deputy_rule(self) -> Deputy | None:
        """What the terms say of deputies on this day, or None where they are silent."""
        return self.body.deputy[-1] if self.body.deputy else None

    def seat_entry(self, address: str | None) -> Seat | None:
        """The entry of the terms behind a seat's address, or None."""
        if address is None:
            return None
        whole = next((seat for seat in self.body.seats if seat.id == address), None)
        stem = address.partition("/")[0]
        return whole or next((seat for seat in self.body.seats if seat.id == stem), None)

    def agency(self, word: str | None) -> Agency | None:
        """The agency of that id, whether or not it still stands, or None."""
        return next((agency for agency in self.terms.agencies if agency.id == word), None)

    def standing(self, word: str) -> str | None:
        """The organisation for which a word stands on this day; None if it ended without one successor.

        Source: the partnership file, section 5 (succession).
        """
        if self.agency(word) is not None:
            found = organisation_on(self.terms, word, self.day)
            return found.id if found is not None else None
        if any(body.id == word for body in self.terms.bodies):
            body = body_on(self.terms, word, self.day)
            return body.id if body is not None else None
        return word

    def employer_of(self, organisation: str) -> str:
        """Whose staff an organisation's people are; an organisation is its own employer by default.

        Source: the partnership file, section 6 (``employer``).
        """
        agency = self.agency(organisation)
        if agency is None or agency.employer is None:
            return organisation
        return self.standing(agency.employer) or organisation

    def set_members(self, word: str) -> tuple[str, ...] | None:
        """The listed members of a set as they stand on this day, or None if there is no such set."""
        if not any(group.id == word for group in self.terms.sets):
            return None
        return tuple(dict.fromkeys(filter(None, map(self.standing, set_members(self.terms, word)))))

    def name_of(self, word: str) -> str:
        """The name of an organisation, body or set; the word itself if the file does not name it."""
        for known in _everything_named(self.terms):
            if known[0] == word:
                return known[1]
        return word


def _everything_named(terms: Terms) -> Iterator[tuple[str, str]]:
    for group in (terms.agencies, terms.externals, terms.sets, terms.bodies):
        for entry in group:
            yield entry.id, entry.name
