"""Percentage targets in exact arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.model import Position, Target, position_of
from throughline.figures.indicators.percentage import (
    misses_allowed,
    needed_for,
    percent,
    percentage_against_target,
)

SHARE = {"90%": Fraction(9, 10), "85%": Fraction(17, 20), "100%": Fraction(1), "65.5%": Fraction(131, 200)}


@pytest.mark.parametrize(
    ("why", "target", "n", "allowed"),
    [
        ("under ten cases, 90% allows none", "90%", 9, 0),
        ("ten cases allow the first miss", "90%", 10, 1),
        ("twenty cases allow two", "90%", 20, 2),
        ("under seven cases, 85% allows none", "85%", 6, 0),
        ("seven cases allow the first miss", "85%", 7, 1),
        ("100% allows none, however many", "100%", 500, 0),
        ("no cases, no misses", "90%", 0, 0),
        ("65.5% of 1,000 is exactly 655", "65.5%", 1000, 345),
    ],
)
def test_misses_allowed(why, target, n, allowed):
    assert misses_allowed(SHARE[target], n) == allowed


@pytest.mark.parametrize(
    ("why", "x", "n", "target", "met", "short"),
    [
        ("118 of 142 level 2 reviews need 121", 118, 142, "85%", False, 3),
        ("121 of 142 meet it", 121, 142, "85%", True, 0),
        ("exactly on the target is met", 18, 20, "90%", True, 0),
        ("no cases are neither met nor missed", 0, 0, "90%", None, 0),
    ],
)
def test_met_or_short(why, x, n, target, met, short):
    found = percentage_against_target(x, n, SHARE[target])
    assert (found.met, found.short_by) == (met, short)


@pytest.mark.parametrize(
    ("why", "share", "words"),
    [
        ("a half is rounded up", Fraction(57, 80), "71.3%"),
        ("under a half is rounded down", Fraction(7124, 10000), "71.2%"),
        ("a whole number has no point", Fraction(3, 4), "75%"),
        ("a float is taken as it is written", 0.1125, "11.3%"),
        ("a half below zero rounds up too", Fraction(-1, 8000), "0%"),
        ("a fall keeps its sign", Fraction(-1106, 10000), "-11.1%"),
    ],
)
def test_shares_are_written_with_halves_rounded_up(why, share, words):
    assert percent(share) == words, why


def test_no_cases_are_said_and_have_no_percentage():
    found = percentage_against_target(0, 0, SHARE["90%"])
    assert found.sentence == "There were no cases."
    assert found.interval is None


def test_a_miss_says_how_short_and_whether_by_chance():
    found = percentage_against_target(118, 142, SHARE["85%"])
    assert found.sentence == (
        "118 of 142 (83.1%) against a target of 85%: 3 short of the 121 needed, no more than chance allows."
    )


def test_a_clear_miss_is_more_than_chance():
    assert "more than chance allows" in percentage_against_target(60, 142, SHARE["85%"]).sentence
    assert not percentage_against_target(60, 142, SHARE["85%"]).by_chance


def test_more_than_all_is_refused():
    with pytest.raises(ValueError, match="5 of 4"):
        percentage_against_target(5, 4, SHARE["90%"])


@pytest.mark.clause("C486", breaks="throughline.figures.indicators.model:position_of")
@pytest.mark.parametrize(
    ("why", "breaches", "position"),
    [
        ("at the regional target", 618, Position.ON_TARGET),
        ("above it", 700, Position.ON_TARGET),
        ("below it and above the national expectation", 617, Position.WITHIN_TOLERANCE),
        ("at the national expectation", 600, Position.WITHIN_TOLERANCE),
        ("below the national expectation", 599, Position.OFF_TARGET),
    ],
)
def test_two_thresholds_make_three_positions(why, breaches, position):
    target = Target(value=Fraction("0.618"), second=Fraction("0.6"))
    assert position_of(Fraction(breaches, 1000), target, "higher") is position


def test_within_tolerance_needs_a_second_threshold_or_a_stated_tolerance():
    plain, stated = Target(value=Fraction(700)), Target(value=Fraction(700), tolerance=Fraction(2, 100))
    assert position_of(Fraction(688), plain, "higher") is Position.OFF_TARGET
    assert position_of(Fraction(688), stated, "higher") is Position.WITHIN_TOLERANCE
    assert position_of(Fraction(685), stated, "higher") is Position.OFF_TARGET


@pytest.mark.parametrize(
    ("share", "words"),
    [(Fraction(131, 200), "65.5%"), (Fraction(1), "100%"), (Fraction(0), "0%"), (Fraction(1, 10), "10%")],
)
def test_a_share_in_words(share, words):
    assert percent(share) == words


shares = st.integers(0, 1000).map(lambda each: Fraction(each, 1000))


@given(shares, st.integers(0, 2000))
def test_one_more_case_allows_the_same_misses_or_one_more(target, n):
    assert misses_allowed(target, n + 1) - misses_allowed(target, n) in (0, 1)


@given(shares, shares, st.integers(0, 2000))
def test_a_higher_target_never_allows_more_misses(one, other, n):
    assert misses_allowed(max(one, other), n) <= misses_allowed(min(one, other), n)


@given(shares, st.integers(1, 2000))
def test_what_is_needed_meets_the_target_and_one_fewer_does_not(target, n):
    needed = needed_for(target, n)
    assert Fraction(needed, n) >= target
    assert needed == 0 or Fraction(needed - 1, n) < target
