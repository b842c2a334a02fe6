"""Intervals: published values, and the shapes that any interval must have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.intervals import (
    byar,
    clopper_pearson,
    count_interval,
    exact_poisson,
    ratio_interval,
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
    ],
)
def test_impossible_counts_are_refused(why, wrong):
    with pytest.raises(ValueError, match=r"proportion|count"):
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
