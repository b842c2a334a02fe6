"""Who was heard and what came of it: kinds of record, groups that end, and times that come round.

Source: rules R14, R15 and R49; the East Midlands plan 2009-10 (consultation, training, surveys, reference
groups); West Mercia terms of reference (best practice).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from dateutil.relativedelta import relativedelta

from throughline.rules.recurring import in_parts
from throughline.rules.terms.model import Rate
from throughline.words.sectors import SECTORS

SunsetState = Literal["no sunset", "running", "overdue", "ended"]
"""Where a group that is to end stands: overdue from the day after its last, until it is ended."""
TimeState = Literal["held", "due", "missed"]
"""Where one of the times of something that comes round stands."""
AskedState = Literal["waiting", "overdue", "answered"]
"""Where a request to one organisation stands."""

ASKABLE: Final = MappingProxyType(
    {
        "place": "place",
        "method": "method",
        "audience": "audience",
        "speakers": "speakers",
        "community": "community",
        "source": "place or board that it comes from",
        "invited": "how many were invited",
        "came": "how many came",
        "responses": "how many answered",
        "agreed": "how many of them said yes",
        "sessions": "how many sessions",
        "hours": "how many hours",
        "pathway": "pathway",
        "times": "how often it comes round",
        "parent": "body that it answers to",
        "sunset": "day on which it ends",
        "decision": "decision behind it",
    }
)
"""What a kind of record may ask for besides its title, its days and who was heard."""


@dataclass(frozen=True)
class VoiceType:
    """A kind of record: its code, what it is called, what it asks for, and what it cannot be without."""

    code: str
    name: str
    asks: frozenset[str]
    needs: frozenset[str] = frozenset()


def _kind(code: str, name: str, asks: str, needs: str = "") -> VoiceType:
    return VoiceType(code, name, frozenset(asks.split()) | frozenset(needs.split()), frozenset(needs.split()))


TYPES: Final = MappingProxyType(
    {
        one.code: one
        for one in (
            _kind("reference-group", "Reference group", "community method place came times decision"),
            _kind("champion", "Champion", "decision", "pathway"),
            _kind("task-and-finish", "Task-and-finish group", "decision", "parent sunset"),
            _kind("workshop", "Workshop", "audience method place invited came sessions"),
            _kind("conference", "Conference", "audience speakers place invited came"),
            _kind("survey", "Survey of barriers", "community method invited responses"),
            _kind("practice-note", "Best-practice note", "pathway decision", "source"),
            _kind("consultation", "Consultation event",
                  "community audience speakers method place invited came responses"),
            _kind("forum", "Forum attended", "place came times"),
            _kind("training", "Training", "audience place came sessions hours"),
            _kind("opinion-poll", "Opinion poll", "community method responses agreed"),
            _kind("communication", "Communication", "audience method"),
            _kind("nominations", "Nominations asked", "parent"),
            _kind("work-for-communities", "Work for communities", "community place hours"),
        )
    }
)  # fmt: skip
"""The kinds that every partnership has; it may add its own, and no code is needed for one."""


def lacks(kind: VoiceType, given: Collection[str]) -> tuple[str, ...]:
    """What a record of a kind cannot be without and is not given, by the words of ``ASKABLE``, in its order.

    Source: rule R49 (a task-and-finish group has a body that it answers to and a day on which it ends).
    """
    return tuple(words for code, words in ASKABLE.items() if code in kind.needs and code not in given)


def sunset_state(sunset: date | None, *, ended_on: date | None, on: date) -> SunsetState:
    """Where a group with a last day stands on a day; its last day itself is not overdue.

    Source: rule R49.
    """
    if ended_on is not None and ended_on <= on:
        return "ended"
    if sunset is None:
        return "no sunset"
    return "overdue" if sunset < on else "running"


@dataclass(frozen=True)
class TimeDue:
    """One of the times of something that comes round: the day by which, how it stands and which part."""

    by: date
    state: TimeState
    why: str


def times_of_year(
    times: int, year_starts: date, held: Sequence[date], *, begun: date, on: date
) -> tuple[TimeDue, ...]:
    """Each time that something is to be held in the year that begins on a day.

    Parts that ended before it was ``begun`` are left out. Source: rules R14 and R15.
    """
    done = sorted(day for day in held if day <= on)
    found = []
    for one in in_parts(Rate(times, "year"), year_starts, done):
        if one.due is None or one.due < begun:
            continue
        is_missed = one.state != "done" and one.due < on
        state: TimeState = "held" if one.state == "done" else "missed" if is_missed else "due"
        found.append(TimeDue(one.due, state, one.why))
    return tuple(found)


def next_time(times: int, year_starts: date, held: Sequence[date], *, begun: date, on: date) -> TimeDue:
    """The next time that something which comes round is due, in this year or the next.

    Source: rules R14 and R15.
    """
    found = times_of_year(times, year_starts, held, begun=begun, on=on)
    waits = [one for one in found if one.state == "due"]
    following = year_starts + relativedelta(years=1)
    return (waits or times_of_year(times, following, held, begun=begun, on=on))[0]


def by_sector(records: Iterable[Collection[str]]) -> Mapping[str, int]:
    """In how many records each sector was heard, every sector named: one that never was counts nought.

    Source: LLR terms of reference (public, voluntary and private organisations are engaged).
    """
    found = Counter(sector for sectors in records for sector in set(sectors))
    return {sector: found[sector] for sector in SECTORS}


@dataclass(frozen=True)
class Reached:
    """How many of those who were to be reached are: so many of so many, and who is left."""

    done: int
    of: int
    left: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everybody named has been reached; never where nobody is named."""
        return 0 < self.of == self.done


def reached(rows: Mapping[str, date | None], *, on: date) -> Reached:
    """How far a target such as "every prison" is met on a day, from the day on which each was reached.

    Source: the East Midlands plan 2009-10, 2.6.4 and 3.4.3.
    """
    left = tuple(name for name, day in rows.items() if day is None or day > on)
    return Reached(len(rows) - len(left), len(rows), left)


def asked_state(due: date, *, answered_on: date | None, on: date) -> AskedState:
    """Where a request to one organisation stands on a day; its last day itself is not overdue.

    Source: Pan-Dorset terms of reference (members appoint a representative as tasked).
    """
    if answered_on is not None and answered_on <= on:
        return "answered"
    return "overdue" if due < on else "waiting"
