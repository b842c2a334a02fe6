"""What changed between two versions of a minute, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.words.differences import differences

ROWS = [
    ("nothing changed", "Agreed.", "Agreed.", [("same", "Agreed.")]),
    (
        "one word for another",
        "The pilot is to begin in May.",
        "The pilot is to begin in June.",
        [("same", "The pilot is to begin in "), ("removed", "May."), ("added", "June.")],
    ),
    ("words added at the end", "Agreed.", "Agreed. Noted.", [("same", "Agreed."), ("added", " Noted.")]),
    ("words taken out", "It was late again.", "It was late.", [
        ("same", "It was "), ("removed", "late again."), ("added", "late.")]),
    ("everything is new", "", "Agreed.", [("added", "Agreed.")]),
    ("everything is gone", "Agreed.", "", [("removed", "Agreed.")]),
    ("no words at all", "", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "pieces"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_what_changed(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [(one.change, one.words) for one in differences(before, after)] == pieces


texts = st.lists(st.sampled_from(["a", "b", "c", " ", "\n", "d. ", "ŵ"]), max_size=20).map("".join)


@given(texts, texts)
def test_nothing_is_lost_of_either_text(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(one.words for one in pieces if one.change != "added") == before
    assert "".join(one.words for one in pieces if one.change != "removed") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {one.change for one in differences(text, text)} <= {"same"}
