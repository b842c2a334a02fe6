"""Areas beside each other."""

import pytest

from tests.figures.reference_cases import cases, near
from throughline.figures.indicators.comparison import (
    difference_of_shares,
    funnel_limits_at_count,
    funnel_limits_of_proportion,
    funnel_limits_of_ratio,
    proportion_in_funnel,
    ratio_in_funnel,
    relative_rate,
)
from throughline.figures.intervals import exact_poisson

NAMES = {
    "High (0.001)": "high, 99.8%", "High (0.025)": "high, 95%", "Not significant": "within limits",
    "Low (0.025)": "low, 95%", "Low (0.001)": "low, 99.8%",
}  # fmt: skip


@pytest.mark.parametrize("case", cases("funnel_limits_proportion"))
def test_limits_of_proportions_equal_the_published_ones(case):
    warning, alarm = (
        funnel_limits_of_proportion(**case["inputs"], confidence=each) for each in (0.95, 0.998)
    )
    found = [warning.lower, warning.upper, alarm.lower, alarm.upper]
    assert [100 * each for each in found] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("funnel_significance_proportion"))
def test_proportions_are_placed_as_published(case):
    assert proportion_in_funnel(**case["inputs"]) == NAMES[case["expected"]]


@pytest.mark.parametrize("case", cases("funnel_limits_sr_poisson"))
def test_limits_of_ratios_equal_the_published_ones(case):
    warning, alarm = (funnel_limits_of_ratio(case["inputs"]["expected"], each) for each in (0.95, 0.998))
    found = [warning.lower, warning.upper, alarm.lower, alarm.upper]
    assert found == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("funnel_limits_ratio"))
def test_limits_at_a_count_observed_equal_the_published_ones(case):
    warning, alarm = (funnel_limits_at_count(case["inputs"]["observed"], each) for each in (0.95, 0.998))
    found = [warning.lower, warning.upper, alarm.lower, alarm.upper]
    assert [100 * each for each in found] == [near(case)(each) for each in case["expected"]]


def test_nothing_observed_has_no_limits():
    with pytest.raises(ValueError, match="at least one event"):
        funnel_limits_at_count(0)


@pytest.mark.parametrize("case", cases("funnel_significance_ratio"))
def test_ratios_are_placed_as_published(case):
    assert ratio_in_funnel(**case["inputs"]) == NAMES[case["expected"]]


def test_an_area_with_nothing_where_much_is_expected_is_low():
    assert ratio_in_funnel(0, 40) == "low, 99.8%"


@pytest.mark.parametrize("case", cases("rri_ci_katz_log"))
def test_relative_rate_equals_the_published_limits(case):
    found = relative_rate(**case["inputs"]).interval
    assert [found.lower, found.upper] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("wrong", [(0, 10, 3, 10), (3, 10, 0, 10), (11, 10, 3, 10)])
def test_a_relative_rate_without_cases_is_refused(wrong):
    with pytest.raises(ValueError, match="no relative rate"):
        relative_rate(*wrong)


def test_exact_limits_stand_behind_the_ratio_funnel():
    assert funnel_limits_of_ratio(20).upper == pytest.approx(exact_poisson(20).upper / 20)


def test_katz_limits_equal_those_of_scipy():
    from scipy.stats.contingency import relative_risk

    theirs = relative_risk(150, 1000, 900, 10_000).confidence_interval(0.95)
    ours = relative_rate(150, 1000, 900, 10_000).interval
    assert [ours.lower, ours.upper] == [pytest.approx(theirs.low), pytest.approx(theirs.high)]


@pytest.mark.parametrize(
    ("sentence", "now", "then", "more", "says"),
    [
        ("half against three in ten, of 200", (100, 200), (60, 200), True, "20.0 points above"),
        ("one point of 200 may be chance", (100, 200), (98, 200), False, "1.0 points above"),
        ("fewer than the year before", (60, 200), (100, 200), True, "20.0 points below"),
        ("the same", (60, 200), (60, 200), False, "level with"),
    ],
)
def test_a_quarter_against_the_same_quarter_of_the_year_before(sentence, now, then, more, says):
    found = difference_of_shares(*now, *then)
    assert found.more_than_chance is more, sentence
    assert says in found.sentence
    assert found.interval.holds(found.points)
