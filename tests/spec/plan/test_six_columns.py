"""A plan written as the older table of six columns reads back as the same plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.papers.reading import read_rows
from throughline.rules.plan.cells import Row, rows_of
from throughline.rules.plan.legacy import preview_legacy
from throughline.rules.plan.model import Milestone, Objective, Plan, Priority, SuccessMeasure, Term, Theme
from throughline.rules.plan.proposal import propose_plan
from throughline.rules.plan.six_columns import HEADINGS, six_columns
from throughline.rules.plan.when import PlanYear

YEAR = PlanYear(date(2009, 4, 1), date(2010, 3, 31))
AGENCIES = {"council": "Harbour Council", "police": "Constabulary", "jcp": "Jobcentre Plus"}
PATHWAYS = {"ACCM": "Accommodation", "ELS": "Skills and work"}
LEGACY = Path(__file__).parents[2] / "fixtures" / "plan" / "legacy_harbour.txt"


def understood(rows: tuple[Row, ...]) -> Plan:
    """What the table says; where in it an objective stood is left out."""
    preview = preview_legacy(
        rows,
        aliases={name: code for code, name in AGENCIES.items()},
        pathways={code: code for code in PATHWAYS} | {name: code for code, name in PATHWAYS.items()},
        year=YEAR,
    )
    plan = propose_plan(preview, year=YEAR, facts={"name": "Harbour plan"})
    return Plan(tuple(replace(line, source="") for line in plan.lines))


def written(plan: Plan) -> tuple[tuple[str, ...], ...]:
    return six_columns(plan, year=YEAR, agencies=AGENCIES)


def test_a_table_that_a_board_sent_is_the_same_plan_after_it_is_written_again() -> None:
    plan = understood(read_rows(LEGACY.read_bytes(), "harbour").rows)
    assert len(plan.objectives) > 2
    again = understood(rows_of(written(plan)))
    assert [line for line in again.lines if not isinstance(line, Objective)] == [
        line for line in plan.lines if not isinstance(line, Objective)
    ]
    assert [(one.id, one.text, one.lead, one.support, one.pathways) for one in again.objectives] == [
        (one.id, one.text, one.lead, one.support, one.pathways) for one in plan.objectives
    ]
    assert written(again) == written(plan)


WORDS = st.lists(st.sampled_from(["homes", "keys", "beds", "found", "given"]), min_size=1, max_size=3).map(
    " ".join
)
DATED = st.tuples(
    WORDS, st.sampled_from(["", " by September 2009", " by end July 2009", " Autumn 2009"])
).map("".join)
LEADS = st.lists(st.sampled_from(sorted(AGENCIES.values())), max_size=3, unique=True)
PATHS = st.lists(st.sampled_from(sorted(PATHWAYS)), max_size=2, unique=True)
PIECES = st.lists(DATED, max_size=3).map(lambda some: "\n".join(f"• {one}" for one in some))


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[str, ...], ...]:
    """A table of six columns as it is written here: themes, priorities, objectives, quarters, glossary."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for theme in range(1, draw(st.integers(1, 2)) + 1):
        rows.append((f"{theme} {draw(WORDS)}", "", "", "", "", ""))
        for priority in range(1, draw(st.integers(0, 2)) + 1):
            rows.append((f"{theme}.{priority} {draw(WORDS)}", "", "", "", "", ""))
            for number in range(1, draw(st.integers(0, 2)) + 1):
                steps = draw(PIECES)
                if draw(st.booleans()):
                    steps += "\n" * bool(steps) + f"• {draw(WORDS)} Q1: 5 Q2: 10 Q3: 15 Q4: 20"
                rows.append(
                    (
                        "", f"{theme}.{priority}.{number} {draw(WORDS)}", draw(PIECES), steps,
                        "; ".join(draw(LEADS)), "; ".join(draw(PATHS)),
                    )
                )  # fmt: skip
    return (*rows, ("Glossary",), ("JCP", "Jobcentre Plus")) if draw(st.booleans()) else tuple(rows)


@pytest.mark.clause("C401", breaks="throughline.rules.plan.six_columns:six_columns")
@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_table_read_and_written_again_is_the_same_cell_by_cell(table: tuple[tuple[str, ...], ...]) -> None:
    assert written(understood(rows_of(table))) == table


@pytest.mark.parametrize(
    ("sentence", "step", "cell"),
    [
        ("a date that the words say stands once", Milestone(id="m", text="Keys by September 2009", due="2009-09"),
         "Keys by September 2009"),
        ("a date that they do not say is added", Milestone(id="m", text="Keys", due="2009-09"),
         "Keys: September 2009"),
        ("in its author's precision", Milestone(id="m", text="Keys", due="2009-autumn"), "Keys: autumn 2009"),
        ("a rhythm too", Milestone(id="m", text="Visits", recurs="every-3-months"), "Visits: quarterly"),
        ("a year alone", Milestone(id="m", text="Keys", due="2009"), "Keys: during 2009"),
        ("a beginning", Milestone(id="m", text="Visits", start="2009-10"), "Visits: from October 2009"),
        ("words that are no date stay words", Milestone(id="m", text="Keys", due="ongoing"), "Keys: ongoing"),
        ("a semicolon would divide the step", Milestone(id="m", text="Keys; locks"), "Keys, locks"),
        ("nothing is made up for a step without a date", Milestone(id="m", text="Keys"), "Keys"),
    ],
)  # fmt: skip
def test_how_a_step_is_written(sentence: str, step: Milestone, cell: str) -> None:
    plan = Plan((Priority(id="1.1"), Objective(id="1.1.1", parent="1.1"), replace(step, parent="1.1.1")))
    assert written(plan)[-1][3] == f"• {cell}", sentence


def test_the_order_is_themes_with_their_priorities_and_names_are_written_out() -> None:
    plan = Plan(
        (
            Theme(id="1", text="Homes"),
            Priority(id="1.1", text="Rooms", theme="1"),
            Objective(
                id="1.1.1", parent="1.1", text="Beds", lead="council", support=("jcp",), pathways=("ACCM",)
            ),
            SuccessMeasure(id="1.1.1.a", parent="1.1.1", text="Beds filled"),
            Term(id="JCP", text="Jobcentre Plus"),
        )
    )
    assert written(plan) == (
        HEADINGS,
        ("1 Homes", "", "", "", "", ""),
        ("1.1 Rooms", "", "", "", "", ""),
        ("", "1.1.1 Beds", "• Beds filled", "", "Harbour Council; Jobcentre Plus", "ACCM"),
        ("Glossary",),
        ("JCP", "Jobcentre Plus"),
    )
