"""Who is counted in a three-month cohort, and why the others are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.made_up_store import Ending, Event, store_of
from throughline.figures.cohorts.flow import (
    COUNTED_ALREADY,
    LEFT_BEFORE,
    OTHER_AGE,
    OTHER_DISPOSAL,
    Flow,
    FlowStep,
)
from throughline.figures.cohorts.follow_up import day_of_number
from throughline.figures.cohorts.index_events import TooManyWords, read_index_events
from throughline.figures.cohorts.selecting import read_endings, select
from throughline.figures.measures.versions import NI_19, PROVEN_REOFFENDING

FIRST, LAST = date(2009, 1, 1), date(2009, 3, 31)
JANUARY, FEBRUARY = date(2009, 1, 5), date(2009, 2, 5)
ORDER, RELEASE = "court-order", "custody-release"


def cohort_of(folder, events, endings=(), last=LAST, version=PROVEN_REOFFENDING):
    store = store_of(folder, [], events, endings, row_group=2)
    return select(
        read_index_events(store.index_events, FIRST, last),
        read_endings(store.endings),
        version.rule,
    )


def counted_of(cohort):
    members = cohort.members
    disposals = members.words["disposal"].listed()
    return [
        (int(person), day_of_number(int(day)), disposal)
        for person, day, disposal in zip(members.person, members.day, disposals, strict=True)
    ]


@pytest.mark.parametrize(
    ("sentence", "events", "endings", "counted"),
    [
        ("one event is one person", [Event(1, JANUARY)], [], [(1, JANUARY, ORDER)]),
        (
            "of two in a quarter the first counts, wherever it stands",
            [Event(1, FEBRUARY), Event(1, JANUARY)],
            [],
            [(1, JANUARY, ORDER)],
        ),
        (
            "a fine on its own starts no follow-up, so the later order does",
            [Event(1, JANUARY, "fine"), Event(1, FEBRUARY)],
            [],
            [(1, FEBRUARY, ORDER)],
        ),
        (
            "of two on one day the release counts before the order",
            [Event(1, JANUARY), Event(1, JANUARY, RELEASE)],
            [],
            [(1, JANUARY, RELEASE)],
        ),
        ("the day before the quarter is another cohort's", [Event(1, date(2008, 12, 31))], [], []),
        ("the last day belongs", [Event(1, LAST)], [], [(1, LAST, ORDER)]),
        ("who was deported on release is not followed", [Event(1, JANUARY, RELEASE)], [Ending(1, JANUARY, "deportation")], []),
        ("who died before cannot be", [Event(1, FEBRUARY)], [Ending(1, JANUARY, "death")], []),
        (
            "who dies afterwards stays in the cohort",
            [Event(1, JANUARY)],
            [Ending(1, FEBRUARY, "death")],
            [(1, JANUARY, ORDER)],
        ),
        ("a recall ends no life", [Event(1, FEBRUARY)], [Ending(1, JANUARY, "recall")], [(1, FEBRUARY, ORDER)]),
        ("another's death changes nothing", [Event(1, FEBRUARY)], [Ending(2, JANUARY, "death")], [(1, FEBRUARY, ORDER)]),
        (
            "people come in order",
            [Event(7, JANUARY), Event(-3, FEBRUARY)],
            [],
            [(-3, FEBRUARY, ORDER), (7, JANUARY, ORDER)],
        ),
    ],
)  # fmt: skip
def test_who_is_counted(tmp_path, sentence, events, endings, counted):
    assert counted_of(cohort_of(tmp_path, events, endings)) == counted


def test_a_person_counts_once_in_each_quarter(tmp_path):
    events = [Event(1, JANUARY), Event(1, date(2009, 4, 1)), Event(1, date(2009, 6, 30))]
    found = counted_of(cohort_of(tmp_path, events, last=date(2009, 6, 30)))
    assert [day for _, day, _ in found] == [JANUARY, date(2009, 4, 1)]


def test_each_event_that_is_not_counted_has_one_reason(tmp_path):
    events = [
        Event(1, JANUARY),
        Event(1, JANUARY),
        Event(1, FEBRUARY, "fine"),
        Event(2, FEBRUARY, None),
        Event(3, FEBRUARY),
        Event(3, FEBRUARY, "fine"),
        Event(4, date(2009, 4, 1)),
    ]
    flow = cohort_of(tmp_path, events, [Ending(3, JANUARY, "death")]).flow
    assert flow.began == 6
    assert flow.left_out == (
        FlowStep(OTHER_DISPOSAL, 3),
        FlowStep(LEFT_BEFORE, 1),
        FlowStep(COUNTED_ALREADY, 1),
    )
    assert flow.counted == 1


def test_who_is_of_another_age_has_that_for_a_reason_before_any_other(tmp_path):
    events = [
        Event(1, JANUARY, age_band="15-17"),
        Event(1, FEBRUARY, age_band="18-20"),
        Event(2, JANUARY, age_band=None),
        Event(3, JANUARY, "fine", age_band="18-20"),
        Event(4, JANUARY, age_band="10-14"),
        Event(5, JANUARY, age_band="50+"),
    ]
    left = [Ending(4, JANUARY, "death"), Ending(5, JANUARY, "death")]
    cohort = cohort_of(tmp_path, events, left, version=NI_19)
    assert counted_of(cohort) == [(1, JANUARY, ORDER)]
    assert cohort.flow.left_out == (
        FlowStep(OTHER_DISPOSAL, 1),
        FlowStep(OTHER_AGE, 3),
        FlowStep(LEFT_BEFORE, 1),
        FlowStep(COUNTED_ALREADY, 0),
    )


@given(st.integers(0, 50), st.lists(st.integers(0, 50), max_size=4), st.integers(0, 50))
def test_a_flow_that_does_not_add_up_is_refused(began, steps, counted):
    left_out = tuple(FlowStep("why", step) for step in steps)
    if began == sum(steps) + counted:
        assert Flow(began, left_out, counted).counted == counted
    else:
        with pytest.raises(ValueError, match="are not"):
            Flow(began, left_out, counted)


def test_a_step_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        Flow(5, (FlowStep("why", -1),), 6)


def test_a_store_without_events_of_these_days_gives_nobody(tmp_path):
    cohort = cohort_of(tmp_path, [Event(1, date(1999, 1, 1))])
    assert (len(cohort.members), cohort.flow.began, cohort.flow.counted) == (0, 0, 0)


def test_a_store_without_endings_lets_everybody_stay(tmp_path):
    store = store_of(tmp_path, [], [Event(1, JANUARY)])
    store.endings.unlink()
    assert len(read_endings(store.endings).person) == 0


def test_a_column_of_more_words_than_can_be_groups_is_refused(tmp_path):
    events = [Event(number, JANUARY, area=f"Street {number}") for number in range(32_768)]
    store = store_of(tmp_path, [], events, row_group=20_000)
    with pytest.raises(TooManyWords, match="32,768 different words"):
        read_index_events(store.index_events, FIRST, LAST)
