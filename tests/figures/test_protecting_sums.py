"""Counts that hang together by sums: no small one, and no small rest, follows from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.measures.protecting_sums import PartsOf, hidden_in_sums


@pytest.mark.parametrize(
    ("sentence", "counts", "sums", "hidden"),
    [
        ("nothing is small: nothing is hidden", {"A": 40, "B": 60, "all": 100}, [("all", "AB")], ""),
        ("a small count alone is hidden alone", {"A": 3, "B": 60}, [], "A"),
        ("a small count in no sum stands beside a sum", {"A": 97, "B": 3, "all": 100, "apart": 2},
         [("all", "AB")], ["A", "B", "apart"]),
        ("100 less 97 would give 3, so the part beside it goes too", {"A": 97, "B": 3, "all": 100},
         [("all", "AB")], "AB"),
        ("the smaller of two parts goes with it", {"A": 50, "B": 3, "C": 47, "all": 100},
         [("all", "ABC")], "BC"),
        ("two small parts that come to 3 would be known to within 3, so a third goes",
         {"A": 1, "B": 2, "C": 47, "all": 50}, [("all", "ABC")], "ABC"),
        ("310 less 308 leaves two people that nobody printed", {"women": 308, "all": 310},
         [("all", ["women"])], ["women"]),
        ("a rest of 10 could be anybody", {"women": 300, "all": 310}, [("all", ["women"])], ""),
        ("parts beyond their whole are no sum", {"A": 3, "B": 60, "all": 50}, [("all", "AB")], "A"),
        ("a part that nobody counted leaves no sum", {"A": 3, "all": 50}, [("all", "AB")], "A"),
        ("a chain is followed", {"a": 3, "A": 20, "b": 17, "all": 50, "B": 30},
         [("A", "ab"), ("all", "AB")], "ab"),
    ],
)  # fmt: skip
def test_what_is_hidden_beside_a_small_count(sentence, counts, sums, hidden):
    found = hidden_in_sums(counts, [PartsOf(whole, tuple(parts)) for whole, parts in sums])
    assert found == frozenset(hidden), sentence


@given(parts=st.lists(st.integers(0, 30), min_size=1, max_size=6), rest=st.integers(0, 8))
def test_no_small_part_or_rest_is_known_to_within_5(parts, rest):
    """One sum by hand: hidden cells share what the shown leave, so each lies between nought and that."""
    counts = dict(enumerate(parts)) | {"all": sum(parts) + rest}
    hidden = hidden_in_sums(counts, [PartsOf("all", tuple(range(len(parts))))])
    assert all(name in hidden for name, count in counts.items() if 1 <= count <= 4)
    unknown = [at for at in range(len(parts)) if at in hidden]
    is_small = 1 <= rest <= 4 or any(1 <= parts[at] <= 4 for at in unknown)
    if not is_small or "all" in hidden:
        return
    left = counts["all"] - sum(parts[at] for at in range(len(parts)) if at not in hidden)
    assert len(unknown) + (rest > 0) > 1
    assert left >= 5
