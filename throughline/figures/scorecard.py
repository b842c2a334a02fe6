"""The indicators that one board reads for one period, sorted by what needs people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction

from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.lag import PlanYears, lag_line
from throughline.figures.indicators.model import (
    Change,
    Indicator,
    Judgement,
    Observation,
    Target,
    known_on,
)
from throughline.figures.indicators.percentage import percent
from throughline.figures.measures.release import ReleasedShare, release, release_share

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Group(Enum):
    """The parts of a scorecard in reading order; the value is the heading."""

    NEEDS_THE_BOARD = "Needs the board"
    REALLY_IMPROVED = "Really improved"
    NO_RELIABLE_CHANGE = "No reliable change"
    TOO_LITTLE_DATA = "Too little data to judge"
    NO_RETURN_YET = "No return yet"


@dataclass(frozen=True)
class QuarterStep:
    """One quarter of a total to date: how many were planned by its end, and how many were done.

    ``done`` is None where no return has come, or the number is hidden.
    """

    planned: int
    done: int | None


@dataclass(frozen=True)
class Row:
    """One indicator on a scorecard: verdict, value, target, recent values, and how old it is.

    ``value`` is text that may be shown; ``recent`` holds earlier and latest values in the indicator's
    own unit (per cent, or counts), None where one is hidden and where the series was broken.
    ``quarters`` is filled where the plan says how many there should be by the end of each quarter.
    """

    judgement: Judgement
    group: Group
    verdict: str
    position: str
    value: str
    target: str
    recent: tuple[float | None, ...]
    period: str
    age: str
    receipts: tuple[str, ...]
    quarters: tuple[QuarterStep, ...] = ()


@dataclass(frozen=True)
class Scorecard:
    """The rows of one board for one day, under one sentence."""

    on: date
    lead: str
    rows: tuple[Row, ...]

    def group(self, group: Group) -> tuple[Row, ...]:
        """The rows of one part, in the order given."""
        return tuple(row for row in self.rows if row.group is group)


def compose(
    indicators: Sequence[Indicator],
    targets: Mapping[str, Target],
    observations: Mapping[str, Sequence[Observation]],
    on: date,
    *,
    plans: Sequence[PlanYears] = (),
) -> Scorecard:
    """The scorecard of a day: every indicator judged, in groups, under the sentence that sums it up.

    ``targets`` and ``observations`` are by indicator id; ``plans`` tell which plan a cohort began under.
    Raises ValueError if two indicators share an id.
    Source: rules R21, R29, R30 and R31.
    """
    if len({each.id for each in indicators}) != len(indicators):
        raise ValueError("two indicators share an id")
    rows = [
        _row(
            judge(each, targets.get(each.id), observations.get(each.id, ()), on=on),
            known_on(observations.get(each.id, ()), on),
            on,
            plans,
        )
        for each in indicators
    ]
    ordered = tuple(row for group in Group for row in rows if row.group is group)
    return Scorecard(on, lead_sentence(ordered), ordered)


def lead_sentence(rows: Sequence[Row]) -> str:
    """What the board should talk about, in one or two sentences.

    Source: pages, scorecard; rule R29.
    """
    counts = {group: sum(row.group is group for row in rows) for group in Group}
    if not rows:
        return "No indicator is on this scorecard yet."
    if counts[Group.NO_RETURN_YET] == len(rows):
        return f"No return has come yet for {_indicators(len(rows))}, so there is nothing to judge."
    talk = _talk(counts[Group.NEEDS_THE_BOARD], len(rows))
    return talk + _improved(rows) + _rest(counts) + _silent(counts[Group.NO_RETURN_YET])


def _talk(board: int, count: int) -> str:
    if not board:
        return f"None of {_indicators(count)} needs the board." if count > 1 else "Nothing needs the board."
    return f"Talk about {number(board)} of {_indicators(count)}."


def _indicators(count: int) -> str:
    return f"{number(count)} indicator{'' if count == 1 else 's'}"


def number(count: int) -> str:
    """A number as it stands in a sentence: in words below ten.

    Source: the style of GOV.UK.
    """
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def group_of(judgement: Judgement) -> Group:
    """The part of a scorecard that a judgement belongs to.

    Being off target with no reliable change does not need the board.
    Source: rules R21 and R29.
    """
    if judgement.needs_the_board:
        return Group.NEEDS_THE_BOARD
    if judgement.latest is None:
        return Group.NO_RETURN_YET
    return {
        Change.IMPROVED: Group.REALLY_IMPROVED,
        Change.WORSE: Group.NEEDS_THE_BOARD,
        Change.NO_RELIABLE_CHANGE: Group.NO_RELIABLE_CHANGE,
        Change.TOO_LITTLE_DATA: Group.TOO_LITTLE_DATA,
    }[judgement.change]


def _improved(rows: Sequence[Row]) -> str:
    """How many really improved; a fall in a group chosen at its peak is said and not claimed."""
    better = [row.judgement.indicator.chosen_at_peak for row in rows if row.group is Group.REALLY_IMPROVED]
    peaks = sum(better)
    real = len(better) - peaks
    said = f" {number(real).capitalize()} {'has' if real == 1 else 'have'} really improved." if real else ""
    if peaks:
        groups = "group chosen at its peak has" if peaks == 1 else "groups chosen at their peak have"
        said += f" {number(peaks).capitalize()} {groups} fallen, and no effect is claimed."
    return said


def _silent(count: int) -> str:
    return f" No return has come yet for {number(count)}." if count else ""


def _rest(counts: Mapping[Group, int]) -> str:
    said = [
        words
        for group, words in (
            (Group.NO_RELIABLE_CHANGE, "no reliable change"),
            (Group.TOO_LITTLE_DATA, "too little data to tell"),
        )
        if counts[group]
    ]
    return f" The rest show {', or '.join(said)}." if said else ""


def _row(judgement: Judgement, known: Sequence[Observation], on: date, plans: Sequence[PlanYears]) -> Row:
    judged, hidden = judgement, _is_hidden(judgement)
    return Row(
        judgement=_without_numbers(judged) if hidden else judged,
        group=group_of(judged),
        verdict=judged.change.value.capitalize(),
        position=_position(judged),
        value=_value(judged),
        target=_target(judged),
        recent=tuple(_recent(judged.indicator, known)),
        period=_period(judged.latest),
        age=_age(judged, on, plans),
        receipts=judged.receipts,
        quarters=_quarters(judged, known),
    )


def _recent(indicator: Indicator, known: Sequence[Observation]) -> Iterator[float | None]:
    """The values to draw, with a gap where the series was broken, so that no line crosses it."""
    broken = indicator.rebased_on or date.min
    for before, each in zip((None, *known), known, strict=False):
        if before is not None and before.start < broken <= each.start:
            yield None
        yield _plotted(indicator, each)


ROUNDED = "The numbers are rounded to the nearest 5, so how they were compared is not shown."


def _without_numbers(judgement: Judgement) -> Judgement:
    rounds = profile_of(judgement.indicator).step > 1 and not _is_small(judgement)
    said = ROUNDED if rounds else f"The number is {_value(judgement)}."
    return replace(judgement, sentence=said, interval=None, latest=None, position_note="", assurance="")


def _is_hidden(judgement: Judgement) -> bool:
    """Whether what was compared may not be told: the number is too small, or it is only shown rounded."""
    return judgement.latest is not None and (profile_of(judgement.indicator).step > 1 or _is_small(judgement))


def _is_small(judgement: Judgement) -> bool:
    latest, indicator = judgement.latest, judgement.indicator
    if latest is None or (indicator.method == "percentage" and not latest.denominator):
        return False
    if indicator.method == "percentage":
        return _released_share(indicator, latest).n is None
    return profile_of(indicator).is_small(latest.numerator)


def _position(judgement: Judgement) -> str:
    """Where the figure stands, with by how much unless the counts are rounded; nothing where it is small."""
    if judgement.position is None or _is_small(judgement):
        return ""
    note = "" if _is_hidden(judgement) else judgement.position_note
    joint = "" if not note else " " if note.startswith("by ") else ", "
    return f"{judgement.position.value.capitalize()}{joint}{note}"


def _value(judgement: Judgement) -> str:
    latest, indicator = judgement.latest, judgement.indicator
    if latest is None:
        return ""
    if indicator.method == "percentage":
        return _share(indicator, latest)
    return release(latest.numerator, receipts=judgement.receipts, profile=profile_of(indicator)).words


def _share(indicator: Indicator, observation: Observation) -> str:
    if not observation.denominator:
        return "no cases"
    shown = _released_share(indicator, observation)
    return shown.words if shown.x is None or not shown.n else percent(Fraction(shown.x, shown.n))


def _released_share(indicator: Indicator, observation: Observation) -> ReleasedShare:
    return release_share(
        observation.numerator,
        observation.denominator or 0,
        receipts=(observation.receipt,),
        people=indicator.counts_people,
        profile=profile_of(indicator),
    )


def _plotted(indicator: Indicator, observation: Observation) -> float | None:
    if indicator.method != "percentage":
        shown = _shown_count(indicator, observation)
        return None if shown is None else float(shown)
    if not observation.denominator:
        return None
    share = _released_share(indicator, observation)
    return None if share.x is None or not share.n else 100 * share.x / share.n


def _shown_count(indicator: Indicator, observation: Observation) -> int | None:
    """A count as it may be drawn; None where it is hidden, and for the nought that stands for several."""
    profile = profile_of(indicator)
    shown = profile.shown(observation.numerator)
    return None if profile.hides(shown) else shown


def _target(judgement: Judgement) -> str:
    target, latest = judgement.target, judgement.latest
    if target is None:
        return ""
    if judgement.indicator.method == "percentage":
        return percent(target.value)
    if judgement.indicator.method == "trajectory" and latest is not None:
        return f"{target.plan[latest.quarter - 1]:,}"
    return f"{int(target.value):,}"


def _quarters(judgement: Judgement, known: Sequence[Observation]) -> tuple[QuarterStep, ...]:
    """The quarters of the latest year, planned and done.

    Source: rule R22 (a cumulative plan is steps, never a straight line).
    """
    target, latest = judgement.target, judgement.latest
    if judgement.indicator.method != "trajectory" or target is None or latest is None:
        return ()
    done = {
        each.quarter: _shown_count(judgement.indicator, each) for each in known if each.start == latest.start
    }
    return tuple(QuarterStep(planned, done.get(place)) for place, planned in enumerate(target.plan, start=1))


def _period(latest: Observation | None) -> str:
    if latest is None:
        return "no return yet"
    start, end = latest.start, latest.end
    first = f"{start:%B %Y}" if start.year != end.year else f"{start:%B}"
    one_month = (start.year, start.month) == (end.year, end.month)
    months = f"{end:%B %Y}" if one_month else f"{first} to {end:%B %Y}"
    return f"{months}, provisional" if latest.status == "provisional" else months


def _age(judgement: Judgement, on: date, plans: Sequence[PlanYears]) -> str:
    latest, indicator = judgement.latest, judgement.indicator
    if latest is None:
        return ""
    if indicator.chosen_at_peak:
        return "group chosen at its peak: no claim of effect"
    if indicator.lagged:
        line = lag_line(
            latest.start, latest.end, indicator.lag, plans=plans, on=on, published_on=latest.published_on
        )
        return line.words
    days = (on - latest.received_on).days
    return "received today" if days == 0 else f"{days} day{'' if days == 1 else 's'} old"
