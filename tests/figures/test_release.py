"""The gate: small numbers stay in, and what leaves names its receipts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.measures.profiles import NONE, PROFILES, SUPPRESS_7_ROUND_5
from throughline.figures.measures.release import (
    HIDDEN,
    HIDDEN_IN_TABLE,
    release,
    release_share,
    release_table,
)

FROM = ("2010-01-04/3",)


@pytest.mark.parametrize(
    ("count", "value", "words"),
    [(0, 0, "0"), (1, None, HIDDEN), (4, None, HIDDEN), (5, 5, "5"), (1234, 1234, "1,234")],
)
def test_one_to_four_are_hidden_and_zero_is_shown(count, value, words):
    found = release(count, receipts=FROM)
    assert (found.value, found.words, found.receipts) == (value, words, FROM)


@pytest.mark.parametrize(
    ("why", "profile", "count", "value", "words"),
    [
        ("up to seven are one nought", SUPPRESS_7_ROUND_5, 6, 0, "0 to 7"),
        ("seven too", SUPPRESS_7_ROUND_5, 7, 0, "0 to 7"),
        ("and a true nought, so that it cannot be told", SUPPRESS_7_ROUND_5, 0, 0, "0 to 7"),
        ("eight is rounded to the nearest 5", SUPPRESS_7_ROUND_5, 8, 10, "10"),
        ("twelve down", SUPPRESS_7_ROUND_5, 12, 10, "10"),
        ("thirteen up", SUPPRESS_7_ROUND_5, 13, 15, "15"),
        ("what counts no people is shown", NONE, 3, 3, "3"),
    ],
)
def test_each_profile_shows_a_count_its_own_way(why, profile, count, value, words):
    found = release(count, receipts=FROM, profile=profile)
    assert (found.value, found.words) == (value, words)


@given(st.integers(0, 10_000), st.sampled_from(sorted(PROFILES)))
def test_what_a_reader_knows_of_a_count_is_true(count, code):
    profile = PROFILES[code]
    lowest, highest = profile.between(profile.shown(count))
    assert lowest <= count
    assert highest is None or count <= highest


@pytest.mark.parametrize(
    ("why", "x", "n", "words"),
    [
        ("both are rounded", 118, 142, "120 of 140"),
        ("seven is small here", 7, 142, "hidden, fewer than 8"),
        ("and so is a rest of seven", 135, 142, "hidden, fewer than 8"),
    ],
)
def test_shares_under_the_stricter_profile(why, x, n, words):
    assert release_share(x, n, receipts=FROM, profile=SUPPRESS_7_ROUND_5).words == words


@pytest.mark.parametrize("code", sorted(PROFILES))
def test_a_count_below_zero_is_none(code):
    with pytest.raises(ValueError, match="cannot be -1"):
        release(-1, receipts=FROM, profile=PROFILES[code])


def test_the_words_say_why():
    assert HIDDEN == "hidden, fewer than 5"


@pytest.mark.parametrize(
    ("why", "x", "n", "people", "shown"),
    [
        ("enough of both", 118, 142, True, True),
        ("a small number of cases", 3, 4, False, False),
        ("a small number counted", 2, 100, False, False),
        ("a small rest of people, by subtraction", 98, 100, True, False),
        ("a small rest of reviews", 98, 100, False, True),
        ("all of them", 100, 100, True, True),
    ],
)
def test_shares(why, x, n, people, shown):
    found = release_share(x, n, receipts=FROM, people=people)
    assert (found.n == n) is shown
    assert (found.words == HIDDEN) is not shown


@pytest.mark.parametrize(
    "without_receipt",
    [
        lambda: release(10, receipts=()),
        lambda: release(10, receipts=("",)),
        lambda: release_share(10, 20, receipts=()),
        lambda: release_table([[10]], receipts=()),
    ],
)
def test_nothing_leaves_without_a_receipt(without_receipt):
    with pytest.raises(ValueError, match="receipt"):
        without_receipt()


def test_every_hidden_cell_of_a_table_bears_the_same_word():
    """Told apart, two cells “fewer than 5” whose row comes to 8 beside what is shown would both be 4."""
    found = release_table([[3, 20, 30], [10, 25, 40], [50, 60, 70]], receipts=FROM)
    hidden = [cell.words for row in found.rows for cell in row if cell.value is None]
    assert set(hidden) == {HIDDEN_IN_TABLE}
    assert len(hidden) == 4
    assert [cell.words for cell in found.row_totals] == ["53", "75", "180"]
    assert found.total.words == "308"


def test_a_table_without_small_numbers_is_shown_whole():
    found = release_table([[0, 20], [10, 25]], receipts=FROM)
    assert [[cell.value for cell in row] for row in found.rows] == [[0, 20], [10, 25]]
    assert [cell.value for cell in found.column_totals] == [10, 45]


def test_rows_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one length"):
        release_table([[1, 2], [3]], receipts=FROM)


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


def lines_of(found):
    rows = [[*row, total] for row, total in zip(found.rows, found.row_totals, strict=True)]
    rows.append([*found.column_totals, found.total])
    return rows + [list(column) for column in zip(*rows, strict=True)]


@given(tables)
def test_no_small_number_is_shown_and_no_line_keeps_one_secret_alone(counts):
    for line in lines_of(release_table(counts, receipts=FROM)):
        assert not any(cell.value in (1, 2, 3, 4) for cell in line)
        assert sum(cell.value is None for cell in line) != 1


@given(tables)
def test_what_is_shown_is_true(counts):
    found = release_table(counts, receipts=FROM)
    for row, true in zip(found.rows, counts, strict=True):
        assert all(cell.value in (None, value) for cell, value in zip(row, true, strict=True))
