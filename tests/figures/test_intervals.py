"""Intervals: published values, and the shapes that any interval must have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.intervals import (
    byar,
    byar_with_a_half,
    clopper_pearson,
    count_interval,
    exact_poisson,
    koopman,
    newcombe,
    poisson_jeffreys,
    poisson_score,
    poisson_wald,
    ratio_interval,
    wald_difference,
    wilson,
)


def both(interval):
    return [interval.lower, interval.upper]


@pytest.mark.parametrize("case", cases("byar_ci"))
def test_byar_equals_the_published_limits(case):
    assert both(byar(**case["inputs"])) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("wilson_ci") + cases("binom_ci_wilson"))
def test_wilson_equals_the_published_limits(case):
    assert both(wilson(**case["inputs"])) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("binom_ci_clopper_pearson"))
def test_clopper_pearson_equals_the_published_limits(case):
    assert both(clopper_pearson(**case["inputs"])) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("poisson_ci_exact"))
def test_exact_poisson_equals_the_published_limits(case):
    found = exact_poisson(case["inputs"]["x"]).scaled(1 / case["inputs"]["n"])
    assert both(found) == [near(case)(each) for each in case["expected"]]


RATES = {"score": poisson_score, "wald": poisson_wald, "jeffreys": poisson_jeffreys}


@pytest.mark.parametrize(
    "case",
    cases("poisson_ci_score") + cases("poisson_ci_wald") + cases("poisson_ci_jeffreys"),
)
def test_other_limits_of_a_rate_equal_the_published_ones(case):
    method = RATES[case["function"].removeprefix("poisson_ci_")]
    found = method(case["inputs"]["x"], case["inputs"]["n"])
    assert both(found) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("byar_ci_desctools_variant"))
def test_the_other_formula_called_byar_is_another_function(case):
    x, n = case["inputs"]["x"], case["inputs"]["n"]
    assert both(byar_with_a_half(x).scaled(1 / n)) == [near(case)(each) for each in case["expected"]]
    assert both(byar(x).scaled(1 / n)) != [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("two_prop_diff_newcombe"))
def test_newcombe_equals_the_published_limits(case):
    assert both(newcombe(**case["inputs"])) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("two_prop_diff_wald"))
def test_wald_differences_equal_the_published_limits(case):
    assert both(wald_difference(**case["inputs"])) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("rri_ci_koopman_score"))
def test_koopman_equals_the_published_limits(case):
    assert both(koopman(**case["inputs"])) == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("proportion_ci"))
def test_proportions_equal_the_published_value_and_limits(case):
    x, n, unit = (case["inputs"][key] for key in ("x", "n", "multiplier"))
    found = [x / n, *both(wilson(x, n)), *both(wilson(x, n, 0.998))]
    assert [unit * each for each in found] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("rate_ci"))
def test_rates_equal_the_published_value_and_limits(case):
    x, n, unit = (case["inputs"][key] for key in ("x", "n", "multiplier"))
    found = [x, *both(count_interval(x)), *both(count_interval(x, 0.998))]
    assert [unit * each / n for each in found] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize(
    ("count", "method"), [(0, "exact Poisson"), (9, "exact Poisson"), (10, "Byar"), (300, "Byar")]
)
def test_counts_below_ten_have_exact_limits(count, method):
    assert count_interval(count).method == method


@pytest.mark.parametrize(
    ("why", "wrong"),
    [
        ("no cases have no proportion", lambda: wilson(0, 0)),
        ("more than all cases", lambda: clopper_pearson(3, 2)),
        ("a negative count", lambda: exact_poisson(-1)),
        ("nothing expected has no ratio", lambda: ratio_interval(3, 0)),
        ("nobody in the second group has no ratio to it", lambda: koopman(3, 40, 0, 40)),
        ("a rate over nothing", lambda: poisson_score(3, 0)),
        ("more than all of the second group", lambda: newcombe(3, 40, 41, 40)),
    ],
)
def test_impossible_counts_are_refused(why, wrong):
    with pytest.raises(ValueError, match=r"proportion|count|ratio|rate"):
        wrong()


proportions = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(proportions)
def test_wilson_holds_the_share_and_stays_between_none_and_all(given_share):
    x, n = given_share
    found = wilson(x, n)
    assert found.lower <= x / n + 1e-12
    assert x / n <= found.upper + 1e-12
    assert found.lower >= 0
    assert found.upper <= 1 + 1e-12


@given(proportions, st.sampled_from([wilson, clopper_pearson]))
def test_an_interval_of_more_confidence_holds_one_of_less(given_share, method):
    wide, narrow = method(*given_share, 0.998), method(*given_share, 0.95)
    assert wide.lower <= narrow.lower
    assert narrow.upper <= wide.upper


@given(st.integers(0, 3000), st.sampled_from([exact_poisson, byar]))
def test_limits_of_counts_nest_and_hold_the_count(count, method):
    wide, narrow = method(count, 0.998), method(count, 0.95)
    assert wide.lower <= narrow.lower <= count <= narrow.upper <= wide.upper


@given(st.integers(10, 3000))
def test_byar_stays_within_half_a_per_cent_of_exact_from_ten_on(count):
    assert both(byar(count)) == [pytest.approx(each, rel=0.005) for each in both(exact_poisson(count))]


inside = st.integers(2, 2000).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))


@given(inside, inside)
def test_koopman_equals_statsmodels_where_that_has_limits(first, second):
    from statsmodels.stats.proportion import confint_proportions_2indep

    lower, upper = confint_proportions_2indep(
        *first, *second, compare="ratio", method="score", correction=False
    )
    assert both(koopman(*first, *second)) == [pytest.approx(lower, rel=1e-5), pytest.approx(upper, rel=1e-5)]


somebody = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


@given(somebody, somebody)
def test_koopman_turned_over_is_the_ratio_the_other_way(first, second):
    """Nobody and everybody included: the limits of one over the other are those of the other over one, inverted."""
    here, there = koopman(*first, *second), koopman(*second, *first)
    assert here.lower == pytest.approx(1 / there.upper, rel=1e-6)
    assert here.lower <= (first[0] / first[1]) / (second[0] / second[1]) <= here.upper


def test_nobody_against_somebody_has_an_upper_limit_and_starts_at_none():
    found = koopman(0, 400, 40, 400)
    assert found.lower == 0
    assert 0 < found.upper < 0.2


@given(proportions, proportions)
def test_newcombe_follows_from_the_two_score_intervals(first, second):
    """Newcombe 1998, method 10: each side is the root of two squared distances to the single limits."""
    one, other = wilson(*first), wilson(*second)
    p, q = first[0] / first[1], second[0] / second[1]
    found = newcombe(*first, *second)
    assert found.lower == pytest.approx(
        p - q - ((p - one.lower) ** 2 + (other.upper - q) ** 2) ** 0.5, abs=1e-9
    )
    assert found.upper == pytest.approx(
        p - q + ((one.upper - p) ** 2 + (q - other.lower) ** 2) ** 0.5, abs=1e-9
    )
