"""Scales and labels: round ticks that hold every value, and no label over another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.papers.charts.plot import Axis, scale_note, set_apart, spread, ticks_between

VALUES = st.floats(min_value=-1e5, max_value=1e5, allow_nan=False)


@pytest.mark.parametrize(
    "low, high, wanted, ticks",
    [
        pytest.param(67.6, 76.0, 6, (66, 68, 70, 72, 74, 76), id="limits of a share, in steps of 2"),
        pytest.param(0, 257, 7, (0, 50, 100, 150, 200, 250, 300), id="counts, in steps of 50"),
        pytest.param(0.81, 1.16, 6, (0.8, 0.9, 1.0, 1.1, 1.2), id="ratios, in steps of a tenth"),
        pytest.param(5, 5, 3, (4.5, 5.0, 5.5), id="one value stands in the middle"),
    ],
)
def test_ticks_are_round_and_go_round_the_values(low: float, high: float, wanted: int, ticks: tuple) -> None:
    assert ticks_between(low, high, wanted) == pytest.approx(ticks)


@given(VALUES, VALUES, st.integers(3, 8))
def test_ticks_hold_every_value_and_are_even(one: float, two: float, wanted: int) -> None:
    low, high = min(one, two), max(one, two)
    if 0 < high - low < 1e-3:
        high = low + 1e-3
    ticks = ticks_between(low, high, wanted)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + step * 1e-6
    assert ticks[-1] >= high - step * 1e-6
    assert all(after - before == pytest.approx(step, rel=1e-6) for before, after in pairwise(ticks))
    assert len(ticks) <= wanted + 2


def test_a_scale_from_high_to_low_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot go"):
        ticks_between(2, 1)


@given(st.lists(st.floats(0, 300), max_size=8))
def test_no_label_stands_over_another_and_none_outside_while_there_is_room(wanted: list[float]) -> None:
    placed = set_apart(wanted, 17, 0, 300)
    in_order = sorted(placed)
    assert all(after - before >= 17 - 1e-6 for before, after in pairwise(in_order))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in placed)


@given(st.lists(st.floats(0, 300), min_size=2, max_size=8))
def test_labels_keep_the_order_of_what_they_name(wanted: list[float]) -> None:
    placed = set_apart(wanted, 17, 0, 300)
    for one in range(len(wanted)):
        for two in range(len(wanted)):
            if wanted[one] < wanted[two]:
                assert placed[one] < placed[two]


def test_labels_with_room_stay_where_they_belong() -> None:
    assert set_apart([10, 200, 100], 17, 0, 300) == (10, 200, 100)


@pytest.mark.parametrize(
    "count, most, places",
    [
        pytest.param(21, 5, (0, 5, 10, 15, 20), id="21 months get 5 labels"),
        pytest.param(12, 5, (0, 2, 5, 8, 11), id="12 quarters keep the last, and the first if there is room"),
        pytest.param(21, 2, (0, 20), id="a telephone gets the ends"),
        pytest.param(3, 5, (0, 1, 2), id="a few are all labelled"),
        pytest.param(0, 5, (), id="none"),
    ],
)
def test_which_places_get_a_label(count: int, most: int, places: tuple[int, ...]) -> None:
    assert spread(count, most) == places


@pytest.mark.parametrize(
    "low, high, said",
    [
        pytest.param(66, 78, "Scale starts at 66.", id="above zero"),
        pytest.param(0, 78, "", id="at zero"),
        pytest.param(-2, 2, "", id="zero lies within"),
        pytest.param(0.75, 1.25, "Scale starts at 0.75.", id="not a whole number"),
    ],
)
def test_a_scale_that_does_not_start_at_zero_says_so(low: float, high: float, said: str) -> None:
    assert scale_note(Axis(low, high, {})) == said
