"""Standardised rates: published values, and what standardising must leave as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.standardised import (
    directly_standardised,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)


def shown(results):
    """The value once, then the limits of each result: 95% and 99.8%."""
    return [results[0].value, *(each for one in results for each in (one.interval.lower, one.interval.upper))]


@pytest.mark.parametrize("case", cases("dsr_dobson"))
def test_directly_standardised_rates_equal_the_published_ones(case):
    given_here = case["inputs"]
    lists = given_here["count"], given_here["pop"], given_here["std_pop"]
    found = [
        directly_standardised(*lists, per=given_here["multiplier"], confidence=each) for each in (0.95, 0.998)
    ]
    assert shown(found) == [near(case)(each) for each in case["expected"]]


KINDS = {
    "isr_rate": lambda lists, times, sure: indirectly_standardised_rate(*lists, per=times, confidence=sure),
    "isr_ratio": lambda lists, times, sure: indirectly_standardised_ratio(
        *lists, times=times, confidence=sure
    ),
}


@pytest.mark.parametrize("case", cases("isr_rate") + cases("isr_ratio"))
def test_indirectly_standardised_figures_equal_the_published_ones(case):
    """Among them nine events, whose limits are exact, and ninety-one, whose limits are Byar's."""
    given_here = case["inputs"]
    lists = [given_here[key] for key in ("count", "pop", "ref_count", "ref_pop")]
    times = given_here["multiplier_or_refvalue"]
    found = [KINDS[case["function"]](lists, times, each) for each in (0.95, 0.998)]
    assert [found[0].observed, found[0].expected, *shown(found)] == [
        near(case)(each) for each in case["expected"]
    ]


@pytest.mark.parametrize(
    ("sentence", "counts", "is_given"),
    [
        ("ten events are enough", [4, 6], True),
        ("nine are not", [4, 5], False),
        ("none is not", [0, 0], False),
    ],
)
def test_fewer_than_ten_events_give_no_directly_standardised_rate(sentence, counts, is_given):
    found = directly_standardised(counts, [100, 200], [1000, 1000])
    assert (found.value is not None) is is_given, sentence
    assert (found.interval is not None) is is_given
    assert is_given or "fewer than the 10" in found.sentence


groups = st.lists(st.tuples(st.integers(0, 50), st.integers(50, 5000)), min_size=2, max_size=8)


@given(groups)
def test_a_population_that_is_its_own_standard_has_its_crude_rate(found):
    counts, people = [x for x, _ in found], [n for _, n in found]
    rate = directly_standardised(counts, people, people, per=1000)
    if rate.value is not None:
        assert rate.value == pytest.approx(1000 * sum(counts) / sum(people))
        assert rate.interval.holds(rate.value)


@given(groups)
def test_a_population_that_is_its_own_reference_has_a_ratio_of_one(found):
    counts, people = [x + 1 for x, _ in found], [n for _, n in found]
    ratio = indirectly_standardised_ratio(counts, people, counts, people)
    assert ratio.value == pytest.approx(1)
    assert ratio.interval.holds(1)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("lists of unlike length", ([10, 20], [100], [1, 1])),
        ("a group without people", ([10, 20], [100, 0], [1, 1])),
        ("a standard without people", ([10, 20], [100, 100], [0, 0])),
        ("a count below zero", ([10, -1], [100, 100], [1, 1])),
        ("no group at all", ([], [], [])),
    ],
)
def test_what_cannot_be_standardised_is_refused(sentence, wrong):
    with pytest.raises(ValueError, match="group"):
        directly_standardised(*wrong)


def test_nothing_expected_is_refused():
    with pytest.raises(ValueError, match="nothing is expected"):
        indirectly_standardised_ratio([1, 2], [100, 0], [0, 5], [100, 100])
