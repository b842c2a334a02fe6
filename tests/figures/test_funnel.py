"""Areas beside each other: the settled homes of 42 areas, spread, and never a ranking."""

import csv
from fractions import Fraction
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.funnel import (
    NOT_A_RANKING,
    AreaCount,
    compare_areas,
    misses_as_rounded,
)
from throughline.figures.indicators.percentage import percent, percentage_against_target
from throughline.figures.intervals import clopper_pearson, wilson

with (Path(__file__).parent / "reference" / "ni143_accommodation_2009.csv").open(newline="") as handle:
    *PRINTED, NATION = list(csv.DictReader(handle))
HOMES = [
    AreaCount(
        row["probation_area"], int(row["settled"]), int(row["ended"]), Fraction(row["target_percent"]) / 100
    )
    for row in PRINTED
]


def test_both_totals_of_settled_homes_reproduce():
    found = compare_areas(HOMES)
    assert (found.x, found.n) == (int(NATION["settled"]), int(NATION["ended"])) == (24110, 30997)
    assert percent(found.average, 0) == f"{NATION['published_percent']}%"


def test_every_percentage_of_settled_homes_reproduces():
    found = compare_areas(HOMES)
    assert [percent(area.share, 0) for area in found.areas] == [
        f"{row['published_percent']}%" for row in PRINTED
    ]


def test_eight_of_forty_two_miss_their_target_and_two_by_more_than_chance():
    """More than chance: the area's own Wilson 95% limits lie below its target; exact limits name the same two."""
    found = compare_areas(HOMES)
    assert found.sentence.startswith("8 of 42 miss the target on the rounded figure, 2 by more than chance.")
    clearly = {area.name for area in found.areas if area.misses_by_more_than_chance}
    assert clearly == {"Northumbria", "Teesside"}
    exact = {each.name for each in HOMES if clopper_pearson(each.x, each.n).upper < each.target}
    assert exact == clearly
    assert (found.missing_as_rounded, found.missing, found.clearly_missing) == (8, 8, 2)


def test_the_exact_count_decides_and_the_rounded_figure_is_said_as_such():
    """84.5% is printed as 85%, and 169 of 200 are one short of the 170 that 85% needs."""
    found = compare_areas([AreaCount("Ashby", 169, 200, Fraction(85, 100))])
    (area,) = found.areas
    assert (area.misses, area.misses_as_rounded, area.misses_by_more_than_chance) == (True, False, False)
    assert found.sentence.startswith(
        "0 of 1 miss the target on the rounded figure, 0 by more than chance. By the exact count: 1."
    )
    assert "Target of 85% missed by no more than chance." in area.sentence


def test_areas_come_back_in_the_order_given():
    backwards = list(reversed(HOMES))
    assert [area.name for area in compare_areas(backwards).areas] == [each.name for each in backwards]


@pytest.mark.parametrize(
    ("sentence", "share", "target", "polarity", "misses"),
    [
        ("78.66% rounds to 79, below 80", "0.7866", "0.80", "higher", True),
        ("79.5% rounds up to 80", "0.795", "0.80", "higher", False),
        ("79.49% does not", "0.7949", "0.80", "higher", True),
        ("a target of 61.8% is met by 61.75%, rounded as the target is written", "0.6175", "0.618", "higher", False),
        ("and missed by 61.74%", "0.6174", "0.618", "higher", True),
        ("where lower is better 10.4% meets 10%", "0.104", "0.10", "lower", False),
        ("and 10.5% misses it", "0.105", "0.10", "lower", True),
    ],
)  # fmt: skip
def test_a_target_is_missed_on_the_rounded_figure(sentence, share, target, polarity, misses):
    assert misses_as_rounded(Fraction(share), Fraction(target), polarity) is misses, sentence


def test_twenty_areas_are_not_widened_and_twenty_one_are():
    """Half the areas at 40%, half at 60%: far more than chance, and said only where there are enough areas."""
    apart = [AreaCount(f"Area {place}", 400 + 200 * (place % 2), 1000) for place in range(22)]
    few, many = compare_areas(apart[:20]), compare_areas(apart)
    assert few.dispersion is None
    assert all(area.stands_out for area in few.areas)
    assert sqrt(many.dispersion.tau_squared) == pytest.approx(0.1, rel=0.1)
    assert not any(area.stands_out for area in many.areas)
    assert any("widened" in warning for warning in many.warnings)
    assert not any("widened" in warning for warning in few.warnings)


def test_one_area_outside_its_limits_among_many_is_expected_and_said_so():
    """29 areas at the average and one two and a bit errors above: outside 95%, and held back among thirty."""
    level = [AreaCount(f"Area {place}", 500, 1000) for place in range(29)]
    found = compare_areas([*level, AreaCount("Highdale", 536, 1000)], average=Fraction(1, 2))
    high = found.areas[-1]
    assert (high.place, high.stands_out) == ("high, 95%", False)
    assert "as some of so many areas are by chance" in high.sentence
    assert found.sentence == "0 of 30 areas stand out from the average of 50%."


def test_one_area_far_outside_stands_out():
    level = [AreaCount(f"Area {place}", 500, 1000) for place in range(29)]
    found = compare_areas([*level, AreaCount("Highdale", 640, 1000)])
    assert [area.name for area in found.areas if area.stands_out] == ["Highdale"]


def test_an_area_without_cases_says_so_and_has_no_share():
    found = compare_areas(
        [AreaCount("Ashby", 0, 0, Fraction(1, 2)), AreaCount("Birch", 5, 10, Fraction(1, 2))]
    )
    assert (found.areas[0].share, found.areas[0].place, found.areas[0].misses) == (None, None, None)
    assert found.areas[0].sentence == "Ashby had no cases."
    assert (found.with_target, found.missing) == (1, 0)


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [("no area has a case", [AreaCount("Ashby", 0, 0)]), ("five of four", [AreaCount("Ashby", 5, 4)]), ("none", [])],
)  # fmt: skip
def test_areas_that_cannot_be_compared_are_refused(sentence, rows):
    with pytest.raises(ValueError, match="x of n"):
        compare_areas(rows)


def test_the_page_is_told_not_to_rank():
    assert NOT_A_RANKING in compare_areas(HOMES).warnings


areas = st.lists(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30
).map(lambda rows: [AreaCount(f"Area {place}", x, n) for place, (x, n) in enumerate(rows)])


@given(areas)
def test_limits_drawn_for_an_area_are_the_limits_it_was_judged_by(rows):
    found = compare_areas(rows)
    for area in found.areas:
        assert found.limits(area.n) == area.warning
        assert found.limits(area.n, 0.998) == area.alarm
        assert (area.place == "within limits") is area.warning.holds(float(area.share))


@given(areas, st.randoms(use_true_random=False))
def test_what_is_said_of_an_area_does_not_depend_on_its_place(rows, shuffled):
    again = list(rows)
    shuffled.shuffle(again)
    said = {area.name: area.sentence for area in compare_areas(rows).areas}
    assert {area.name: area.sentence for area in compare_areas(again).areas} == said


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(1, 99))
def test_missing_by_more_than_chance_is_missing_and_beyond_the_areas_own_limits(counted, target):
    x, n = counted
    (area,) = compare_areas([AreaCount("Ashby", x, n, Fraction(target, 100))]).areas
    beyond = wilson(x, n).upper < Fraction(target, 100)
    assert area.misses_by_more_than_chance is beyond
    assert area.misses or not beyond
    assert area.misses is not percentage_against_target(x, n, Fraction(target, 100)).met
    assert "missed" in area.sentence or not area.misses
