"""What stands on which sheet of a plan's workbook, and what is read as one."""

from __future__ import annotations

import pytest

from throughline.rules.plan.cells import rows_of
from throughline.rules.plan.model import (
    COLUMNS,
    Approach,
    Check,
    Fact,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    Term,
    Theme,
)
from throughline.rules.plan.workbook_form import (
    columns_of_sheet,
    in_sheet_order,
    is_workbook,
    read_sheets,
    sheets_of_plan,
)

PLAN = Plan(
    (
        Theme(id="1", text="Homes"),
        Approach(id="1.s1", parent="1", text="Together", cohorts=("young",)),
        Priority(id="1.1", text="Rooms", theme="1"),
        Objective(id="1.1.1", parent="1.1", text="Beds", lead="council"),
        Milestone(id="1.1.1.m1", parent="1.1.1", text="Keys", due="2009-autumn", version="3"),
        SuccessMeasure(id="1.1.1.a", parent="1.1.1", text="Beds filled"),
        Check(id="t1", expression="1.1.1.a = 20"),
        Term(id="JCP", text="Jobcentre Plus"),
        Fact(id="name", text="Harbour plan"),
    )
)


@pytest.mark.parametrize(
    ("sentence", "sheet", "rows"),
    [
        ("facts and terms, in the order of the plan", "plan",
         (("row", "key", "value", "version"), ("term", "JCP", "Jobcentre Plus", ""),
          ("plan", "name", "Harbour plan", ""))),
        ("themes and approaches stand with the priorities; what only they fill has a column", "priorities",
         (("row", "id", "text", "theme", "sponsor", "parent", "cohorts", "version"),
          ("theme", "1", "Homes", "", "", "", "", ""), ("approach", "1.s1", "Together", "", "", "1", "young", ""),
          ("priority", "1.1", "Rooms", "1", "", "", "", ""))),
        ("a date says how precise it is, and a line from which export it came", "milestones",
         (("id", "objective", "text", "start", "due", "precision", "recurs", "lead", "evidence expected",
           "version"),
          ("1.1.1.m1", "1.1.1", "Keys", "", "2009-autumn", "season", "", "", "", "3"))),
        ("a sum", "checks", (("id", "expression", "source", "version"), ("t1", "1.1.1.a = 20", "", ""))),
    ],
)  # fmt: skip
def test_what_stands_on_a_sheet(sentence: str, sheet: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert sheets_of_plan(PLAN)[sheet] == rows, sentence


def test_there_are_six_sheets_and_they_read_back() -> None:
    sheets = sheets_of_plan(PLAN)
    assert list(sheets) == ["plan", "priorities", "objectives", "measures", "milestones", "checks"]
    read = read_sheets({name: rows_of(rows, sheet=name) for name, rows in sheets.items()})
    assert read == in_sheet_order(PLAN)


@pytest.mark.parametrize(
    ("sentence", "filled", "columns"),
    [
        ("its own columns, and version last", {}, ("id", "expression", "source", "version")),
        ("a column that some line fills is added", {"text": "why"}, ("id", "expression", "source", "text", "version")),
        ("version is never added twice", {"version": "2"}, ("id", "expression", "source", "version")),
    ],
)  # fmt: skip
def test_columns_of_a_sheet(sentence: str, filled: dict[str, str], columns: tuple[str, ...]) -> None:
    assert columns_of_sheet("checks", [dict.fromkeys(COLUMNS, "") | filled]) == columns, sentence


@pytest.mark.parametrize(
    ("sentence", "names", "expected"),
    [
        ("all six", ("plan", "priorities", "objectives", "measures", "milestones", "checks"), True),
        ("a sheet may be missing that holds nothing", ("plan", "objectives"), True),
        ("capitals make no difference", ("Plan", " Objectives"), True),
        ("a table of figures is none", ("Sheet1",), False),
        ("one sheet alone is none", ("plan",), False),
    ],
)
def test_what_is_a_plans_workbook(sentence: str, names: tuple[str, ...], expected: bool) -> None:
    assert is_workbook(dict.fromkeys(names, ())) is expected, sentence
