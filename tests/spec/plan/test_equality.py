"""What an equality impact assessment lacks; Equality Act 2010, section 149."""

from __future__ import annotations

from typing import Any

import pytest

from throughline.rules.plan.equality import STANDARD_STRANDS, GroupEffect, open_questions

STRANDS = {"age": "Age", "race": "Race"}
FINE = GroupEffect("race", "none", "the count of 2008", False)


@pytest.mark.parametrize(
    ("sentence", "effects", "questions"),
    [
        ("nothing is said of anybody", [], ["Age: nothing is said yet.", "Race: nothing is said yet."]),
        ("no difference needs evidence too", [FINE, GroupEffect("age", "none", " ", False)],
         ["Age: no evidence is given."]),
        ("a worse effect needs an action", [FINE, GroupEffect("age", "worse", "a survey", False)],
         ["Age: no action makes it less bad."]),
        ("a worse effect with its action is whole", [FINE, GroupEffect("age", "worse", "a survey", True)], []),
        ("not known needs an action that finds out", [FINE, GroupEffect("age", "not-known", "", False)],
         ["Age: no action finds out."]),
        ("not known with its action is whole", [FINE, GroupEffect("age", "not-known", "", True)], []),
        ("the last word on a group counts",
         [FINE, GroupEffect("age", "worse", "a survey", False), GroupEffect("age", "better", "a trial", False)], []),
    ],
)  # fmt: skip
def test_what_must_be_said_before_it_is_signed_off(sentence: str, effects: Any, questions: Any) -> None:
    assert list(open_questions(STRANDS, effects)) == questions, sentence


def test_the_list_begins_with_the_nine_protected_characteristics() -> None:
    assert len(STANDARD_STRANDS) == 9
