"""How soon people reoffend leaves the store at days so far apart that nobody's own day follows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.measures.profiles import SUPPRESS_7_ROUND_5
from throughline.figures.measures.released_time import TooFewToShow, release_days
from throughline.figures.measures.time_to_reoffend import LEFT, REOFFENDED, STILL_FOLLOWED, longest
from throughline.figures.measures.versions import NI_18_LOCAL, PROVEN_REOFFENDING

FROM = ("receipt-1",)


def released(again, others=100, **more):
    """So many people reoffended on each of some days; the others had not by the last day."""
    times = [day for day, people in again.items() for _ in range(people)]
    outcomes = [REOFFENDED] * len(times) + [STILL_FOLLOWED] * others
    return release_days(times + [365] * others, outcomes, followed=366, receipts=FROM, **more)


@pytest.mark.parametrize(
    ("sentence", "again", "shown", "left_out"),
    [
        (
            "twenty in the first month and thirty in the third",
            {10: 20, 80: 30},
            {30: 20, 61: 20, 91: 50, 183: 50, 366: 50},
            set(),
        ),
        (
            "three in the second month are seen only with those of the first",
            {10: 20, 50: 3, 80: 30},
            {61: 23, 91: 53, 366: 53},
            {30},
        ),
        ("three at first are seen only with the next", {10: 3, 80: 30}, {91: 33, 366: 33}, {30, 61}),
        ("three on the last days hide all that came before", {10: 20, 360: 3}, {366: 23}, {30, 183, 335}),
    ],
)
def test_which_days_are_shown(sentence, again, shown, left_out):
    found = {one.day: one.reoffenders.value for one in released(again)}
    assert {day: found.get(day) for day in shown} == shown
    assert not left_out & set(found)


@given(st.dictionaries(st.integers(1, 365), st.integers(1, 12), max_size=12), st.integers(0, 60))
def test_between_two_days_lie_no_few_people(again, others):
    try:
        found = released(again, others)
    except TooFewToShow:
        total = sum(again.values())
        assert total + others < 30 or 0 < total < 5 or 0 < others < 5
        return
    counts = [0, *(one.reoffenders.value for one in found)]
    steps = [after - before for before, after in pairwise(counts)]
    assert not [step for step in steps if 0 < step < 5]
    assert (found[-1].day, counts[-1]) == (366, sum(again.values()))
    for one in found:
        assert one.reoffenders.value == sum(people for day, people in again.items() if day <= one.day)


@pytest.mark.parametrize(
    ("sentence", "again", "others"),
    [
        ("fewer than thirty people", {10: 14}, 15),
        ("few reoffended", {10: 4}, 100),
        ("few did not", {10: 100}, 4),
    ],
)
def test_too_few_people_are_not_shown(sentence, again, others):
    with pytest.raises(TooFewToShow, match="no share"):
        released(again, others)


def test_whoever_left_first_stays_in_the_whole():
    [*_, last] = release_days(
        [10] * 10 + [5] * 30, [REOFFENDED] * 10 + [LEFT] * 30, followed=366, receipts=FROM
    )
    assert (last.reoffenders.value, last.share) == (10, 25.0)


def test_a_share_of_rounded_counts_is_worked_out_from_what_is_shown():
    [*_, last] = released({10: 52}, 151, profile=SUPPRESS_7_ROUND_5)
    assert (last.reoffenders.value, last.share) == (50, 100 * 50 / 205)


@pytest.mark.parametrize(("version", "days"), [(PROVEN_REOFFENDING, 366), (NI_18_LOCAL, 92)])
def test_the_longest_follow_up_of_a_version(version, days):
    assert longest(version) == days
