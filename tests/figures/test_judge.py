"""One indicator judged: revisions, few returns, baselines, and what a figure must carry."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from throughline.figures.indicators.judge import judge
from throughline.figures.indicators.model import (
    Change,
    Indicator,
    Observation,
    Position,
    Target,
    known_on,
)

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
