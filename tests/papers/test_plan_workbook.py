"""A plan's workbook: what goes out comes back, whatever was in it; what cannot be read has its place."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings

from tests.spec.plan.plans_made import PLANS
from throughline.papers.plan_workbook import CellTooLong, figure_of, plan_workbook
from throughline.papers.reading import read_rows
from throughline.rules.plan.cells import PlanRefused, Row
from throughline.rules.plan.file_form import plan_csv, plan_rows, read_plan
from throughline.rules.plan.merging import marked
from throughline.rules.plan.model import Milestone, Objective, Plan, Priority, SuccessMeasure
from throughline.rules.plan.workbook_form import in_sheet_order, read_sheets

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"

EAST_MIDLANDS = read_plan(
    read_rows((PARTNERSHIPS / "east-midlands-plan-2009-10.csv").read_bytes(), "plan").rows
)
ODD = Plan(
    (
        Objective(id="1.1.1", text="=1+1 is no formula", parent="_x0041_", why="'quoted"),
        SuccessMeasure(id="1.1.1.a", parent="1.1.1", text="a  b", also=(("target", "1,102"), ("q1", " 7 "))),
        SuccessMeasure(id="1.1.1.b", parent="1.1.1", also=(("baseline", "007"), ("text", " ends\n"))),
        Milestone(id="1.1.1.m1", due="Autumn 2009", text="<b>&amp;", lead="a;b"),
        Priority(id="1.1", also=(("text", "  "), ("sponsor", "\tx"))),
    )
)


def sheets_in(content: bytes) -> dict[str, tuple[Row, ...]]:
    return {sheet.name: sheet.rows for sheet in read_rows(content, "plan").sheets}


def cells_in(content: bytes) -> dict[str, list[tuple[str, ...]]]:
    """The words of every row that holds any, sheet by sheet."""
    return {
        name: [tuple(cell.text for cell in row) for row in rows if any(cell.text.strip() for cell in row)]
        for name, rows in sheets_in(content).items()
    }


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@settings(max_examples=20, deadline=None)
@given(plan=PLANS)
@example(plan=ODD)
@example(plan=marked(EAST_MIDLANDS, "3"))
def test_a_plan_exported_and_imported_is_the_same_plan(kind: str, plan: Plan) -> None:
    content = plan_workbook(plan, kind, marking="OFFICIAL")
    back = read_sheets(sheets_in(content))
    assert plan_rows(back) == plan_rows(in_sheet_order(plan))
    assert cells_in(plan_workbook(back, kind, marking="OFFICIAL")) == cells_in(content)


def test_the_order_of_sheets_moves_no_line_past_another_of_its_kind() -> None:
    ordered = in_sheet_order(EAST_MIDLANDS)
    for kind in {type(line) for line in EAST_MIDLANDS.lines}:
        assert [line for line in ordered.lines if type(line) is kind] == [
            line for line in EAST_MIDLANDS.lines if type(line) is kind
        ]
    assert len(ordered.lines) == len(EAST_MIDLANDS.lines)


def edited(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The East Midlands' workbook after somebody changed it in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(EAST_MIDLANDS, "xlsx", marking="OFFICIAL")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


def more_sheets(book: openpyxl.Workbook) -> None:
    book.create_sheet("Scratch")["B2"] = "mine"


@pytest.mark.parametrize(
    ("sentence", "change", "refusal"),
    [
        ("text in a number cell", put("measures", "J2", "many"),
         "measures, cell J2: 'many' under target is not a number. Write digits, such as 1102 or 65.5."),
        ("a heading that is no column", put("objectives", "D1", "boss"),
         "objectives, cell D1: There is no column called 'boss' on the sheet objectives."),
        ("a column twice", put("objectives", "E1", "lead"), "objectives, cell E1: The column lead is there twice"),
        ("no ids", put("objectives", "A1", "why"), "objectives, cell A1: The first row must name the columns"),
        ("a line on the wrong sheet", put("priorities", "A2", "objective"),
         "priorities, cell A2: Lines of the kind objective belong on the sheet objectives."),
        ("a kind that there is not", put("priorities", "A2", "aim"),
         "priorities, cell A2: The kind of row 'aim' is not known."),
        ("a line without its kind", put("priorities", "A2", None),
         "priorities, cell A2: The kind of row '' is not known."),
        ("a line without an id", put("objectives", "A2", None),
         "objectives, cell A2: This objective has no id."),
        ("an id twice", put("objectives", "A3", "1.1.1"), "objectives, cell A3: The id 1.1.1 is used twice."),
        ("a precision that its date has not", put("milestones", "F2", "day"),
         "milestones, cell F2: “2009-09” under due is a month, not a day."),
        ("a day that there is not", put("milestones", "E2", "2009-02-31"), "milestones, cell E2:"),
        ("words beyond the last column", put("checks", "H3", "and"), "checks, cell H3: There are words under no heading."),
        ("a sheet of one's own", more_sheets, "Scratch, cell B2: A plan has no sheet called 'Scratch'."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_its_sheet_row_and_column(
    sentence: str, change: Callable[[openpyxl.Workbook], None], refusal: str
) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_sheets(sheets_in(edited(change)))
    assert any(str(problem).startswith(refusal) for problem in refused.value.problems), str(refused.value)


def test_headings_may_stand_in_any_order_and_be_written_as_in_the_plans_own_file() -> None:
    def swap(book: openpyxl.Workbook) -> None:
        sheet = book["checks"]
        for row in sheet.iter_rows(min_col=1, max_col=2):
            row[0].value, row[1].value = row[1].value, row[0].value
        book["objectives"]["B1"] = "parent"

    assert read_sheets(sheets_in(edited(swap))) == in_sheet_order(EAST_MIDLANDS)


def test_figures_are_numbers_dates_are_words_and_headings_are_frozen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(EAST_MIDLANDS, "xlsx", marking="OFFICIAL")))
    assert book.sheetnames == ["plan", "priorities", "objectives", "measures", "milestones", "checks"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert {sheet[1][-1].value for sheet in book} == {"version"}
    targets = [cell.value for cell in book["measures"]["J"][1:] if cell.value is not None]
    dates = [cell.value for cell in book["milestones"]["E"][1:] if cell.value is not None]
    assert targets
    assert dates
    assert all(isinstance(one, int | float) for one in targets)
    assert all(isinstance(one, str) for one in dates)
    offered = {
        str(one.sqref).split("2")[0]: one.formula1 for one in book["measures"].data_validations.dataValidation
    }
    assert offered["D"] == '"output,outcome,activity,survey"'
    assert offered["B"] == "objectives!$A$2:$A$1000"


@pytest.mark.parametrize(
    ("sentence", "text", "figure"),
    [
        ("a whole number", "1102", 1102),
        ("a decimal", "65.5", 65.5),
        ("a decimal whose last nought would go stays words", "65.50", None),
        ("so does a number with a comma", "1,102", None),
        ("and one with noughts before it", "007", None),
        ("and one that a spreadsheet would round", "12345678901234567890", None),
        ("nothing is no number", "", None),
    ],
)
def test_a_figure_is_a_number_where_it_comes_back_as_written(
    sentence: str, text: str, figure: float | None
) -> None:
    assert figure_of("target", text) == figure, sentence
    assert figure_of("text", text) is None


def test_a_cell_that_no_workbook_can_hold_is_refused_with_its_place() -> None:
    plan = Plan((Objective(id="1.1.1", text="x" * 32_768),))
    with pytest.raises(CellTooLong, match=r"Sheet objectives, row 2, text: .* Take the plan as CSV"):
        plan_workbook(plan, "xlsx", marking="OFFICIAL")
    assert read_plan(read_rows(plan_csv(plan).encode(), "plan").rows) == plan


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_same_plan_gives_the_same_bytes(kind: str) -> None:
    first, second = (plan_workbook(EAST_MIDLANDS, kind, marking="OFFICIAL") for _ in range(2))
    assert first == second
