"""What is printed before each item: no gap and no count for whoever may not see an item."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.item_numbers import Item, is_open_to, narrowest, numbers, own_mark

READERS = ["body", "members", "named"]
ROWS = [
    # what is said, the items as (code, open to, number so far), published, numbers of before, the numbers
    ("items open to all are numbered in order", [("a", "body", ""), ("b", "body", "")], False, (), ["1", "2"]),
    ("an item for members is of its own series and leaves no gap",
     [("a", "body", ""), ("m", "members", ""), ("b", "body", "")], False, (), ["1", "M1", "2"]),
    ("until it is published, numbers follow the order",
     [("b", "body", "2"), ("a", "body", "1")], False, (), ["1", "2"]),
    ("once published, a number stays with its item", [("b", "body", "2"), ("a", "body", "1")], True, (), ["2", "1"]),
    ("a late item gets the next number, wherever it stands",
     [("a", "body", "1"), ("late", "body", ""), ("b", "body", "2")], True, (), ["1", "3", "2"]),
    ("the number of a withdrawn item is not given again",
     [("a", "body", "1"), ("late", "body", "")], True, ("2",), ["1", "3"]),
    ("a late item for members gets the next of theirs",
     [("a", "body", "1"), ("m", "members", "M1"), ("late", "members", "")], True, (), ["1", "M1", "M2"]),
    ("an item that is closed to others after publishing leaves the common numbers",
     [("a", "body", "1"), ("b", "members", "2")], True, (), ["1", "M1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "is_published", "ever", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_numbers_of_items(
    items: list[tuple[str, str, str]], is_published: bool, ever: tuple[str, ...], expected: list[str]
) -> None:
    made = [Item(code=code, open_to=to, number=number) for code, to, number in items]
    assert list(numbers(made, is_published=is_published, ever=ever).values()) == expected


def test_an_item_for_named_readers_carries_its_own_mark_and_moves_no_number() -> None:
    items = [Item(code="a"), Item(code="r", open_to="named", mark="R-014"), Item(code="b")]
    assert numbers(items, is_published=False) == {"a": "1", "r": "R-014", "b": "2"}


@given(st.lists(st.sampled_from(READERS), max_size=12))
def test_every_reader_counts_without_a_gap(readers: list[str]) -> None:
    """Those who see the open items alone, or the members' too, find each series whole from 1 on."""
    items = [
        Item(code=str(n), open_to=to, mark=own_mark(n) if to == "named" else "")
        for n, to in enumerate(readers)
    ]
    found = numbers(items, is_published=False)
    for to, prefix in (("body", ""), ("members", "M")):
        seen = [found[item.code] for item in items if item.open_to == to]
        assert seen == [f"{prefix}{n}" for n in range(1, len(seen) + 1)]


@given(st.lists(st.sampled_from(READERS), min_size=1, max_size=10), st.data())
def test_after_publishing_no_number_ever_changes_or_comes_twice(
    readers: list[str], data: st.DataObject
) -> None:
    items = [
        Item(code=str(n), open_to=to, mark=own_mark(n) if to == "named" else "")
        for n, to in enumerate(readers)
    ]
    first = numbers(items, is_published=False)
    kept = [
        Item(code=one.code, open_to=one.open_to, number=first[one.code], mark=one.mark)
        for one in data.draw(st.permutations(items))
        if data.draw(st.booleans())
    ]
    late = [Item(code="late"), Item(code="later", open_to="members")]
    after = numbers([*kept, *late], is_published=True, ever=tuple(first.values()))
    assert all(after[one.code] == first[one.code] for one in kept)
    assert after["late"] not in first.values()
    assert after["later"] not in first.values()


def test_a_mark_is_the_same_for_the_same_item_and_says_no_order() -> None:
    marks = [own_mark(12, code) for code in ("a", "b", "c", "d", "e", "f")]
    assert marks == [own_mark(12, code) for code in ("a", "b", "c", "d", "e", "f")]
    assert all(re.fullmatch(r"N-\d{6}", one) for one in marks)
    assert len(set(marks)) == 6
    assert marks != sorted(marks)


OPEN = [
    # what is said, open to, runs the meeting, is a member, is named, may know of it
    ("every reader knows of an item open to the body", "body", False, False, False, True),
    ("a member knows of an item for members", "members", False, True, False, True),
    ("a reader who is no member does not", "members", False, False, False, False),
    ("a guest who is named does", "members", False, False, True, True),
    ("a member who is not named does not know of one for named readers", "named", False, True, False, False),
    ("whoever keeps the papers knows of all", "named", True, False, False, True),
    ("one who is named does", "named", False, False, True, True),
]


@pytest.mark.parametrize(
    ("open_to", "runs", "is_member", "is_named", "may"),
    [row[1:] for row in OPEN],
    ids=[row[0] for row in OPEN],
)
def test_who_may_know_of_an_item(
    open_to: str, runs: bool, is_member: bool, is_named: bool, may: bool
) -> None:
    assert is_open_to(open_to, runs=runs, is_member=is_member, is_named=is_named) is may


@pytest.mark.parametrize(
    ("given_readers", "expected"),
    [
        (["body"], "body"),
        (["body", "members"], "members"),
        (["named", "members"], "named"),
        (["members", "body", "named"], "named"),
    ],
)
def test_the_narrowest_of_some_readers_are_the_fewest(given_readers: list[str], expected: str) -> None:
    assert narrowest(*given_readers) == expected
