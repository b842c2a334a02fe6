"""What is typed into a search box is words, phrases and beginnings; nothing in it is an operator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.words.typed_query import MOST_WORDS, Part, parts_of, plain, with_other_forms

GOEM = ("Government Office for the East Midlands", "GOEM", "SSC, GOEM")
DWP = ("Department for Work and Pensions", "DWP")
NAMES = (GOEM, DWP)


def part(*phrases: str, is_beginning: bool = False) -> Part:
    return Part(tuple(tuple(one.split()) for one in phrases), is_beginning)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        pytest.param("", (), id="nothing is nothing"),
        pytest.param(' "" * () ', (), id="marks alone are nothing"),
        pytest.param("housing support", (part("housing"), part("support")), id="each word is to be found"),
        pytest.param('"housing support"', (part("housing support"),), id="quoted words are a phrase"),
        pytest.param('"housing', (part("housing"),), id="a quotation mark that never closes is left out"),
        pytest.param("re-offending", (part("re offending"),), id="a word with a mark inside is a phrase"),
        pytest.param("reoffend*", (part("reoffend", is_beginning=True),), id="a star makes a beginning"),
        pytest.param("re-offend*", (part("re offend"),), id="a phrase has no beginning"),
        pytest.param("HOUSING Tŷ", (part("housing"), part("ty")), id="neither capitals nor accents count"),
        pytest.param(
            "a OR b NOT c", tuple(map(part, ["a", "or", "b", "not", "c"])), id="operators are words"
        ),
        pytest.param("title:x NEAR(y)", (part("title x"), part("near y")), id="marks part words"),
    ],
)
def test_what_was_typed(typed: str, parts: tuple[Part, ...]) -> None:
    assert parts_of(typed) == parts


@pytest.mark.parametrize(
    ("typed", "found", "added"),
    [
        pytest.param("housing", (part("housing"),), (), id="no name, nothing added"),
        pytest.param(
            "DWP", (part("dwp", "department for work and pensions"),), (DWP[0],), id="a short form finds its name"
        ),
        pytest.param(
            "department for work and pensions", (part("department for work and pensions", "dwp"),), ("DWP",),
            id="a name in words that follow one another finds its short form",
        ),
        pytest.param(
            '"Government Office for the East Midlands" homes',
            (part(" ".join(plain(GOEM[0])), "goem", "ssc goem"), part("homes")), ("GOEM", "SSC, GOEM"),
            id="a name in quotation marks does too, and the rest stays",
        ),
        pytest.param("dwp*", (part("dwp", is_beginning=True),), (), id="a beginning is no name"),
        pytest.param("department", (part("department"),), (), id="half a name is no name"),
    ],
)  # fmt: skip
def test_names_are_looked_for_in_each_of_their_forms(
    typed: str, found: tuple[Part, ...], added: tuple[str, ...]
) -> None:
    assert with_other_forms(parts_of(typed), NAMES) == (found, added)


@given(st.text(max_size=3000))
def test_whatever_is_typed_becomes_few_plain_words(typed: str) -> None:
    parts = parts_of(typed)
    assert len(parts) <= MOST_WORDS
    assert all(word.isalnum() for one in parts for phrase in one.phrases for word in phrase)


@given(st.text(max_size=60))
def test_no_words_are_lost_when_forms_are_added(typed: str) -> None:
    parts = parts_of(typed)
    found, _added = with_other_forms(parts, NAMES)
    before = [word for one in parts for word in one.phrases[0]]
    assert [word for one in found for word in one.phrases[0]] == before
