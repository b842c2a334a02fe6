"""An objective that is limited to a type of offence, in a plan whose terms rule that out."""

from __future__ import annotations

import pytest

from tests.spec.terms.files import founding
from throughline.rules.plan.linter import Surroundings, lint
from throughline.rules.plan.model import Objective, Plan
from throughline.rules.plan.scope import offence_types_in, ruled_out_by

CLAUSE = "The group, role 0b: No single type of offence."


@pytest.mark.parametrize(
    ("sentence", "text", "tags", "found"),
    [
        ("a word for a type of offence", "Fewer burglaries by people on licence", (), ("burglary",)),
        ("two of them", "Less knife crime and less robbery", (), ("robbery", "violence")),
        ("a tag says it too", "A panel for prolific cases", ("offence:vehicle-crime",), ("vehicle crime",)),
        ("said by tag and by word, it is named once", "Less fraud", ("offence:fraud",), ("fraud",)),
        ("crime in prison is a place, not a type", "Crime in prison is investigated without delay", (), ()),
        ("part of another word is none", "The arsonwell estate is visited", (), ()),
    ],
)
def test_types_of_offence(sentence: str, text: str, tags: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert offence_types_in(Objective(id="1.1", text=text, tags=tags)) == found, sentence


@pytest.mark.clause("C142", breaks="throughline.rules.plan.scope:offence_types_in")
@pytest.mark.clause("C142", breaks="throughline.rules.plan.linter:_scope")
def test_the_linter_warns_where_the_terms_rule_a_type_of_offence_out() -> None:
    plan = Plan((Objective(id="1.1", text="Fewer burglaries"), Objective(id="1.2", text="Fewer returns")))

    def warned(around: Surroundings) -> list[tuple[str, str]]:
        return [(one.place, one.sentence) for one in lint(plan, around) if one.code == "out-of-scope"]

    assert warned(Surroundings(ruled_out={"offence": CLAUSE})) == [
        ("1.1", f"Is limited to burglary. Out of scope by {CLAUSE}")
    ]
    assert warned(Surroundings()) == []


@pytest.mark.clause("C142", breaks="partnerships/pan-dorset.toml#rrsg.clause.role 0b")
def test_the_terms_of_pan_dorset_rule_it_out_and_no_other_terms_do() -> None:
    ruled = {name: set(ruled_out_by(founding(name))) for name in ("pan-dorset", "barnet", "llr")}
    assert ruled == {"pan-dorset": {"offence"}, "barnet": set(), "llr": set()}
