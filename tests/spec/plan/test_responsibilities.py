"""Who answers for each priority, and what is wrong where nobody does or several do."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.spec.plan.plans_made import PLANS
from throughline.rules.plan.model import Line, Objective, Plan, Priority
from throughline.rules.plan.responsibilities import responsibilities

ONE = Objective(id="1.1", parent="1", lead="police", support=("council",))
TWO = Objective(id="1.2", parent="1", lead="council", support=("all",))


@pytest.mark.clause("C139", breaks="throughline.rules.plan.responsibilities:_row")
@pytest.mark.parametrize(
    ("sentence", "lines", "parts", "trouble"),
    [
        (
            "what the priority says counts",
            (Priority(id="1", lead="group", support=("board",)), ONE),
            {"group": "lead", "board": "contributor"},
            "",
        ),
        ("two leads are one too many", (Priority(id="1", lead="a; b"),), {"a": "lead", "b": "lead"}, "double-lead"),
        ("without a lead there is a gap", (Priority(id="1", support=("a",)),), {"a": "contributor"}, "gap"),
        ("nobody at all is a gap", (Priority(id="1"),), {}, "gap"),
        ("its objectives say it where it does not", (Priority(id="1"), ONE), {"police": "lead", "council": "contributor"}, ""),
        ("two who lead its objectives", (Priority(id="1"), ONE, TWO), {"police": "lead", "council": "lead"}, "double-lead"),
        (
            "where priorities say who answers for them, their objectives are not asked",
            (Priority(id="1", lead="group"), ONE),
            {"group": "lead"},
            "",
        ),
    ],
)  # fmt: skip
def test_who_answers_for_a_priority(
    sentence: str, lines: tuple[Line, ...], parts: dict[str, str], trouble: str
) -> None:
    found = responsibilities(Plan(lines))
    assert dict(zip(found.who, found.rows[0].parts, strict=True)) == parts, sentence
    assert found.rows[0].trouble == trouble, sentence


def test_who_has_no_part_in_a_priority_is_told() -> None:
    found = responsibilities(Plan((Priority(id="1", lead="a"), Priority(id="2", lead="b"), Priority(id="3"))))
    assert [row.parts for row in found.rows] == [("lead", "none"), ("none", "lead"), ("none", "none")]
    assert (found.gaps, found.double_leads) == (("3",), ())


@given(PLANS)
def test_every_row_has_a_part_for_everyone_and_its_trouble_follows_its_leads(plan: Plan) -> None:
    found = responsibilities(plan)
    for row in found.rows:
        assert len(row.parts) == len(found.who)
        leads = row.parts.count("lead")
        assert row.trouble == ("gap" if leads == 0 else "double-lead" if leads > 1 else "")
