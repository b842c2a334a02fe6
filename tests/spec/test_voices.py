"""Who was heard: kinds of record, groups that end, times that come round, and who is left to reach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.voices import (
    ASKABLE,
    TYPES,
    asked_state,
    by_sector,
    lacks,
    next_time,
    reached,
    sunset_state,
    times_of_year,
)
from throughline.words.sectors import SECTORS

ON = date(2010, 1, 15)
YEAR = date(2009, 4, 1)

LACKING = [
    ("a task-and-finish group without either", "task-and-finish", set(), ["body that it answers to", "day on which it ends"]),
    ("a task-and-finish group without an end", "task-and-finish", {"parent"}, ["day on which it ends"]),
    ("a task-and-finish group with both", "task-and-finish", {"parent", "sunset"}, []),
    ("a champion of nothing", "champion", {"decision"}, ["pathway"]),
    ("a note of practice from nowhere", "practice-note", set(), ["place or board that it comes from"]),
    ("a workshop needs nothing more", "workshop", set(), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "given_fields", "said"), [row[1:] for row in LACKING], ids=[r[0] for r in LACKING]
)
def test_what_a_record_cannot_be_without(kind: str, given_fields: set[str], said: list[str]) -> None:
    assert list(lacks(TYPES[kind], given_fields)) == said


def test_a_kind_asks_only_for_what_there_is_to_ask() -> None:
    assert all(kind.asks <= set(ASKABLE) and kind.needs <= kind.asks for kind in TYPES.values())
    assert {"reference-group", "champion", "survey", "forum", "opinion-poll"} <= set(TYPES)


SUNSETS = [
    ("no last day", None, None, "no sunset"),
    ("a last day ahead", date(2010, 3, 31), None, "running"),
    ("its last day", ON, None, "running"),
    ("the day after its last", date(2010, 1, 14), None, "overdue"),
    ("past its last day but ended", date(2009, 12, 31), date(2009, 12, 18), "ended"),
    ("an end that is still to come", date(2009, 12, 31), date(2010, 1, 20), "overdue"),
    ("ended without a last day", None, ON, "ended"),
]


@pytest.mark.parametrize(
    ("sunset", "ended_on", "state"), [row[1:] for row in SUNSETS], ids=[r[0] for r in SUNSETS]
)
def test_where_a_group_that_is_to_end_stands(sunset: date | None, ended_on: date | None, state: str) -> None:
    assert sunset_state(sunset, ended_on=ended_on, on=ON) == state


TIMES = [
    ("twice a year, both halves still to come to an end", 2, [], YEAR, date(2009, 5, 1), ["due", "due"]),
    ("held in the first half", 2, [date(2009, 6, 9)], YEAR, ON, ["held", "due"]),
    ("the first half went by", 2, [], YEAR, ON, ["missed", "due"]),
    ("held twice in the first half fills the first half alone", 2, [date(2009, 5, 5), date(2009, 9, 9)], YEAR, ON, ["held", "due"]),
    ("begun in the second half, it owes nothing for the first", 2, [], date(2009, 11, 1), ON, ["due"]),
    ("a day that has not come holds nothing", 2, [date(2010, 2, 2)], YEAR, ON, ["missed", "due"]),
    ("quarterly", 4, [date(2009, 4, 30), date(2009, 10, 6)], YEAR, ON, ["held", "missed", "held", "due"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "held", "begun", "on", "states"), [row[1:] for row in TIMES], ids=[r[0] for r in TIMES]
)
def test_each_time_of_a_year_is_held_due_or_missed(
    times: int, held: list[date], begun: date, on: date, states: list[str]
) -> None:
    assert [one.state for one in times_of_year(times, YEAR, held, begun=begun, on=on)] == states


def test_the_next_time_is_by_the_end_of_the_part_or_in_the_year_that_follows() -> None:
    assert next_time(2, YEAR, [], begun=YEAR, on=ON).by == date(2010, 3, 31)
    assert next_time(2, YEAR, [date(2009, 12, 1)], begun=YEAR, on=ON).by == date(2010, 9, 30)


@given(
    times=st.sampled_from([1, 2, 3, 4, 6, 12]),
    held=st.lists(st.integers(0, 364), max_size=8),
    after=st.integers(0, 364),
)
def test_every_part_stands_in_one_state_and_holding_more_never_misses_more(
    times: int, held: list[int], after: int
) -> None:
    on = YEAR + timedelta(days=after)
    days = [YEAR + timedelta(days=one) for one in held]
    found = times_of_year(times, YEAR, days, begun=YEAR, on=on)
    assert len(found) == times
    assert all(one.by >= on for one in found if one.state == "due")
    more = times_of_year(times, YEAR, [*days, on], begun=YEAR, on=on)
    assert sum(one.state == "missed" for one in more) <= sum(one.state == "missed" for one in found)


@pytest.mark.clause("C044", breaks="throughline.rules.voices:by_sector")
def test_every_sector_is_counted_once_a_record_and_one_that_was_never_heard_counts_nought() -> None:
    found = by_sector([["voluntary", "faith", "voluntary"], ["voluntary", "police"], []])
    assert (found["voluntary"], found["faith"], found["police"], found["housing"]) == (2, 1, 1, 0)
    assert list(found) == list(SECTORS)


def test_a_target_is_met_when_nobody_is_left_and_never_where_nobody_is_named() -> None:
    some = reached({"Ashwell": date(2009, 9, 1), "Lowdham": None, "Ranby": date(2010, 2, 1)}, on=ON)
    assert (some.done, some.of, some.left, some.is_whole) == (1, 3, ("Lowdham", "Ranby"), False)
    assert reached({"Ashwell": ON}, on=ON).is_whole
    assert not reached({}, on=ON).is_whole


ASKED = [
    ("its last day", ON, None, "waiting"),
    ("the day after", date(2010, 1, 14), None, "overdue"),
    ("answered late is answered", date(2010, 1, 4), date(2010, 1, 12), "answered"),
    ("an answer dated ahead", date(2010, 1, 4), date(2010, 1, 18), "overdue"),
]


@pytest.mark.parametrize(
    ("due", "answered_on", "state"), [row[1:] for row in ASKED], ids=[r[0] for r in ASKED]
)
def test_where_a_request_to_an_organisation_stands(due: date, answered_on: date | None, state: str) -> None:
    assert asked_state(due, answered_on=answered_on, on=ON) == state
