"""Which of its own rules a body kept over a stretch of days, occasion by occasion.

Source: rules R1 to R4, R6, R8, R11, R13 to R15, R45 and R47; the partnership file, section 11.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from throughline.rules.calendar_year import Called, KindYear, Window, year_of, year_of_meetings
from throughline.rules.counting import Truth
from throughline.rules.kept import was_kept
from throughline.rules.terms.model import Terms
from throughline.words.working_days import DEFAULT_CALENDAR

Standing = Literal["kept", "late", "breached", "not due", "not applicable"]
"""How a rule stands: ``late`` where it was or can still be made good, ``breached`` where it cannot."""

JUDGED: tuple[Standing, ...] = ("kept", "late", "breached")


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days looked at, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is among them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of a body: its code, its clause, and how firmly the terms say it."""

    code: str
    strength: str = "firm"
    clause: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One time at which a rule asked for something, and how it stands."""

    rule: Rule
    standing: Standing
    due: date
    """The day by which it was to be done; of a rule without a clock, the day it applied on."""
    came: date | None = None
    working_days_late: int = 0
    rests_on: str = ""
    """What it is read from: the address of a meeting, the number of a decision, the code of a seat."""
    why: str = ""

    @property
    def is_judged(self) -> bool:
        """Whether it counts for or against the rule."""
        return self.standing in JUDGED


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """One rule over a stretch of days: how often it was kept of the times it was judged."""

    rule: Rule
    occasions: tuple[Occasion, ...]

    @property
    def judged(self) -> tuple[Occasion, ...]:
        """The occasions that count."""
        return tuple(one for one in self.occasions if one.is_judged)

    @property
    def not_kept(self) -> tuple[Occasion, ...]:
        """The occasions on which it was late or broken."""
        return tuple(one for one in self.judged if one.standing != "kept")

    @property
    def kept(self) -> int:
        """On how many occasions it was kept."""
        return len(self.judged) - len(self.not_kept)

    @property
    def standing(self) -> Standing:
        """The worst of its occasions; not applicable where none was judged."""
        found = {one.standing for one in self.judged}
        return next((one for one in ("breached", "late", "kept") if one in found), "not applicable")

    @property
    def most_days_late(self) -> int:
        """The most working days by which it was late."""
        return max((one.working_days_late for one in self.judged), default=0)


@dataclass(frozen=True, kw_only=True)
class Headline:
    """How many of the firm rules that could be judged were kept on every occasion."""

    kept: int
    judged: int


def by_its_day(
    rule: Rule,
    *,
    due: date,
    came: date | None,
    today: date,
    rests_on: str = "",
    calendar: str = DEFAULT_CALENDAR,
    is_recorded: bool = True,
    is_excused: bool = False,
    why: str = "",
) -> Occasion:
    """A rule with a clock on one occasion: kept by 23:59 of the day it was due, else late by working days.

    Nothing is judged before its day. Something done after ``today`` is not known yet. Where no record is
    kept, or what it hangs on fell away, it does not apply. Raises UnknownCalendar.
    Source: rules R1, R2 and R3.
    """
    known = came if came is not None and came <= today else None
    plain = Occasion(rule=rule, standing="not due", due=due, came=known, rests_on=rests_on, why=why)
    if not is_recorded or is_excused:
        return _with(plain, standing="not applicable")
    if today < due:
        return plain
    found = was_kept(due=due, sent=known, today=today, strength=rule.strength, calendar=calendar)
    if found.state == "late":
        return _with(plain, standing="late", days=found.working_days_late)
    return plain if found.state == "not due yet" else _with(plain, standing="kept")


def _with(one: Occasion, *, standing: Standing, days: int = 0) -> Occasion:
    return Occasion(
        rule=one.rule,
        standing=standing,
        due=one.due,
        came=one.came,
        working_days_late=days,
        rests_on=one.rests_on,
        why=one.why,
    )


def by_what_was_done(
    rule: Rule, *, day: date, was_kept: bool | None, rests_on: str = "", why: str = ""
) -> Occasion:
    """A rule without a clock on one occasion: kept or breached; None where nothing is recorded of it.

    Source: rules R6, R11 and R13.
    """
    standing: Standing = "not applicable" if was_kept is None else ("kept" if was_kept else "breached")
    return Occasion(rule=rule, standing=standing, due=day, rests_on=rests_on, why=why)


def quorum_at_a_decision(
    rule: Rule, *, day: date, quorum: Truth, was_recommended: bool, rests_on: str = ""
) -> Occasion:
    """Whether a decision was taken with the quorum, or rightly kept as a recommendation without it.

    Where the terms state no quorum there is nothing to keep.
    Source: rules R6, R7 and R8.
    """
    if quorum == "not defined":
        return by_what_was_done(rule, day=day, was_kept=None, rests_on=rests_on, why="no quorum stated")
    why = "" if quorum == "true" else "no quorum: recommended" if was_recommended else "no quorum: decided"
    return by_what_was_done(
        rule, day=day, was_kept=quorum == "true" or was_recommended, rests_on=rests_on, why=why
    )


@dataclass(frozen=True, kw_only=True)
class Met:
    """A meeting that was called: whether it took place, and whether it had its quorum."""

    day: date
    kind: str = "ordinary"
    took_place: bool = True
    is_cancelled: bool = False
    quorum: Truth = "true"
    rests_on: str = ""

    @property
    def counts(self) -> bool:
        """Whether it counts for how often the body meets. Source: rule R4."""
        return self.took_place and self.quorum != "false"


def often_enough(
    terms: Terms,
    body: str,
    met: Collection[Met],
    period: Period,
    *,
    today: date,
    recorded_since: date = date.min,
) -> tuple[Occasion, ...]:
    """Whether the body met as often as its terms say: each window that ended in the period, by its last day.

    A cancelled meeting counts as missed; one without a quorum is told apart and does not count. Where the
    terms give a number for the year instead of an interval, the year is one occasion. A window that began
    before ``recorded_since`` is not judged. ``terms`` are as written. Raises KeyError for an unknown body.
    Source: rule R4.
    """
    held = [Called(day=one.day, kind=one.kind) for one in met if one.counts]
    found: list[Occasion] = []
    starts, _ends = year_of(terms, period.first)
    while starts <= period.last:
        for kind in year_of_meetings(terms, body, starts, called=held):
            found += _of_kind(terms, body, kind, starts, met, recorded_since)
        starts += relativedelta(years=1)
    return tuple(
        one if one.due < today else _with(one, standing="not due") for one in found if period.holds(one.due)
    )


def _of_kind(
    terms: Terms, body: str, kind: KindYear, starts: date, met: Collection[Met], since: date
) -> Iterator[Occasion]:
    entry = next((one for one in terms.body(body).meets if one.kind == kind.kind), None)
    clause = entry.clause if entry is not None else ()
    code = "meetings" if kind.kind == "ordinary" else f"meetings/{kind.kind}"
    rule = Rule(code=code, clause=clause)
    mine = [one for one in met if one.kind == kind.kind]
    if kind.windows:
        judged = [one for one in kind.windows if one.is_judged and one.first >= since]
        yield from (_of_window(rule, window, mine) for window in judged)
    elif kind.wanted is not None and starts >= since:
        yield _of_the_year(rule, kind.wanted, starts, mine)


def _of_window(rule: Rule, window: Window, met: Collection[Met]) -> Occasion:
    here = sorted((one for one in met if window.first <= one.day <= window.last), key=lambda one: one.day)
    good = next((one for one in here if one.counts), None)
    shown = good or next(iter(here), None)
    return Occasion(
        rule=rule,
        standing="kept" if good else "breached",
        due=window.last,
        came=good.day if good else None,
        rests_on=shown.rests_on if shown else "",
        why="" if good else _why_missed(here),
    )


def _why_missed(here: Collection[Met]) -> str:
    if any(one.took_place for one in here):
        return "held without a quorum"
    return "cancelled" if any(one.is_cancelled for one in here) else "no meeting"


def _of_the_year(rule: Rule, wanted: int, starts: date, met: Collection[Met]) -> Occasion:
    ends = starts + relativedelta(years=1, days=-1)
    held = sum(one.counts and starts <= one.day <= ends for one in met)
    return Occasion(
        rule=rule,
        standing="kept" if held >= wanted else "breached",
        due=ends,
        why=f"{held} held of {wanted}",
    )


def by_rule(occasions: Iterable[Occasion], period: Period) -> tuple[RuleLine, ...]:
    """The occasions whose day fell in a period, gathered by rule and strength, the firm ones first.

    Source: rules R1 to R4.
    """
    found: dict[tuple[str, str], list[Occasion]] = {}
    for one in occasions:
        if period.holds(one.due):
            found.setdefault((one.rule.code, one.rule.strength), []).append(one)
    lines = [
        RuleLine(rule=group[-1].rule, occasions=tuple(sorted(group, key=lambda one: one.due)))
        for group in found.values()
    ]
    return tuple(sorted(lines, key=lambda line: (ORDER.get(line.rule.strength, 9), line.rule.code)))


ORDER = {"firm": 0, "usual": 1, "best-effort": 2}
"""How firmly a rule is said, the firmest first."""


def headline(lines: Iterable[RuleLine]) -> Headline:
    """Of the firm rules judged at least once, how many were kept every time; softer ones do not count.

    Source: rule R1 (only firm counts in the headline score).
    """
    firm = [line for line in lines if line.rule.strength == "firm" and line.judged]
    return Headline(kept=sum(line.standing == "kept" for line in firm), judged=len(firm))
