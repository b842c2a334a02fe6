"""How grave a risk is, and whether it falls or was only worded anew.

A score is how likely a thing is, from 1 to 5, times how grave it would be, from 1 to 5. What counts as
high is for the board to decide; where it has not, no risk has a band.
Source: the partnership's register of risks (score, history, trail); rule R21.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from throughline.words.refusals import Refused

Band = Literal["low", "medium", "high"]
Direction = Literal["new", "rising", "falling", "steady"]
STEPS = range(1, 6)
"""What likelihood and impact are counted in."""


class ScoreOutOfRange(Refused, ValueError):
    """Likelihood and impact each go from 1 to 5."""


class ThresholdsOutOfOrder(Refused, ValueError):
    """High begins above medium, and both lie among the scores that there are."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """How likely and how grave a risk was held to be on a day."""

    on: date
    likelihood: int
    impact: int

    def __post_init__(self) -> None:
        if self.likelihood not in STEPS or self.impact not in STEPS:
            raise ScoreOutOfRange("Likelihood and impact are whole numbers from 1 to 5. Nothing was changed.")

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact


@dataclass(frozen=True, kw_only=True)
class RiskThresholds:
    """From which score a board calls a risk medium, and from which high."""

    medium_from: int
    high_from: int

    def __post_init__(self) -> None:
        if not 2 <= self.medium_from < self.high_from <= 25:
            raise ThresholdsOutOfOrder(
                "High begins above medium, medium at 2 or more and high at 25 or less. Nothing was changed."
            )


@dataclass(frozen=True, kw_only=True)
class RiskStanding:
    """Where a risk stands on a day: its score, the one before, and whether more than its words moved."""

    current: Scored | None
    previous: Scored | None
    direction: Direction
    held_since: date | None
    """Since which day the score is what it is."""
    is_only_reworded: bool = False
    """Whether the words changed after the score last moved."""

    @property
    def score(self) -> int | None:
        """The score of the day; None where nobody has scored it."""
        return self.current.score if self.current else None


def band_of(score: int | None, thresholds: RiskThresholds | None) -> Band | None:
    """The band that a board's own thresholds put a score in; None where it adopted none.

    Source: the decision that adopted the thresholds.
    """
    if score is None or thresholds is None:
        return None
    if score >= thresholds.high_from:
        return "high"
    return "medium" if score >= thresholds.medium_from else "low"


def risk_standing(scores: Sequence[Scored], *, worded_on: Collection[date], on: date) -> RiskStanding:
    """Where a risk stands on a day, from every score and the days of its wordings.

    Scores of one day count in the order given, the last of them as that day's. It rises or falls
    against the scoring before; with one alone it is new.
    Source: the partnership's register of risks; rule R21 (a risk that rises).
    """
    known = sorted((one for one in scores if one.on <= on), key=lambda one: one.on)
    if not known:
        return RiskStanding(current=None, previous=None, direction="new", held_since=None)
    current, previous = known[-1], known[-2] if len(known) > 1 else None
    held_since = _held_since(known)
    later = [day for day in sorted(worded_on)[1:] if held_since < day <= on]
    return RiskStanding(
        current=current,
        previous=previous,
        direction=_direction(current, previous),
        held_since=held_since,
        is_only_reworded=bool(later),
    )


def _held_since(known: Sequence[Scored]) -> date:
    since = known[-1]
    for one in reversed(known):
        if one.score != since.score:
            break
        since = one
    return since.on


def _direction(current: Scored, previous: Scored | None) -> Direction:
    if previous is None:
        return "new"
    if current.score == previous.score:
        return "steady"
    return "rising" if current.score > previous.score else "falling"


def is_to_report(standing: RiskStanding, thresholds: RiskThresholds | None) -> bool:
    """Whether a risk belongs in the exceptions: it is high by the board's thresholds, or it rises.

    Source: rule R21 (risk at or above the threshold, or rising).
    """
    return standing.direction == "rising" or band_of(standing.score, thresholds) == "high"
