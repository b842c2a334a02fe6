"""The gate: small numbers stay in, and what leaves names its receipts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.measures.release import (
    HIDDEN,
    HIDDEN_TO_PROTECT,
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


def test_one_hidden_cell_takes_a_companion_in_its_row_and_its_column():
    found = release_table([[3, 20, 30], [10, 25, 40], [50, 60, 70]], receipts=FROM)
    words = [[cell.words for cell in row] for row in found.rows]
    assert words == [
        [HIDDEN, HIDDEN_TO_PROTECT, "30"],
        [HIDDEN_TO_PROTECT, HIDDEN_TO_PROTECT, "40"],
        ["50", "60", "70"],
    ]
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
