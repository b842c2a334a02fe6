"""What a member of a body is asked to undertake: their own part, and who has accepted what."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.undertakings import Asked, asked_of_members, may_commit
from throughline.web.access.models import InForce, Person
from throughline.web.governance.models import Appointment, Body, StandingDeputy, Undertaking
from throughline.web.governance.queries import record_on, terms_record


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """One thing asked of a member, and the day on which the reader accepted it in these words."""

    what: str
    words: str
    clause: str
    accepted_on: date | None


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A member or standing deputy: how much they accepted, by which day, and whether they may commit."""

    name: str
    is_deputy: bool
    accepted: int
    last_on: date | None
    may_commit: bool | None


@dataclass(frozen=True, kw_only=True)
class RolePage:
    """What a body asks of each member on a day, as one reader meets it."""

    lead: str
    asked: tuple[AskedRow, ...]
    members: tuple[MemberRow, ...]
    serves: bool
    """Whether the reader sits here or stands in for somebody who does."""
    asks_authority: bool
    terms_number: int

    @property
    def open(self) -> tuple[AskedRow, ...]:
        """What the reader has still to accept."""
        return tuple(one for one in self.asked if self.serves and one.accepted_on is None)


def digest_of(asked: Asked) -> str:
    """The words of an undertaking in short, so that changed words are known from those accepted."""
    return hashlib.sha256(asked.words.encode()).hexdigest()


def role_page(body: Body, reader: Person | None, day: date) -> RolePage:
    """What the terms of a day ask of each member of a body, in a fixed number of queries.

    Raises NoTermsYet, and KeyError where the terms have no such body on that day.
    """
    record = terms_record(body.partnership, day)
    asked = asked_of_members(record_on(record, day), body.code)
    accepted = accepted_by(body, asked, day)
    people = _people(body, day)
    own = accepted.get(reader.pk, {}) if reader is not None else {}
    members = tuple(
        _member(person, asked, accepted.get(person.pk, {}), is_deputy=is_deputy)
        for person, is_deputy in people
    )
    return RolePage(
        lead=_lead(asked, members),
        asked=tuple(_row(one, own.get(one.what)) for one in asked),
        members=members,
        serves=reader is not None and reader.pk in {person.pk for person, _is_deputy in people},
        asks_authority=any(one.is_authority for one in asked),
        terms_number=record.number,
    )


def accepted_by(body: Body, asked: Collection[Asked], day: date) -> Mapping[int, Mapping[str, date]]:
    """The day on which each person accepted what is asked, in the words that it now has; by their number."""
    current = {(one.what, digest_of(one)) for one in asked}
    found: dict[int, dict[str, date]] = {}
    for row in Undertaking.objects.filter(body=body, accepted_on__lte=day):
        if (row.what, row.digest) in current:
            found.setdefault(row.person_id, {})[row.what] = row.accepted_on
    return found


def _people(body: Body, day: date) -> tuple[tuple[Person, bool], ...]:
    """The members of a body on a day by seat, then who stands in; each once, and a member as that."""
    sat = Appointment.objects.filter(InForce.on(day), body=body, is_confirmed=True).select_related("person")
    stood = StandingDeputy.objects.filter(InForce.on(day), body=body).select_related("person")
    found: dict[int, tuple[Person, bool]] = {}
    for rows, is_deputy in ((sat, False), (stood, True)):
        for row in rows:
            found.setdefault(row.person_id, (row.person, is_deputy))
    return tuple(found.values())


def _member(
    person: Person, asked: Collection[Asked], accepted: Mapping[str, date], *, is_deputy: bool
) -> MemberRow:
    return MemberRow(
        name=person.name,
        is_deputy=is_deputy,
        accepted=len(accepted),
        last_on=max(accepted.values(), default=None),
        may_commit=may_commit(asked, set(accepted)),
    )


def _row(asked: Asked, accepted_on: date | None) -> AskedRow:
    clause = "" if asked.is_authority else asked.what
    return AskedRow(what=asked.what, words=asked.words, clause=clause, accepted_on=accepted_on)


def _lead(asked: Collection[Asked], members: Collection[MemberRow]) -> str:
    if not asked:
        return _("The terms ask nothing of a member in words, so there is nothing to accept.")
    things = ngettext("%(n)d thing", "%(n)d things", len(asked)) % {"n": len(asked)}
    done = sum(one.accepted == len(asked) for one in members)
    return _("The terms ask %(things)s of each member. %(done)d of %(all)d have accepted them all.") % {
        "things": things,
        "done": done,
        "all": len(members),
    }
