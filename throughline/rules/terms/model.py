"""The shapes of a partnership file: what each table becomes once read.

Every field keeps what the file says. ``None`` is silence; ``Open`` is a value
that is not settled. ``in_use`` gives the value to compute with, if there is one.
Source: the partnership file, sections 2 to 9.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar, cast

from throughline.words.dates import ImpreciseDate

T = TypeVar("T")

DECISION = "decision"
Moment = ImpreciseDate | Literal["decision"]
"""A day in the author's precision, or a decision that the terms do not date."""


@dataclass(frozen=True)
class Statement(Generic[T]):
    """One of several statements that contradict each other."""

    value: T | None = None
    says: str | None = None
    clause: tuple[str, ...] = ()


@dataclass(frozen=True)
class Open(Generic[T]):
    """A value that is not settled: imprecise, proposed or contradictory (section 4)."""

    says: str | None = None
    proposed: T | None = None
    alternatives: tuple[T, ...] = ()
    conflict: tuple[Statement[T], ...] = ()
    clause: tuple[str, ...] = ()
    note: str | None = None


def in_use(value: T | Open[T] | None) -> T | None:
    """The value to compute with: itself, or the proposal of an open value; else None.

    Source: the partnership file, section 4.
    """
    return cast("Open[T]", value).proposed if isinstance(value, Open) else value


def alternatives(value: T | Open[T] | None) -> tuple[T, ...]:
    """The other values an open value would have under another reading.

    Source: the partnership file, section 4 (``or``).
    """
    return cast("Open[T]", value).alternatives if isinstance(value, Open) else ()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry may carry: where it stands, its source and its life (section 2)."""

    at: str = ""
    line: int = 0
    clause: tuple[str, ...] = ()
    from_: Moment | Open[Any] | None = None
    until: Moment | Open[Any] | None = None
    decided: str | None = None
    note: str | None = None
    unsettled: tuple[tuple[str, Open[Any]], ...] = ()
    """Open values of keys whose field holds a plain value: (key, open value); key "" is the whole table."""


Unit = Literal["minutes", "hours", "days", "working_days", "weeks", "months", "years", "meetings"]


@dataclass(frozen=True)
class Span:
    """A length of time."""

    number: int
    unit: Unit


@dataclass(frozen=True)
class Rate:
    """So many times in each week, month, quarter or year."""

    times: int
    per: Literal["week", "month", "quarter", "year"]


@dataclass(frozen=True)
class Due:
    """A moment by which something is owed (section 11)."""

    relation: Literal["before", "after", "at", "by", "within", "set_by"]
    span: Span | None = None
    event: str | None = None
    day: ImpreciseDate | None = None
    months: tuple[str, ...] = ()
    who: Who | None = None
    clear: bool = False


@dataclass(frozen=True)
class Who:
    """Some people: a table of conditions that all hold, or any of several (section 3.1)."""

    is_: tuple[str, ...] = ()
    post: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    seat: tuple[str, ...] = ()
    office: str | None = None
    of: str | None = None
    agency_of: str | None = None
    except_: Who | None = None
    any_of: tuple[Who, ...] = ()
    choose: Literal["senior", "present", "chair"] | None = None
    when: Literal["absent", "vacant"] | None = None


@dataclass(frozen=True)
class Needs:
    """Whose consent is needed: all of several, or any of them."""

    all_of: tuple[Who, ...] = ()
    any_of: tuple[Who, ...] = ()


Count = Literal["people", "seats", "organisations", "employers"]
Threshold = int | Fraction


@dataclass(frozen=True)
class Leaf:
    """Count some people in some unit and compare (section 8)."""

    count: Count | Open[Count] | None = None
    who: Who | Open[Who] | None = None
    at_least: Threshold | Open[Threshold] | None = None
    more_than: Threshold | Open[Threshold] | None = None
    at_most: Threshold | Open[Threshold] | None = None
    of: str | Open[str] | None = None
    from_each: tuple[str, ...] | Open[tuple[str, ...]] | None = None
    weight: tuple[tuple[str, int], ...] | Open[tuple[tuple[str, int], ...]] = ()


@dataclass(frozen=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Test, ...]


@dataclass(frozen=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[Test, ...]


Test = Leaf | AllOf | AnyOf


@dataclass(frozen=True, kw_only=True)
class Agency(Entry):
    """An organisation as the terms name it: a row of the membership table."""

    id: str
    name: str
    alias: tuple[str, ...] = ()
    employer: str | None = None
    sector: str | None = None
    becomes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class External(Entry):
    """A body or office holder outside the file."""

    id: str
    name: str
    alias: tuple[str, ...] = ()
    part_of: str | None = None
    area: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, kw_only=True)
class Set(Entry):
    """A class of organisations or bodies, named once."""

    id: str
    name: str
    of: tuple[str, ...] = ()
    open: bool = False
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Mandate(Entry):
    """What the partnership answers to: a law, a plan, a theme or a policy."""

    id: str
    name: str
    kind: str | Open[str] | None = None
    owner: Who | Open[Who] | None = None


@dataclass(frozen=True, kw_only=True)
class Pathway(Entry):
    """A pathway out of offending, or an area of delivery beside the pathways."""

    id: str
    name: str
    code: str | None = None
    alias: tuple[str, ...] = ()
    kind: str = "pathway"
    led_by: Who | Open[Who] | None = None
    how: str | Open[str] | None = None
    maps_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Programme(Entry):
    """A programme that bodies of the partnership govern."""

    id: str
    name: str
    kind: str | None = None
    pathway: tuple[str, ...] = ()
    governed_by: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IndicatorNamed(Entry):
    """An indicator that the terms name; its definition and targets are elsewhere."""

    id: str
    name: str
    group: str | None = None
    pathway: tuple[str, ...] = ()
    owner: Who | Open[Who] | None = None
    monitored_by: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Version(Entry):
    """A document, as adopted."""

    status: str | Open[str] | None = None
    document: str | None = None
    marking: str | None = None


@dataclass(frozen=True, kw_only=True)
class Clause(Entry):
    """A sentence with which nothing is computed, but for what ``rules_out`` puts out of scope."""

    id: str
    kind: str
    text: str | None = None
    serves: tuple[str, ...] = ()
    rules_out: tuple[str, ...] = ()
    who: Who | Open[Who] | None = None


@dataclass(frozen=True, kw_only=True)
class Line(Entry):
    """A line from this body to another: reporting, liaison or commissioning."""

    type: str
    to: Who | Open[Who] | None = None
    via: str | Open[str] | None = None
    purpose: str | None = None


@dataclass(frozen=True, kw_only=True)
class Number:
    """How many seats one entry makes, when it is not a plain number."""

    at_least: int | None = None
    at_most: int | None = None
    as_: str | None = None
    less: int | None = None
    more: int | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """How long a seat or office is held."""

    length: Span | None = None
    renewable: bool | None = None
    total: Span | None = None
    staggered: bool | None = None
    strength: str | None = None


@dataclass(frozen=True, kw_only=True)
class Vacancy:
    """How a vacancy is filled."""

    filled: Due | None = None
    offered_first_to: Who | None = None


@dataclass(frozen=True, kw_only=True)
class Seat(Entry):
    """An entry of the membership: one seat, or several of one kind."""

    id: str
    agency: str | Open[str] | None = None
    body: str | Open[str] | None = None
    office: str | Open[str] | None = None
    of: str | Open[str] | None = None
    same_as: str | Open[str] | None = None
    one_per: tuple[str, ...] | Open[tuple[str, ...]] | None = None
    sector: tuple[str, ...] | Open[tuple[str, ...]] = ()
    class_: tuple[str, ...] | Open[tuple[str, ...]] = ()
    post: tuple[str, ...] | Open[tuple[str, ...]] | None = None
    number: int | Number | Open[int | Number] | None = None
    as_: str | Open[str] | None = None
    supports: str | Open[str] | None = None
    rank: int | Open[int] | None = None
    level: str | Open[str] | None = None
    also: tuple[str, ...] | Open[tuple[str, ...]] = ()
    programme: tuple[str, ...] | Open[tuple[str, ...]] = ()
    chosen_by: Who | Open[Who] | None = None
    how: str | Open[str] | None = None
    among: Who | Open[Who] | None = None
    term: Term | Open[Term] | None = None
    vacancy: Vacancy | Open[Vacancy] | None = None


@dataclass(frozen=True, kw_only=True)
class Membership(Entry):
    """A test over those appointed, and what each holder declares."""

    test: Test | Open[Test] | None = None
    status: str | Open[str] | None = None
    must: tuple[str, ...] | Open[tuple[str, ...]] = ()
    ineligible: Who | Open[Who] | None = None


@dataclass(frozen=True, kw_only=True)
class Office(Entry):
    """Chair, vice-chair, secretariat, host or any other office of a body."""

    id: str
    title: str | None = None
    held_by: Who | Open[Who] | None = None
    joint: bool | Open[bool] | None = None
    rotates: tuple[Who, ...] | Open[tuple[Who, ...]] | None = None
    every: Span | Open[Span] | None = None
    chosen_by: Who | Open[Who] | None = None
    how: str | Open[str] | None = None
    among: Who | Open[Who] | None = None
    chosen_at: str | Open[str] | None = None
    term: Term | Open[Term] | None = None
    vacancy: Vacancy | Open[Vacancy] | None = None
    in_absence: tuple[Who, ...] | Open[tuple[Who, ...]] | None = None
    does: tuple[str, ...] | Open[tuple[str, ...]] = ()


@dataclass(frozen=True, kw_only=True)
class Deputy(Entry):
    """Whether a colleague may come in a member's place, and what for."""

    allowed: bool | Open[bool] | None = None
    must_be: tuple[str, ...] | Open[tuple[str, ...]] = ()
    named_by: str | Open[str] | None = None
    tell: Who | Open[Who] | None = None
    may: tuple[str, ...] | Open[tuple[str, ...]] | None = None
    at_most: Rate | Open[Rate] | None = None


@dataclass(frozen=True, kw_only=True)
class Leaving(Entry):
    """What ends an appointment."""

    id: str
    who: Who | Open[Who] | None = None
    absences: int | Open[int] | None = None
    of_last: int | Open[int] | None = None
    cause: str | Open[str] | None = None
    automatic: bool | Open[bool] | None = None
    by: Who | Open[Who] | None = None
    to: Who | Open[Who] | None = None


@dataclass(frozen=True)
class Pattern:
    """The nth weekday of a month, or every such weekday, with a time if one is given."""

    weekday: int
    nth: int | None = None
    """1 to 4, or -1 for the last; None for every such weekday."""
    time: str | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Meets(Entry):
    """One kind of meeting and how often it is held."""

    kind: str = "ordinary"
    every: Span | Open[Span] | None = None
    at_least: Rate | Open[Rate] | None = None
    at_most: Rate | Open[Rate] | None = None
    within: tuple[str, ...] | Open[tuple[str, ...]] = ()
    on: Pattern | Open[Pattern] | None = None
    lasting: Span | Open[Span] | None = None
    place: tuple[str, ...] | Open[tuple[str, ...]] = ()
    due: Due | Open[Due] | None = None
    fits: str | Open[str] | None = None
    called_by: Who | Test | Open[Who | Test] | None = None
    public: bool | str | Open[bool | str] | None = None
    attended_by: Test | Open[Test] | None = None
    purpose: str | None = None


@dataclass(frozen=True, kw_only=True)
class IfNotMet:
    """What follows when a quorum is not met."""

    then: str | Open[str] | None = None
    wait: Span | Open[Span] | None = None
    led_by: Who | Open[Who] | None = None
    after: Span | Open[Span] | None = None
    quorum: Test | Open[Test] | None = None


@dataclass(frozen=True, kw_only=True)
class Quorum(Entry):
    """Enough people for the body to decide."""

    test: Test | Open[Test] | None = None
    for_: tuple[str, ...] = ()
    one_person: str | Open[str] | None = None
    remote: bool | Open[bool] | None = None
    if_not_met: IfNotMet | Open[IfNotMet] | None = None


@dataclass(frozen=True, kw_only=True)
class OutsideMeetings:
    """How the body decides between meetings."""

    how: str | Open[str] | None = None
    within: Span | Open[Span] | None = None
    silence: str | Open[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Vote(Entry):
    """How the body decides."""

    test: Test | Open[Test] | None = None
    for_: tuple[str, ...] = ()
    casting: str | Open[str] | None = None
    consensus_first: bool | Open[bool] | None = None
    called_by: Who | Open[Who] | None = None
    recorded: str | Open[str] | None = None
    outside_meetings: OutsideMeetings | Open[OutsideMeetings] | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaItemStanding(Entry):
    """An item that stands on the agenda, or appears when something exists."""

    item: str
    when: str | Open[str] | None = None
    owed_by: Who | Open[Who] | None = None
    strength: str | Open[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Duty(Entry):
    """One promise: who owes what to whom, when, and how firmly."""

    what: str
    id: str = ""
    owed_by: Who | Open[Who] | None = None
    to: Who | Open[Who] | None = None
    via: Who | Open[Who] | None = None
    due: Due | Open[Due] | None = None
    every: Span | Open[Span] | None = None
    at_least: Rate | Open[Rate] | None = None
    each: str | Open[str] | None = None
    strength: str | Open[str] | None = None
    channel: str | Open[str] | None = None
    inputs: tuple[str, ...] | Open[tuple[str, ...]] = ()
    purpose: str | None = None


@dataclass(frozen=True, kw_only=True)
class Approval(Entry):
    """What may not happen without whose consent."""

    what: str
    kinds: tuple[str, ...] | Open[tuple[str, ...]] = ()
    beyond: str | Open[str] | None = None
    asked_by: Who | Open[Who] | None = None
    sent_to: Who | Open[Who] | None = None
    needs: Who | Needs | Open[Who | Needs] | None = None


@dataclass(frozen=True, kw_only=True)
class Casework(Entry):
    """What a case panel does."""

    functions: tuple[str, ...] | Open[tuple[str, ...]] = ()
    criteria: str | Open[str] | None = None
    exclude_if_engaged: tuple[str, ...] | Open[tuple[str, ...]] = ()
    invite_referrer: bool | Open[bool] | None = None
    pathways: str | Open[str] | None = None
    review_every: Span | Open[Span] | None = None
    reopens_on: tuple[str, ...] | Open[tuple[str, ...]] = ()


@dataclass(frozen=True, kw_only=True)
class Reading(Entry):
    """How the board settled one place."""

    id: str = ""
    question: str = ""
    settles: str | None = None
    value: object = None


@dataclass(frozen=True, kw_only=True)
class Body(Entry):
    """A board, group, panel or forum, with every version of every rule.

    Lists hold all entries of the file. ``in_force.py`` picks those of one day.
    """

    id: str
    name: str
    kind: str
    alias: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    level: str | Open[str] | None = None
    statutory: bool | Open[bool] | None = None
    basis: str | None = None
    sunset: ImpreciseDate | Open[ImpreciseDate] | None = None
    becomes: tuple[str, ...] = ()
    one_per: str | None = None
    versions: tuple[Version, ...] = ()
    clauses: tuple[Clause, ...] = ()
    lines: tuple[Line, ...] = ()
    seats: tuple[Seat, ...] = ()
    membership: tuple[Membership, ...] = ()
    offices: tuple[Office, ...] = ()
    deputy: tuple[Deputy, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    meets: tuple[Meets, ...] = ()
    quorum: tuple[Quorum, ...] = ()
    vote: tuple[Vote, ...] = ()
    agenda: tuple[AgendaItemStanding, ...] = ()
    duties: tuple[Duty, ...] = ()
    approvals: tuple[Approval, ...] = ()
    casework: tuple[Casework, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """The calendar against which every date of the file is computed."""

    working_days: str = "england-and-wales"
    year_starts: str = "04-01"
    timezone: str = "Europe/London"


@dataclass(frozen=True)
class Terms:
    """A whole partnership file, as written: every entry, every version, every reading."""

    id: str
    name: str
    area: tuple[str, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    marking_scheme: str | None = None
    marking_default: str | None = None
    agencies: tuple[Agency, ...] = ()
    externals: tuple[External, ...] = ()
    sets: tuple[Set, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    programmes: tuple[Programme, ...] = ()
    indicators: tuple[IndicatorNamed, ...] = ()
    bodies: tuple[Body, ...] = ()
    readings: tuple[Reading, ...] = ()
    text: str = ""
    """The file as it was read, to the letter."""

    def body(self, word: str) -> Body:
        """The body with this id; of one that stands for each member of a set, "id/member".

        Raises KeyError if there is none.
        """
        found = self.body_if_any(word)
        if found is None:
            raise KeyError(word)
        return found

    def body_if_any(self, word: str) -> Body | None:
        """The body with this id, or "id/member" for one of a set's, or None if there is none."""
        id_, _, member = word.partition("/")
        body = next((one for one in self.bodies if one.id == id_), None)
        if body is None or not member:
            return body
        if body.one_per is None or member not in self._in_set(body.one_per, ()):
            return None
        names = {one.id: one.name for one in self.agencies} | {one.id: one.name for one in self.externals}
        return replace(body, id=word, name=f"{body.name}, {names.get(member, member)}", one_per=None)

    def _in_set(self, word: str, opened: tuple[str, ...]) -> tuple[str, ...]:
        group = next((one for one in self.sets if one.id == word), None)
        if group is None or word in opened:
            return (word,)
        return tuple(member for each in group.of for member in self._in_set(each, (*opened, word)))


@dataclass(frozen=True)
class Finding:
    """One thing the checker says of a place in the file (section 12)."""

    level: Literal["E", "S", "L"]
    code: str
    at: str
    clause: tuple[str, ...]
    line: int
    message: str


class TermsUnreadable(ValueError):
    """The file has errors of form; every one of them is in ``findings``."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"line {f.line}: {f.message}" for f in findings))


def first_day(entry: Entry) -> date | None:
    """The first day of an entry, a proposed one included; None without one, or until a decision.

    Source: the partnership file, sections 3 ("date"), 4 and 5.
    """
    begins = in_use(entry.from_)
    return begins.earliest if isinstance(begins, ImpreciseDate) else None


def last_day(entry: Entry) -> date | None:
    """The last day of an entry, a proposed one included; None without one, or until a decision.

    Source: the partnership file, sections 3 ("date"), 4 and 5.
    """
    ends = in_use(entry.until)
    return ends.latest if isinstance(ends, ImpreciseDate) else None


def today_is_in(entry: Entry, day: date) -> bool:
    """Whether an entry is in force on a day: both ends included, a bare decision never begun.

    Source: the partnership file, section 5.
    """
    first, last = first_day(entry), last_day(entry)
    begun = entry.from_ is None or (first is not None and first <= day)
    return begun and (last is None or day <= last)
