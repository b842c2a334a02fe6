"""Tables: what a reader could work out, and that nothing small is left to work out."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.figures.measures.audit import Exposed, audit
from throughline.figures.measures.hiding import with_margins
from throughline.figures.measures.profiles import NONE, SUPPRESS_1_4, SUPPRESS_7_ROUND_5
from throughline.figures.measures.protecting import RevealedBefore
from throughline.figures.measures.release import Released, release_table, table_of
from throughline.figures.measures.solving import Known, solve, two_way_lines

FROM = ("2010-01-04/3",)


def published(grid, profile=SUPPRESS_1_4):
    """A table as somebody might publish it, its totals last; None where a number is hidden."""
    return table_of([[Released(value, "", FROM) for value in row] for row in grid], profile=profile)


def places(grid):
    return {(r, c): value for r, row in enumerate(grid) for c, value in enumerate(row)}


def small_of(grid, largest=4):
    return {cell for cell, value in places(grid).items() if 0 < value <= largest}


def with_small_ones_hidden(counts):
    grid = with_margins(counts)
    hidden = small_of(grid)
    return published(
        [[None if (r, c) in hidden else v for c, v in enumerate(row)] for r, row in enumerate(grid)]
    )


@pytest.mark.parametrize(
    ("why", "grid", "exposed"),
    [
        ("nothing is hidden", [[20, 30, 50], [10, 25, 35], [30, 55, 85]], ()),
        ("one alone follows by subtraction", [[None, 30, 33], [10, 25, 35], [13, 55, 68]], (Exposed(0, 0, 3, 3),)),
        (
            "two of a row cannot be more than their sum",
            [[None, None, 3], [None, None, 43], [13, 33, 46]],
            (Exposed(0, 0, 0, 3), Exposed(0, 1, 0, 3), Exposed(1, 0, 10, 13), Exposed(1, 1, 30, 33)),
        ),
        (
            "four in a rectangle that move together by 5 are safe",
            [[None, None, 33], [None, None, 43], [25, 51, 76]],
            (),
        ),
        ("a hidden total follows from its parts", [[20, 30, None], [10, 25, 35], [30, 55, 85]], (Exposed(0, 2, 50, 50),)),
        ("all hidden: nothing follows", [[None, None], [None, None]], ()),
    ],
)  # fmt: skip
def test_what_a_reader_works_out(why, grid, exposed):
    assert audit(published(grid)) == exposed


def test_rounded_numbers_leave_a_range_that_sums_may_narrow():
    """Seven and seven are shown as nought and nought, but their total of 15 says at least 6 of each."""
    table = published([[0, 0, 15], [20, 20, 40], [25, 25, 55]], SUPPRESS_7_ROUND_5)
    assert Exposed(0, 0, 6, 7) in audit(table)


def test_only_the_cells_that_matter_are_told_of_if_asked():
    table = published([[None, 30, 33], [10, 25, 35], [13, 55, 68]])
    assert audit(table, protected=()) == ()


def test_numbers_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="no table fits"):
        audit(published([[1, 2, 4], [3, 4, 7], [4, 6, 10]]))
    with pytest.raises(ValueError, match="no table fits"):
        audit(published([[None, 2, 1], [3, 4, 7], [4, 6, 10]]))


def fitting_tables(grid):
    """Every body that fits a table whose totals are all shown, by trying each number in each hidden cell."""
    *body, foot = grid
    hidden = [cell for cell, value in places([row[:-1] for row in body]).items() if value is None]
    ranges = [range(min(body[r][-1], foot[c]) + 1) for r, c in hidden]
    for values in product(*ranges):
        filled = dict(zip(hidden, values, strict=True))
        rows = [[filled.get((r, c), row[c]) for c in range(len(row) - 1)] for r, row in enumerate(body)]
        across = all(sum(row) == total[-1] for row, total in zip(rows, body, strict=True))
        if across and [sum(column) for column in zip(*rows, strict=True)] == list(foot[:-1]):
            yield filled


tiny = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda shape: st.tuples(
        st.lists(
            st.lists(st.integers(0, 5), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ),
        st.sets(st.tuples(st.integers(0, shape[0] - 1), st.integers(0, shape[1] - 1)), max_size=5),
    )
)


@given(tiny)
@settings(max_examples=60, deadline=None)
def test_solving_finds_what_trying_every_table_finds(drawn):
    counts, hidden = drawn
    grid = [
        [None if (r, c) in hidden else v for c, v in enumerate(row)]
        for r, row in enumerate(with_margins(counts))
    ]
    found = list(fitting_tables(grid))
    known = Known(
        {cell: SUPPRESS_1_4.between(value) for cell, value in places(grid).items()},
        two_way_lines(len(grid), len(grid[0])),
    )
    limits = solve(known, hidden, wide_enough=1_000).limits
    assert limits == {
        cell: (min(one[cell] for one in found), max(one[cell] for one in found)) for cell in hidden
    }


tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.one_of(st.integers(0, 8), st.integers(0, 60)), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def widths(grid, profile, wanted):
    """How uncertain each cell is to somebody who sees the grid alone, solved to the end."""
    known = Known(
        {cell: profile.between(value) for cell, value in places(grid).items()},
        two_way_lines(len(grid), len(grid[0])),
    )
    limits = solve(known, wanted, wide_enough=1_000_000).limits
    return [high - low for low, high in limits.values()]


@given(tables, st.sampled_from([(SUPPRESS_1_4, 4), (SUPPRESS_7_ROUND_5, 7)]))
@settings(max_examples=25, deadline=None)
def test_every_small_count_of_a_released_table_stays_uncertain_by_five(counts, chosen):
    profile, largest = chosen
    found = release_table(counts, receipts=FROM, profile=profile)
    small = small_of(with_margins(counts), largest)
    assert all(width >= 5 for width in widths(found.grid(), profile, small))
    assert audit(found, protected=small) == ()
    assert found.proof.protected == len(small)


tiny_counts = st.sampled_from([(1, 2), (1, 3), (2, 2)]).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 6), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def ranges_by_trying(shown, most):
    """The least and the most of every cell over all tables that fit what is shown, tried one by one."""
    *body, _foot = shown
    cells = [(r, c) for r in range(len(body)) for c in range(len(body[0]) - 1)]
    tried = product(*(range(most) if shown[r][c] is None else [shown[r][c]] for r, c in cells))
    wholes = (
        places(
            with_margins(
                [list(values[at : at + len(body[0]) - 1]) for at in range(0, len(cells), len(body[0]) - 1)]
            )
        )
        for values in tried
    )
    known = {cell: value for cell, value in places(shown).items() if value is not None}
    fitting = [whole for whole in wholes if all(whole[cell] == value for cell, value in known.items())]
    return {
        cell: (min(one[cell] for one in fitting), max(one[cell] for one in fitting)) for cell in places(shown)
    }


@given(tiny_counts)
@settings(max_examples=25, deadline=None)
def test_trying_every_table_finds_no_small_count_in_a_released_one(counts):
    ranges = ranges_by_trying(release_table(counts, receipts=FROM).grid(), most=13)
    for cell in small_of(with_margins(counts)):
        low, high = ranges[cell]
        assert high - low >= 5


@given(tables)
@settings(max_examples=40, deadline=None)
def test_what_is_shown_adds_up_to_what_was_counted(counts):
    for cell, value in places(release_table(counts, receipts=FROM).grid()).items():
        assert value in (None, places(with_margins(counts))[cell])


def test_the_default_may_be_left_only_by_saying_so():
    counts = [[3, 20], [30, 4]]
    assert release_table(counts, receipts=FROM, profile=NONE).grid() == (
        (3, 20, 23),
        (30, 4, 34),
        (33, 24, 57),
    )
    assert release_table(counts, receipts=FROM).rows[0][0].value is None


def forty_two_by_ten(seed):
    """A table of 42 areas in four sizes and ten groups, about a tenth of whose counts are small."""
    chance = random.Random(seed)
    return [[int(chance.expovariate(1 / (9 * (1 + area % 4)))) for _ in range(10)] for area in range(42)]


@pytest.mark.parametrize("seed", range(3))
def test_hiding_small_counts_alone_leaves_many_to_be_worked_out(seed):
    """Of some 80 hidden counts of a 42 by 10 table a reader knows many exactly; released, none."""
    counts = forty_two_by_ten(seed)
    small = small_of(with_margins(counts))
    naive = audit(with_small_ones_hidden(counts))
    assert 60 <= len(small) <= 110
    assert sum(one.is_exact for one in naive) >= 5
    truth = places(with_margins(counts))
    assert all(one.lowest <= truth[one.row, one.column] <= one.highest for one in naive)
    assert audit(release_table(counts, receipts=FROM), protected=small) == ()


def test_protecting_a_large_table_costs_fewer_further_counts_than_it_has_small_ones():
    counts = forty_two_by_ten(1)
    found = release_table(counts, receipts=FROM)
    small = small_of(with_margins(counts))
    hidden = {cell for cell, value in places(found.grid()).items() if value is None}
    assert small <= hidden
    assert len(hidden - small) < len(small)
    assert all(total.value is not None for total in (*found.row_totals, *found.column_totals, found.total))


def test_the_proof_says_how_many_and_how_narrow():
    found = release_table([[3, 20, 30], [10, 25, 40], [50, 60, 70]], receipts=FROM)
    assert found.proof.protected == 1
    assert found.proof.narrowest >= 5
    assert found.proof.programs >= 1


def test_a_table_without_small_counts_needs_no_proof():
    proof = release_table([[20, 30], [40, 50]], receipts=FROM).proof
    assert (proof.protected, proof.narrowest, proof.programs) == (0, None, 0)


EARLIER = [[3, 20, 30], [10, 25, 40], [50, 60, 70]]


def test_the_same_table_again_hides_the_same_cells():
    first = release_table(EARLIER, receipts=FROM)
    assert release_table(EARLIER, receipts=FROM, before=[first.as_before()]).grid() == first.grid()


def joint_width(counts, later, first, second, cell):
    """How uncertain a cell is to somebody who knows which cells did not change and has both tables."""
    was, now = places(first.grid()), places(second.grid())
    before, after = places(with_margins(counts)), places(with_margins(later))
    shown = [{place: SUPPRESS_1_4.between(value) for place, value in one.items()} for one in (was, now)]
    bounds = {(layer, *place): known for layer in (0, 1) for place, known in shown[layer].items()}
    lines = [
        {(layer, *place): sign for place, sign in line.items()}
        for layer in (0, 1)
        for line in two_way_lines(len(first.grid()), len(first.grid()[0]))
    ]
    lines += [{(0, *place): 1, (1, *place): -1} for place in was if before[place] == after[place]]
    low, high = solve(Known(bounds, lines), [(1, *cell)], wide_enough=1_000).limits[1, *cell]
    return high - low


def test_two_tables_that_are_safe_alone_may_not_be_safe_together():
    """Alone the second hides a cell that the first showed, and shows one that the first hid."""
    first = release_table(EARLIER, receipts=FROM)
    now = [[3, 20, 8], [10, 25, 9], [50, 60, 70]]
    careless = release_table(now, receipts=FROM)
    careful = release_table(now, receipts=FROM, before=[first.as_before()])
    assert joint_width(EARLIER, now, first, careless, (0, 0)) == 0
    assert joint_width(EARLIER, now, first, careful, (0, 0)) >= 5


@given(tables, st.data())
@settings(max_examples=20, deadline=None)
def test_what_is_small_stays_uncertain_to_a_reader_of_both_tables(counts, data):
    """One cell changes by much; a reader who knows which still cannot work a small one out."""
    row = data.draw(st.integers(0, len(counts) - 1))
    column = data.draw(st.integers(0, len(counts[0]) - 1))
    later = [
        [v + 20 * ((r, c) == (row, column)) for c, v in enumerate(line)] for r, line in enumerate(counts)
    ]
    first = release_table(counts, receipts=FROM)
    second = release_table(later, receipts=FROM, before=[first.as_before()])
    for cell in small_of(with_margins(later)):
        assert joint_width(counts, later, first, second, cell) >= 5


def test_what_was_hidden_beside_a_small_count_stays_hidden_when_another_grows():
    """Seven in all, every part hidden; now twenty more in the first. Shown, the 5 would leave 2 for two cells."""
    first = release_table([[1, 1, 5]], receipts=FROM)
    second = release_table([[21, 1, 5]], receipts=FROM, before=[first.as_before()])
    assert second.rows[0][2].value is None
    assert joint_width([[1, 1, 5]], [[21, 1, 5]], first, second, (0, 1)) >= 5


def test_what_was_hidden_stays_hidden_though_nothing_is_small_any_more():
    """Beside a 20 that did not change, 30 of 50 shown now would say that it was 3 of 23."""
    first = release_table([[3, 20], [40, 50]], receipts=FROM)
    second = release_table([[30, 20], [40, 50]], receipts=FROM, before=[first.as_before()])
    was, now = places(first.grid()), places(second.grid())
    assert {cell for cell, value in now.items() if value is None} >= {
        cell for cell, value in was.items() if value is None
    }


def test_a_table_is_held_to_every_publication_before_it():
    """Shown as 60, then hidden as 62 since two had joined; 63 now, three more than what was shown at first."""
    first = release_table(EARLIER, receipts=FROM)
    joined = [[3, 20, 30], [10, 25, 40], [50, 62, 70]]
    second = release_table(joined, receipts=FROM, before=[first.as_before()])
    now = [[3, 20, 30], [10, 25, 40], [50, 63, 70]]
    third = release_table(now, receipts=FROM, before=[first.as_before(), second.as_before()])
    assert third.rows[2][1].value is None


def test_a_number_that_a_few_people_joined_is_hidden():
    """From 60 to 62: the difference of two publications would be a count of two people."""
    first = release_table(EARLIER, receipts=FROM)
    now = [[3, 20, 30], [10, 25, 40], [50, 62, 70]]
    again = release_table(now, receipts=FROM, before=[first.as_before()])
    assert again.rows[2][1].value is None
    assert again.total.value is None


def test_a_number_that_changed_much_is_shown():
    first = release_table(EARLIER, receipts=FROM)
    now = [[3, 20, 30], [10, 25, 40], [50, 90, 70]]
    assert release_table(now, receipts=FROM, before=[first.as_before()]).rows[2][1].value == 90


def test_what_was_shown_cannot_be_taken_back():
    shown = published(with_margins(EARLIER), NONE)
    with pytest.raises(
        RevealedBefore, match="In one cell a small number follows from what is public already"
    ):
        release_table(EARLIER, receipts=FROM, before=[shown.as_before()])


def test_another_shape_is_another_table():
    first = release_table([[20, 30]], receipts=FROM)
    with pytest.raises(ValueError, match="other rows or columns"):
        release_table(EARLIER, receipts=FROM, before=[first.as_before()])


@given(tables, tables)
@settings(max_examples=20, deadline=None)
def test_two_publications_never_show_a_small_difference(counts, later):
    if len(counts) != len(later) or len(counts[0]) != len(later[0]):
        later = [[value + 1 for value in row] for row in counts]
    first = release_table(counts, receipts=FROM)
    try:
        second = release_table(later, receipts=FROM, before=[first.as_before()])
    except RevealedBefore:
        return
    was, now = places(first.grid()), places(second.grid())
    both = [cell for cell in was if was[cell] is not None and now[cell] is not None]
    assert not [cell for cell in both if 0 < abs(was[cell] - now[cell]) < 5]


def test_a_total_published_elsewhere_stays_and_does_not_give_its_parts_away():
    counts = [[3], [20], [30]]
    whole = release_table(counts, receipts=FROM, published=[(3, 0), (3, 1)])
    assert whole.total.value == 53
    assert audit(whole, protected=[(0, 0), (0, 1)]) == ()
    assert [row[0].value for row in whole.rows] == [None, None, 30]


def test_a_part_that_everybody_knows_cannot_protect_another():
    with pytest.raises(RevealedBefore):
        release_table([[3], [20]], receipts=FROM, published=[(1, 0), (1, 1), (2, 0), (2, 1)])


def test_a_cell_outside_the_table_is_none():
    with pytest.raises(ValueError, match="no cell"):
        release_table([[3]], receipts=FROM, published=[(5, 5)])
