"""How a body decides by vote: the partnership file, section 9; rule R10."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.barnet_room import group_on, panel_on, room
from throughline.rules.circle import Circle
from throughline.rules.terms.model import AllOf, Leaf, OutsideMeetings, Test, Vote, Who
from throughline.rules.voting import (
    Ballot,
    CastingVote,
    Choice,
    VoteRefused,
    decide,
    decide_outside,
    electors,
)

DAY = date(2016, 5, 10)
FOUR = ("cst-head", "nps-aco", "pol-supt", "homes-mgr")
GROUP = group_on(DAY)


def ballots(said: dict[str, Choice]) -> list[Ballot]:
    return [Ballot(person=person, choice=choice) for person, choice in said.items()]


def sides(for_: int, against: int, abstaining: int = 0, *, of: tuple[str, ...] = FOUR) -> list[Ballot]:
    """The first so many vote for, the next against, the next abstain."""
    choices: list[Choice] = ["for"] * for_ + ["against"] * against + ["abstain"] * abstaining
    return [Ballot(person=person, choice=choice) for person, choice in zip(of, choices, strict=False)]


def with_vote(circle: Circle, test: Test, **rest: object) -> Circle:
    return replace(circle, body=replace(circle.body, vote=(Vote(test=test, **rest),)))  # type: ignore[arg-type]


WORKED = [
    ("three to one", sides(3, 1), None, "carried"),
    ("two each, the casting vote for", sides(2, 2), "for", "carried"),
    ("two each, the casting vote against", sides(2, 2), "against", "falls"),
    ("two each, the casting vote unused", sides(2, 2), None, "falls"),
    ("one for, three abstain: abstentions are not cast", sides(1, 0, 3), None, "carried"),
    ("nobody votes", [], None, "falls"),
]


@pytest.mark.clause("C248", breaks="throughline.rules.voting:decide")
@pytest.mark.parametrize(
    ("cast", "casting", "verdict"), [row[1:] for row in WORKED], ids=[row[0] for row in WORKED]
)
def test_the_delivery_group_decides_by_simple_majority(
    cast: list[Ballot], casting: Choice | None, verdict: str
) -> None:
    second = None if casting in (None, "abstain") else CastingVote(person="cst-head", choice=casting)
    result = decide(GROUP, room(GROUP, *FOUR), cast, presiding="cst-head", casting=second)
    assert result.verdict == verdict
    assert result.casting == second
    counts = (len(result.for_), len(result.against), len(result.abstaining))
    assert counts == tuple(sum(b.choice == c for b in cast) for c in ("for", "against", "abstain"))


@pytest.mark.clause("C279", breaks="partnerships/barnet.toml#iom.vote")
def test_the_panel_votes_in_the_same_way_by_its_own_clause() -> None:
    panel = panel_on(DAY)
    here = room(panel, "nps", "crc", "pol-di", "vs")
    tied = ballots({"nps": "for", "crc": "for", "pol-di": "against", "vs": "against"})
    second = CastingVote(person="nps", choice="for")
    assert decide(panel, here, tied, presiding="nps").verdict == "falls"
    assert decide(panel, here, tied, presiding="nps", casting=second).verdict == "carried"


REFUSED = [
    ("no tie", sides(3, 1), CastingVote(person="cst-head", choice="for"), "only when the votes are equal"),
    ("nobody voted", [], CastingVote(person="cst-head", choice="for"), "only when the votes are equal"),
    ("somebody else", sides(2, 2), CastingVote(person="pol-supt", choice="for"), "Only the person presiding"),
]


@pytest.mark.clause("C249", breaks="throughline.rules.voting:_refuse_casting")
@pytest.mark.parametrize(
    ("cast", "casting", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_casting_vote_only_breaks_a_tie_and_only_from_the_chair(
    cast: list[Ballot], casting: CastingVote, says: str
) -> None:
    with pytest.raises(VoteRefused, match=says):
        decide(GROUP, room(GROUP, *FOUR), cast, presiding="cst-head", casting=casting)


def test_where_the_terms_give_no_casting_vote_a_tie_falls_and_none_is_accepted() -> None:
    silent = with_vote(GROUP, Leaf(count="organisations", more_than=Fraction(1, 2), of="cast"))
    here = room(silent, *FOUR)
    assert decide(silent, here, sides(2, 2), presiding="cst-head").verdict == "falls"
    with pytest.raises(VoteRefused, match="give nobody a casting vote"):
        decide(
            silent,
            here,
            sides(2, 2),
            presiding="cst-head",
            casting=CastingVote(person="cst-head", choice="for"),
        )


@pytest.mark.clause("C059", "C235", breaks="throughline.rules.voting:_sides")
def test_an_organisation_with_two_people_has_one_voice_given_once() -> None:
    here = room(GROUP, "pol-supt", "pol-dci", "cst-head")
    assert electors(GROUP, here) == ("cst", "police")
    with pytest.raises(VoteRefused, match="Barnet Police has one voice, and pol-supt has given it"):
        decide(GROUP, here, ballots({"pol-supt": "for", "pol-dci": "for"}))


def test_the_ballot_of_somebody_who_is_no_elector_is_refused() -> None:
    here = room(GROUP, "cst-head")
    with pytest.raises(VoteRefused, match="Moss may not vote here"):
        decide(GROUP, here, ballots({"Moss": "for"}))


def test_other_readings_of_who_votes_are_kept_beside_the_result() -> None:
    result = decide(GROUP, room(GROUP, *FOUR), sides(3, 1))
    assert [says for says, _ in result.reckoning.otherwise] == ["seats", "people"]
    assert result.differs == ()


def test_no_rule_on_votes_is_not_defined_whatever_is_cast() -> None:
    silent = replace(GROUP, body=replace(GROUP.body, vote=()))
    result = decide(silent, room(silent, *FOUR), sides(4, 0))
    assert result.verdict == "not defined"
    assert result.electors == ()


FRACTIONS: list[tuple[str, Leaf, list[Ballot], str]] = [
    ("two thirds of four cast: three", Leaf(count="people", at_least=Fraction(2, 3)), sides(3, 1), "carried"),
    ("two thirds of three cast: two exactly",
     Leaf(count="people", at_least=Fraction(2, 3)), sides(2, 1), "carried"),
    ("unanimity of those cast", Leaf(count="people", at_least=Fraction(1)), sides(3, 0, 1), "carried"),
    ("unanimity of those present",
     Leaf(count="people", at_least=Fraction(1), of="present"), sides(3, 0, 1), "falls"),
    ("a majority of those present, the silent too",
     Leaf(count="people", more_than=Fraction(1, 2), of="present"), sides(2, 0), "falls"),
    ("a whole number", Leaf(count="people", at_least=3), sides(3, 1), "carried"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("test", "cast", "verdict"), [f[1:] for f in FRACTIONS], ids=[f[0] for f in FRACTIONS]
)
def test_what_a_majority_may_be_of(test: Leaf, cast: list[Ballot], verdict: str) -> None:
    circle = with_vote(GROUP, test)
    assert decide(circle, room(circle, *FOUR), cast).verdict == verdict


def test_one_decision_maker_alone_carries_a_motion() -> None:
    alone = with_vote(GROUP, Leaf(count="people", who=Who(seat=("cst-head",)), at_least=1))
    here = room(alone, *FOUR)
    assert electors(alone, here) == ("cst-head",)
    assert decide(alone, here, ballots({"cst-head": "for"})).verdict == "carried"
    with pytest.raises(VoteRefused, match="may not vote"):
        decide(alone, here, ballots({"pol-supt": "for"}))


def test_a_double_majority_needs_both_and_takes_no_casting_vote() -> None:
    half = Fraction(1, 2)
    double = with_vote(
        GROUP,
        AllOf(
            (
                Leaf(count="people", more_than=half, of="cast"),
                Leaf(count="people", who=Who(is_=("police", "nps")), more_than=half, of="cast"),
            )
        ),
        casting="presiding",
    )
    here = room(double, *FOUR)
    carried = ballots({"nps-aco": "for", "pol-supt": "for", "cst-head": "for", "homes-mgr": "against"})
    one_side = ballots({"nps-aco": "against", "pol-supt": "for", "cst-head": "for", "homes-mgr": "for"})
    assert decide(double, here, carried).verdict == "carried"
    assert decide(double, here, one_side).verdict == "falls"
    with pytest.raises(VoteRefused, match="only when the votes are equal"):
        decide(
            double, here, one_side, presiding="nps-aco", casting=CastingVote(person="nps-aco", choice="for")
        )


def test_the_motion_on_one_matter_goes_by_the_vote_written_for_it() -> None:
    strict = Vote(test=Leaf(count="people", at_least=Fraction(1), of="cast"), for_=("terms",))
    circle = replace(GROUP, body=replace(GROUP.body, vote=(strict, *GROUP.body.vote)))
    here = room(circle, *FOUR)
    assert decide(circle, here, sides(3, 1)).verdict == "carried"
    assert decide(circle, here, sides(3, 1), matter="terms").verdict == "falls"


def filled(circle: Circle, *seats: str) -> Circle:
    held = tuple(replace(one, person=one.seat if one.seat in seats else None) for one in circle.seats)
    return replace(circle, seats=held)


@pytest.mark.parametrize(
    ("silence", "is_over", "verdict"),
    [
        ("assent", True, "carried"),
        ("assent", False, "falls"),
        ("none", True, "falls"),
        (None, True, "falls"),
    ],
    ids=[
        "silence is assent once the time is over",
        "silence says nothing while there is time",
        "silence is not assent",
        "the terms do not say what silence is",
    ],
)
def test_between_meetings_every_filled_elector_seat_may_answer(
    silence: str | None, is_over: bool, verdict: str
) -> None:
    outside = OutsideMeetings(how="email", silence=silence)
    rule = Leaf(count="people", more_than=Fraction(1, 2), of="filled")
    circle = filled(with_vote(GROUP, rule, outside_meetings=outside), *FOUR)
    answers = ballots({"cst-head": "for", "nps-aco": "against"})
    assert decide_outside(circle, answers, is_over=is_over).verdict == verdict


def test_between_meetings_nothing_is_decided_unless_the_terms_allow_it() -> None:
    with pytest.raises(VoteRefused, match="do not allow decisions outside meetings"):
        decide_outside(filled(GROUP, *FOUR), ballots({"cst-head": "for"}), is_over=True)


CHOICES = st.lists(st.sampled_from(["for", "against", "abstain"]), max_size=4)


@given(CHOICES, st.sampled_from(["for", "against"]))
def test_a_casting_vote_never_changes_what_is_no_tie(choices: list[Choice], second: Choice) -> None:
    cast = [Ballot(person=person, choice=choice) for person, choice in zip(FOUR, choices, strict=False)]
    here = room(GROUP, *FOUR)
    casting = CastingVote(person="cst-head", choice="for" if second == "for" else "against")
    count_for, count_against = choices.count("for"), choices.count("against")
    if count_for == count_against > 0:
        result = decide(GROUP, here, cast, presiding="cst-head", casting=casting)
        assert result.verdict == ("carried" if casting.choice == "for" else "falls")
    else:
        with pytest.raises(VoteRefused):
            decide(GROUP, here, cast, presiding="cst-head", casting=casting)
        assert decide(GROUP, here, cast).verdict == ("carried" if count_for > count_against else "falls")


def two_thirds_of_all(seats_that_do_not_vote: int) -> Circle:
    """The delivery group, of whose ten seats some do not vote, deciding by two thirds of all its seats."""
    rule = Leaf(count="seats", who=Who(is_=("members",)), at_least=Fraction(2, 3), of="all")
    circle = with_vote(GROUP, rule)
    without = {held.entry.id for held in circle.seats if held.seat not in FOUR[:3]}
    silenced = sorted(without)[:seats_that_do_not_vote]
    seats = tuple(
        replace(seat, as_="non-voting") if seat.id in silenced else seat for seat in circle.body.seats
    )
    held = tuple(
        replace(one, entry=next(seat for seat in seats if seat.id == one.entry.id)) for one in circle.seats
    )
    return replace(circle, body=replace(circle.body, seats=seats), seats=held)


@pytest.mark.parametrize(
    ("without_a_vote", "verdict"),
    [(0, "falls"), (len(GROUP.seats) - 4, "carried")],
    ids=["every seat is an elector", "seats without a vote are in no base, whoever the rule names"],
)
def test_the_base_of_a_vote_is_the_seats_of_electors(without_a_vote: int, verdict: str) -> None:
    circle = two_thirds_of_all(without_a_vote)
    here = room(circle, *FOUR[:3])
    assert decide(circle, here, sides(3, 0)).verdict == verdict


def test_a_rule_for_decisions_outside_meetings_needs_no_second_word_that_they_are_allowed() -> None:
    general = Vote(
        test=Leaf(count="people", more_than=Fraction(1, 2)), outside_meetings=OutsideMeetings(how="email")
    )
    outside = Vote(
        test=Leaf(count="people", at_least=Fraction(1, 1), of="filled"), for_=("outside-meetings",)
    )
    circle = filled(replace(GROUP, body=replace(GROUP.body, vote=(general, outside))), *FOUR)
    assert decide_outside(circle, sides(4, 0), is_over=True).verdict == "carried"
    assert decide_outside(circle, sides(3, 0), is_over=True).verdict == "falls"
