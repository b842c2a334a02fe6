"""A decision carried into every organisation: rule R45; Pan-Dorset terms, role 8."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.cascade import (
    MAY_FOLLOW,
    Answered,
    AnswerRefused,
    acknowledge_by,
    cascade_standing,
    refuse_answer,
)

TOLD = date(2026, 3, 23)
"""Monday; Good Friday and Easter Monday of 2026 lie within the ten working days after it."""
KNOWN_BY = date(2026, 4, 8)
DONE_BY = date(2026, 4, 30)


def test_ten_working_days_step_over_easter() -> None:
    assert acknowledge_by(TOLD) == KNOWN_BY


ROWS = [
    # sentence, answers, the day it is looked at, state, owed, due, acknowledged late, implemented late
    ("told and silent, with time left", [], date(2026, 4, 8), "waiting", "acknowledgement", KNOWN_BY, 0, 0),
    ("silent one working day too long", [], date(2026, 4, 9), "waiting", "acknowledgement", KNOWN_BY, 1, 0),
    ("a week-end is no working day", [], date(2026, 4, 12), "waiting", "acknowledgement", KNOWN_BY, 2, 0),
    ("acknowledged on the last day", [("acknowledged", date(2026, 4, 8))], date(2026, 4, 9),
     "acknowledged", "implementation", DONE_BY, 0, 0),
    ("acknowledged two days late stays so", [("acknowledged", date(2026, 4, 10))], date(2026, 4, 20),
     "acknowledged", "implementation", DONE_BY, 2, 0),
    ("done by the day", [("acknowledged", date(2026, 4, 1)), ("implemented", date(2026, 4, 30))],
     date(2026, 5, 20), "implemented", "nothing", None, 0, 0),
    ("done one working day after it", [("acknowledged", date(2026, 4, 1)), ("implemented", date(2026, 5, 1))],
     date(2026, 5, 20), "implemented", "nothing", None, 0, 1),
    ("not done, and the day has passed", [("acknowledged", date(2026, 4, 1))], date(2026, 5, 5),
     "acknowledged", "implementation", DONE_BY, 0, 2),
    ("done at once says that it is known", [("implemented", date(2026, 4, 1))], date(2026, 5, 5),
     "implemented", "nothing", None, 0, 0),
    ("declined owes nothing more", [("declined", date(2026, 4, 2))], date(2026, 6, 1),
     "declined", "nothing", None, 0, 0),
    ("it does not apply here", [("not-applicable", date(2026, 4, 2))], date(2026, 6, 1),
     "not-applicable", "nothing", None, 0, 0),
    ("declined, then taken up after all", [("declined", date(2026, 4, 2)), ("acknowledged", date(2026, 4, 20))],
     date(2026, 4, 21), "acknowledged", "implementation", DONE_BY, 0, 0),
    ("an answer of a later day is not yet known", [("acknowledged", date(2026, 4, 9))], date(2026, 4, 8),
     "waiting", "acknowledgement", KNOWN_BY, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "on", "state", "owed", "due", "known_late", "done_late"),
    [r[1:] for r in ROWS],
    ids=[r[0] for r in ROWS],
)
def test_where_an_organisation_stands_with_a_decision(
    answers: list[tuple[str, date]],
    on: date,
    state: str,
    owed: str,
    due: date | None,
    known_late: int,
    done_late: int,
) -> None:
    found = cascade_standing(
        [Answered(says=says, on=day) for says, day in answers],  # type: ignore[arg-type]
        told_on=TOLD,
        effective_from=DONE_BY,
        on=on,
    )
    assert (found.state, found.owed, found.due) == (state, owed, due)
    assert (found.acknowledgement_late_by, found.implementation_late_by) == (known_late, done_late)


def test_without_a_day_to_be_carried_out_by_nothing_is_late_for_it() -> None:
    said = [Answered(says="acknowledged", on=date(2026, 4, 1))]
    found = cascade_standing(said, told_on=TOLD, effective_from=None, on=date(2027, 4, 1))
    assert (found.owed, found.due, found.is_late) == ("implementation", None, False)


REFUSED = [
    ("what is done is done", "implemented", "declined", "no money", "end of it"),
    ("the same answer again says nothing new", "acknowledged", "acknowledged", "", "already"),
    ("declining says why", "waiting", "declined", "  ", "Say why"),
    ("that it does not apply says why", "acknowledged", "not-applicable", "", "Say why"),
]


@pytest.mark.parametrize(
    ("state", "says", "reason", "word"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_an_answer_that_may_not_stand_is_refused_in_a_sentence(
    state: str, says: str, reason: str, word: str
) -> None:
    with pytest.raises(AnswerRefused, match=word):
        refuse_answer(state, says, reason)  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(["acknowledged", "implemented", "declined", "not-applicable"]), max_size=6))
def test_once_implemented_no_answer_follows_and_no_state_repeats(tried: list[str]) -> None:
    state = "waiting"
    for says in tried:
        before = state
        try:
            refuse_answer(state, says, "a reason")  # type: ignore[arg-type]
            state = says
        except AnswerRefused:
            assert before == "implemented" or says == before
    assert set(MAY_FOLLOW) >= {state}
