"""One indicator judged: revisions, few returns, baselines, and what a figure must carry."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.fixed_group import BASELINE_KNOWN
from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.model import (
    Change,
    Indicator,
    Observation,
    Position,
    Target,
    known_on,
)
from throughline.figures.indicators.series import OVERLAPPING

TODAY = date(2010, 1, 12)
HOMES = Indicator(
    id="ni143", code="NI 143", name="Settled accommodation", method="percentage", polarity="higher",
    unit="people", numerator="settled", denominator="ended",
)  # fmt: skip


def month(number, x, n, received=date(2010, 1, 4), receipt="2010-01-04/3"):
    start = date(2009 + (number - 1) // 12, (number - 1) % 12 + 1, 1)
    return Observation(
        start=start,
        end=start.replace(day=28),
        numerator=x,
        denominator=n,
        receipt=receipt,
        received_on=received,
    )


STEADY = [month(place, 70 + place % 3, 100) for place in range(1, 12)]


@pytest.mark.parametrize(
    ("why", "indicator", "last", "change"),
    [
        ("a usual month", HOMES, 71, Change.NO_RELIABLE_CHANGE),
        ("a month far above", HOMES, 95, Change.IMPROVED),
        ("a month far below", HOMES, 40, Change.WORSE),
        ("far above where lower is better", replace(HOMES, polarity="lower"), 95, Change.WORSE),
    ],
)
def test_twelve_returns_are_judged_by_their_own_variation(why, indicator, last, change):
    assert judge(indicator, None, [*STEADY, month(12, last, 100)], on=TODAY).change is change


def test_a_break_leaves_only_the_returns_since_it():
    """One month far below is a signal in twelve, and one of two after a break."""
    returned = [*STEADY, month(12, 40, 100)]
    assert judge(replace(HOMES, rebased_on=date(2009, 1, 1)), None, returned, on=TODAY).change is Change.WORSE
    since = judge(replace(HOMES, rebased_on=date(2009, 11, 1)), None, returned, on=TODAY)
    assert since.change is Change.TOO_LITTLE_DATA
    assert since.sentence.startswith("2 returns are too few")


def test_off_target_without_reliable_change_does_not_need_the_board():
    found = judge(HOMES, Target(value=Fraction(8, 10)), [*STEADY, month(12, 71, 100)], on=TODAY)
    assert (found.change, found.position) == (Change.NO_RELIABLE_CHANGE, Position.OFF_TARGET)
    assert not found.needs_the_board
    assert found.position_note == "by 9 people"


@pytest.mark.parametrize(
    ("why", "baseline", "x", "n", "change"),
    [
        ("no baseline", None, 71, 100, Change.TOO_LITTLE_DATA),
        ("near the baseline", Fraction(70, 100), 71, 100, Change.NO_RELIABLE_CHANGE),
        ("far above the baseline", Fraction(50, 100), 71, 100, Change.IMPROVED),
        ("far below the baseline", Fraction(90, 100), 71, 100, Change.WORSE),
        ("fewer than five cases", Fraction(90, 100), 1, 4, Change.TOO_LITTLE_DATA),
        ("no cases", Fraction(90, 100), 0, 0, Change.TOO_LITTLE_DATA),
    ],
)
def test_under_twelve_returns_only_a_baseline_can_tell(why, baseline, x, n, change):
    assert judge(replace(HOMES, baseline=baseline), None, [month(1, x, n)], on=TODAY).change is change


def test_no_return_is_too_little_data_and_no_position():
    found = judge(HOMES, Target(value=Fraction(73, 100)), [], on=TODAY)
    assert (found.change, found.position, found.receipts) == (Change.TOO_LITTLE_DATA, None, ())


def test_a_revision_replaces_the_figure_from_the_day_it_came():
    first = month(1, 60, 100, date(2009, 2, 3), "2009-02-03/1")
    revised = month(1, 66, 100, date(2009, 5, 5), "2009-05-05/1")
    for day, numerator in ((date(2009, 2, 2), None), (date(2009, 3, 1), 60), (date(2009, 6, 1), 66)):
        known = known_on([revised, first], day)
        assert [each.numerator for each in known] == ([] if numerator is None else [numerator])


def test_a_judgement_names_the_receipts_of_what_it_used():
    later = month(12, 71, 100, receipt="2010-01-04/9")
    assert judge(HOMES, None, [*STEADY, later], on=TODAY).receipts == ("2010-01-04/3", "2010-01-04/9")


@pytest.mark.parametrize(
    ("why", "wrong", "says"),
    [
        ("no receipt", {"receipt": ""}, "names no receipt"),
        ("below zero", {"numerator": -1}, "below zero"),
        ("more than all", {"numerator": 101}, "101 of 100"),
        ("ends before it starts", {"end": date(2008, 1, 1)}, "ends before"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(why, wrong, says):
    with pytest.raises(ValueError, match=says):
        replace(month(1, 70, 100), **wrong)


@pytest.mark.parametrize(
    ("method", "target", "says"),
    [
        ("percentage", None, "no denominator"),
        ("predicted", None, "number predicted"),
        ("fixed-group", Target(value=Fraction(3)), "a ceiling"),
        ("trajectory", Target(value=Fraction(3)), "quarterly totals"),
    ],
)
def test_a_method_says_what_it_lacks(method, target, says):
    bare = replace(month(1, 70, 100), denominator=None)
    with pytest.raises(ValueError, match=says):
        judge(replace(HOMES, method=method), target, [bare], on=TODAY)


@given(st.integers(1, 60), st.floats(-1, 1), st.integers(12, 24))
def test_a_stable_series_with_one_wobble_shows_no_reliable_change(step, wobble, length):
    """Months that swing by a step either way, and a last one twice as far at most: nothing to explain."""
    swings = [month(place, 700 + step * (-1) ** place, 1000, date(2009, 1, 4)) for place in range(1, length)]
    last = month(length, 700 + round(2 * step * wobble), 1000, date(2009, 1, 4))
    found = judge(HOMES, Target(value=Fraction(8, 10)), [*swings, last], on=TODAY)
    assert found.change is Change.NO_RELIABLE_CHANGE
    assert not found.needs_the_board


def rolling(place, x):
    """A cohort of four quarters that ends with the quarter counted."""
    start = date(2001 + place // 4, 3 * (place % 4) + 1, 1)
    return Observation(
        start=start, end=date(start.year + 1, start.month, 1), numerator=x, denominator=1000,
        receipt="2009-01-04/1", received_on=date(2009, 1, 4),
    )  # fmt: skip


def test_cohorts_of_four_quarters_that_overlap_are_not_tested_for_runs():
    """The last eight lie above the mean, which is a run in months and no signal where people are shared."""
    counts = [700 + place % 3 for place in range(16)] + [706 + place % 3 for place in range(8)]
    found = judge(HOMES, None, [rolling(place, x) for place, x in enumerate(counts)], on=TODAY)
    apart = judge(HOMES, None, [month(place, x, 1000) for place, x in enumerate(counts, start=1)], on=TODAY)
    assert OVERLAPPING in found.warnings
    assert OVERLAPPING not in apart.warnings
    assert apart.change is Change.IMPROVED


def test_a_baseline_is_said_to_be_taken_as_known():
    found = judge(replace(HOMES, baseline=Fraction(70, 100)), None, [month(1, 71, 100)], on=TODAY)
    assert BASELINE_KNOWN in found.warnings


def test_only_the_indicators_own_figures_are_judged():
    """A table of areas and parts of the people arrive with the same indicator, and are not its series."""
    own = month(12, 71, 100)
    others = [replace(own, area="Derby", numerator=10), replace(own, group="18 to 20", numerator=5)]
    assert judge(HOMES, None, [*STEADY, *others, own], on=TODAY).latest == own
    assert judge(HOMES, None, [*STEADY, own, *others], on=TODAY).change is Change.NO_RELIABLE_CHANGE
    assert judge(HOMES, None, others, on=TODAY).latest is None


@pytest.mark.parametrize(
    ("sentence", "target", "polarity", "says"),
    [
        ("the target lies within the limits", 71, "higher", "met some times and missed others"),
        ("the target lies below the limits", 60, "higher", "met every time"),
        ("the target lies above the limits", 80, "higher", "missed every time"),
        ("where lower is better, above the limits is met", 80, "lower", "met every time"),
    ],
)
def test_if_nothing_changes_the_limits_say_whether_the_target_will_be_met(sentence, target, polarity, says):
    returned = [*STEADY, month(12, 71, 100)]
    aim = Target(value=Fraction(target, 100))
    assert says in judge(replace(HOMES, polarity=polarity), aim, returned, on=TODAY).assurance, sentence


def test_nothing_is_promised_by_few_returns_or_by_limits_that_are_too_narrow():
    aim, counts = Target(value=Fraction(60, 100)), [700 + place % 3 for place in range(24)]
    shared = [rolling(place, x) for place, x in enumerate(counts)]
    assert judge(HOMES, aim, STEADY, on=TODAY).assurance == ""
    assert judge(HOMES, aim, shared, on=TODAY).assurance == ""
    apart = [month(place, x, 1000) for place, x in enumerate(counts, start=1)]
    assert judge(HOMES, aim, apart, on=TODAY).assurance != ""
