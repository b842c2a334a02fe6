"""Rows of an extract: what is taken in, and what is sent back with its row, column and reason."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.extracts.extracts_sent import accepted, offence, rejections, send
from throughline.figures.extracts.store.extract_profiles import ExtractProfile
from throughline.figures.extracts.store.keeping import ExtractStore, open_extract_store
from throughline.figures.extracts.store.receipts import ExtractReceipt

SECOND = {"record": "B1", "pnc_id": "2006/0654321Y"}
"""What makes a row one of another person."""


@dataclass(frozen=True)
class Outcome:
    """What became of one extract: its receipt, the records taken in, and what the supplier is told."""

    receipt: ExtractReceipt
    taken: list[str]
    told: list[tuple[str, str, str, str]]


UNSOUND: list[tuple[str, dict[str, str], str, str]] = [
    ("a needed cell is empty", {"offence_date": ""}, "offence_date", "There is nothing here."),
    ("what stands for nothing is nothing", {"offence_date": "#N/A"}, "offence_date", "There is nothing"),
    ("a day that no month has", {"offence_date": "2009-02-30"}, "offence_date", "This is no day."),
    ("a year in two digits", {"offence_date": "09-04-20"}, "offence_date", "with four digits"),
    ("a day in another order", {"offence_date": "20/04/2009"}, "offence_date", "as 2009-10-20"),
    ("a day to come", {"offence_date": "2010-01-16"}, "offence_date", "after 2010-01-15, when"),
    ("a day of another age", {"date_of_birth": "1880-01-01"}, "date_of_birth", "before 1900-01-01"),
    ("proved before it was done", {"proved_date": "2009-04-19"}, "proved_date", "before offence_date"),
    ("done before birth", {"date_of_birth": "2009-04-21"}, "offence_date", "before date_of_birth"),
    ("proved, and not said how", {"outcome": ""}, "outcome", "proved_date is given"),
    ("a code that is none", {"outcome": "guilty"}, "outcome", "The code “guilty” is not known."),
    ("the way to map it", {"outcome": "G"}, "outcome", "map it under [codes.outcome] to one of conv"),
    ("a PNC id of no form", {"pnc_id": "12345"}, "pnc_id", "This is no PNC id."),
    (
        "nobody to whom it belongs",
        {"pnc_id": "", "date_of_birth": ""},
        "pnc_id",
        "Nothing tells whose row it is.",
    ),
]
SOUND_AT_THE_EDGE: list[tuple[str, dict[str, str]]] = [
    ("an offence on the day it was proved", {"proved_date": "2009-04-20"}),
    (
        "an offence on the day on which the extract came",
        {"offence_date": "2010-01-15", "proved_date": "", "outcome": ""},
    ),
    ("an offence that nothing has proved", {"proved_date": "", "outcome": "", "disposal": ""}),
    (
        "a whole name and a date of birth in place of a PNC id",
        {"pnc_id": "", "forename": "A", "surname": "Elm"},
    ),
    ("a code in capitals", {"outcome": "CONVICTION"}),
    ("blanks around a cell", {"offence_group": " theft\u00a0"}),
    ("a day with its hour", {"offence_date": "2009-04-20 23:59:00"}),
    ("a leap day", {"date_of_birth": "1980-02-29"}),
]


@pytest.fixture(scope="module")
def one_of_each(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What became of one extract that holds every case below, each row with a record and a person of its own."""
    store = open_extract_store(tmp_path_factory.mktemp("rows") / "store")
    every = [cells for _, cells, *_ in UNSOUND] + [cells for _, cells in SOUND_AT_THE_EDGE]
    own = [{"record": f"R{at}", "pnc_id": f"2001/{at}A"} | cells for at, cells in enumerate(every)]
    receipt = send(store, [offence(**cells) for cells in own]).receipt
    taken = [str(record) for (record,) in accepted(store, receipt)]
    return Outcome(receipt, taken, rejections(store, receipt))


@pytest.mark.parametrize(("sentence", "cells", "column", "said"), UNSOUND)
def test_a_row_that_is_unsound_is_sent_back_alone(
    one_of_each: Outcome, sentence: str, cells: dict[str, str], column: str, said: str
) -> None:
    """With its row, record, column and reason; the rows beside it are taken in."""
    at = [case[0] for case in UNSOUND].index(sentence)
    found = [one for one in one_of_each.told if one[1] == f"R{at}" and one[2] == column and said in one[3]]
    assert [one[0] for one in found] == [str(at + 2)], sentence
    assert f"R{at}" not in one_of_each.taken


@pytest.mark.parametrize(("sentence", "cells"), SOUND_AT_THE_EDGE)
def test_a_row_at_the_edge_is_taken_in(one_of_each: Outcome, sentence: str, cells: dict[str, str]) -> None:
    at = len(UNSOUND) + [case[0] for case in SOUND_AT_THE_EDGE].index(sentence)
    assert f"R{at}" in one_of_each.taken, sentence
    assert not [one for one in one_of_each.told if one[1] == f"R{at}"]


def test_the_receipt_counts_what_was_taken_in_and_what_was_not(one_of_each: Outcome) -> None:
    receipt = one_of_each.receipt
    assert receipt.rows_accepted == len(SOUND_AT_THE_EDGE)
    assert receipt.rows_rejected == len(UNSOUND)
    assert sum(receipt.rejected_by_column.values()) == len(one_of_each.told)


def test_a_row_is_sent_back_with_every_reason(store: ExtractStore) -> None:
    receipt = send(store, [offence(**SECOND), offence(outcome="G", offence_date="never")]).receipt
    assert [one[2] for one in rejections(store, receipt)] == ["offence_date", "outcome"]
    assert receipt.rows_rejected == 1


@pytest.mark.parametrize(
    ("sentence", "first", "second", "told"),
    [
        ("a line sent twice", {}, {}, [("3", "A1", "record", "row 2")]),
        (
            "one record with two contents",
            {},
            {"offence_group": "drugs"},
            [("3", "A1", "record", "row 2")],
        ),
        (
            "two persons with one PNC id: nothing tells which is right",
            {},
            {"record": "A2", "date_of_birth": "1990-01-01"},
            [("2", "A1", "pnc_id", "Row 3"), ("3", "A2", "pnc_id", "Row 2")],
        ),
        (
            "two persons with one PNC id that is written in two ways",
            {"pnc_id": "05/123456X"},
            {"record": "A2", "date_of_birth": "1990-01-01"},
            [("2", "A1", "pnc_id", "Row 3"), ("3", "A2", "pnc_id", "Row 2")],
        ),
        ("two offences of one person", {}, {"record": "A2"}, []),
        ("two persons born on one day", {}, {"record": "A2", "pnc_id": "2006/0654321Y"}, []),
    ],
)
def test_rows_that_clash_with_another(
    store: ExtractStore,
    sentence: str,
    first: dict[str, str],
    second: dict[str, str],
    told: list[tuple[str, str, str, str]],
) -> None:
    other = offence(record="C1", pnc_id="2001/0000001Z")
    receipt = send(store, [offence(**first), offence(**second), other]).receipt
    found = rejections(store, receipt)
    assert [one[:3] for one in found] == [one[:3] for one in told], sentence
    assert all(part in one[3] for one, (*_, part) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2005/0123456X", "2005/0123456X"),
        ("05/123456X", "2005/0123456X"),
        ("05/123456x", "2005/0123456X"),
        ("85/1A", "1985/0000001A"),
        ("10/1A", "2010/0000001A"),
        ("11/1A", "1911/0000001A"),
    ],
)
def test_two_ways_to_write_a_pnc_id_are_one(store: ExtractStore, written: str, kept: str) -> None:
    """A year of two digits is one that had come when the extract did, in January 2010."""
    receipt = send(store, [offence(pnc_id=written)]).receipt
    assert accepted(store, receipt, "pnc_id") == [(kept,)]


@pytest.mark.parametrize(
    ("sentence", "order", "written", "kept"),
    [
        ("day, month, year", "dmy", "01/02/2009", "2009-02-01"),
        ("month, day, year", "mdy", "01/02/2009", "2009-01-02"),
        ("with points", "dmy", "1.2.2009", "2009-02-01"),
        ("the month in letters", "dmy", "01-FEB-2009", "2009-02-01"),
        ("a day that can only be read one way", "dmy", "2009-02-01", "2009-02-01"),
        ("with its hour", "dmy", "01/02/2009 13:45", "2009-02-01"),
    ],
)
def test_days_are_read_in_the_order_of_the_profile(
    store: ExtractStore, sentence: str, order: str, written: str, kept: str
) -> None:
    profile = ExtractProfile(name="Force", contract="offences", date_order=order)
    receipt = send(store, [offence(offence_date=written)], profile=profile).receipt
    assert accepted(store, receipt, "offence_date::VARCHAR") == [(kept,)], sentence


def test_nothing_of_a_cell_is_repeated_but_an_unknown_code(store: ExtractStore) -> None:
    """A name that slipped into a column of codes, or into the column of records, is not repeated."""
    slipped = {"outcome": "Rowan Hawthorn-Blackthorn of Elm Street", "record": "Rowan Hawthorn"}
    receipt = send(store, [offence(**SECOND), offence(**slipped, pnc_id="Rowan")]).receipt
    told = store.rejections_file(receipt.id).read_text(encoding="utf-8")
    assert "Rowan" not in told
    assert "This is too long for a code." in told


@pytest.mark.parametrize("record", ["=1+1", "+1", "-1", "@sum"])
def test_a_list_of_rejections_holds_no_formula(store: ExtractStore, record: str) -> None:
    receipt = send(store, [offence(**SECOND), offence(record=record, outcome="G")]).receipt
    assert [one[1] for one in rejections(store, receipt)] == [""]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.fixed_dictionaries(
            {
                "record": st.sampled_from(("A", "B", "C", "D", "")),
                "pnc_id": st.sampled_from(("2005/0123456X", "05/123456X", "06/1A", "", "no")),
                "date_of_birth": st.sampled_from(("1980-05-02", "1990-01-01", "2009-12-31", "")),
                "outcome": st.sampled_from(("conviction", "caution", "", "other")),
            }
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_row_is_taken_in_or_sent_back(store: ExtractStore, cells: list[dict[str, str]]) -> None:
    """No row is lost and none is in both, whatever the rows say."""
    sound = offence(record="Z9", pnc_id="1999/0000009Q", date_of_birth="1970-01-01")
    receipt = send(store, [*(offence(**one) for one in cells), sound]).receipt
    taken = {str(row) for (row,) in accepted(store, receipt, "row")}
    back = {row for row, *_ in rejections(store, receipt)}
    assert taken | back == {str(at) for at in range(2, len(cells) + 3)}
    assert not taken & back
    assert (receipt.rows_accepted, receipt.rows_rejected) == (len(taken), len(back))
