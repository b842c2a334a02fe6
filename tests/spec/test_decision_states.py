"""What may become of a decision: the product's state machines; rules R8 and R47."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.decision_states import (
    BEGINS,
    FOLLOWS,
    IN_FORCE,
    StepRefused,
    after,
    first_state,
    is_allowed,
    state_after,
)

ROWS = [
    # sentence, authority, steps, state
    ("made at a quorate meeting", "made", [], "made"),
    ("made where the terms state no quorum", "no-quorum-stated", [], "made"),
    ("without a quorum it is only recommended", "recommended", [], "recommended"),
    ("a recommendation that a quorate meeting ratified", "recommended", ["ratify"], "ratified"),
    ("ratified and then carried out", "recommended", ["ratify", "implement"], "implemented"),
    ("made, carried out and closed", "made", ["implement", "close"], "closed"),
    ("made and taken back", "made", ["rescind"], "rescinded"),
    ("carried out and taken back", "made", ["implement", "rescind"], "rescinded"),
    ("ratified and taken back", "recommended", ["ratify", "rescind"], "rescinded"),
    ("the chair's, of which no meeting has heard", "chairs-action", [], "chairs-action"),
    ("the chair's, on an agenda", "chairs-action", ["report"], "reported"),
    ("the chair's, noted by the body", "chairs-action", ["report", "note"], "noted"),
    ("the chair's, reversed by the body", "chairs-action", ["report", "reverse"], "reversed"),
    ("the chair's, noted and carried out", "chairs-action", ["report", "note", "implement"], "implemented"),
]  # fmt: skip
REFUSED = [
    # sentence, authority, steps that went before, the step, a word of the refusal
    ("only a decision that holds can be taken back", "recommended", [], "rescind", "only recommended"),
    ("a recommendation is not carried out", "recommended", [], "implement", "quorate meeting"),
    ("a recommendation is ratified once", "recommended", ["ratify"], "ratify", "was ratified"),
    ("a decision made needs no ratifying", "made", [], "ratify", "is made"),
    ("nothing is taken back twice", "made", ["rescind"], "rescind", "was rescinded"),
    ("what was taken back is not carried out", "made", ["rescind"], "implement", "new decision"),
    ("nothing is closed before it is carried out", "made", [], "close", "is made"),
    ("what is closed stays closed", "made", ["implement", "close"], "rescind", "is closed"),
    ("no body notes what it has not heard of", "chairs-action", [], "note", "report it"),
    ("the chair's is not carried out for good before the body notes it", "chairs-action", ["report"],
     "implement", "notes it or reverses it"),
    ("the chair's is answered once", "chairs-action", ["report", "note"], "reverse", "noted"),
    ("what the body reversed is over", "chairs-action", ["report", "reverse"], "note", "was reversed"),
]  # fmt: skip
STEPS = ["ratify", "implement", "close", "rescind", "report", "note", "reverse"]


@pytest.mark.parametrize(("authority", "steps", "state"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_what_becomes_of_a_decision(authority: str, steps: list[str], state: str) -> None:
    assert state_after(authority, steps) == state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("authority", "before", "step", "word"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_step_that_the_state_does_not_allow_is_refused_in_a_sentence(
    authority: str, before: list[str], step: str, word: str
) -> None:
    state = state_after(authority, before)  # type: ignore[arg-type]
    assert not is_allowed(state, step)  # type: ignore[arg-type]
    with pytest.raises(StepRefused, match=r"^rrdg/D1 cannot be .*\. It .*\.$") as refusal:
        after(state, step, number="rrdg/D1")  # type: ignore[arg-type]
    assert word in str(refusal.value)


@given(st.sampled_from(sorted(BEGINS)), st.lists(st.sampled_from(STEPS), max_size=8))
def test_whatever_is_tried_a_decision_goes_only_where_the_words_of_the_product_lead(
    authority: str, tried: list[str]
) -> None:
    state = first_state(authority)
    taken: list[str] = []
    for step in tried:
        try:
            state = after(state, step)  # type: ignore[arg-type]
        except StepRefused:
            continue
        taken.append(step)
    assert len(taken) == len(set(taken)), "no step is taken twice"
    assert "rescind" not in taken[:-1], "nothing follows on being taken back"
    assert "reverse" not in taken[:-1], "nothing follows on being reversed"
    assert "close" not in taken[:-1], "nothing follows on being closed"
    if authority == "recommended":
        assert taken[:1] in ([], ["ratify"])
    elif authority == "chairs-action":
        assert taken[:1] in ([], ["report"])
        assert not taken[1:] or taken[1] in ("note", "reverse")
    else:
        assert not set(taken) & {"ratify", "report", "note", "reverse"}
    assert ("implement" in taken) or ("close" not in taken)
    ends = {"rescind": "rescinded", "close": "closed", "reverse": "reversed"}
    assert not taken or ends.get(taken[-1], state) == state


def test_every_state_is_reached_and_every_state_that_follows_is_one() -> None:
    reached = set(BEGINS.values()) | {to for steps in FOLLOWS.values() for to in steps.values()}
    assert reached == set(FOLLOWS)


def test_neither_a_recommendation_nor_the_chair_alone_binds_anybody() -> None:
    assert not {"recommended", "chairs-action", "reported", "reversed", "rescinded"} & IN_FORCE
