"""Actual against predicted reoffending: the table of the East Midlands plan and both readings of its rule."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.figures.reference_cases import cases
from throughline.figures.indicators.model import Change
from throughline.figures.indicators.plan_file import read_indicators
from throughline.figures.indicators.predicted import (
    OVERSTATED,
    REPEATED,
    PrintedRow,
    actual_against_predicted,
    disagreements,
    significant_fall,
)

PLAN = Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml"

TABLE = [
    # area, cohort, expected, predicted rate, needed, rate needed, change as printed, strict reading
    ("Derby", 3884, 294, "7.57", 261, "6.73", "-11.06", 261),
    ("Derbyshire", 7397, 551, "7.45", 506, "6.84", "-8.23", 505),
    ("Leicester", 6494, 570, "8.77", 524, "8.07", "-7.97", 524),
    ("Leicestershire", 4919, 391, "7.95", 353, "7.18", "-9.64", 353),
    ("Nottingham", 6874, 840, "12.22", 784, "11.41", "-6.62", 784),
    ("Nottinghamshire", 7504, 890, "11.86", 832, "11.09", "-6.45", 832),
]
CLAUSES = ("C334", "C335", "C336", "C337", "C338", "C339")


def printed(area, cohort, expected, predicted, needed, rate, change):
    return PrintedRow(area, cohort, expected, Fraction(predicted), needed, Fraction(rate), Fraction(change))


def every_row(*, of):
    return [
        pytest.param(row, id=row[0], marks=pytest.mark.clause(clause, breaks=of))
        for row, clause in zip(TABLE, CLAUSES, strict=True)
    ]


RULE = "throughline.figures.indicators.predicted:significant_fall"


@pytest.mark.clause("C340", breaks=RULE)
@pytest.mark.parametrize("row", every_row(of=RULE))
def test_number_and_rate_of_every_printed_row_are_reproduced(row):
    _, cohort, expected, _, needed, rate, _, strict = row
    found = significant_fall(cohort, expected)
    assert (found.number, f"{found.rate:.2f}", found.strict) == (needed, rate, strict)
    assert found.method.endswith("reconstructed")


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0]) for row in TABLE])
def test_printed_rows_agree_with_their_own_counts_but_for_one_rate(row):
    """570 of 6,494 is 8.7773%, which rounds to 8.78; the plan prints 8.77."""
    leicester = ("Leicester: predicted rate is printed 8.77%, and 570 of 6494 is 8.78%.",)
    assert disagreements(printed(*row[:7])) == (leicester if row[0] == "Leicester" else ())


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0]) for row in TABLE])
def test_the_file_holds_the_table_as_printed(row):
    planned = {each.indicator.area: each for each in read_indicators(PLAN.read_text())}[row[0]]
    kept = planned.published
    assert (kept["cohort"], kept["expected"], planned.target.value) == (row[1], row[2], row[4])
    assert [kept["predicted_rate"], kept["needed_rate"], kept["change_percent"]] == [
        Fraction(row[3]), Fraction(row[5]), Fraction(row[6])
    ]  # fmt: skip


@pytest.mark.clause("C333", breaks="throughline.figures.indicators.predicted:disagreements")
@pytest.mark.parametrize(
    ("why", "changed", "says"),
    [
        ("a predicted rate off by more than rounding", {3: "7.75"}, "7.57%"),
        ("a number that the rule does not give", {4: 262}, "262 is printed as needed"),
        ("a rate made from the rounded number", {5: "6.72"}, "6.72%"),
    ],
)
def test_a_printed_row_that_does_not_reproduce_is_named(why, changed, says):
    row = list(TABLE[0][:7])
    for place, value in changed.items():
        row[place] = value
    found = disagreements(printed(*row))
    assert len(found) == 1
    assert says in found[0]
    assert "Derby" in found[0]


@pytest.mark.parametrize("case", cases("ni18_significant_fall"))
def test_number_and_rate_equal_the_reference_cases(case):
    found = significant_fall(**case["inputs"])
    assert [found.number, found.rate] == case["expected"]


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0]) for row in TABLE])
def test_the_one_sided_option_gives_a_higher_number_and_is_labelled(row):
    """None of the printed numbers is one-sided, which is one sign that the published rule is two-sided."""
    found = significant_fall(row[1], row[2], sided="one")
    assert found.number > row[4]
    assert (found.sided, "not the published rule" in found.method) == ("one", True)


def test_the_fall_that_derby_can_prove():
    found = significant_fall(3884, 294)
    assert found.detectable_percent == pytest.approx(100 * 33 / 294)
    assert found.sentence.startswith("These 3,884 people can prove a fall of 11% or more.")
    assert found.warnings == (REPEATED, OVERSTATED)


@pytest.mark.parametrize(
    ("why", "cohort", "expected"),
    [
        ("too few people", 29, 10),
        ("nobody is predicted", 400, 0),
        ("nobody reoffending would happen by chance once in twenty", 40, 3),
    ],
)
def test_a_tiny_cohort_has_no_achievable_number(why, cohort, expected):
    found = significant_fall(cohort, expected)
    assert found.number is None
    assert found.strict is None
    assert found.sentence.startswith("No achievable number")


SAID = {
    Change.IMPROVED: "fewer than chance allows.",
    Change.WORSE: "more than chance allows.",
    Change.NO_RELIABLE_CHANGE: "a difference no larger than chance allows.",
}


@pytest.mark.clause("C304", breaks="throughline.figures.indicators.predicted:actual_against_predicted")
@pytest.mark.parametrize(
    ("why", "cohort", "actual", "expected", "change"),
    [
        ("Derbyshire: 498 lies below the limits of 551", 7397, 498, 551, Change.IMPROVED),
        ("Nottingham: 911 lies above the limits of 840", 6874, 911, 840, Change.WORSE),
        ("Leicester: 561 lies within the limits of 570", 6494, 561, 570, Change.NO_RELIABLE_CHANGE),
        ("524 in Leicester is the first fall that counts", 6494, 524, 570, Change.IMPROVED),
        ("525 is not, though a binomial test would say so", 6494, 525, 570, Change.NO_RELIABLE_CHANGE),
        ("29 people are too few", 29, 20, 5, Change.TOO_LITTLE_DATA),
        ("nobody predicted is too little", 400, 3, 0, Change.TOO_LITTLE_DATA),
        ("none of 3 predicted may be chance", 40, 0, 3, Change.NO_RELIABLE_CHANGE),
    ],
)
def test_a_difference_counts_only_outside_the_limits(why, cohort, actual, expected, change):
    found = actual_against_predicted(cohort, actual, expected)
    assert (found.change, found.difference) == (change, actual - expected)
    if change is not Change.TOO_LITTLE_DATA:
        assert found.sentence == f"{actual} reoffenders against {expected} predicted: {SAID[change]}"


@pytest.mark.parametrize(
    ("area", "actual", "expected", "cohort", "ratio", "low", "high"),
    [
        ("Derby", 268, 294, 3884, "0.91", "0.81", "1.03"),
        ("Derbyshire", 498, 551, 7397, "0.90", "0.83", "0.99"),
        ("Leicester", 561, 570, 6494, "0.98", "0.90", "1.07"),
        ("Leicestershire", 402, 391, 4919, "1.03", "0.93", "1.13"),
        ("Nottingham", 911, 840, 6874, "1.08", "1.02", "1.16"),
        ("Nottinghamshire", 866, 890, 7504, "0.97", "0.91", "1.04"),
    ],
)
def test_the_ratio_and_its_limits_are_those_of_the_design(area, actual, expected, cohort, ratio, low, high):
    found = actual_against_predicted(cohort, actual, expected)
    shown = (found.ratio, found.ratio_interval.lower, found.ratio_interval.upper)
    assert [f"{each:.2f}" for each in shown] == [ratio, low, high]


def test_own_predictions_narrow_the_limits():
    """For 100 people at one half each, 1.96 x 5 is 9.8: 40 of 50 predicted counts, 41 does not."""
    halves = [0.5] * 100
    assert actual_against_predicted(100, 40, 50, halves).change is Change.IMPROVED
    assert actual_against_predicted(100, 41, 50, halves).change is Change.NO_RELIABLE_CHANGE
    assert actual_against_predicted(100, 40, 50).change is Change.NO_RELIABLE_CHANGE


@pytest.mark.parametrize(
    "wrong", [(100, 101, 50, ()), (100, 3, 101, ()), (100, 3, 50, (0.5,)), (100, 3, 50, (0.1,) * 100)]
)
def test_counts_that_do_not_fit_are_refused(wrong):
    with pytest.raises(ValueError, match=r"cohort|predictions"):
        actual_against_predicted(*wrong)
