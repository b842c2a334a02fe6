"""Cumulative quarters: how a return stands against the plan's own shape."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.trajectory import (
    NotCumulative,
    increments,
    latest_quarter,
    standing,
    standing_in_words,
    threshold_words,
)

DV = (34, 89, 216, 257)
SOTP_CUSTODY = (9, 35, 117, 205)
RISING = st.lists(st.integers(0, 500), min_size=4, max_size=4).map(
    lambda steps: tuple(sum(steps[: n + 1]) for n in range(4))
)


@pytest.mark.parametrize(
    ("sentence", "planned", "actual", "quarter", "variance", "run_rate", "by_shape", "by_remainder"),
    [
        # 200 x 257 / 216; a straight line would expect 192.75 and call this ahead
        ("the plan's own shape calls 200 behind", DV, (30, 80, 200), 3, -16, 57, Fraction(51400, 216), 241),
        # 40 x 205 / 35; a straight line would expect 102.5 and call this far behind
        (
            "the plan's own shape calls 40 ahead",
            SOTP_CUSTODY,
            (10, 40),
            2,
            5,
            Fraction(165, 2),
            Fraction(8200, 35),
            210,
        ),
        ("on plan to the person", DV, (34, 89), 2, 0, 84, 257, 257),
        ("the year is over: no quarter is left", DV, (34, 89, 216, 260), 4, 3, None, 260, 260),
        (
            "more than the year's plan already: nothing is needed",
            DV,
            (300,),
            1,
            266,
            0,
            Fraction(300 * 257, 34),
            523,
        ),
        ("nothing planned yet: no pace", (0, 10, 20, 30), (2,), 1, 2, Fraction(28, 3), None, 32),
        ("nothing done is a count, not a gap", DV, (0,), 1, -34, Fraction(257, 3), 0, 223),
        (
            "a gap before does not hide what is known",
            DV,
            (None, 90),
            2,
            1,
            Fraction(167, 2),
            Fraction(90 * 257, 89),
            258,
        ),
        ("a missing quarter stays a gap", DV, (34, None), 2, None, None, None, None),
        ("a quarter not returned yet is a gap", DV, (34,), 2, None, None, None, None),
    ],
)
def test_standing(
    sentence: str,
    planned: tuple[int, ...],
    actual: tuple[int | None, ...],
    quarter: int,
    variance: int | None,
    run_rate: Fraction | None,
    by_shape: Fraction | None,
    by_remainder: int | None,
) -> None:
    found = standing(planned=planned, actual=actual, quarter=quarter)
    assert found.planned == planned[quarter - 1], sentence
    assert (found.variance, found.run_rate_needed) == (variance, run_rate), sentence
    assert (found.forecast_by_shape, found.forecast_by_remainder) == (by_shape, by_remainder), sentence


@pytest.mark.parametrize(
    ("sentence", "cumulative", "expected"),
    [
        ("domestic violence completions are no straight line", DV, (34, 55, 127, 41)),
        ("a gap leaves two quarters unknown", (34, None, 216), (34, None, None)),
        ("nothing in a quarter is nought", (5, 5), (5, 0)),
    ],
)
def test_increments(
    sentence: str, cumulative: tuple[int | None, ...], expected: tuple[int | None, ...]
) -> None:
    assert increments(cumulative) == expected, sentence


@pytest.mark.parametrize("falling", [(34, 30), (34, None, 20), (200, 55, 127, 41)])
def test_a_falling_count_to_date_is_refused(falling: tuple[int | None, ...]) -> None:
    with pytest.raises(NotCumulative, match="add the earlier quarters to it"):
        standing(planned=DV, actual=falling, quarter=1)


def test_a_falling_plan_is_refused() -> None:
    with pytest.raises(NotCumulative, match="Quarter 3 says 10 to date, below the 20 before it"):
        standing(planned=(5, 20, 10, 40), actual=(5,), quarter=1)


@pytest.mark.parametrize("quarter", [0, 5])
def test_a_quarter_outside_the_year_is_refused(quarter: int) -> None:
    with pytest.raises(ValueError, match="four quarters"):
        standing(planned=DV, actual=(34,), quarter=quarter)


@given(RISING)
def test_increments_add_up_to_the_year(planned: tuple[int, ...]) -> None:
    assert sum(filter(None, increments(planned))) == planned[-1]


@given(RISING, st.integers(1, 4))
def test_who_keeps_to_the_plan_is_forecast_to_reach_it(planned: tuple[int, ...], quarter: int) -> None:
    found = standing(planned=planned, actual=planned[:quarter], quarter=quarter)
    assert found.variance == 0
    assert found.forecast_by_remainder == planned[-1]
    assert found.forecast_by_shape in (None, planned[-1])


@pytest.mark.parametrize(
    ("sentence", "actual", "latest"),
    [
        ("nothing was returned", (), 0),
        ("gaps alone are nothing", (None, None), 0),
        ("a gap between is passed over", (30, None, 200), 3),
        ("a gap at the end does not count", (30, 80, None), 2),
        ("a nought was returned", (0,), 1),
    ],
)
def test_the_latest_quarter(sentence: str, actual: tuple[int | None, ...], latest: int) -> None:
    assert latest_quarter(actual) == latest, sentence


@pytest.mark.parametrize(
    ("planned", "actual", "quarter", "words"),
    [
        # 257 - 200 = 57 for the one quarter left; 200 x 257 / 216 = 237.96; 200 + 257 - 216 = 241
        (DV, (30, 80, 200), 3, "200 against 216 planned by the end of quarter 3: 16 fewer. 57 needed in the "
         "quarter left. The year ends at 238 in the plan’s own shape, or at 241 if the rest goes to plan."),
        # (205 - 40) / 2 = 82.5; 40 x 205 / 35 = 234.29; 40 + 205 - 35 = 210
        (SOTP_CUSTODY, (10, 40), 2, "40 against 35 planned by the end of quarter 2: 5 more. 82.5 needed in each "
         "of the 2 quarters left. The year ends at 234.3 in the plan’s own shape, or at 210 if the rest goes to "
         "plan."),
        (DV, (34, 89, 216, 257), 4, "257 against 257 planned by the end of quarter 4: as planned."),
        ((0, 10, 20, 30), (2,), 1, "2 against 0 planned by the end of quarter 1: 2 more. 9.3 needed in each of "
         "the 3 quarters left. Nothing was planned yet, so there is no pace to go by."),
        (DV, (34, None), 2, "No count was returned for quarter 2, which is a gap and not nought."),
    ],
)  # fmt: skip
def test_a_standing_in_words(
    planned: tuple[int, ...], actual: tuple[int | None, ...], quarter: int, words: str
) -> None:
    assert standing_in_words(standing(planned=planned, actual=actual, quarter=quarter)) == words


MET, WITHIN, MISSED = (
    "The target is met.",
    "The target is missed, the weaker threshold is met.",
    "Both the target and the weaker threshold are missed.",
)


@pytest.mark.parametrize(
    ("sentence", "value", "target", "second", "higher", "words"),
    [
        # Lincolnshire, NI 30: ceiling 284, target 280
        ("offences at the target meet it", 280, 280, 284, False, MET),
        ("offences between are within the ceiling", 281, 280, 284, False, WITHIN),
        ("offences at the ceiling are within it", 284, 280, 284, False, WITHIN),
        ("offences above both are missed", 285, 280, 284, False, MISSED),
        # enforcement: a regional target of 61.8 per cent, 60 nationally
        ("enforcement above the regional target", Fraction("61.8"), Fraction("61.8"), 60, True, MET),
        ("enforcement between the two", 61, Fraction("61.8"), 60, True, WITHIN),
        ("enforcement below both", Fraction("59.9"), Fraction("61.8"), 60, True, MISSED),
    ],
)
def test_two_thresholds_have_three_outcomes(
    sentence: str, value: int | Fraction, target: int | Fraction, second: int, higher: bool, words: str
) -> None:
    found = threshold_words(
        Fraction(value), target=Fraction(target), second=Fraction(second), higher_is_better=higher
    )
    assert found == words, sentence
