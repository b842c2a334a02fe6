"""The lists of an evaluation: who is sent to the Data Lab, and what suppliers are told that records lack."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest

from throughline.figures.cohorts.readiness import Identity, Readiness, SchemeRecord, readiness
from throughline.papers.evaluation_lists import SHEETS, people_to_send, records_to_complete
from throughline.papers.reading.figure_sheets import read_sheets
from throughline.words.periods import Period

SPRING = Period(date(2008, 4, 1), date(2008, 6, 30))
WENDY = Identity(
    surname="Elmley", forename="Wendy", date_of_birth=date(1971, 11, 30), sex="female", pnc_id="1999/0000123K"
)
ROW = SchemeRecord(
    supplier="probation", record="P1", person=1, told=WENDY, started_on=date(2008, 4, 20), ended_on=date(2008, 9, 1),
    area="York", convicted_on=date(2008, 2, 3), index_date=date(2008, 4, 1),
)  # fmt: skip


def found(*rows: SchemeRecord) -> Readiness:
    return readiness(rows, period=SPRING, on=date(2010, 1, 15))


def test_a_person_to_send_stands_in_one_row_with_every_day_written_in_one_way() -> None:
    table = people_to_send(found(ROW).complete)
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "Surname": "Elmley", "Forename": "Wendy", "Date of birth": "30/11/1971", "Gender": "female",
        "PNC ID": "1999/0000123K", "Index date": "01/04/2008", "Conviction date": "03/02/2008",
        "Intervention start date": "20/04/2008", "Intervention end date": "01/09/2008", "Area": "York",
        "Record": "P1",
    }  # fmt: skip


def test_what_is_not_known_stays_empty() -> None:
    bare = replace(ROW, ended_on=None, convicted_on=None, index_date=None, area="")
    cells = people_to_send(found(bare).complete).rows[0]
    assert [cell for cell in cells if cell] == [
        "Elmley", "Wendy", "30/11/1971", "female", "1999/0000123K", "20/04/2008", "P1",
    ]  # fmt: skip


def test_a_supplier_is_told_what_its_records_lack_and_no_name() -> None:
    lacking = replace(ROW, record="P2", person=2, told=replace(WENDY, surname="E", sex=""))
    other = replace(ROW, record="A7", person=3, supplier="prison", told=replace(WENDY, date_of_birth=None))
    table = records_to_complete(found(ROW, lacking, other))
    assert table.rows == (
        ("prison", "A7", "date of birth", "not told"),
        ("probation", "P2", "sex", "not told"),
        ("probation", "P2", "surname", "one letter only"),
    )


@pytest.mark.parametrize("form", list(SHEETS))
def test_no_cell_of_any_file_is_a_formula(form: str) -> None:
    armed = replace(ROW, told=replace(WENDY, surname="=1+1 Elmley"))
    make, _kind = SHEETS[form]
    written = make(people_to_send(found(armed).complete))
    if form == "csv":
        rows = list(csv.reader(written.decode("utf-8-sig").splitlines()))
        assert (rows[1][0], rows[0][-1], rows[1][-1]) == ("'=1+1 Elmley", "Marking", "OFFICIAL-SENSITIVE")
        return
    (sheet,) = read_sheets(written, f"people.{form}").sheets
    assert any("'=1+1 Elmley" in cell for row in sheet.rows for cell in row)
    assert "OFFICIAL-SENSITIVE" in sheet.rows[0][0]
