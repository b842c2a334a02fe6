"""The seats of a body as its secretary keeps them: who sits, since when, and what can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.circle import SeatHeld
from throughline.rules.seats import VacantSeat, is_ex_officio, is_of_a_sector
from throughline.rules.terms.model import in_use
from throughline.rules.terms.words_for import in_words, names_in
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Appointment, Body, StandingDeputy
from throughline.web.governance.queries import (
    deputies_of,
    read_record,
    seen_as,
    terms_record,
)
from throughline.web.governance.seats.selections import selections_of
from throughline.web.governance.seats.strips import Strip, strips_of
from throughline.words.formats import day_words


@dataclass(frozen=True)
class Sitting:
    """One appointment: who, from which day, and until which if it has a last day."""

    number: int
    person: str
    from_on: date
    until_on: date | None
    because: str
    chosen: str = ""
    """How they were chosen to speak for several organisations, and for which; empty where none is kept."""


@dataclass(frozen=True)
class DeputyShown:
    """Who stands in for a seat as a rule, from which day."""

    number: int
    person: str
    since: str


@dataclass(frozen=True)
class SeatRow:
    """A seat of a body on a day, with its appointments, the last first.

    ``organisation_code`` is empty where the terms leave the organisation to appointment; ``follows`` says
    whose office or seat elsewhere it goes to; ``cannot_be_filled`` why it stays vacant whoever is recorded;
    ``seen`` is its state for two editors.
    """

    seat: str
    post: str
    organisation: str
    organisation_code: str
    person: str
    since: str
    follows: str
    follows_a_seat: bool
    cannot_be_filled: str
    sittings: tuple[Sitting, ...]
    seen: str
    proposed: tuple[Sitting, ...] = ()
    """Those proposed for the seat and not confirmed."""
    deputy: DeputyShown | None = None
    is_of_a_sector: bool = False
    """Whether whoever sits here speaks for several organisations."""
    strip: Strip | None = None
    """Who came to the last meetings for it; None where none was held."""

    @property
    def open_sitting(self) -> Sitting | None:
        """The last appointment, if it has no last day."""
        last = next(iter(self.sittings), None)
        return last if last is not None and last.until_on is None else None

    @property
    def words(self) -> str:
        """The seat by its organisation and post."""
        return f"{self.organisation}, {self.post}"


@dataclass(frozen=True)
class SeatsPage:
    """The seats of a body on a day, in the order of the terms."""

    lead: str
    rows: tuple[SeatRow, ...]
    terms_number: int

    @property
    def has_met(self) -> bool:
        """Whether a meeting was held, so that there is something to say of who came."""
        return any(one.strip is not None and one.strip.marks for one in self.rows)

    def row(self, seat: str) -> SeatRow | None:
        """The seat with that address."""
        return next((one for one in self.rows if one.seat == seat), None)


def seats_page(body: Body, day: date, *, with_strips: bool = True) -> SeatsPage:
    """The seats of a body on a day.

    Raises NoTermsYet, and KeyError where the terms have no such body on that day.
    """
    record = terms_record(body.partnership, day)
    seated = seated_on(body, day, written=read_record(record))
    names = names_in(seated.circle.terms)
    vacant = {one.seat: one for one in seated.vacant}
    chosen = selections_of(body) if any(is_of_a_sector(one.entry) for one in seated.circle.seats) else {}
    sat: dict[str, list[Appointment]] = {}
    proposed: dict[str, list[Appointment]] = {}
    own = (row for row in seated.rows if row.body_id == body.pk)
    for row in sorted(own, key=lambda row: (row.from_on, row.pk), reverse=True):
        (sat if row.is_confirmed else proposed).setdefault(row.seat, []).append(row)
    deputies = {one.seat: _deputy(one) for one in deputies_of(body, day)}
    strips = strips_of(body, day) if with_strips else {}
    rows = tuple(
        replace(
            _row(held, names, vacant.get(held.seat), sat.get(held.seat, []), chosen, day),
            proposed=tuple(_sitting(one) for one in proposed.get(held.seat, []) if one.until_on is None),
            deputy=deputies.get(held.seat),
            strip=strips[held.seat] if strips else None,
        )
        for held in seated.circle.seats
    )
    return SeatsPage(_lead(rows), rows, record.number)


def _lead(rows: tuple[SeatRow, ...]) -> str:
    if not rows:
        return _("The terms list no seats, so nobody can be recorded as a member yet.")
    empty = sum(not row.person for row in rows)
    counted = ngettext("%(n)d seat", "%(n)d seats", len(rows)) % {"n": len(rows)}
    if not empty:
        return _("%(seats)s, and somebody is recorded in each.") % {"seats": counted}
    if empty == len(rows):
        return _("%(seats)s, and nobody is recorded yet.") % {"seats": counted}
    vacant = ngettext("%(n)d is vacant", "%(n)d are vacant", empty) % {"n": empty}
    return _("%(seats)s, of which %(vacant)s.") % {"seats": counted, "vacant": vacant}


def _row(
    held: SeatHeld,
    names: Mapping[str, str],
    vacant: VacantSeat | None,
    sat: Sequence[Appointment],
    chosen: Mapping[int, str],
    day: date,
) -> SeatRow:
    sittings = tuple(replace(_sitting(one), chosen=chosen.get(one.pk, "")) for one in sat)
    return SeatRow(
        seat=held.seat,
        post=post_in_words(held, names),
        organisation=organisation_in_words(held, names),
        organisation_code=held.organisation or "",
        person=held.person if held.is_filled and held.person else "",
        since=_since(sittings, vacant, day),
        follows=_follows(held, names),
        follows_a_seat=in_use(held.entry.same_as) is not None,
        cannot_be_filled=held.why_vacant or "",
        sittings=sittings,
        is_of_a_sector=is_of_a_sector(held.entry),
        seen=seen_as(sat[0] if sat else None),
    )


def _sitting(one: Appointment) -> Sitting:
    return Sitting(one.pk, one.person.name, one.from_on, one.until_on, one.ended_because)


def _deputy(one: StandingDeputy) -> DeputyShown:
    since = _("since %(day)s") if one.until_on is None else _("since %(day)s, until %(last)s")
    last = day_words(one.until_on) if one.until_on else ""
    return DeputyShown(one.pk, one.person.name, since % {"day": day_words(one.from_on), "last": last})


def post_in_words(held: SeatHeld, names: Mapping[str, str]) -> str:
    """The post that fills a seat."""
    post: Any = in_use(held.entry.post)
    return in_words(post, names) if post else _("Post not named")


def organisation_in_words(held: SeatHeld, names: Mapping[str, str]) -> str:
    """The organisation that has a seat."""
    return names.get(held.organisation or "", held.organisation or _("Not stated"))


def _since(sittings: tuple[Sitting, ...], vacant: VacantSeat | None, day: date) -> str:
    now = next((one for one in sittings if _runs(one, day)), None)
    if now is not None:
        until = _(", until %(day)s") % {"day": day_words(now.until_on)} if now.until_on else ""
        return _("Since %(day)s") % {"day": day_words(now.from_on)} + until
    coming = next((one for one in reversed(sittings) if one.from_on > day), None)
    why = vacant_in_words(vacant) if vacant else ""
    if coming is None:
        return why
    begins = _("%(person)s from %(day)s") % {"person": coming.person, "day": day_words(coming.from_on)}
    return f"{why}; {begins}" if why else begins


def _runs(one: Sitting, day: date) -> bool:
    return one.from_on <= day and (one.until_on is None or day <= one.until_on)


def vacant_in_words(vacant: VacantSeat) -> str:
    """Why nobody fills a seat, and since when."""
    why = vacant.why[:1].upper() + vacant.why[1:]
    if vacant.since is None or vacant.days is None:
        return why
    if vacant.days > LONGEST_IN_DAYS:
        return _("%(why)s since %(day)s") % {"why": why, "day": day_words(vacant.since)}
    days = ngettext("%(n)d day", "%(n)d days", vacant.days) % {"n": vacant.days}
    return _("%(why)s, %(days)s") % {"why": why, "days": days}


LONGEST_IN_DAYS = 366
"""Up to how many days a vacancy is counted in days; a longer one is given by its first day."""


def _follows(held: SeatHeld, names: Mapping[str, str]) -> str:
    if not is_ex_officio(held.entry):
        return ""
    office, of = in_use(held.entry.office), in_use(held.entry.of) or held.seat.partition("/")[2]
    where = names.get(str(of), str(of))
    if office is None:
        return _("This seat goes to whoever has the same seat of %(body)s.") % {"body": where}
    return _("This seat goes to whoever is %(office)s of %(body)s.") % {
        "office": str(office).replace("-", " "),
        "body": where,
    }
