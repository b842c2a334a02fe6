"""Recommendations of inspections, audits and reviews: West Mercia terms, inputs; the plan 2009-10, 2.5.6."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.recommendations import (
    RECOMMENDATION_FOLLOWS,
    RecommendationStepRefused,
    days_late,
    recommendation_after,
)

PATHS = [
    ("accepted, said to be done, confirmed", ["accept", "say-done", "confirm"], "closed"),
    ("news on the way changes nothing", ["accept", "report", "report"], "accepted"),
    ("not accepted, for a reason", ["refuse"], "not-accepted"),
    ("sent back and done again", ["accept", "say-done", "send-back", "say-done"], "said-done"),
]


@pytest.mark.parametrize(("steps", "state"), [r[1:] for r in PATHS], ids=[r[0] for r in PATHS])
def test_how_a_recommendation_goes(steps: list[str], state: str) -> None:
    found = "open"
    for step in steps:
        found = recommendation_after(found, step)  # type: ignore[arg-type, assignment]
    assert found == state


REFUSED = [
    ("nothing is done that nobody accepted", "open", "say-done", "waits to be accepted"),
    ("nothing is confirmed that nobody says is done", "accepted", "confirm", "not yet said"),
    ("what was not accepted stays so", "not-accepted", "accept", "was not accepted"),
    ("what is closed stays closed", "closed", "send-back", "is closed"),
]


@pytest.mark.parametrize(("state", "step", "word"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_a_state_does_not_allow(state: str, step: str, word: str) -> None:
    with pytest.raises(RecommendationStepRefused, match=word):
        recommendation_after(state, step)  # type: ignore[arg-type]


SEPTEMBER = date(2009, 9, 30)
LATE = [
    ("on its last day it is not late", "accepted", SEPTEMBER, 0),
    ("the day after it is", "accepted", date(2009, 10, 1), 1),
    ("one that nobody has accepted is late too", "open", date(2009, 10, 10), 10),
    ("said to be done and not confirmed is late", "said-done", date(2009, 10, 2), 2),
    ("a closed one is not", "closed", date(2010, 1, 15), 0),
    ("one that was not accepted is not", "not-accepted", date(2010, 1, 15), 0),
]


@pytest.mark.parametrize(("state", "on", "days"), [r[1:] for r in LATE], ids=[r[0] for r in LATE])
def test_when_a_recommendation_is_late(state: str, on: date, days: int) -> None:
    assert days_late(state, due=SEPTEMBER, on=on) == days  # type: ignore[arg-type]


def test_every_state_but_the_two_ends_leads_on() -> None:
    assert {state for state, follows in RECOMMENDATION_FOLLOWS.items() if not follows} == {
        "closed",
        "not-accepted",
    }
