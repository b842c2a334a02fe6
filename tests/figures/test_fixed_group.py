"""NI 30: a fixed group, two thresholds, and no claim of effect."""

import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from tests.figures.reference_cases import cases
from throughline.figures.indicators.fixed_group import (
    ChosenAtItsPeak,
    effect_before_and_after,
    fitted_thresholds,
    offences_against_baseline,
    printed_differs,
)
from throughline.figures.indicators.model import Change, Position
from throughline.figures.indicators.plan_file import read_indicators

PLAN = Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml"


@pytest.mark.parametrize(
    ("why", "offences", "position", "change", "says"),
    [
        ("at the target", 280, Position.ON_TARGET, Change.IMPROVED, "meets the improvement target of 280"),
        ("between the two", 281, Position.WITHIN_TOLERANCE, Change.IMPROVED, "within the ceiling of 284"),
        ("at the ceiling", 284, Position.WITHIN_TOLERANCE, Change.IMPROVED, "within the ceiling of 284"),
        ("over the ceiling", 285, Position.OFF_TARGET, Change.IMPROVED, "over the ceiling of 284"),
        ("no more than chance", 320, Position.OFF_TARGET, Change.NO_RELIABLE_CHANGE, "over the ceiling"),
        ("more than chance above", 400, Position.OFF_TARGET, Change.WORSE, "over the ceiling"),
    ],
)
def test_lincolnshire_has_three_outcomes(why, offences, position, change, says):
    found = offences_against_baseline(offences, baseline=330, improvement=280, ceiling=284)
    assert (found.position, found.change) == (position, change)
    assert says in found.sentence


@pytest.mark.parametrize(
    ("area", "baseline", "stretch", "ratio", "ceiling", "improvement"),
    [("Lincolnshire", 330, "0.15", "1.09", 284, 280), ("Northamptonshire", 858, "0.162", "1.11", 732, 719)],
)
def test_the_fitted_formula(area, baseline, stretch, ratio, ceiling, improvement):
    found = fitted_thresholds(baseline, Fraction(stretch), Fraction(ratio))
    assert (found.ceiling, found.improvement) == (ceiling, improvement)
    assert found.label.startswith("fitted")


@pytest.mark.parametrize("case", cases("ni30_targets"))
def test_the_fitted_formula_equals_the_reference_cases(case):
    here = case["inputs"]
    found = fitted_thresholds(here["baseline"], *(Fraction(str(here[key])) for key in ("stretch", "ratio")))
    assert [found.ceiling, found.improvement] == case["expected"]


def planned(area):
    return {each.indicator.id: each for each in read_indicators(PLAN.read_text())}[area]


def differences(area):
    row = planned(area)
    return printed_differs(
        baseline=int(row.indicator.baseline), stretch=row.published["stretch"] / 100,
        ratio=row.published["ratio"], ceiling=int(row.target.second), improvement=int(row.target.value),
    )  # fmt: skip


@pytest.mark.clause("C305", "C344", breaks="throughline.figures.indicators.fixed_group:fitted_thresholds")
def test_lincolnshire_reproduces_from_its_printed_figures():
    assert differences("ni30-lincolnshire") == ()
    fitted = fitted_thresholds(330, Fraction("0.15"), Fraction("1.09"))
    assert (fitted.end_point, fitted.improvement) == (Fraction("280.5"), 280)


@pytest.mark.clause("C345", breaks="throughline.figures.indicators.fixed_group:printed_differs")
def test_northamptonshire_does_not_and_says_so():
    improvement, ceiling = differences("ni30-northamptonshire")
    assert improvement.startswith("Improvement target is printed 719; 16.0% off 858 gives 720.7.")
    assert ceiling.startswith("Ceiling is printed 732")


@pytest.mark.clause("C343", breaks="throughline.figures.indicators.plan_file:read_indicators")
@pytest.mark.parametrize(
    ("area", "group", "months", "stretch", "ratio", "entered"),
    [
        ("ni30-lincolnshire", 101, "30.9", 15, "1.09", (330, 284, 280)),
        ("ni30-northamptonshire", 239, "27.6", 16, "1.11", (858, 732, 719)),
    ],
)
def test_all_seven_printed_fields_are_kept(area, group, months, stretch, ratio, entered):
    row = planned(area)
    assert row.published == {
        "group": group, "months_on_scheme": Fraction(months), "stretch": stretch, "ratio": Fraction(ratio)
    }  # fmt: skip
    assert (row.indicator.baseline, row.target.second, row.target.value) == entered


def test_a_before_and_after_of_a_group_chosen_at_its_peak_is_refused_with_the_reason():
    with pytest.raises(ChosenAtItsPeak, match="a fall follows even if nothing is done"):
        effect_before_and_after(before=330, after=283, chosen_at_peak=True)


def test_a_change_of_any_other_group_is_a_change_in_per_cent():
    found = effect_before_and_after(before=200, after=150, chosen_at_peak=False)
    assert found.percent == -25
    assert found.sentence == "150 after against 200 before: 25% fewer, more than chance allows."
    assert found.interval.holds(-25)


@pytest.mark.parametrize("second", range(130, 280, 15))
def test_a_change_counts_where_the_exact_test_of_two_counts_says_so(second):
    """The oracle is the binomial test of scipy: given their sum, either count is half of it if nothing changed."""
    from scipy.stats import binomtest

    found = effect_before_and_after(before=200, after=second, chosen_at_peak=False)
    theirs = binomtest(second, 200 + second).proportion_ci(0.95)
    assert found.interval.holds(0) is (theirs.low <= 0.5 <= theirs.high)
    assert ("no more than chance" in found.sentence) is found.interval.holds(0)


def test_a_ceiling_below_the_target_is_refused():
    with pytest.raises(ValueError, match="ceiling 270 is below"):
        offences_against_baseline(280, baseline=330, improvement=280, ceiling=270)


SHAPE, SCALE, PEOPLE, CHOSEN = 0.8, 2.5, 4000, 200


def counted(chance: random.Random, rate: float) -> int:
    """Offences of a year at a rate: events at random until the year is over."""
    count, passed = 0, chance.expovariate(rate)
    while passed < 1:
        count, passed = count + 1, passed + chance.expovariate(rate)
    return count


def two_years() -> Sequence[tuple[int, int]]:
    """Offences of each person in two years at an unchanged rate: nothing was done to anybody."""
    chance = random.Random(20091104)
    rates = [chance.gammavariate(SHAPE, SCALE) for _ in range(PEOPLE)]
    return [(counted(chance, rate), counted(chance, rate)) for rate in rates]


def test_a_group_chosen_at_its_peak_falls_though_nothing_was_done():
    """The oracle is the formula: of rates from a gamma distribution, the second year of people with b offences
    in the first is on average (shape + b) / (1 / scale + 1).
    """
    people = two_years()
    chosen = sorted(people, reverse=True)[:CHOSEN]
    before, after = (sum(each[year] for each in chosen) for year in (0, 1))
    expected = sum((SHAPE + first) / (1 / SCALE + 1) for first, _ in chosen)
    assert after == pytest.approx(expected, rel=0.05)
    assert (
        offences_against_baseline(after, baseline=before, improvement=1, ceiling=2).change is Change.IMPROVED
    )
    with pytest.raises(ChosenAtItsPeak, match="no sign of effect"):
        effect_before_and_after(before=before, after=after, chosen_at_peak=True)


def test_the_people_they_were_chosen_from_do_not_fall():
    before, after = (sum(each[year] for each in two_years()) for year in (0, 1))
    found = effect_before_and_after(before=before, after=after, chosen_at_peak=False)
    assert abs(found.percent) < 5
    assert found.interval.holds(0)
