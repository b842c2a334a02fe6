"""What an exception report is about: lines chosen by rule, each with the rule and its evidence in words.

A line that has something amiss and meets no rule is not passed over in silence: it says why it was not
chosen. Nobody chooses a line by hand, so a report without lines says that nothing met a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from throughline.rules.lateness import DAYS_FOR_A_DECISION, SLIPS_FOR_A_DECISION
from throughline.rules.plan.status import MilestoneStatus
from throughline.words.formats import day_words, plural

Kind = Literal["step", "measure", "action", "risk", "escalation", "duty"]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
"""What a line may be, in the order in which a report has them."""
Rule = Literal[
    "late", "slipping-twice", "no-news-twice", "below-plan", "below-twice", "deterioration",
    "risk-high", "risk-rising", "action-old", "action-moved", "unanswered", "duty-breached",
]  # fmt: skip
RULES: dict[Rule, str] = {
    "late": "a milestone that is late",
    "slipping-twice": "a milestone that slips for the second period running",
    "no-news-twice": "no accepted news for two periods running",
    "below-plan": "a measure below its planned total by more than chance allows",
    "below-twice": "a measure below its planned total for two returns running",
    "deterioration": "an indicator whose figures show that it became worse",
    "risk-high": "a risk that scores as high as the threshold, or higher",
    "risk-rising": "a risk that scores higher than before",
    "action-old": "an action open for too long",
    "action-moved": "an action whose day was moved too often",
    "unanswered": "an escalation that nobody answered in time",
    "duty-breached": "a firm duty that was not done in time",
}
"""Each rule in words, as a page and a paper say why a line is there."""
TWICE = 2
NOT_JUDGED = (MilestoneStatus.COMPLETE, MilestoneStatus.UNDATED)


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """From where on a line is an exception; ``source`` says who agreed it."""

    action_days: int = DAYS_FOR_A_DECISION
    action_moves: int = SLIPS_FOR_A_DECISION
    source: str = "rule R21; the board has agreed no others"


@dataclass(frozen=True)
class Reason:
    """One rule that chose a line, and what was seen, in a sentence."""

    rule: Rule
    evidence: str
    shown_by: str = ""
    """The indicator behind the evidence, where a figure is what was seen."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What may be an exception: its kind, its own number among that kind, and its words."""

    kind: Kind
    code: str
    words: str
    objective: str = ""
    """The number of the objective that it belongs to, if any."""
    lead: str = ""
    """Who leads or owns it, in words."""


class Seen(Protocol):
    """What was seen of one line on a day."""

    @property
    def line(self) -> Line:
        """The line that was looked at."""

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """Each rule that the line meets."""

    def amiss(self) -> str:
        """What is amiss without meeting a rule; empty where nothing is."""


@dataclass(frozen=True, kw_only=True)
class StepSeen:
    """A dated step: its status, and for how many periods running it has slipped or sent no news."""

    line: Line
    status: MilestoneStatus
    due: date | None = None
    forecast: date | None = None
    slipping_periods: int = 0
    silent_periods: int = 0

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """Late, or the second period slipping or silent; one without a date is for the linter."""
        if self.status in NOT_JUDGED:
            return
        if self.status is MilestoneStatus.LATE:
            yield Reason("late", self._dates())
        if self.status is not MilestoneStatus.LATE and self.slipping_periods >= TWICE:
            yield Reason(
                "slipping-twice",
                f"{self._dates()} {_periods(self.slipping_periods)} slipping, up to the last.",
            )
        if self.silent_periods >= TWICE:
            yield Reason("no-news-twice", f"{_periods(self.silent_periods)} without news, up to the last.")

    def amiss(self) -> str:
        """The first period of slipping or of silence."""
        if self.status is MilestoneStatus.SLIPPING:
            return f"Slipping for the first period. {self._dates()}"
        if self.status is MilestoneStatus.NO_NEWS:
            return "No news this period, for the first time."
        return ""

    def _dates(self) -> str:
        due = f"Due {day_words(self.due)}" if self.due else "It has no date"
        now = f", now expected {day_words(self.forecast)}" if self.forecast else ""
        return f"{due}{now}."


@dataclass(frozen=True, kw_only=True)
class TotalSeen:
    """A total to date against the plan's own total.

    ``upper`` is the upper 95% limit of the actual total, as an exact Poisson count; ``behind_running`` is
    how many returns in a row were below plan.
    """

    line: Line
    planned: int
    actual: int
    upper: float
    behind_running: int
    shown_by: str = ""

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """Below plan by more than chance allows, or for two returns running."""
        if self.behind_running and self.planned > self.upper:
            yield Reason(
                "below-plan",
                f"{self._counts()} Chance allows a plan of up to {int(self.upper):,}.",
                self.shown_by,
            )
        if self.behind_running >= TWICE:
            yield Reason(
                "below-twice",
                f"{self._counts()} It is below plan for {self.behind_running} returns running.",
                self.shown_by,
            )

    def amiss(self) -> str:
        """Below plan for the first time, and within what chance allows."""
        if not self.behind_running or self.behind_running >= TWICE or self.planned > self.upper:
            return ""
        return (
            f"{self._counts()} That is the first return below plan, "
            f"and chance allows a plan of up to {int(self.upper):,}."
        )

    def _counts(self) -> str:
        return f"{self.actual:,} to date, {self.planned:,} planned."


@dataclass(frozen=True, kw_only=True)
class VerdictSeen:
    """An indicator as it was judged: whether it became worse, whether it is off target, and what was said."""

    line: Line
    is_worse: bool
    is_off_target: bool
    sentence: str
    shown_by: str = ""

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """The figures show that it became worse."""
        if self.is_worse:
            yield Reason("deterioration", self.sentence, self.shown_by)

    def amiss(self) -> str:
        """Off target, without a sign that it became worse."""
        if self.is_off_target and not self.is_worse:
            return f"Off target, and nothing shows that it became worse. {self.sentence}"
        return ""


@dataclass(frozen=True, kw_only=True)
class ActionSeen:
    """An open action: its age in calendar days, and how often its day was moved."""

    line: Line
    age_days: int
    moves: int
    overdue_days: int = 0

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """Open for more days, or moved as often, as the board allows."""
        if self.age_days > terms.action_days:
            yield Reason("action-old", f"Open for {plural(self.age_days, 'day')}.")
        if self.moves >= terms.action_moves:
            yield Reason("action-moved", f"Its day was moved {plural(self.moves, 'time')}.")

    def amiss(self) -> str:
        """Overdue, and neither old enough nor moved often enough."""
        return f"Overdue by {plural(self.overdue_days, 'day')}." if self.overdue_days else ""


@dataclass(frozen=True, kw_only=True)
class RiskSeen:
    """An open risk with its score now and the time before, and the score from which its board calls it high.

    ``before`` is None where it had no other score, ``high_from`` where the board adopted no threshold.
    """

    line: Line
    score: int
    before: int | None = None
    high_from: int | None = None

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """At the threshold or above it, or higher than before."""
        if self.high_from is not None and self.score >= self.high_from:
            yield Reason("risk-high", f"It scores {self.score}; the board calls {self.high_from} high.")
        if self.before is not None and self.score > self.before:
            yield Reason("risk-rising", f"It scores {self.score}; it scored {self.before} before.")

    def amiss(self) -> str:
        """Nothing: a risk below the threshold that does not rise is looked after by its owner."""
        return ""


@dataclass(frozen=True, kw_only=True)
class EscalationSeen:
    """An escalation that was sent: how many calendar days past the day an answer was needed."""

    line: Line
    days_late: int

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """No answer came in time."""
        if self.days_late > 0:
            yield Reason("unanswered", f"The answer is {plural(self.days_late, 'day')} late.")

    def amiss(self) -> str:
        """Nothing: an answer that is not due is only waited for."""
        return ""


@dataclass(frozen=True, kw_only=True)
class DutySeen:
    """A duty that was not done by its day: how firmly it is written, and when it was due."""

    line: Line
    is_firm: bool
    due: date

    def met(self, terms: Thresholds) -> Iterator[Reason]:
        """A firm duty only."""
        if self.is_firm:
            yield Reason("duty-breached", f"It was due on {day_words(self.due)} and is not recorded as done.")

    def amiss(self) -> str:
        """A duty that is not firm."""
        return "" if self.is_firm else f"It was due on {day_words(self.due)}; the duty is not a firm one."


@dataclass(frozen=True)
class Candidate:
    """A line that the rules chose, once, with every rule that chose it."""

    line: Line
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class NotChosen:
    """A line that has something amiss and meets no rule, and why it was not chosen."""

    line: Line
    why: str


@dataclass(frozen=True)
class Selection:
    """What was chosen, what was looked at and not chosen, and how many lines of each kind were looked at."""

    candidates: tuple[Candidate, ...]
    not_chosen: tuple[NotChosen, ...]
    looked_at: dict[Kind, int]

    @property
    def is_nil(self) -> bool:
        """No line met a rule; that is a valid report."""
        return not self.candidates


def select(seen: Iterable[Seen], terms: Thresholds | None = None) -> Selection:
    """Which lines are exceptions on a day, each once with all its reasons, whatever the order they come in.

    Several things may be seen of one line, told apart by its kind and number; the first words stand.
    Source: rule R21.
    """
    terms = terms or Thresholds()
    rows = sorted(seen, key=lambda one: (*_place(one.line), one.line.words))
    lines: dict[tuple[str, str], Line] = {}
    chosen: dict[tuple[str, str], set[Reason]] = {}
    amiss: dict[tuple[str, str], set[str]] = {}
    for one in rows:
        key = (one.line.kind, one.line.code)
        lines.setdefault(key, one.line)
        chosen.setdefault(key, set()).update(one.met(terms))
        amiss.setdefault(key, set()).update(filter(None, [one.amiss()]))
    return Selection(
        candidates=tuple(Candidate(lines[key], _ordered(found)) for key, found in chosen.items() if found),
        not_chosen=tuple(
            NotChosen(lines[key], " ".join(sorted(amiss[key])))
            for key in lines
            if amiss[key] and not chosen[key]
        ),
        looked_at={kind: sum(key[0] == kind for key in lines) for kind in KINDS},
    )


def _ordered(found: set[Reason]) -> tuple[Reason, ...]:
    order = list(RULES)
    return tuple(sorted(found, key=lambda one: (order.index(one.rule), one.evidence)))


def _place(line: Line) -> tuple[int, tuple[tuple[int, str], ...]]:
    """By kind, then by number: 2.10 comes after 2.9."""
    parts = tuple((int(part), "") if part.isdigit() else (0, part) for part in line.code.split("."))
    return KINDS.index(line.kind), parts


def _periods(count: int) -> str:
    return plural(count, "period")


def slipping_periods(forecasts: Iterable[date | None], due: date | None) -> int:
    """For how many periods running, up to the last, the day expected lay after the day due.

    ``forecasts`` has one entry a period in order, None where no other day was named.
    Source: rules R20 and R21.
    """
    return _running(due is not None and one is not None and one > due for one in forecasts)


def silent_periods(had_news: Iterable[bool]) -> int:
    """For how many periods running, up to the last, no news was accepted; one entry a period, in order.

    Source: rules R20 and R21.
    """
    return _running(not one for one in had_news)


def _running(periods: Iterable[bool]) -> int:
    count = 0
    for one in periods:
        count = count + 1 if one else 0
    return count
