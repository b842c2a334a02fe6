"""Areas beside each other."""

import csv
from pathlib import Path

import pytest

from tests.figures.reference_cases import cases, near
from throughline.figures.indicators.comparison import (
    funnel_limits_of_proportion,
    funnel_limits_of_ratio,
    proportion_in_funnel,
    ratio_in_funnel,
    relative_rate,
)
from throughline.figures.intervals import exact_poisson, wilson

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


with (Path(__file__).parent / "reference" / "ni143_accommodation_2009.csv").open(newline="") as handle:
    AREAS = [
        {key: value if key == "probation_area" else int(value) for key, value in row.items()}
        for row in csv.DictReader(handle)
    ]


def test_all_forty_two_areas_and_the_nation_reproduce():
    assert len(AREAS) == 43
    assert [round(100 * row["settled"] / row["ended"]) for row in AREAS] == [
        row["published_percent"] for row in AREAS
    ]


def test_eight_areas_miss_their_target_and_only_two_by_more_than_chance():
    missed = [row for row in AREAS[:-1] if row["published_percent"] < row["target_percent"]]
    beyond = [
        row["probation_area"] for row in missed
        if wilson(row["settled"], row["ended"]).upper < row["target_percent"] / 100
    ]  # fmt: skip
    assert (len(missed), len(beyond)) == (8, 2)


def test_exact_limits_stand_behind_the_ratio_funnel():
    assert funnel_limits_of_ratio(20).upper == pytest.approx(exact_poisson(20).upper / 20)
