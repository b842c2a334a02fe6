"""Whether a scheme can be evaluated: who was in it, who is eligible, and whose records are complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from throughline.figures.cohorts.flow import Flow, FlowStep
from throughline.figures.cohorts.follow_up import measurable_on, months_after
from throughline.words.periods import Period

LEAST_PEOPLE: Final = 60
"""How many complete records an evaluation by the Justice Data Lab takes."""
FOLLOWED_MONTHS: Final = 18
"""Twelve months in which to reoffend, and six more for proof."""
ADULT: Final = 18
"""The age, in years, from which people are compared with adults."""
PNC_ID: Final = re.compile(r"(19|20)[0-9]{2}/[0-9]{7}[A-Z]")
SEXES: Final = ("female", "male", "other")

RECORDS: Final = "Records of people who began in the period"
OUTSIDE: Final = "Began outside the period"
COUNTED_ALREADY: Final = "A further record of a person counted already"
YOUNG: Final = "Under 18 at the start"
NOT_FOLLOWED: Final = "The follow-up is not over yet"
INCOMPLETE: Final = "The record lacks an identifier"
COMPLETE: Final = "People with a complete record"

NOT_TOLD: Final = "not told"
ONE_LETTER: Final = "one letter only"
NO_DAY: Final = "not before the start, or in the future"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What records tell of who somebody is; empty, or None, where they do not."""

    surname: str = ""
    forename: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    pnc_id: str = ""


@dataclass(frozen=True, kw_only=True)
class SchemeRecord:
    """One row of a scheme, as a supplier sent it.

    ``person`` is the number that linking gave, None where nothing tells whose row it is. ``convicted_on``
    and ``index_date`` are the last conviction, and the last release or sentence, up to the start.
    """

    supplier: str
    record: str
    person: int | None
    told: Identity
    started_on: date
    ended_on: date | None = None
    area: str = ""
    convicted_on: date | None = None
    index_date: date | None = None


@dataclass(frozen=True)
class Lack:
    """An identifier that a record needs and has not, or has unsoundly, and why."""

    identifier: str
    why: str


@dataclass(frozen=True)
class Member:
    """One person of the scheme: the record that counts, what is soundly known, and what is lacking."""

    record: SchemeRecord
    known: Identity
    lacks: tuple[Lack, ...]
    is_filled: bool = False
    """Whether another extract tells something that the scheme's own records lack."""

    @property
    def is_complete(self) -> bool:
        """Whether the person can be sent to be found and compared."""
        return not self.lacks


@dataclass(frozen=True)
class Readiness:
    """Whether a scheme can be evaluated: the flow of its records, and the people who are eligible.

    ``followed_from`` is the first day on which the follow-up of all who began in the period is over.
    """

    flow: Flow
    eligible: tuple[Member, ...]
    followed_from: date
    is_followed: bool

    @property
    def complete(self) -> tuple[Member, ...]:
        """The people whose records are complete."""
        return tuple(one for one in self.eligible if one.is_complete)

    @property
    def incomplete(self) -> tuple[Member, ...]:
        """The people whose records lack something."""
        return tuple(one for one in self.eligible if not one.is_complete)

    @property
    def is_ready(self) -> bool:
        """Whether there are enough complete records."""
        return is_enough(len(self.complete))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of those whose records are complete, in the order of the alphabet."""
        return tuple(sorted({one.record.area for one in self.complete if one.record.area}))


def is_enough(complete: int) -> bool:
    """So many complete records are enough for the Justice Data Lab.

    Source: Ministry of Justice, Justice Data Lab user journey (2013): at least 60 people.
    """
    return complete >= LEAST_PEOPLE


def readiness(
    records: Iterable[SchemeRecord],
    *,
    period: Period,
    on: date,
    elsewhere: Mapping[int, Sequence[Identity]] | None = None,
) -> Readiness:
    """Who of a scheme can be evaluated on a day, and why the others cannot.

    One person counts once, with the first record of the period. What that record lacks is taken from the
    person's other records of the scheme, then from ``elsewhere``, what other extracts tell of a person,
    where all that tell it agree.
    Source: Ministry of Justice, Justice Data Lab user journey (2013); figures, section 1 (follow-up of 12
    months, and a further 6 for proof).
    """
    every = sorted(records, key=lambda one: (one.started_on, one.supplier, one.record))
    within = [one for one in every if one.started_on in period]
    people = _by_person(within)
    members = [_member(own, (elsewhere or {}), on) for own in people.values()]
    adults = [one for one in members if not _is_young(one)]
    eligible = tuple(one for one in adults if is_followed(one.record.started_on, on))
    incomplete = sum(not one.is_complete for one in eligible)
    steps = (
        FlowStep(OUTSIDE, len(every) - len(within)),
        FlowStep(COUNTED_ALREADY, len(within) - len(people)),
        FlowStep(YOUNG, len(members) - len(adults)),
        FlowStep(NOT_FOLLOWED, len(adults) - len(eligible)),
        FlowStep(INCOMPLETE, incomplete),
    )
    flow = Flow(len(every), steps, len(eligible) - incomplete)
    return Readiness(flow, eligible, measurable_on(period, FOLLOWED_MONTHS), is_followed(period.last, on))


def is_followed(started_on: date, on: date) -> bool:
    """The follow-up of who began on a day, and the time for proof after it, are over.

    Source: figures, section 1 (follow-up of 12 months, and a further 6 for proof).
    """
    return months_after(started_on, FOLLOWED_MONTHS) <= on


def lacks_of(known: Identity, told: Iterable[Identity]) -> tuple[Lack, ...]:
    """What is lacking of what is soundly known, and why, by what was told.

    Source: Ministry of Justice, Justice Data Lab user journey (2013): surname, forename, date of birth and
    gender of each person. The start stands in every record, so no date is lacking.
    """
    was_told = {name for one in told for name in NEEDED if getattr(one, name)}
    return tuple(
        Lack(title, unsound if name in was_told else NOT_TOLD)
        for name, (title, unsound) in NEEDED.items()
        if not getattr(known, name)
    )


NEEDED: Final = {
    "surname": ("surname", ONE_LETTER),
    "forename": ("forename", ONE_LETTER),
    "date_of_birth": ("date of birth", NO_DAY),
    "sex": ("sex", UNKNOWN),
}
"""The identifiers that every record needs: what each is called, and why one that was told is not sound."""


def soundly_told(told: Identity, *, started_on: date, on: date) -> Identity:
    """An identity without what cannot be right: a name of one letter, a birth not before the start.

    Source: product, section 7 (30: an import that trusts); a PNC id as the contracts of extracts write it.
    """
    born = told.date_of_birth
    return Identity(
        surname=told.surname if _is_name(told.surname) else "",
        forename=told.forename if _is_name(told.forename) else "",
        date_of_birth=born if born is not None and born < started_on and born <= on else None,
        sex=told.sex if told.sex in SEXES else "",
        pnc_id=told.pnc_id if PNC_ID.fullmatch(told.pnc_id) else "",
    )


def _is_name(words: str) -> bool:
    return sum(sign.isalpha() for sign in words) > 1


def _by_person(records: Iterable[SchemeRecord]) -> dict[object, list[SchemeRecord]]:
    """The records of each person; one of nobody known stands alone."""
    people: dict[object, list[SchemeRecord]] = {}
    for one in records:
        key = (one.supplier, one.record) if one.person is None else one.person
        people.setdefault(key, []).append(one)
    return people


def _member(own: list[SchemeRecord], elsewhere: Mapping[int, Sequence[Identity]], on: date) -> Member:
    first = own[0]
    told = [one.told for one in own]
    others = [] if first.person is None else list(elsewhere.get(first.person, ()))
    sound, sound_elsewhere = (
        [soundly_told(one, started_on=first.started_on, on=on) for one in some] for some in (told, others)
    )
    known = _known(sound, sound_elsewhere)
    is_filled = any(not getattr(_known(sound, ()), name) and getattr(known, name) for name in NEEDED)
    return Member(first, known, lacks_of(known, [*told, *others]), is_filled)


def _known(own: Sequence[Identity], elsewhere: Sequence[Identity]) -> Identity:
    found = {one.name: _first(own, one.name) or _agreed(elsewhere, one.name) for one in fields(Identity)}
    return Identity(**{name: value for name, value in found.items() if value})


def _first(told: Iterable[Identity], name: str) -> Any:
    return next((value for one in told if (value := getattr(one, name))), None)


def _agreed(told: Iterable[Identity], name: str) -> Any:
    """What several identities tell alike; None where two differ by more than capitals, or nobody tells it."""
    values = {str(value).casefold(): value for one in told if (value := getattr(one, name))}
    return next(iter(values.values())) if len(values) == 1 else None


def _is_young(member: Member) -> bool:
    born = member.known.date_of_birth
    return born is not None and months_after(born, 12 * ADULT) > member.record.started_on
