"""The counting test behind quorum, vote, membership and calls: the partnership file, section 8."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.circle import Circle, Present, SeatHeld
from throughline.rules.counting import count_test, readings_of
from throughline.rules.presence import countable
from throughline.rules.terms.model import (
    Agency,
    AllOf,
    AnyOf,
    Body,
    Leaf,
    Open,
    Quorum,
    Seat,
    Set,
    Statement,
    Terms,
    Test,
    Who,
)

DAY = date(2026, 4, 14)


def circle(seats: dict[str, str], *, filled: int = 0, classes: dict[str, str] | None = None) -> Circle:
    """A body whose seats belong to organisations; so many of them, from the first, are filled."""
    agencies = tuple(Agency(id=one, name=one.upper()) for one in dict.fromkeys(seats.values()))
    entries = {
        seat: Seat(id=seat, agency=agency, class_=((classes or {}).get(seat, "plain"),))
        for seat, agency in seats.items()
    }
    body = Body(id="board", name="The board", kind="board", seats=tuple(entries.values()))
    held = tuple(
        SeatHeld(
            seat=seat, entry=entries[seat], organisation=seats[seat], person=seat if n < filled else None
        )
        for n, seat in enumerate(seats)
    )
    sets = (Set(id="pair", name="A and B", of=("a", "b")), Set(id="nobody", name="Nobody", open=True))
    terms = Terms(id="t", name="T", agencies=agencies, sets=sets, bodies=(body,))
    return Circle(terms=terms, body=body, day=DAY, seats=held)


def rows(of: Circle, *seats: str) -> tuple[Present, ...]:
    """One person in each seat, named after it."""
    organisations = {held.seat: held.organisation for held in of.seats}
    return tuple(Present(person=seat, seat=seat, organisation=organisations[seat]) for seat in seats)


TEN = circle({f"s{n}": f"o{n}" for n in range(12)}, filled=10)
NINE = circle({f"s{n}": f"o{n}" for n in range(12)}, filled=9)
NONE = circle({f"s{n}": f"o{n}" for n in range(12)}, filled=0)
THIRD = Leaf(count="seats", at_least=Fraction(1, 3))


@pytest.mark.parametrize(
    ("of", "here", "result"),
    [
        (TEN, 3, "false"),
        (TEN, 4, "true"),
        (NINE, 3, "true"),
        (NINE, 2, "false"),
        (NONE, 5, "false"),
        (TEN, 0, "false"),
    ],
    ids=[
        "ten filled: three are under a third",
        "ten filled: four are enough",
        "nine filled: three are a third exactly",
        "nine filled: two are not",
        "nobody appointed: never",
        "nobody present: never",
    ],
)
def test_a_third_of_the_filled_seats_is_compared_exactly(of: Circle, here: int, result: str) -> None:
    assert count_test(THIRD, rows(of, *(f"s{n}" for n in range(here))), of).result == result


AB = circle(
    {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c", "c2": "c"},
    filled=7,
    classes={"a1": "x", "b1": "y"},
)
SIX_AND_TWO = AllOf(
    (Leaf(count="people", at_least=6), Leaf(count="people", at_least=2, from_each=("a", "b")))
)
FORMS: list[tuple[str, Test, tuple[str, ...], str]] = [
    ("six in all, two from each: enough of both", SIX_AND_TWO, ("a1", "a2", "b1", "b2", "c1", "c2"), "true"),
    ("six in all, two from each: one side short", SIX_AND_TWO, ("a1", "a2", "a3", "b1", "c1", "c2"), "false"),
    ("six in all, two from each: five in all", SIX_AND_TWO, ("a1", "a2", "b1", "b2", "c1"), "false"),
    ("a set stands for its members",
     Leaf(count="people", at_least=2, from_each=("pair",)), ("a1", "a2", "b1"), "false"),
    ("a set with nobody listed sets no test",
     Leaf(count="people", at_least=1, from_each=("nobody",)), ("a1",), "not defined"),
    ("a third, never under three",
     AllOf((THIRD, Leaf(count="seats", at_least=3))), ("a1", "a2"), "false"),
    ("a third, never under three: three",
     AllOf((THIRD, Leaf(count="seats", at_least=3))), ("a1", "a2", "b1"), "true"),
    ("one named and two others",
     AllOf((Leaf(count="organisations", who=Who(is_=("a",)), at_least=1),
            Leaf(count="organisations", who=Who(is_=("voters",), except_=Who(is_=("a",))), at_least=2))),
     ("a1", "b1", "c1"), "true"),
    ("one named and two others: the named one away",
     AllOf((Leaf(count="organisations", who=Who(is_=("a",)), at_least=1),
            Leaf(count="organisations", who=Who(is_=("voters",), except_=Who(is_=("a",))), at_least=2))),
     ("b1", "c1", "c2"), "false"),
    ("one of each class", Leaf(count="people", at_least=1, from_each=("x", "y")), ("a1", "b1"), "true"),
    ("one of each class: one class away",
     Leaf(count="people", at_least=1, from_each=("x", "y")), ("a1", "b2"), "false"),
    ("more than is not at least", Leaf(count="people", more_than=2), ("a1", "b1"), "false"),
    ("at most joins at least", Leaf(count="people", at_least=1, at_most=2), ("a1", "b1", "c1"), "false"),
    ("weights: three and one",
     Leaf(count="organisations", at_least=4, weight=(("a", 3),)), ("a1", "b1"), "true"),
    ("weights: an organisation not listed weighs one",
     Leaf(count="organisations", at_least=4, weight=(("a", 3),)), ("b1", "c1"), "false"),
    ("a half of all the seats",
     Leaf(count="seats", at_least=Fraction(1, 2), of="all"), ("a1", "a2", "b1"), "false"),
]  # fmt: skip


@pytest.mark.parametrize(("test", "here", "result"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_the_forms_that_terms_take(test: Test, here: tuple[str, ...], result: str) -> None:
    assert count_test(test, rows(AB, *here), AB).result == result


MET, UNMET, UNDEFINED = Leaf(count="people", at_least=1), Leaf(count="people", at_least=9), Leaf(at_least=1)
NODES = [
    ("all of: any false is false, even beside what is not defined", AllOf((MET, UNDEFINED, UNMET)), "false"),
    ("all of: else not defined if any is", AllOf((MET, UNDEFINED)), "not defined"),
    ("all of: else true", AllOf((MET, MET)), "true"),
    ("any of: any true is true, even beside what is not defined", AnyOf((UNMET, UNDEFINED, MET)), "true"),
    ("any of: else not defined if any is", AnyOf((UNMET, UNDEFINED)), "not defined"),
    ("any of: else false", AnyOf((UNMET, UNMET)), "false"),
    ("nodes nest", AllOf((MET, AnyOf((UNMET, MET)))), "true"),
]


@pytest.mark.parametrize(("node", "result"), [n[1:] for n in NODES], ids=[n[0] for n in NODES])
def test_three_results_join(node: Test, result: str) -> None:
    assert count_test(node, rows(AB, "a1"), AB).result == result


CONFLICT: Open[int] = Open(conflict=(Statement(value=3), Statement(value=4)))
NOT_DEFINED: list[tuple[str, Test | None]] = [
    ("no rule", None),
    ("nothing said on what is counted", Leaf(at_least=1)),
    ("no threshold", Leaf(count="people")),
    ("an imprecise number", Leaf(count="people", at_least=Open(says="enough"))),
    ("a contradiction", Leaf(count="people", at_least=CONFLICT)),
    ("an imprecise unit", Leaf(count=Open(says="partners"), at_least=1)),
    ("nobody said to count from each of", Leaf(count="people", at_least=1, from_each=())),
]


@pytest.mark.parametrize("test", [n[1] for n in NOT_DEFINED], ids=[n[0] for n in NOT_DEFINED])
@given(here=st.sets(st.sampled_from([held.seat for held in AB.seats])))
def test_what_is_not_defined_stays_so_whoever_is_present(test: Test | None, here: set[str]) -> None:
    reckoning = count_test(test, rows(AB, *here), AB)
    assert reckoning.result == "not defined"
    assert reckoning.as_used.needed is None


def test_a_proposed_value_is_used_and_each_other_one_counted_beside_it() -> None:
    test = Leaf(count="people", at_least=Open(says="several", proposed=2, alternatives=(3, 4)))
    reckoning = count_test(test, rows(AB, "a1", "a2", "b1"), AB)
    assert reckoning.result == "true"
    assert [(says, other.result) for says, other in reckoning.otherwise] == [("3", "true"), ("4", "false")]
    assert [says for says, _ in reckoning.differs] == ["4"]


def test_an_open_part_inside_a_node_gives_the_node_another_reading() -> None:
    test = AllOf((MET, Leaf(count=Open(proposed="people", alternatives=("organisations",)), at_least=2)))
    assert [says for says, _ in readings_of(test)] == ["as used", "organisations"]
    reckoning = count_test(test, rows(AB, "a1", "a2"), AB)
    assert (reckoning.result, reckoning.otherwise[0][1].result) == ("true", "false")


def test_how_a_count_came_about_is_kept() -> None:
    counted = count_test(
        Leaf(count="organisations", at_least=Fraction(1, 2)), rows(AB, "a1", "b1"), AB
    ).as_used
    assert (counted.units, counted.number, counted.base, counted.needed) == (("a", "b"), 2, 3, 2)
    assert counted.why == "2 organisations of 3"


SEATS = [held.seat for held in AB.seats]
LEAVES = st.builds(
    Leaf,
    count=st.sampled_from(["people", "seats", "organisations", "employers"]),
    at_least=st.one_of(st.integers(1, 7), st.fractions(Fraction(1, 8), 1)),
    from_each=st.sampled_from([None, ("a", "b"), ("x",)]),
    weight=st.sampled_from([(), (("a", 3), ("b", 2))]),
)
TESTS = st.recursive(
    LEAVES, lambda parts: st.lists(parts, min_size=1, max_size=3).flatmap(
        lambda some: st.sampled_from([AllOf(tuple(some)), AnyOf(tuple(some))])
    ), max_leaves=4,
)  # fmt: skip


@given(test=TESTS, here=st.sets(st.sampled_from(SEATS)), more=st.sampled_from(SEATS))
def test_without_at_most_one_more_person_never_turns_true_to_false(
    test: Test, here: set[str], more: str
) -> None:
    before = count_test(test, countable(rows(AB, *here), AB), AB)
    after = count_test(test, countable(rows(AB, *here, more), AB), AB)
    assert not (before.result == "true" and after.result == "false")


@given(test=TESTS, order=st.permutations(SEATS))
def test_the_order_of_those_present_never_matters(test: Test, order: list[str]) -> None:
    assert count_test(test, countable(rows(AB, *order), AB), AB) == count_test(
        test, countable(rows(AB, *SEATS), AB), AB
    )


def test_one_row_for_each_person_unless_the_terms_count_every_seat() -> None:
    both = (
        Present(person="Tansy", seat="a1", organisation="a"),
        Present(person="Tansy", seat="b1", organisation="b"),
    )
    assert len(countable(both, AB)) == 1
    assert len(countable(both, AB, quorum=Quorum(one_person="every-seat"))) == 2
