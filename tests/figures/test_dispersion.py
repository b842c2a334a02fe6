"""Spread between areas beyond chance, and which stand out when many are tested."""

import random
from math import exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.indicators.dispersion import dispersion, ratio_dispersion, standing_out


def of(case):
    given_here = case["inputs"]
    return ratio_dispersion(given_here["numerator"], given_here["denominator"], given_here["trim_by"])


@pytest.mark.parametrize("case", cases("funnel_phi_shmi_truncated"))
def test_phi_equals_the_published_one(case):
    assert [of(case).phi] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("funnel_tau2_shmi"))
def test_tau_squared_equals_the_published_one(case):
    assert [of(case).tau_squared] == [near(case)(each) for each in case["expected"]]


def test_a_tenth_is_left_out_at_either_end():
    """Of 42 units four leave at each end, so that true outliers do not widen the limits that show them."""
    found = dispersion([0.0] * 34 + [9.0] * 4 + [-9.0] * 4, [1.0] * 42)
    assert (found.units, found.kept, found.phi, found.tau_squared) == (42, 34, 0, 0)


def test_less_spread_than_chance_gives_no_variance_between_units():
    assert dispersion([-0.5, 0.5] * 15, [0.1] * 30).tau_squared == 0


def test_a_known_variance_between_areas_is_found_again():
    """200 areas, errors of 0.02, a true spread of 0.05, nothing left out: simulated, so near and not equal."""
    chance = random.Random(20100112)
    errors = [0.02] * 400
    values = [chance.gauss(0, sqrt(0.02**2 + 0.05**2)) for _ in errors]
    found = dispersion([value / 0.02 for value in values], errors, trimmed=0)
    assert sqrt(found.tau_squared) == pytest.approx(0.05, rel=0.1)


def test_one_unit_has_no_spread():
    assert dispersion([1.0], [0.1]) is None


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("more scores than errors", lambda: dispersion([1.0, 2.0], [0.1])),
        ("an error of zero", lambda: dispersion([1.0], [0.0])),
        ("a count of zero on the log scale", lambda: ratio_dispersion([0, 3], [2, 2])),
        ("a probability above one", lambda: standing_out([0.5, 1.5])),
    ],
)
def test_what_has_no_spread_is_refused(sentence, wrong):
    with pytest.raises(ValueError, match=r"unit|zero|probability"):
        wrong()


@pytest.mark.parametrize(
    ("sentence", "chances", "holds"),
    [
        ("one of twenty near one in twenty is expected", [0.04] + [0.5] * 19, 0),
        ("one far below holds", [0.001] + [0.5] * 19, 1),
        ("the fifteen of Benjamini and Hochberg's example: the four smallest hold",
         [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
          0.6528, 0.7590, 1.0], 4),
        ("a later one carries an earlier one with it", [0.04, 0.041, 0.042, 0.043, 0.044], 5),
        ("none tested, none holds", [], 0),
    ],
)  # fmt: skip
def test_false_discovery_is_controlled(sentence, chances, holds):
    found = standing_out(chances)
    assert sum(found) == holds, sentence
    assert all(found[:holds])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_areas_changes_no_answer(chances, shuffled):
    places = list(range(len(chances)))
    shuffled.shuffle(places)
    found, again = standing_out(chances), standing_out([chances[place] for place in places])
    assert list(again) == [found[place] for place in places]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_what_holds_among_many_would_hold_alone(chances):
    assert all(chance <= 0.05 for chance, held in zip(chances, standing_out(chances), strict=True) if held)


@given(st.lists(st.integers(20, 400), min_size=25, max_size=40))
def test_ratios_spread_by_one_factor_up_and_down_are_found_wide(expected):
    observed = [count * exp(0.5 * (-1) ** place) for place, count in enumerate(expected)]
    assert ratio_dispersion(observed, expected).tau_squared > 0.1


@given(st.lists(st.floats(0, 1).map(lambda each: round(each**3, 4)), min_size=1, max_size=60))
def test_what_holds_is_what_scipy_holds(chances):
    from scipy.stats import false_discovery_control

    near = [place for place, each in enumerate(false_discovery_control(chances)) if abs(each - 0.05) < 1e-9]
    theirs = [bool(each <= 0.05) for each in false_discovery_control(chances)]
    assert near or list(standing_out(chances)) == theirs
