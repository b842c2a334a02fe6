"""Tables found by the words of their headings, wherever they stand in a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.tables import (
    Merged,
    Sheet,
    find_tables,
    fingerprint,
    heading_key,
)

PLAIN = [["Area", "Reoffenders", "Offenders"], ["Derby", "261", "3884"], ["Leicester", "524", "6494"]]


def found(*rows, merged=(), known=()):
    return find_tables([Sheet("1", rows, tuple(merged))], known)


def cells(table):
    return [line.cells for line in table.lines]


@pytest.mark.parametrize(
    ("sentence", "rows", "heading_rows", "keys"),
    [
        ("headings in the first row", PLAIN, (1,), ("area", "reoffenders", "offenders")),
        (
            "a title, a note and an empty row above",
            [["Table 1: reoffending"], ["Counts of people"], [], *PLAIN],
            (4,),
            ("area", "reoffenders", "offenders"),
        ),
        (
            "two rows of headings are joined",
            [["Area", "2009-10", ""], ["", "Reoffenders", "Offenders"], ["Derby", "261", "3884"]],
            (1, 2),
            ("area", "(period) reoffenders", "(period) offenders"),
        ),
        (
            "a lone heading over several columns is one of two rows, though nothing stands first",
            [["", "People in the cohort", ""], ["Area", "Men", "Women"], ["Derby", "261", "40"]],
            (1, 2),
            ("area", "people in the cohort men", "people in the cohort women"),
        ),
        (
            "quarters across the top stand for one heading",
            [["Area", "Q1 2009-10", "Q2 2009-10", "Apr-Jun 2010"], ["Derby", "1", "2", "3"]],
            (1,),
            ("area", "(period)"),
        ),
        (
            "a year over its quarters",
            [
                ["", "2009-10", "", "2010-11", ""],
                ["Area", "Q1", "Q2", "Q1", "Q2"],
                ["Derby", "1", "2", "3", "4"],
            ],
            (1, 2),
            ("area", "(period)"),
        ),
        (
            "empty columns are passed over",
            [["", "Area", "", "Men"], ["", "Derby", "", "3"]],
            (1,),
            ("area", "men"),
        ),
        (
            "a column without a heading keeps a name",
            [["", "Men"], ["Derby", "3"]],
            (1,),
            ("(no heading)", "men"),
        ),
        (
            "headings that repeat are told apart",
            [["Area", "Number", "Number"], ["Derby", "3", "4"]],
            (1,),
            ("area", "number", "number 2"),
        ),
        (
            "a first row of gaps is a row of figures",
            [["Area", "Men"], ["Derby", "[x]"], ["Leicester", "3"]],
            (1,),
            ("area", "men"),
        ),
    ],
)
def test_headings_are_found(sentence, rows, heading_rows, keys):
    (table,) = found(*rows)
    assert (table.heading_rows, table.keys) == (heading_rows, keys), sentence


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        ("case and spaces", "Number of  Offenders", "number of offenders"),
        ("punctuation", "Re-offenders (%)", "re offenders %"),
        ("a numbered note", "Offenders [note 3]", "Offenders"),
        ("a note in brackets", "Offenders (2)", "offenders"),
        ("a small figure", "Offenders²", "offenders"),
        ("a line break", "Number of\noffenders", "number of offenders"),
        ("underscores of a program", "temporal_unit", "Temporal unit"),
    ],
)
def test_headings_are_compared_without_what_printing_adds(sentence, one, other):
    assert heading_key(one) == heading_key(other), sentence


def test_headings_of_different_words_stay_different():
    assert heading_key("Level 2") != heading_key("Level 3")
    assert heading_key("Number of offenders") != heading_key("Number of reoffenders")


def test_notes_below_and_empty_rows_are_no_rows_of_the_table():
    (table,) = found(*PLAIN, [], ["Source: returns of the areas"], ["[x] not available"])
    assert [line.row for line in table.lines] == [2, 3]
    assert table.first_row == 2


def test_the_title_is_the_first_words_above_the_headings():
    (table,) = found(["Table 3: adults"], ["All figures are counts"], [], *PLAIN)
    assert table.title == "Table 3: adults"


def test_a_title_above_a_table_that_begins_in_a_later_column_is_no_heading():
    (table,) = found(["", "Table 3: adults"], *([["", *row] for row in PLAIN]))
    assert (table.title, table.heading_rows) == ("Table 3: adults", (2,))


def test_two_tables_of_one_sheet_are_two():
    first, second = found(*PLAIN, [], ["Table 2"], [], ["Prison", "Deaths"], ["Glen Parva", "3"])
    assert (first.keys, cells(first)[-1]) == (
        ("area", "reoffenders", "offenders"),
        ("Leicester", "524", "6494"),
    )
    assert (second.keys, second.title, cells(second)) == (
        ("prison", "deaths"),
        "Table 2",
        [("Glen Parva", "3")],
    )


def test_every_sheet_is_searched_and_says_which_it_is():
    tables = find_tables([Sheet("Contents", [["Table 1"], ["Table 2"]]), Sheet("Adults", PLAIN)])
    assert [table.sheet for table in tables] == ["Adults"]


def test_joined_labels_stand_in_each_of_their_rows_and_a_joined_figure_does_not():
    rows = [["Area", "Group", "Men"], ["Derby", "18-20", "7"], ["", "21-24", ""]]
    (table,) = found(*rows, merged=[Merged(2, 1, 3, 1), Merged(2, 3, 3, 3)])
    assert cells(table) == [("Derby", "18-20", "7"), ("Derby", "21-24", "")]


def test_a_title_joined_across_the_table_is_no_heading():
    (table,) = found(["Reoffending by area", "", ""], *PLAIN, merged=[Merged(1, 1, 1, 3)])
    assert (table.heading_rows, table.title) == ((2,), "Reoffending by area")


def test_joined_cells_that_reach_past_the_sheet_are_joined_as_far_as_it_goes():
    rows = [["Reoffending by area"], ["Area", "Group", "Men"], ["Derby", "18-20", "7"], ["", "21-24", "8"]]
    (table,) = found(*rows, merged=[Merged(1, 1, 1, 16384), Merged(3, 1, 1_048_576, 1)])
    assert cells(table) == [("Derby", "18-20", "7"), ("Derby", "21-24", "8")]


def test_joined_headings_and_headings_written_once_are_the_same_table():
    rows = [["", "2009-10", ""], ["Area", "Men", "Women"], ["Derby", "1", "2"]]
    (joined,), (written_once,) = found(*rows, merged=[Merged(1, 2, 1, 3)]), found(*rows)
    assert joined == written_once


def test_known_headings_are_found_where_the_first_row_holds_no_figure():
    rows = [PLAIN[0], ["Derby", "about 270", "many"], ["Leicester", "524", "6494"]]
    known = {fingerprint(["area", "reoffenders", "offenders"])}
    (table,) = found(*rows, known=known)
    assert (table.heading_rows, table.first_row) == ((1,), 2)


def test_a_sheet_of_words_holds_no_table():
    assert found(["Contents"], ["Table 1", "Adults"], ["Table 2", "Young people"]) == ()


@given(
    st.permutations(range(3)), st.integers(0, 4), st.integers(0, 3), st.text("abc", min_size=1, max_size=5)
)
def test_the_fingerprint_is_the_same_wherever_the_table_and_its_columns_stand(order, down, right, sheet):
    moved = [[""] * right + [row[column] for column in order] for row in PLAIN]
    (table,) = find_tables([Sheet(sheet, [[]] * down + moved)])
    (still,) = found(*PLAIN)
    assert table.fingerprint == still.fingerprint
    assert {heading.column for heading in table.headings} == {right + 1, right + 2, right + 3}


@pytest.mark.parametrize(
    ("sentence", "heading"), [("another word", "Convictions"), ("one more word", "Reoffenders aged 18")]
)
def test_another_heading_is_another_fingerprint(sentence, heading):
    (changed,) = found(["Area", heading, "Offenders"], *PLAIN[1:])
    (before,) = found(*PLAIN)
    assert changed.fingerprint != before.fingerprint, sentence


def test_a_new_quarter_across_the_top_is_the_same_table():
    (before,) = found(["Area", "Q1 2009-10"], ["Derby", "1"])
    (after,) = found(["Area", "Q1 2009-10", "Q2 2009-10"], ["Derby", "1", "2"])
    assert after.fingerprint == before.fingerprint
