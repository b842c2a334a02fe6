"""Areas beside what was expected of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases
from throughline.figures.indicators.comparison import ratio_in_funnel
from throughline.figures.indicators.ratio_funnel import AreaExpected, compare_ratios

NI18 = [
    AreaExpected("Derby", 268, 294), AreaExpected("Derbyshire", 498, 551), AreaExpected("Leicester", 561, 570),
    AreaExpected("Leicestershire", 402, 391), AreaExpected("Nottingham", 911, 840),
    AreaExpected("Nottinghamshire", 866, 890),
]  # fmt: skip


def test_six_areas_against_prediction_come_in_their_own_order():
    found = compare_ratios(NI18)
    assert [(area.name, area.place) for area in found.areas] == [
        ("Derby", "within limits"), ("Derbyshire", "low, 95%"), ("Leicester", "within limits"),
        ("Leicestershire", "within limits"), ("Nottingham", "high, 95%"), ("Nottinghamshire", "within limits"),
    ]  # fmt: skip
    assert found.sentence == "2 of 6 areas stand out from what was expected."
    assert found.dispersion is None


@pytest.mark.parametrize("case", cases("funnel_significance_ratio"))
def test_an_area_lies_where_the_published_method_places_it(case):
    """The limits drawn are those of the expected count; the published test turns the observed count's over."""
    observed, expected = case["inputs"]["observed"], case["inputs"]["expected"]
    (area,) = compare_ratios([AreaExpected("Ashby", int(observed), expected)]).areas
    assert area.place == ratio_in_funnel(observed, expected)


def test_areas_that_differ_as_a_whole_are_widened_above_twenty():
    apart = [AreaExpected(f"Area {place}", 60 + 80 * (place % 2), 100) for place in range(22)]
    few, many = compare_ratios(apart[:20]), compare_ratios(apart)
    assert all(area.stands_out for area in few.areas)
    assert not any(area.stands_out for area in many.areas)
    assert "widened" in many.method
    assert any("widened" in warning for warning in many.warnings)


def test_an_area_that_counted_nothing_leaves_the_limits_as_they_are():
    rows = [AreaExpected(f"Area {place}", 0 if place == 3 else 100, 100) for place in range(25)]
    found = compare_ratios(rows)
    assert found.dispersion is None
    assert [area.name for area in found.areas if area.stands_out] == ["Area 3"]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [("no area", []), ("nothing expected", [AreaExpected("Ashby", 3, 0)]), ("below zero", [AreaExpected("Ashby", -3, 4)])],
)  # fmt: skip
def test_areas_without_anything_expected_are_refused(sentence, rows):
    with pytest.raises(ValueError, match="expected"):
        compare_ratios(rows)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=30))
def test_limits_drawn_are_the_limits_judged_by(counts):
    found = compare_ratios([AreaExpected(f"Area {place}", *each) for place, each in enumerate(counts)])
    for area in found.areas:
        assert found.limits(area.expected) == area.warning
        assert (area.place == "within limits") is area.warning.holds(area.ratio)
