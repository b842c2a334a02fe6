"""Whether a meeting may decide.

Source: the partnership file, section 8; rules R6, R6a to R6d, R7 and R8.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar, get_args

from throughline.rules.circle import Circle, Present
from throughline.rules.counting import Counted, Reckoning, Truth, count_test
from throughline.rules.presence import countable, units_of
from throughline.rules.terms.model import Count, IfNotMet, Open, Quorum, Vote, in_use

Authority = Literal["made", "recommended", "made; no quorum stated"]
"""What a decision taken at an instant is worth."""


@dataclass(frozen=True, kw_only=True)
class QuorumState:
    """Whether the body may decide with these people in the room, and how that came about."""

    reckoning: Reckoning
    rule: Quorum | None
    organisations: tuple[str, ...]
    """The organisations here, whatever the rule counts."""

    @property
    def result(self) -> Truth:
        """True, false or not defined, under the reading in use."""
        return self.reckoning.result

    @property
    def authority(self) -> Authority:
        """What a decision taken now is worth; a missing rule never becomes a number.

        Source: rules R7 and R8.
        """
        authorities: dict[Truth, Authority] = {
            "true": "made",
            "false": "recommended",
            "not defined": "made; no quorum stated",
        }
        return authorities[self.result]

    @property
    def clause(self) -> tuple[str, ...]:
        """Where the terms say so."""
        return self.rule.clause if self.rule is not None else ()


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One person's time in the room: from when they came until they left, if they did."""

    row: Present
    arrived: datetime
    left: datetime | None = None


def quorum_rule(circle: Circle, matter: str | None = None) -> Quorum | None:
    """The quorum in force for a matter: the one written for it, else the one for every other matter.

    Source: the partnership file, section 8 (``for``).
    """
    return rule_for(circle.body.quorum, matter)


Rule = TypeVar("Rule", Quorum, Vote)


def rule_for(entries: tuple[Rule, ...], matter: str | None) -> Rule | None:
    """Of several quorums or votes, the one written for a matter, else the one written for none.

    Source: the partnership file, section 8 (``for``).
    """
    own = [entry for entry in entries if matter is not None and matter in entry.for_]
    general = [entry for entry in entries if not entry.for_]
    return next(iter(own + general), None)


def is_quorate(circle: Circle, rows: Collection[Present], *, matter: str | None = None) -> QuorumState:
    """Whether those in the room make the quorum for a matter, under every reading the terms allow.

    Where the terms state no quorum the result is not defined, whoever is present.
    Source: the partnership file, section 8; rules R6 and R7.
    """
    rule = quorum_rule(circle, matter)
    here = countable(rows, circle, quorum=rule)
    reckoning = count_test(rule.test if rule is not None else None, here, circle)
    return QuorumState(reckoning=reckoning, rule=rule, organisations=units_of("organisations", here, circle))


def present_at(stays: Collection[Stay], instant: datetime) -> tuple[Present, ...]:
    """Who is in the room at an instant; somebody who leaves at that instant has left.

    Source: rule R6 (evaluated at an instant).
    """
    return tuple(
        stay.row for stay in stays if stay.arrived <= instant and (stay.left is None or instant < stay.left)
    )


def quorum_through(
    circle: Circle, stays: Collection[Stay], *, matter: str | None = None
) -> tuple[tuple[datetime, QuorumState], ...]:
    """The quorum at each arrival and each departure, in order of time.

    Source: rules R6 and R6d.
    """
    instants = {stay.arrived for stay in stays} | {stay.left for stay in stays if stay.left is not None}
    return tuple((at, is_quorate(circle, present_at(stays, at), matter=matter)) for at in sorted(instants))


def what_if_not_met(state: QuorumState) -> str:
    """What follows when the quorum is not met: ``recommend`` where the terms do not say otherwise.

    Source: the partnership file, section 8 (``if_not_met``); rule R8.
    """
    found = state.rule.if_not_met if state.rule is not None else None
    rule: IfNotMet | None = found.proposed if isinstance(found, Open) else found
    then = in_use(rule.then) if rule is not None else None
    return then or "recommend"


def in_words(state: QuorumState, circle: Circle) -> str:
    """The state of the quorum in a sentence, with the other reading where it differs.

    Source: rules R6 and R7.
    """
    if state.result == "not defined":
        seats = {held.organisation for held in circle.seats if held.organisation is not None}
        of = f" of {len(seats)}" if seats else ""
        here = len(state.organisations)
        return f"No quorum applied: {state.reckoning.as_used.why}. {here}{of} organisations here."
    opening = "Quorate" if state.result == "true" else "Not quorate"
    sentence = f"{opening}: {_counted_in_words(state.reckoning.as_used)}."
    for says, other in state.reckoning.differs:
        verdict = "quorate" if other.is_true else "not quorate"
        reading = "Counted by" if says in get_args(Count) else "Read as"
        sentence += f" {reading} {says}: {verdict}, {_counted_in_words(other)}."
    return sentence


def _counted_in_words(counted: Counted) -> str:
    if counted.parts or counted.needed is None:
        return counted.why
    return f"{counted.why} here, {counted.needed} needed"
