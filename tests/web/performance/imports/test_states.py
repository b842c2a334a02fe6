"""The steps of a file that came in: what is not in the table cannot be done."""

from __future__ import annotations

from itertools import product

import pytest

from throughline.web.performance.imports.states import STEPS, StepNotPossible, state_after
from throughline.web.performance.models import StagedFile

ALLOWED = {
    ("staged", "map"): "mapped",
    ("mapped", "map"): "mapped",
    ("mapped", "accept"): "accepted",
    ("staged", "withdraw"): "withdrawn",
    ("mapped", "withdraw"): "withdrawn",
    ("accepted", "undo"): "undone",
}
EVERY = sorted(product(StagedFile.State.values, ("map", "accept", "withdraw", "undo")))


@pytest.mark.parametrize(("state", "step"), EVERY, ids=" ".join)
def test_a_step_is_taken_from_these_states_only(state: str, step: str) -> None:
    if (state, step) in ALLOWED:
        assert state_after(state, step) == ALLOWED[state, step]
    else:
        with pytest.raises(StepNotPossible, match=r"^This file .+, so nobody can .+ now\.$"):
            state_after(state, step)


def test_the_table_and_the_store_know_the_same_states() -> None:
    assert {one.to for one in STEPS} | {"staged"} == set(StagedFile.State.values)
