"""Counts as tables print them, and the marks for a figure that is not to be had."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.printed_numbers import (
    NotACount,
    is_not_available,
    looks_like_a_number,
    read_count,
    read_decimal,
    spellings,
)


@pytest.mark.parametrize(
    ("sentence", "text", "count"),
    [
        ("digits", "1204", 1204),
        ("commas between thousands", "1,204", 1204),
        ("millions", "1,234,567", 1_234_567),
        ("nought", "0", 0),
        ("a whole number that a spreadsheet keeps with a point", "57.0", 57),
        ("a mark that it was revised", "57 [r]", 57),
        ("spaces around it", " 57 ", 57),
    ],
)
def test_a_count_is_read(sentence, text, count):
    assert read_count(text, commas=True) == count, sentence


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("words", "about 270"),
        ("a share", "74.4"),
        ("a number below nought", "-3"),
        ("commas out of place, as in a list", "1,20"),
        ("a decimal comma", "1,5"),
        ("a day", "2009-04-01"),
        ("a digit of another script", "\u0663"),
        ("a number of a physicist", "1e3"),
        ("a sum of money", "£3"),
        ("an error of a spreadsheet that is no mark for a gap", "#REF!"),
    ],
)
def test_what_is_no_count_is_refused_with_its_words(sentence, text):
    with pytest.raises(NotACount, match="is not a whole number"):
        read_count(text, commas=True)


def test_commas_are_read_only_where_the_profile_allows_them():
    with pytest.raises(NotACount):
        read_count("1,204", commas=False)


@given(st.integers(0, 999_999_999))
def test_a_count_printed_with_or_without_commas_comes_back(count):
    assert read_count(f"{count:,}", commas=True) == read_count(str(count), commas=False) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7.57", Fraction(757, 100)),
        ("7.57%", Fraction(757, 100)),
        ("-11.06", Fraction(-1106, 100)),
        ("294", 294),
    ],
)
def test_a_decimal_is_read_exactly_as_printed(text, number):
    assert read_decimal(text, commas=False) == number


def test_a_word_is_no_decimal():
    with pytest.raises(NotACount, match="is not a number"):
        read_decimal("n/k", commas=True)


@pytest.mark.parametrize("text", ["", " ", "#N/A", "#n/a", "..", "-", ":", "*", "[x]", "[c]", "n/a"])
def test_a_mark_for_a_gap_is_known(text):
    assert is_not_available(text)


@pytest.mark.parametrize("text", ["0", "57", "none", "x", "#REF!"])
def test_nought_and_words_are_no_gap(text):
    assert not is_not_available(text)


def test_a_table_may_have_marks_of_its_own_and_then_the_usual_ones_are_not_read():
    own = spellings(["Suppressed"])
    assert is_not_available("SUPPRESSED", own)
    assert not is_not_available("*", own)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1,204", True),
        ("74.4%", True),
        ("£3", True),
        ("-2", True),
        ("57 [r]", True),
        ("Q1", False),
        ("", False),
    ],
)
def test_a_figure_is_told_from_words(text, is_one):
    assert looks_like_a_number(text) is is_one
