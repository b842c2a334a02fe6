"""The plan's own file: read without loss, refused with its place."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.cells import PlanRefused, rows_of
from throughline.rules.plan.file_form import as_words, from_words, plan_csv, plan_rows, read_plan
from throughline.rules.plan.model import (
    COLUMNS,
    Check,
    Fact,
    Line,
    Milestone,
    Objective,
    Plan,
    Priority,
    SuccessMeasure,
    Term,
)

CHARACTERS = st.characters(codec="utf-8", exclude_characters="\r\x00", exclude_categories=("Cs",))
CELL = st.text(CHARACTERS, max_size=12)
WORDS = CELL.map(lambda text: " ".join(text.split()))
NAME = st.text("abcdefghij-", min_size=1, max_size=6)
NAMES = st.lists(NAME, max_size=3).map(tuple)
NUMBER = st.none() | st.decimals(0, 9999, places=1, allow_nan=False)
DATE = st.sampled_from(["", "2009", "2009-09", "2009-autumn", "2009-Q3", "2009-09-15", "to be determined"])
RECURS = st.sampled_from(["", "every-1-month", "every-12-months"])


def lines(identifier: str) -> st.SearchStrategy[Line]:
    shared = {"id": st.just(identifier), "parent": NAME, "text": WORDS, "source": WORDS, "version": WORDS}
    also = st.sampled_from([(), (("duty", " kept as written "),)])
    return st.one_of(
        st.builds(Priority, **shared, theme=WORDS, sponsor=WORDS, also=also),
        st.builds(Objective, **shared, lead=NAME, support=NAMES, pathways=NAMES, cohorts=NAMES, why=WORDS),
        st.builds(
            SuccessMeasure,
            **shared,
            target=NUMBER,
            q1=NUMBER,
            q4=NUMBER,
            cumulative=st.none() | st.booleans(),
            due=DATE,
        ),
        st.builds(Milestone, **shared, start=DATE, due=DATE, recurs=RECURS, evidence=WORDS, also=also),
        st.builds(Check, **shared, expression=WORDS, also=also),
        st.builds(Term, **shared),
        st.builds(Fact, **shared),
    )


PLANS = (
    st.integers(0, 5)
    .flatmap(lambda count: st.tuples(*(lines(f"{number + 1}.{number}") for number in range(count))))
    .map(Plan)
)


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(PLANS)
def test_a_plan_written_and_read_again_is_the_same_plan(plan: Plan) -> None:
    assert read_plan(rows_of(plan_rows(plan))) == plan
    assert read_plan(rows_of(parsed(plan_csv(plan)))) == plan


NUMBER_CELL = st.sampled_from(["", "0", "1102", "1,102", "65.5", "65.50", " 7 ", "007"])
ROW = st.fixed_dictionaries(
    dict.fromkeys(COLUMNS, CELL)
    | {"row": st.sampled_from(["priority", "objective", "measure", "milestone", "check", "term", "theme"])}
    | dict.fromkeys(("baseline", "target", "ceiling", "q1", "q2", "q3", "q4"), NUMBER_CELL)
    | {"cumulative": st.sampled_from(["", "yes", "no", " yes"]), "recurs": RECURS, "start": DATE, "due": DATE}
    | {"support": st.sampled_from(["", "a;b", "a; b", ";a", "a"])}
)


@given(st.lists(ROW, max_size=4))
def test_a_file_read_and_written_again_is_the_same_cell_by_cell(rows: list[dict[str, str]]) -> None:
    for number, row in enumerate(rows):
        row["id"] = f" 1.{number}"
    texts = [list(COLUMNS)] + [[as_words(row[name]) for name in COLUMNS] for row in rows]
    plan = read_plan(rows_of(texts))
    assert [[as_words(cell) for cell in row] for row in plan_rows(plan)] == texts


@given(CELL)
def test_a_cell_kept_from_running_as_a_formula_comes_back_as_it_was(cell: str) -> None:
    assert from_words(as_words(cell)) == cell
    assert not as_words(cell).startswith(("=", "+", "-", "@", "\t"))


def test_numbers_and_lists_are_understood() -> None:
    heading = ["row", "id", "parent", "support", "target", "cumulative"]
    row = ["measure", "1.1.1.a", "1.1.1", "police; council", "1,102", "yes"]
    [measure] = read_plan(rows_of([heading, row])).measures
    assert measure.support == ("police", "council")
    assert measure.target == Decimal(1102)
    assert measure.cumulative is True


@pytest.mark.parametrize(
    ("sentence", "heading", "row", "refusal"),
    [
        ("no id column", ("row", "text"), ("objective", "x"), "row 1|cell A1: The first row must name"),
        (
            "an unknown column",
            ("row", "id", "colour"),
            ("objective", "1", "x"),
            "cell C1: There is no column called 'colour'",
        ),
        ("a column twice", ("row", "id", "id"), ("objective", "1", "1"), "The column id is there twice"),
        ("an unknown kind", ("row", "id"), ("goal", "1"), "cell A2: The kind of row 'goal' is not known"),
        ("no id", ("row", "id"), ("objective", " "), "cell B2: This objective has no id"),
        (
            "words for a number",
            ("row", "id", "target"),
            ("measure", "1", "many"),
            "cell C2: 'many' under target is not a number",
        ),
        (
            "a day that does not exist",
            ("row", "id", "due"),
            ("milestone", "1", "31/02/09"),
            "cell C2: .*February 2009 has 28 days",
        ),
        (
            "a rhythm under due",
            ("row", "id", "due"),
            ("milestone", "1", "quarterly"),
            "cell C2: .*Write it under recurs",
        ),
        (
            "a start under due",
            ("row", "id", "due"),
            ("milestone", "1", "From Oct 2009"),
            "cell C2: .*Write the month alone under start",
        ),
        (
            "an unknown rhythm",
            ("row", "id", "recurs"),
            ("milestone", "1", "often"),
            "cell C2: 'often' under recurs",
        ),
        (
            "neither yes nor no",
            ("row", "id", "cumulative"),
            ("measure", "1", "perhaps"),
            "cell C2: 'perhaps' under cumulative must be yes or no",
        ),
        (
            "words beyond the last column",
            ("row", "id"),
            ("objective", "1", "lost"),
            "cell C2: There are words",
        ),
    ],
)
def test_a_file_is_refused_with_its_cell(
    sentence: str, heading: tuple[str, ...], row: tuple[str, ...], refusal: str
) -> None:
    with pytest.raises(PlanRefused, match=refusal):
        read_plan(rows_of([heading, row]))


def test_every_problem_is_told_at_once_and_an_id_twice_is_one() -> None:
    rows = [("row", "id", "due"), ("milestone", "1", "31/02/09"), ("milestone", "1", ""), ("goal", "2", "")]
    with pytest.raises(PlanRefused) as refused:
        read_plan(rows_of(rows, sheet="plan"))
    assert [str(problem.place) for problem in refused.value.problems] == [
        "plan, cell C2",
        "plan, cell A4",
        "plan, cell B3",
    ]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(PlanRefused, match="must name the columns"):
        read_plan(())


def test_objectives_are_in_the_order_of_their_numbers() -> None:
    rows = [("row", "id"), ("objective", "2.5.10"), ("objective", "2.5.9"), ("objective", "2.10.1")]
    assert [one.id for one in read_plan(rows_of(rows)).objectives] == ["2.5.9", "2.5.10", "2.10.1"]
