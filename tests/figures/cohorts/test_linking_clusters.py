"""Records joined into people: by hand, and as a promise over any links and any who are kept apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.cohorts.linking.clusters import Pair, cut, joined


def people(count: int, links: list[Pair], apart: set[Pair]) -> tuple[list[int], list[Pair]]:
    """The person of records 1 to count, and the refused links; the links stand strongest first."""
    records = np.arange(1, count + 1)
    left, right = np.array(links, np.int64).reshape(-1, 2).T
    found = cut(records, left, right, apart, joined(records, left, right))
    return found.person.tolist(), list(found.refused)


JOINED = [
    ("nobody is linked", 3, [], set(), [1, 2, 3], []),
    ("a chain is one person", 4, [(3, 4), (1, 2), (2, 3)], set(), [1, 1, 1, 1], []),
    ("a person has the smallest number", 3, [(2, 3)], set(), [1, 2, 2], []),
    ("the weaker of two links gives way", 3, [(1, 3), (2, 3)], {(1, 2)}, [1, 2, 1], [(2, 3)]),
    ("the order of the records does not matter", 3, [(2, 3), (1, 3)], {(1, 2)}, [1, 2, 2], [(1, 3)]),
    ("a direct link of two kept apart gives way", 2, [(1, 2)], {(1, 2)}, [1, 2], [(1, 2)]),
    ("apart within one person of two: the other is whole", 5, [(4, 5), (1, 3), (2, 3)], {(1, 2)}, [1, 2, 1, 4, 4], [(2, 3)]),
    ("apart who were never linked", 3, [(2, 3)], {(1, 2)}, [1, 2, 2], []),
    ("groups that grew are kept apart too", 4, [(1, 3), (2, 4), (3, 4)], {(1, 2)}, [1, 2, 1, 2], [(3, 4)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "count", "links", "apart", "person", "refused"), JOINED)
def test_records_are_joined(
    sentence: str, count: int, links: list[Pair], apart: set[Pair], person: list[int], refused: list[Pair]
) -> None:
    assert people(count, links, apart) == (person, refused), sentence


def test_record_numbers_may_leave_gaps() -> None:
    records = np.array([5, 70, 900])
    left, right = np.array([70]), np.array([900])
    assert joined(records, left, right).tolist() == [5, 70, 70]


PAIR = st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda pair: pair[0] < pair[1])


@given(links=st.lists(PAIR, unique=True, max_size=20), apart=st.sets(PAIR, max_size=6))
def test_nobody_is_joined_to_whom_they_are_kept_apart_from(links: list[Pair], apart: set[Pair]) -> None:
    person, refused = people(12, links, apart)
    assert all(person[a - 1] != person[b - 1] for a, b in apart)
    assert all(person[a - 1] == person[b - 1] for a, b in links if (a, b) not in refused)
    assert all(person[a - 1] != person[b - 1] for a, b in refused)
    assert all(one <= record and person[one - 1] == one for record, one in enumerate(person, start=1))


@given(links=st.lists(PAIR, unique=True, max_size=20), apart=st.sets(PAIR, max_size=6))
def test_a_link_is_refused_only_where_it_would_join_those_kept_apart(
    links: list[Pair], apart: set[Pair]
) -> None:
    person, refused = people(12, links, apart)
    for a, b in refused:
        group = {r for r in range(1, 13) if person[r - 1] in (person[a - 1], person[b - 1])}
        assert any(x in group and y in group for x, y in apart)
