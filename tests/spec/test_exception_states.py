"""The steps of an exception report, and what a report must hold to be submitted."""

from __future__ import annotations

import pytest

from throughline.rules.exception_states import (
    OUTCOMES,
    STEPS,
    NotWritten,
    StepLacks,
    StepNotPossible,
    refuse_unwritten,
    state_after,
    steps_from,
)

STATES = ("drafted", "written", "submitted", "tabled", "accepted", "returned", "escalated")
ALLOWED = [
    # sentence, from, step, said, to
    ("whoever writes begins it", "drafted", "write", "", "written"),
    ("and may go on writing", "written", "write", "", "written"),
    ("a report without lines is submitted as drafted", "drafted", "submit", "", "submitted"),
    ("a written one is submitted", "written", "submit", "", "submitted"),
    ("a submitted one is taken back with a reason", "submitted", "take-back", "A figure was wrong.", "written"),
    ("it comes before the board", "submitted", "table", "", "tabled"),
    ("which accepts it", "tabled", "accept", "", "accepted"),
    ("or sends it back with a question", "tabled", "return", "Who pays?", "returned"),
    ("or escalates it", "tabled", "escalate", "The parent must decide.", "escalated"),
    ("a returned one is written again", "returned", "write", "", "written"),
    ("or submitted with the answer already in it", "returned", "submit", "", "submitted"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "state", "step", "said", "to"), ALLOWED, ids=[row[0] for row in ALLOWED]
)
def test_steps_that_are_allowed(sentence, state, step, said, to):
    assert state_after(state, step, said=said) == to


def test_every_other_step_is_refused():
    allowed = {(state, step) for _sentence, state, step, _said, _to in ALLOWED}
    for state in STATES:
        assert {step.code for step in steps_from(state)} == {code for was, code in allowed if was == state}
        for step in STEPS:
            if (state, step.code) not in allowed:
                with pytest.raises(StepNotPossible, match="Nothing was changed"):
                    state_after(state, step.code, said="Something.")


@pytest.mark.parametrize("step", ["take-back", "return", "escalate"])
def test_a_step_that_needs_words_is_refused_without(step):
    state = "submitted" if step == "take-back" else "tabled"
    with pytest.raises(StepLacks, match="write the"):
        state_after(state, step, said="  ")


def test_what_a_board_may_make_of_it():
    assert {step.code for step in steps_from("tabled")} == set(OUTCOMES)


UNWRITTEN = [
    ("no lines: a nil report is whole", [], ""),
    ("both written", [("2.4.3", "The provider left.", "Another begins in March.")], ""),
    ("no recovery", [("2.4.3", "The provider left.", " ")], "1 line without a cause or a recovery: 2.4.3."),
    ("no cause", [("2.4.3", "", "Another begins.")], "1 line without a cause or a recovery: 2.4.3."),
    ("five are counted, three are named", [(f"2.{n}", "", "") for n in range(1, 6)],
     "5 lines without a cause or a recovery: 2.1, 2.2, 2.3 and 2 more."),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "lines", "says"), UNWRITTEN, ids=[row[0] for row in UNWRITTEN])
def test_a_report_is_submitted_when_it_is_written(sentence, lines, says):
    if not says:
        refuse_unwritten(lines)
        return
    with pytest.raises(NotWritten) as refused:
        refuse_unwritten(lines)
    assert str(refused.value).startswith(says)
