"""How a body decides by vote.

Source: the partnership file, section 9; rule R10.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from throughline.rules.circle import Circle, Present
from throughline.rules.counting import VOTERS, Reckoning, count_test, weights_of
from throughline.rules.presence import countable, seat_rows, unit_of, units_of
from throughline.rules.quorum import quorum_rule, rule_for
from throughline.rules.terms.model import Count, Leaf, Open, OutsideMeetings, Test, Vote, Who, in_use
from throughline.rules.who import is_among, seat_as
from throughline.words.refusals import Refused

Choice = Literal["for", "against", "abstain"]
Verdict = Literal["carried", "falls", "not defined"]


class VoteRefused(Refused):
    """A vote that the terms do not allow: its sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """One person's vote, given for the elector they stand for."""

    person: str
    choice: Choice


@dataclass(frozen=True, kw_only=True)
class CastingVote:
    """The second vote of the person presiding, recorded apart from their own."""

    person: str
    choice: Literal["for", "against"]


@dataclass(frozen=True, kw_only=True)
class VoteResult:
    """What became of a motion, with the electors on each side."""

    verdict: Verdict
    electors: tuple[str, ...]
    for_: tuple[str, ...]
    against: tuple[str, ...]
    abstaining: tuple[str, ...]
    is_tie: bool
    """Whether the votes were equal, so that a casting vote may be used if the terms give one."""
    casting: CastingVote | None
    reckoning: Reckoning
    rule: Vote | None

    @property
    def differs(self) -> tuple[tuple[str, Verdict], ...]:
        """The verdicts under other readings, where they are not the verdict in use."""
        verdicts: Mapping[str, Verdict] = {"true": "carried", "false": "falls"}
        others = ((says, verdicts.get(c.result, "not defined")) for says, c in self.reckoning.otherwise)
        return tuple((says, verdict) for says, verdict in others if verdict != self.verdict)


def vote_rule(circle: Circle, matter: str | None = None) -> Vote | None:
    """The vote in force for a matter: the one written for it, else the one for every other matter.

    Source: the partnership file, section 9 (``for``).
    """
    return rule_for(circle.body.vote, matter)


def voting_rows(
    circle: Circle, rows: Collection[Present], *, matter: str | None = None
) -> tuple[Present, ...]:
    """The people in the room who stand for an elector.

    Source: the partnership file, section 9 (rule 1).
    """
    rule = vote_rule(circle, matter)
    here = countable(rows, circle, act="vote", quorum=quorum_rule(circle, matter))
    who = _electing(rule.test if rule is not None else None)
    return tuple(row for row in here if _is_voter(row, circle) and any(is_among(row, w, circle) for w in who))


def electors(circle: Circle, rows: Collection[Present], *, matter: str | None = None) -> tuple[str, ...]:
    """The electors here: people, seats, organisations or employers, as the vote counts them.

    Empty where the terms have no vote or do not say what is counted.
    Source: the partnership file, section 9 (rule 1).
    """
    rule = vote_rule(circle, matter)
    unit = _unit(rule.test if rule is not None else None)
    return units_of(unit, voting_rows(circle, rows, matter=matter), circle) if unit else ()


def decide(
    circle: Circle,
    rows: Collection[Present],
    ballots: Collection[Ballot],
    *,
    matter: str | None = None,
    presiding: str | None = None,
    casting: CastingVote | None = None,
) -> VoteResult:
    """What becomes of a motion put to those in the room.

    Raises VoteRefused for a ballot of somebody who is no elector, a second voice of one
    elector, and a casting vote that the terms, the count or the person does not allow.
    Source: the partnership file, section 9 (rules 1 to 5); rule R10.
    """
    here = voting_rows(circle, rows, matter=matter)
    rule = vote_rule(circle, matter)
    return _decided(circle, rule, here, ballots, presiding, casting)


def decide_outside(
    circle: Circle, answers: Collection[Ballot], *, is_over: bool, matter: str | None = None
) -> VoteResult:
    """What becomes of a motion put to every filled elector seat between meetings.

    ``is_over`` says that the time to answer has passed: then silence counts for, where the
    terms say that silence is assent. Raises VoteRefused where the terms allow no decision
    outside meetings.
    Source: the partnership file, section 9 (rule 6).
    """
    rule = rule_for(circle.body.vote, "outside-meetings")
    if rule is None or "outside-meetings" not in rule.for_:
        rule = vote_rule(circle, matter)
    allowed = _outside(rule) or _outside(vote_rule(circle, matter))
    if allowed is None:
        raise VoteRefused(
            f"The terms of {circle.body.name} do not allow decisions outside meetings. Put it to a meeting."
        )
    who = _electing(rule.test if rule is not None else None)
    here = tuple(
        row
        for row in seat_rows(circle, filled=True)
        if _is_voter(row, circle) and any(is_among(row, one, circle) for one in who)
    )
    if is_over and in_use(allowed.silence) == "assent":
        answers = [*answers, *_silent(circle, rule, here, answers)]
    return _decided(circle, rule, here, answers, None, None)


def _decided(
    circle: Circle,
    rule: Vote | None,
    here: tuple[Present, ...],
    ballots: Collection[Ballot],
    presiding: str | None,
    casting: CastingVote | None,
) -> VoteResult:
    test = rule.test if rule is not None else None
    unit = _unit(test)
    sides = _sides(circle, here, ballots, unit)
    cast = [*sides["for"], *sides["against"]]
    bases = {"cast": cast, "present": here, **_elector_seats(circle)}
    reckoning = count_test(test, sides["for"], circle, who=VOTERS, of="cast", bases=bases)
    voices = {choice: units_of(unit or "people", sides[choice], circle) for choice in sides}
    leaf = test.proposed if isinstance(test, Open) else test
    is_tie = (
        isinstance(leaf, Leaf)
        and reckoning.result == "false"
        and 0 < _weight(leaf, voices["for"]) == _weight(leaf, voices["against"])
    )
    if casting is not None:
        _refuse_casting(circle, rule, is_tie, presiding, casting)
        if casting.choice == "for":
            reckoning = count_test(test, sides["for"], circle, who=VOTERS, of="cast", bases=bases, extra=1)
    verdicts: Mapping[str, Verdict] = {"true": "carried", "false": "falls"}
    return VoteResult(
        verdict=verdicts.get(reckoning.result, "not defined"),
        electors=units_of(unit, here, circle) if unit else (),
        for_=voices["for"],
        against=voices["against"],
        abstaining=voices["abstain"],
        is_tie=is_tie,
        casting=casting,
        reckoning=reckoning,
        rule=rule,
    )


def _elector_seats(circle: Circle) -> dict[str, list[Present]]:
    """The seats of electors, filled and all: the bases of a fraction that takes in those not there."""
    return {
        of: [row for row in seat_rows(circle, filled=of == "filled") if _is_voter(row, circle)]
        for of in ("filled", "all")
    }


def _sides(
    circle: Circle, here: tuple[Present, ...], ballots: Collection[Ballot], unit: str | None
) -> dict[Choice, list[Present]]:
    sides: dict[Choice, list[Present]] = {"for": [], "against": [], "abstain": []}
    heard: dict[str, str] = {}
    for ballot in ballots:
        mine = [row for row in here if row.person == ballot.person]
        voices = units_of(unit or "people", mine, circle)
        if not voices:
            raise VoteRefused(f"{ballot.person} may not vote here: they stand for no elector of this body.")
        for voice in voices:
            if voice in heard:
                raise VoteRefused(
                    f"{circle.name_of(voice)} has one voice, and {heard[voice]} has given it. "
                    f"Remove that vote before recording {ballot.person}’s."
                )
            heard[voice] = ballot.person
        sides[ballot.choice] += mine
    return sides


def _refuse_casting(
    circle: Circle, rule: Vote | None, is_tie: bool, presiding: str | None, casting: CastingVote
) -> None:
    if rule is None or in_use(rule.casting) != "presiding":
        raise VoteRefused(f"The terms of {circle.body.name} give nobody a casting vote. The tie falls.")
    if not is_tie:
        raise VoteRefused("A casting vote may be used only when the votes are equal, and they are not.")
    if casting.person != presiding:
        raise VoteRefused(f"Only the person presiding has a casting vote, and that is not {casting.person}.")


def _silent(
    circle: Circle, rule: Vote | None, here: tuple[Present, ...], answers: Collection[Ballot]
) -> list[Ballot]:
    unit = _unit(rule.test if rule is not None else None) or "people"
    answered = {answer.person for answer in answers}
    heard = {unit_of(unit, row, circle) for row in here if row.person in answered}
    assenting: dict[str | None, Ballot] = {}
    for row in here:
        voice = unit_of(unit, row, circle)
        if voice not in heard:
            assenting.setdefault(voice, Ballot(person=row.person, choice="for"))
    return list(assenting.values())


def _outside(rule: Vote | None) -> OutsideMeetings | None:
    found = rule.outside_meetings if rule is not None else None
    return found.proposed if isinstance(found, Open) else found


def _is_voter(row: Present, circle: Circle) -> bool:
    seat = circle.seat_entry(row.seat)
    return seat is not None and seat_as(seat) == "member"


def _leaves(test: Test | Open[Test] | None) -> tuple[Leaf, ...]:
    if isinstance(test, Open):
        test = test.proposed
    if test is None:
        return ()
    if isinstance(test, Leaf):
        return (test,)
    return tuple(leaf for part in test.parts for leaf in _leaves(part))


def _unit(test: Test | Open[Test] | None) -> Count | None:
    counts: list[Count | None] = [in_use(leaf.count) for leaf in _leaves(test)]
    units = {count for count in counts if count is not None}
    return "people" if len(units) > 1 else next(iter(units), None)


def _electing(test: Test | Open[Test] | None) -> tuple[Who, ...]:
    return tuple(in_use(leaf.who) or VOTERS for leaf in _leaves(test)) or (VOTERS,)


def _weight(leaf: Leaf, voices: tuple[str, ...]) -> int:
    weights = weights_of(leaf)
    return sum(weights.get(voice, 1) for voice in voices)
