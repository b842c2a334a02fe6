"""The states of an action and its steps (the state machine of section 4.2), and when a day is the body's to give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.action_states import (
    NOT_OVER,
    OVER,
    STEPS,
    StepLacks,
    StepNotPossible,
    is_over,
    state_after,
    step_named,
    steps_from,
)
from throughline.rules.lateness import needs_the_body_to_move

POSSIBLE = [
    # sentence, state, step, what is said, state after
    ("the owner accepts what was given", "proposed", "accept", "", "accepted"),
    ("the owner declines and says why", "proposed", "decline", "not our work", "declined"),
    ("work on an accepted action begins", "accepted", "start", "", "in-progress"),
    ("an action kept before owners were asked goes on like an accepted one", "open", "start", "", "in-progress"),
    ("work waits on somebody who is named", "in-progress", "block", "the landlord", "blocked"),
    ("work goes on again", "blocked", "unblock", "", "in-progress"),
    ("the owner claims that it is done, with evidence", "in-progress", "claim", "signed form", "claimed"),
    ("what was blocked may be done all the same", "blocked", "claim", "signed form", "claimed"),
    ("a claim that does not hold goes back", "claimed", "send-back", "one page is missing", "in-progress"),
    ("somebody confirms the claim", "claimed", "verify", "", "verified"),
    ("a decision cancels it", "in-progress", "cancel", "rrdg-2026-04-14/D1", "cancelled"),
    ("a claimed action may still be cancelled", "claimed", "cancel", "rrdg-2026-04-14/D1", "cancelled"),
    ("it becomes part of another", "accepted", "merge", "Action 7", "merged"),
    ("a declined action goes to another owner, who is asked again", "declined", "give", "declined", "proposed"),
    ("a new owner takes over and has thereby accepted", "in-progress", "take-over", "", "accepted"),
]  # fmt: skip
NOT_POSSIBLE = [
    ("nobody accepts twice", "accepted", "accept", ""),
    ("nothing is claimed before it was accepted", "proposed", "claim", "signed form"),
    ("nothing is verified that nobody claimed", "in-progress", "verify", ""),
    ("verified stays verified", "verified", "send-back", "wrong"),
    ("cancelled stays cancelled", "cancelled", "give", "a new owner"),
    ("merged stays merged", "merged", "claim", "signed form"),
    ("a declined action is not begun", "declined", "start", ""),
]
LACKING = [
    ("declining needs a reason", "proposed", "decline"),
    ("blocked needs to be on somebody", "accepted", "block"),
    ("a claim needs evidence", "accepted", "claim"),
    ("cancelling needs a decision", "open", "cancel"),
    ("merging needs another action", "open", "merge"),
]


@pytest.mark.parametrize(
    ("sentence", "state", "step", "said", "after"), POSSIBLE, ids=[r[0] for r in POSSIBLE]
)
def test_a_step_leads_on(sentence, state, step, said, after):
    assert state_after(state, step, said=said) == after


@pytest.mark.parametrize(
    ("sentence", "state", "step", "said"), NOT_POSSIBLE, ids=[r[0] for r in NOT_POSSIBLE]
)
def test_a_step_is_refused(sentence, state, step, said):
    with pytest.raises(StepNotPossible):
        state_after(state, step, said=said)


@pytest.mark.parametrize(("sentence", "state", "step"), LACKING, ids=[row[0] for row in LACKING])
def test_a_step_needs_to_be_said_why(sentence, state, step):
    with pytest.raises(StepLacks):
        state_after(state, step, said="  ")


STATES = sorted({*NOT_OVER, *OVER})


@given(st.lists(st.sampled_from([step.code for step in STEPS]), max_size=30))
def test_every_walk_stays_in_the_table_and_ends_only_where_it_is_over(walk):
    state = "proposed"
    for code in walk:
        allowed = code in {step.code for step in steps_from(state)}
        if allowed:
            state = state_after(state, code, said="said")
            assert state == step_named(code).to
        else:
            with pytest.raises(StepNotPossible):
                state_after(state, code, said="said")
        assert is_over(state) is (steps_from(state) == ())
    assert state in STATES


@pytest.mark.parametrize(
    ("sentence", "slips", "body"),
    [
        ("a day never moved is the owner's to move", 0, False),
        ("a third move is still the secretary's to accept", 2, False),
        ("a fourth move is for the body to decide", 3, True),
        ("and so is every later one", 4, True),
    ],
)
def test_who_gives_the_next_day(sentence, slips, body):
    assert needs_the_body_to_move(slips) is body
