"""How minutes come about: rules R2 and R50, and the minutes of the founding documents."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.minutes import (
    DRAFT_ACTS,
    PARTS,
    STEPS,
    Act,
    MinutesState,
    Part,
    Readers,
    acts_of,
    comments_are_open,
    may_read,
    may_take,
    narrowest,
    numbers_for,
    state_of,
)

ACTS: tuple[Act, ...] = get_args(Act)
STATES: tuple[MinutesState, ...] = get_args(MinutesState)
READERS: tuple[Readers, ...] = get_args(Readers)

COURSES = [
    ("nothing sent yet: a draft", [], "drafting"),
    ("sent to the members", ["circulated"], "circulated"),
    ("sent again after comments", ["circulated", "circulated"], "circulated"),
    ("approved by the next meeting", ["circulated", "approved"], "approved"),
    ("corrected twice by later meetings", ["circulated", "approved", "corrected", "corrected"], "corrected"),
]


@pytest.mark.parametrize(("versions", "state"), [row[1:] for row in COURSES], ids=[row[0] for row in COURSES])
def test_how_far_minutes_have_come(versions: list[str], state: str) -> None:
    assert state_of(versions) == state


IMPOSSIBLE = [
    ("approved without having gone out", ["approved"]),
    ("corrected before they were approved", ["circulated", "corrected"]),
    ("approved twice", ["circulated", "approved", "approved"]),
    ("sent out again after approval", ["circulated", "approved", "circulated"]),
]


@pytest.mark.parametrize("versions", [row[1] for row in IMPOSSIBLE], ids=[row[0] for row in IMPOSSIBLE])
def test_minutes_take_no_other_course(versions: list[str]) -> None:
    with pytest.raises(KeyError):
        state_of(versions)


@pytest.mark.parametrize("state", ["approved", "corrected"])
def test_after_approval_nothing_but_a_correction_and_who_may_read(state: MinutesState) -> None:
    assert {act for act in ACTS if may_take(act, state)} == {"correct", "restrict"}


@pytest.mark.parametrize("act", DRAFT_ACTS)
def test_a_draft_is_written_until_it_is_approved(act: Act) -> None:
    assert [state for state in STATES if may_take(act, state)] == ["drafting", "circulated"]


WHO = [
    ("the secretary writes a draft", {"secretary"}, "drafting", False,
     {"write", "amend", "strike", "settle", "circulate"}),
    ("the chair proposes other words", {"chair"}, "drafting", False, {"propose"}),
    ("a member waits for the draft", {"member"}, "drafting", False, set()),
    ("a member comments while comments are open", {"member"}, "circulated", True, {"comment"}),
    ("a member is too late", {"member"}, "circulated", False, set()),
    ("the secretary records approval and answers", {"secretary"}, "circulated", False,
     {"write", "amend", "strike", "settle", "circulate", "answer", "approve"}),
    ("the secretary corrects by decision only", {"secretary"}, "approved", True, {"correct", "restrict"}),
    ("the chair edits nothing that is approved", {"chair"}, "approved", True, set()),
    ("somebody who only reads does nothing", set(), "circulated", True, set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "state", "comments_open", "expected"), [row[1:] for row in WHO], ids=[row[0] for row in WHO]
)
def test_who_does_what(
    parts: set[Part], state: MinutesState, comments_open: bool, expected: set[Act]
) -> None:
    assert acts_of(parts, state, comments_open=comments_open) == expected


@given(st.sets(st.sampled_from(get_args(Part))), st.sampled_from(STATES), st.booleans())
def test_nobody_does_what_the_minutes_may_not_take(
    parts: set[Part], state: MinutesState, comments_open: bool
) -> None:
    found = acts_of(parts, state, comments_open=comments_open)
    assert all(may_take(act, state) and PARTS[act] & parts for act in found)


def test_every_act_has_its_part_and_its_place() -> None:
    assert set(PARTS) == set(ACTS) == {act for _, act in STEPS}


CLOSES = [
    ("the day before they close", "circulated", date(2026, 4, 30), True),
    ("on the day itself", "circulated", date(2026, 5, 1), True),
    ("the day after", "circulated", date(2026, 5, 2), False),
    ("approved meanwhile", "approved", date(2026, 4, 30), False),
]


@pytest.mark.parametrize(("state", "today", "is_open"), [r[1:] for r in CLOSES], ids=[r[0] for r in CLOSES])
def test_comments_close(state: MinutesState, today: date, is_open: bool) -> None:
    assert comments_are_open(state, date(2026, 5, 1), today) is is_open


def test_without_a_day_comments_are_closed() -> None:
    assert not comments_are_open("circulated", None, date(2026, 5, 1))


NUMBERS = [
    ("the body's first minutes begin at 1", 3, [], (1, 2, 3)),
    ("the next meeting's run on", 2, [1, 2, 3], (4, 5)),
    ("a number struck out is not given again", 1, [1, 2, 7], (8,)),
    ("nothing new needs no number", 0, [1, 2], ()),
]


@pytest.mark.parametrize(
    ("count", "given_before", "expected"), [r[1:] for r in NUMBERS], ids=[r[0] for r in NUMBERS]
)
def test_numbers_run_on(count: int, given_before: list[int], expected: tuple[int, ...]) -> None:
    assert numbers_for(count, given=given_before) == expected


@given(st.lists(st.integers(0, 20), max_size=8))
def test_numbers_of_a_body_are_unbroken_and_given_once(meetings: list[int]) -> None:
    given_so_far: list[int] = []
    for count in meetings:
        given_so_far += numbers_for(count, given=given_so_far)
    assert given_so_far == list(range(1, sum(meetings) + 1))


READ = [
    ("the public reads what is for everyone", "public", "public", True),
    ("the public does not read what is for the body", "body", "public", False),
    ("who reads the body's papers does not read what is for members", "members", "body", False),
    ("who reads the body's papers reads what is for the body", "body", "body", True),
    ("a member reads everything", "members", "members", True),
]


@pytest.mark.parametrize(
    ("readers", "reader", "may"), [row[1:] for row in READ], ids=[row[0] for row in READ]
)
def test_who_reads_a_paragraph(readers: Readers, reader: Readers, may: bool) -> None:
    assert may_read(readers, reader) is may


def test_an_old_version_opens_nothing_that_is_now_restricted_and_nothing_that_then_was() -> None:
    for then, now, reader in product(READERS, READERS, READERS):
        both = may_read(then, reader) and may_read(now, reader)
        assert may_read(narrowest(then, now), reader) is both
