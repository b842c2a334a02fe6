"""What a cohort can show at all: the fall, the share, and the people a target would need."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughline.figures.indicators.detectable import (
    cases_needed,
    detectable_fall,
    detectable_share,
    people_needed,
)
from throughline.figures.indicators.model import Change
from throughline.figures.indicators.predicted import actual_against_predicted, fall_in_words, significant_fall
from throughline.figures.intervals import wilson


def test_derby_can_only_show_a_fall_of_eleven_per_cent():
    found = detectable_fall(3884, 294, asked_percent=Fraction(5))
    assert found.sentence.startswith(
        "With 3,884 people and 294 expected you can only show a fall of 11% or more: 261 or fewer."
    )
    assert (found.fall.number, found.fall.rate) == (261, 6.73)
    assert "A fall of 5% would not show in this cohort" in found.sentence


@pytest.mark.parametrize(
    ("sentence", "asked", "number", "shows"),
    [
        ("5% of 294 leaves 279: not below 261", 5, 279, False),
        ("11% leaves 261, which is the number", 11, 261, True),
        ("10.8% leaves 262, one too many", "10.8", 262, False),
        ("all of it leaves nobody", 100, 0, True),
    ],
)
def test_a_fall_asked_of_derby(sentence, asked, number, shows):
    found = detectable_fall(3884, 294, asked_percent=Fraction(asked))
    assert (found.asked_number, found.is_detectable) == (number, shows), sentence


@pytest.mark.parametrize(
    ("sentence", "cohort", "expected", "says"),
    [
        ("too few people", 29, 10, "29 people are fewer than the 30"),
        ("nobody expected", 400, 0, "could be chance"),
        ("nobody at all of three expected could be chance", 40, 3, "could be chance"),
    ],
)
def test_a_tiny_cohort_has_no_achievable_number(sentence, cohort, expected, says):
    found = detectable_fall(cohort, expected, asked_percent=Fraction(50))
    assert found.sentence.startswith("No achievable number"), sentence
    assert says in found.sentence
    assert found.is_detectable is False


def test_nobody_expected_means_that_no_cohort_of_any_size_would_do():
    found = detectable_fall(400, 0, asked_percent=Fraction(50))
    assert found.people_needed is None
    assert "a cohort of any size" in found.sentence


def test_the_one_sided_option_is_labelled_and_shows_a_smaller_fall():
    two, one = detectable_fall(3884, 294), detectable_fall(3884, 294, sided="one")
    assert one.fall.strict > two.fall.strict
    assert "tested for a fall alone" in one.sentence
    assert "not the published rule" in one.method
    assert "two-sided" in two.method


@pytest.mark.parametrize("asked", [0, -5, 101])
def test_a_fall_that_cannot_be_asked_is_refused(asked):
    with pytest.raises(ValueError, match="cannot be asked"):
        detectable_fall(3884, 294, asked_percent=Fraction(asked))


def test_a_fall_is_said_in_whole_per_cent_only_if_that_much_would_show():
    """505 of 551 is 8.35% down: 8% down leaves 506, which does not show, so 8.4% is said."""
    assert fall_in_words(551, 505) == "8.4%"
    assert fall_in_words(294, 261) == "11%"


cohorts = st.integers(30, 20_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))


@given(cohorts)
def test_the_number_shows_a_fall_and_one_more_does_not(counted):
    cohort, expected = counted
    found = detectable_fall(cohort, expected).fall.strict
    assume(found is not None)
    assert actual_against_predicted(cohort, found, expected).change is Change.IMPROVED
    assert actual_against_predicted(cohort, found + 1, expected).change is Change.NO_RELIABLE_CHANGE


@given(cohorts)
def test_the_fall_that_is_said_is_enough(counted):
    cohort, expected = counted
    found = detectable_fall(cohort, expected).fall.strict
    assume(found is not None)
    said = Fraction(fall_in_words(expected, found).removesuffix("%"))
    assert detectable_fall(cohort, expected, asked_percent=said).is_detectable


rates = st.integers(1, 60).map(lambda each: Fraction(each, 100))


@given(rates, st.integers(2, 60), st.integers(30, 5000))
def test_a_fall_that_shows_in_a_cohort_shows_in_any_larger_one_at_the_same_rate(rate, fall, more):
    people = people_needed(rate, Fraction(fall, 100))
    assume(people is not None)
    for cohort in (people, people + more):
        shown = detectable_fall(cohort, float(cohort * rate), asked_percent=Fraction(fall))
        assert shown.is_detectable


@given(rates, st.integers(2, 59))
def test_a_smaller_fall_needs_at_least_as_many_people(rate, fall):
    larger, smaller = (people_needed(rate, Fraction(each, 100)) for each in (fall + 1, fall))
    assert larger <= smaller


@given(st.integers(1, 50).map(lambda each: Fraction(each, 100)))
def test_the_share_that_a_cohort_can_lose_unseen_shrinks_as_it_grows(rate):
    limits = [significant_fall(n, float(n * rate)).limit for n in (400, 800, 1600, 3200, 6400)]
    shares = [limit / n for limit, n in zip(limits, (400, 800, 1600, 3200, 6400), strict=True) if limit]
    assert shares == sorted(shares)


@pytest.mark.parametrize("wrong", [(0, 0.1), (1.2, 0.1), (0.1, 1.1), (0.1, -0.1)])
def test_a_rate_or_a_fall_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="rate lies"):
        people_needed(*map(Fraction, wrong))


@given(st.integers(1, 3000), st.integers(0, 100).map(lambda each: Fraction(each, 100)))
def test_the_shares_said_differ_from_the_baseline_and_the_next_ones_do_not(n, baseline):
    """The oracle is the Wilson interval itself, at the number said and at its neighbour inwards."""
    found, near = detectable_share(n, baseline), 1e-9
    if found.at_most is not None:
        assert wilson(found.at_most, n).upper < baseline + near
        assert wilson(found.at_most + 1, n).upper >= float(baseline) - near
    else:
        assert wilson(0, n).upper >= float(baseline) - near
    if found.at_least is not None:
        assert wilson(found.at_least, n).lower > baseline - near
        assert wilson(found.at_least - 1, n).lower <= float(baseline) + near
    else:
        assert wilson(n, n).lower <= float(baseline) + near


def test_a_share_of_142_reviews_against_85_per_cent():
    found = detectable_share(142, Fraction(85, 100))
    assert found.sentence == (
        "Of 142 cases, 112 or fewer (78.9%) or 130 or more (91.5%) differ from the baseline of 85% by more "
        "than chance."
    )


def test_one_case_has_no_achievable_number():
    assert detectable_share(1, Fraction(1, 2)).sentence.startswith("No achievable number")


@given(st.integers(1, 99), st.integers(1, 40))
def test_with_the_cases_needed_a_change_shows_and_with_one_fewer_it_does_not(baseline, points):
    share, step = Fraction(baseline, 100), Fraction(points, 100)
    assume(share + step <= 1)
    needed = cases_needed(share, step)
    lower = wilson(float((share + step) * needed), needed).lower
    assert lower > share - Fraction(1, 10**9)
    if needed > 1:
        assert wilson(float((share + step) * (needed - 1)), needed - 1).lower <= float(share) + 1e-9


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("no cases", lambda: detectable_share(0, Fraction(1, 2))),
        ("a baseline above all", lambda: detectable_share(10, Fraction(3, 2))),
        ("no change asked", lambda: cases_needed(Fraction(1, 2), Fraction(0))),
        ("a baseline below none", lambda: cases_needed(Fraction(-1, 2), Fraction(1, 10))),
    ],
)
def test_a_baseline_that_is_no_share_is_refused(sentence, wrong):
    with pytest.raises(ValueError, match="baseline"):
        wrong()
