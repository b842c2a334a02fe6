"""Whether a meeting may decide: the partnership file, section 8; rules R6 to R8."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.barnet_room import group_on, panel_on, room
from throughline.rules.circle import Circle, Present
from throughline.rules.presence import deputy_may
from throughline.rules.quorum import Stay, in_words, is_quorate, present_at, quorum_through, what_if_not_met
from throughline.rules.seats import circle_on
from throughline.rules.terms.model import Deputy, IfNotMet, Leaf, Open, Quorum
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
MAY_2016, BEFORE, AFTER = date(2016, 5, 10), date(2021, 6, 25), date(2021, 6, 26)

WORKED = [
    (
        "four rows of the table are two employers",
        MAY_2016,
        ("cst-head", "ph-cm", "yot-head", "pol-supt"),
        ("true", 4),
        ("false", 2),
    ),
    (
        "two officers of one organisation are one organisation",
        MAY_2016,
        ("cst-head", "cst-mgr", "pol-supt", "pol-dci", "nps-aco"),
        ("false", 3),
        ("false", 3),
    ),
    (
        "a deputy brings the organisation they stand for",
        MAY_2016,
        ("nps-aco", "crc-aco by deputy", "homes-mgr by deputy", "dwp"),
        ("true", 4),
        ("true", 4),
    ),
    (
        "one person standing in for two organisations is one",
        MAY_2016,
        ("nps-aco", "crc-aco", "Tansy as homes-mgr by deputy", "Tansy as ph-cm by deputy"),
        ("false", 3),
        ("false", 3),
    ),
    (
        "the last day of two probation bodies",
        BEFORE,
        ("cst-head", "nps-aco", "crc-aco", "pol-supt"),
        ("true", 4),
        ("true", 4),
    ),
    (
        "the first day after they became one",
        AFTER,
        ("cst-head", "nps-aco", "crc-aco", "pol-supt"),
        ("false", 3),
        ("false", 3),
    ),
]


@pytest.mark.clause("C247", breaks="throughline.rules.presence:units_of")
@pytest.mark.parametrize(
    ("day", "present", "by_row", "by_employer"), [row[1:] for row in WORKED], ids=[row[0] for row in WORKED]
)
def test_the_delivery_group_counts_organisations_and_shows_employers_beside(
    day: date, present: tuple[str, ...], by_row: tuple[str, int], by_employer: tuple[str, int]
) -> None:
    circle = group_on(day)
    state = is_quorate(circle, room(circle, *present))
    assert (state.result, state.reckoning.as_used.number) == by_row
    ((says, other),) = state.reckoning.otherwise
    assert (says, other.result, other.number) == ("employers", *by_employer)


@pytest.mark.clause("C278", breaks="partnerships/barnet.toml#iom.quorum")
@pytest.mark.parametrize(
    ("present", "result"),
    [
        (("nps", "crc", "pol-di", "vs"), "true"),
        (("nps", "crc", "pol-di"), "false"),
    ],
    ids=["four organisations of the panel", "three are too few"],
)
def test_the_panel_has_a_quorum_of_its_own(present: tuple[str, ...], result: str) -> None:
    circle = panel_on(MAY_2016)
    assert is_quorate(circle, room(circle, *present)).result == result


@pytest.mark.clause("C232", "C234", "C235", breaks="throughline.rules.presence:unit_of")
@pytest.mark.parametrize(
    "present",
    [("cst-head", "cst-mgr"), ("crc-aco", "crc-spo"), ("pol-supt", "pol-dci")],
    ids=["community safety", "the rehabilitation company", "police"],
)
def test_two_seats_of_one_organisation_count_once(present: tuple[str, ...]) -> None:
    circle = group_on(MAY_2016)
    assert is_quorate(circle, room(circle, *present)).reckoning.as_used.number == 1


@pytest.mark.parametrize("circle", [group_on(MAY_2016), panel_on(MAY_2016)], ids=["group", "panel"])
def test_a_colleague_who_comes_in_a_members_place_counts_for_their_organisation(circle: Circle) -> None:
    four = list({held.organisation: held.seat for held in circle.seats}.values())[:4]
    assert is_quorate(circle, room(circle, *(f"{seat} by deputy" for seat in four))).result == "true"


def test_a_deputy_does_not_count_where_the_terms_let_deputies_only_vote() -> None:
    circle = group_on(MAY_2016)
    strict = replace(circle, body=replace(circle.body, deputy=(Deputy(allowed=True, may=("vote",)),)))
    here = room(strict, "cst-head", "pol-supt", "nps-aco", "homes-mgr by deputy")
    assert is_quorate(circle, here).result == "true"
    assert is_quorate(strict, here).result == "false"
    assert not deputy_may(strict, "count")


NOT_COUNTED = [
    ("an observer", {"as_": "observer"}),
    ("somebody in attendance", {"as_": "in-attendance"}),
    ("a referrer", {"as_": "referrer"}),
    ("the secretariat", {"as_": "secretariat"}),
    ("a visitor without a seat", {"seat": None}),
    ("somebody who left the room for an interest", {"left_for_interest": True}),
]


@pytest.mark.parametrize("change", [row[1] for row in NOT_COUNTED], ids=[row[0] for row in NOT_COUNTED])
def test_who_never_counts(change: dict[str, object]) -> None:
    circle = group_on(MAY_2016)
    three = room(circle, "cst-head", "pol-supt", "nps-aco")
    (fourth,) = room(circle, "homes-mgr")
    assert is_quorate(circle, (*three, fourth)).result == "true"
    assert is_quorate(circle, (*three, replace(fourth, **change))).result == "false"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("remote", "result"),
    [(None, "true"), (True, "true"), (False, "false")],
    ids=["silent: remote counts", "allowed: remote counts", "refused: remote does not count"],
)
def test_somebody_remote_counts_unless_the_terms_say_otherwise(remote: bool | None, result: str) -> None:
    circle = group_on(MAY_2016)
    rule = replace(circle.body.quorum[0], remote=remote)
    circle = replace(circle, body=replace(circle.body, quorum=(rule,)))
    *three, fourth = room(circle, "cst-head", "pol-supt", "nps-aco", "homes-mgr")
    assert is_quorate(circle, (*three, replace(fourth, remote=True))).result == result


def test_one_person_counts_for_the_seat_stated_on_arrival() -> None:
    circle = group_on(MAY_2016)
    three = room(circle, "cst-head", "pol-supt", "nps-aco")
    both = room(circle, "Tansy as nps-aco by deputy", "Tansy as ph-cm by deputy")
    stated = (both[0], replace(both[1], stated_on_arrival=True))
    assert is_quorate(circle, (*three, *stated)).result == "true"
    assert is_quorate(circle, (*three, replace(both[0], stated_on_arrival=True), both[1])).result == "false"


def test_one_person_counts_for_every_seat_only_where_the_terms_say_so() -> None:
    circle = group_on(MAY_2016)
    rule = replace(circle.body.quorum[0], one_person="every-seat")
    generous = replace(circle, body=replace(circle.body, quorum=(rule,)))
    here = room(circle, "cst-head", "pol-supt", "Tansy as nps-aco by deputy", "Tansy as ph-cm by deputy")
    assert is_quorate(circle, here).result == "false"
    assert is_quorate(generous, here).result == "true"


@pytest.mark.clause("C125", breaks="throughline.rules.quorum:is_quorate")
@pytest.mark.parametrize("file", ["pan-dorset", "west-mercia"])
def test_where_the_terms_state_no_quorum_no_number_ever_takes_its_place(file: str) -> None:
    terms = read((PARTNERSHIPS / f"{file}.toml").read_text("utf-8"))
    circle = circle_on(terms, terms.bodies[0].id, date(2020, 9, 1))
    for many in range(len(circle.seats) + 1):
        rows = [
            Present(person=held.seat, seat=held.seat, organisation=held.organisation)
            for held in circle.seats[:many]
        ]
        state = is_quorate(circle, rows)
        assert state.result == "not defined"
        assert state.authority == "made; no quorum stated"
        assert state.reckoning.as_used.needed is None
        assert in_words(state, circle).startswith("No quorum applied: the terms state no rule.")


def _at(hour: int, minute: int) -> datetime:
    return datetime(2026, 4, 14, hour, minute)


@pytest.mark.clause("C247", breaks="throughline.rules.quorum:quorum_through")
def test_the_quorum_is_counted_again_at_each_arrival_and_departure() -> None:
    circle = group_on(date(2026, 4, 14))
    here = room(circle, "cst-head", "pol-supt", "nps-aco", "homes-mgr", "ph-cm")
    leaves = {"homes-mgr": _at(10, 40)}
    arrives = {"homes-mgr": _at(10, 2), "ph-cm": _at(11, 0)}
    stays = [
        Stay(row=row, arrived=arrives.get(row.person, _at(10, 0)), left=leaves.get(row.person))
        for row in here
    ]
    told = [(at, state.result, state.authority) for at, state in quorum_through(circle, stays)]
    assert told == [
        (_at(10, 0), "false", "recommended"),
        (_at(10, 2), "true", "made"),
        (_at(10, 40), "false", "recommended"),
        (_at(11, 0), "true", "made"),
    ]
    assert {row.person for row in present_at(stays, _at(10, 40))} == {"cst-head", "pol-supt", "nps-aco"}


def test_the_state_of_the_quorum_in_words_shows_both_readings_where_they_differ() -> None:
    circle = group_on(MAY_2016)
    state = is_quorate(circle, room(circle, "cst-head", "ph-cm", "yot-head", "pol-supt"))
    assert in_words(state, circle) == (
        "Quorate: 4 organisations here, 4 needed."
        " Counted by employers: not quorate, 2 employers here, 4 needed."
    )


def test_a_quorum_for_one_matter_holds_for_that_matter_alone() -> None:
    circle = group_on(MAY_2016)
    all_six = Quorum(test=Leaf(count="organisations", at_least=6), for_=("terms",))
    circle = replace(circle, body=replace(circle.body, quorum=(all_six, *circle.body.quorum)))
    here = room(circle, "cst-head", "pol-supt", "nps-aco", "homes-mgr")
    assert is_quorate(circle, here).result == "true"
    assert is_quorate(circle, here, matter="terms").result == "false"
    assert is_quorate(circle, here, matter="money").result == "true"


@pytest.mark.parametrize(
    ("rule", "then"),
    [(None, "recommend"), (IfNotMet(then="repeat"), "repeat"), (IfNotMet(), "recommend")],
    ids=["silent: decisions become recommendations", "a repeat meeting", "a table without a word on it"],
)
def test_what_follows_when_the_quorum_is_not_met(rule: IfNotMet | None, then: str) -> None:
    circle = group_on(MAY_2016)
    quorum = replace(circle.body.quorum[0], if_not_met=rule)
    circle = replace(circle, body=replace(circle.body, quorum=(quorum,)))
    assert what_if_not_met(is_quorate(circle, ())) == then


SEATS = [held.seat for held in group_on(MAY_2016).seats]


@given(st.lists(st.sampled_from(SEATS), unique=True), st.sampled_from(SEATS), st.integers(1, 8))
def test_one_more_person_never_ends_a_quorum(here: list[str], more: str, needed: int) -> None:
    circle = group_on(MAY_2016)
    rule = Quorum(test=Leaf(count="organisations", at_least=needed))
    circle = replace(circle, body=replace(circle.body, quorum=(rule,)))
    before = is_quorate(circle, room(circle, *here))
    after = is_quorate(circle, room(circle, *{*here, more}))
    assert after.result == "true" or before.result != "true"


@given(
    st.lists(st.sampled_from(SEATS), unique=True).flatmap(lambda x: st.tuples(st.just(x), st.permutations(x)))
)
def test_the_order_in_which_people_arrive_never_matters(orders: tuple[list[str], list[str]]) -> None:
    circle = group_on(MAY_2016)
    one, other = (is_quorate(circle, room(circle, *order)) for order in orders)
    assert one == other


@given(st.lists(st.sampled_from(SEATS), unique=True), st.fractions(Fraction(1, 10), 1))
def test_without_appointments_no_fraction_of_filled_seats_is_ever_met(
    here: list[str], part: Fraction
) -> None:
    circle = group_on(MAY_2016)
    rule = Quorum(test=Leaf(count="seats", at_least=part))
    circle = replace(circle, body=replace(circle.body, quorum=(rule,)))
    assert is_quorate(circle, room(circle, *here)).result == "false"


def test_a_deputy_counts_for_nobody_where_the_terms_allow_none() -> None:
    group = group_on(MAY_2016)
    forbidden = replace(group, body=replace(group.body, deputy=(Deputy(allowed=False),)))
    here = ("nps-aco", "pol-supt", "homes-mgr", "dwp by deputy")
    assert is_quorate(group, room(group, *here)).result == "true"
    assert is_quorate(forbidden, room(forbidden, *here)).result == "false"


SENTENCES = [
    ("weights are said beside the number", Leaf(count="organisations", at_least=4, weight=(("cst", 3),)),
     "Quorate: 2 organisations, weighing 4 here, 4 needed."),
    ("another number is another reading, no other unit",
     Leaf(count="people", at_least=Open(says="a few", proposed=2, alternatives=(3,))),
     "Quorate: 2 people here, 2 needed. Read as 3: not quorate, 2 people here, 3 needed."),
]  # fmt: skip


@pytest.mark.parametrize(("test", "sentence"), [s[1:] for s in SENTENCES], ids=[s[0] for s in SENTENCES])
def test_how_the_quorum_came_about_in_a_sentence(test: Leaf, sentence: str) -> None:
    group = group_on(MAY_2016)
    circle = replace(group, body=replace(group.body, quorum=(Quorum(test=test),)))
    assert in_words(is_quorate(circle, room(circle, "cst-head", "nps-aco")), circle) == sentence
