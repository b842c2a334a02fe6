"""Groups beside one of reference: relative rates, too little data, and no cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.indicators.disproportion import (
    NO_CAUSE,
    Difference,
    relative_rate_index,
)


@pytest.mark.parametrize("case", cases("rri_ci_koopman_score") + cases("rri_ci_katz_log"))
def test_both_kinds_of_limits_equal_the_published_ones(case):
    here = case["inputs"]
    found = relative_rate_index([("one", here["x1"], here["n1"]), ("other", here["x2"], here["n2"])], "other")
    row = found.rows[0]
    limits = row.koopman if case["function"].endswith("score") else row.katz
    assert [limits.lower, limits.upper] == [near(case)(each) for each in case["expected"]]


def test_where_the_two_kinds_of_limits_disagree_it_is_said():
    """Of 34, seven against one: Koopman starts at 1.22 and Katz at 0.90."""
    found = relative_rate_index([("one", 7, 34), ("other", 1, 34)], "other")
    assert found.rows[0].difference is Difference.HIGHER
    assert any("disagree about one" in warning for warning in found.warnings)


REFERENCE = ("White", 900, 10_000)


@pytest.mark.parametrize(
    ("sentence", "x", "n", "difference", "says"),
    [
        ("15% against 9% is more than chance", 150, 1000, Difference.HIGHER, "1.67 times the rate of White"),
        ("4% against 9% is less than chance", 40, 1000, Difference.LOWER, "lower by more than chance"),
        ("8% of 500 may be chance", 40, 500, Difference.NO_RELIABLE_DIFFERENCE, "no reliable difference"),
        ("29 people are too few", 9, 29, Difference.TOO_LITTLE_DATA, "too little data"),
        ("30 people are judged", 9, 30, Difference.HIGHER, "higher"),
        ("nobody of 200 is a rate of nought, and is judged", 0, 200, Difference.LOWER, "0.00 times"),
        ("nobody in the group at all", 0, 0, Difference.TOO_LITTLE_DATA, "too little data"),
    ],
)
def test_a_group_is_beside_the_reference(sentence, x, n, difference, says):
    found = relative_rate_index([REFERENCE, ("Group", x, n)], "White")
    row = found.rows[1]
    assert row.difference is difference, sentence
    assert says in row.sentence
    assert (row.ratio is None) is (difference is Difference.TOO_LITTLE_DATA)


def test_the_whole_is_said_with_what_was_left_out():
    found = relative_rate_index(
        [REFERENCE, ("Black", 150, 1000), ("Asian", 40, 500), ("Mixed", 3, 20)], "White"
    )
    assert found.sentence == (
        "1 of 2 groups compared differs from White by more than chance: Black. 1 has too little data."
    )
    assert found.rows[0].sentence == "White is the reference: 9%."
    assert NO_CAUSE in found.warnings
    assert any("2 groups were compared" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("sentence", "reference"),
    [("nobody in the reference had the outcome", ("White", 0, 500)), ("the reference is small", ("White", 5, 20))],
)  # fmt: skip
def test_without_a_reference_to_stand_on_nothing_is_compared(sentence, reference):
    found = relative_rate_index([reference, ("Black", 150, 1000)], "White")
    assert found.rows[1].difference is Difference.TOO_LITTLE_DATA, sentence
    assert found.sentence.startswith("No group can be compared with White.")


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        ("the reference is not among them", [("Black", 1, 40)]),
        ("a name stands twice", [REFERENCE, ("Black", 1, 40), ("Black", 2, 40)]),
        ("five of four", [REFERENCE, ("Black", 5, 4)]),
    ],
)
def test_groups_that_cannot_be_compared_are_refused(sentence, groups):
    with pytest.raises(ValueError, match=r"named once|not a share"):
        relative_rate_index(groups, "White")


counted = st.integers(30, 3000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


@given(counted, counted)
def test_a_group_is_higher_exactly_when_the_reference_would_be_lower(one, other):
    groups = [("one", *one), ("other", *other)]
    here = relative_rate_index(groups, "other").rows[0].difference
    there = relative_rate_index(groups, "one").rows[1].difference
    turned = {Difference.HIGHER: Difference.LOWER, Difference.LOWER: Difference.HIGHER}
    assert there is turned.get(here, here)


@given(counted)
def test_a_group_like_the_reference_never_differs(one):
    (_, row) = relative_rate_index([("one", *one), ("other", *one)], "one").rows
    assert (row.difference, row.ratio) == (Difference.NO_RELIABLE_DIFFERENCE, 1)
