"""Protective markings: the present scheme, the legacy one, and what a pack carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.words import markings
from throughline.words.markings import Marking, highest, is_legacy, read_marking

PRESENT = ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"]


@pytest.mark.parametrize(
    ("sentence", "text", "scheme", "level", "descriptor"),
    [
        ("legacy, with its descriptor", "RESTRICTED - MANAGEMENT", "GPMS", "RESTRICTED", "MANAGEMENT"),
        ("a legacy marking alone", "Protect", "GPMS", "PROTECT", ""),
        ("the present scheme's lowest", "OFFICIAL", "GSC", "OFFICIAL", ""),
        ("with its descriptor", "OFFICIAL-SENSITIVE", "GSC", "OFFICIAL", "SENSITIVE"),
        ("a word of both schemes is of the present one", "SECRET", "GSC", "SECRET", ""),
    ],
)
def test_a_marking_is_kept_to_the_letter_and_never_moved_to_another_scheme(
    sentence, text, scheme, level, descriptor
):
    assert read_marking(text) == Marking(text, scheme, level, descriptor)
    assert str(read_marking(text)) == text


def test_a_word_of_both_schemes_is_legacy_when_its_document_says_so():
    assert read_marking("SECRET", "GPMS").scheme == "GPMS"


@pytest.mark.parametrize("text", ["RESTRICTED - MANAGEMENT", "restricted", "PROTECT", "CONFIDENTIAL"])
def test_a_legacy_word_is_known_as_such(text):
    assert is_legacy(text)


@pytest.mark.parametrize("text", ["OFFICIAL", "SECRET", "TOP SECRET", ""])
def test_a_word_of_the_present_scheme_is_not_legacy(text):
    assert not is_legacy(text)


@pytest.mark.parametrize(
    ("sentence", "contents", "marked"),
    [
        ("the only one", ["OFFICIAL"], "OFFICIAL"),
        ("sensitive is above plain", ["OFFICIAL-SENSITIVE", "OFFICIAL"], "OFFICIAL-SENSITIVE"),
        ("a level is above a descriptor", ["OFFICIAL-SENSITIVE", "SECRET"], "SECRET"),
        ("legacy papers among themselves", ["PROTECT", "RESTRICTED - MANAGEMENT"], "RESTRICTED - MANAGEMENT"),
    ],
)
def test_a_pack_carries_the_highest_of_its_contents(sentence, contents, marked):
    assert str(highest(map(read_marking, contents))) == marked


@given(st.lists(st.sampled_from(PRESENT), min_size=1))
def test_the_highest_is_one_of_the_contents_and_above_none_is_missing(contents):
    order = [PRESENT.index(text) for text in contents]
    assert str(highest(map(read_marking, contents))) == PRESENT[max(order)]


def test_markings_of_two_schemes_are_not_ranked():
    with pytest.raises(markings.MarkingsDiffer, match="mark the legacy ones again"):
        highest([read_marking("OFFICIAL"), read_marking("RESTRICTED")])


@pytest.mark.parametrize("text", ["PRIVATE", "", "OFFICIALLY"])
def test_words_that_are_no_marking_are_refused(text):
    with pytest.raises(markings.MarkingUnknown, match="is not a GSC marking; use one of OFFICIAL, SECRET"):
        read_marking(text)


def test_no_contents_have_no_marking():
    with pytest.raises(markings.MarkingUnknown, match="nothing here that carries a marking"):
        highest([])
