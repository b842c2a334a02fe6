"""The life of a plan: no step without its gate, no adoption without a decision; rule R16."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.life import (
    FOLLOWS,
    GATES,
    DecisionMissing,
    GateNotPassed,
    GateShown,
    LifeStepRefused,
    adoption_gap,
    months_of,
    plan_state,
    step_after,
    strategy_state,
    term_finding,
    years_without_plan,
)
from throughline.words.periods import year_named
from throughline.words.refusals import Refused

YEAR = year_named("2009-10")
SHOWN = GateShown(evidence="it stands on record")
WAIVED = GateShown(waiver="there was no time in the first year")
ALL = dict.fromkeys(("consultation", "parent", "equality", "measures"), SHOWN)
TO_ADOPTED = ("consulting", "parent-consulted", "equality-assessed", "adopted")

STATES = [
    # sentence, steps taken, day, state
    ("nothing is recorded yet", (), date(2009, 3, 1), "drafting"),
    ("it is being consulted on", ("consulting",), date(2009, 3, 1), "consulting"),
    ("adopted before its year begins", TO_ADOPTED, date(2009, 3, 31), "adopted"),
    ("on the first day of its year", TO_ADOPTED, date(2009, 4, 1), "in-year"),
    ("on the last day of its year", TO_ADOPTED, date(2010, 3, 31), "in-year"),
    ("the day after its year", TO_ADOPTED, date(2010, 4, 1), "closed"),
    ("a draft does not come into its year by itself", ("consulting",), date(2009, 6, 1), "consulting"),
    ("a draft does not close by itself", (), date(2011, 1, 1), "drafting"),
    ("reviewed after it closed", (*TO_ADOPTED, "reviewed"), date(2010, 6, 1), "reviewed"),
    ("rolled forward at last", (*TO_ADOPTED, "reviewed", "rolled-forward"), date(2010, 6, 1), "rolled-forward"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "on", "state"), [row[1:] for row in STATES], ids=[row[0] for row in STATES]
)
def test_the_state_of_a_plan_on_a_day(taken: Any, on: date, state: str) -> None:
    assert plan_state(taken, year=YEAR, on=on) == state


REFUSED = [
    # sentence, state, step, gates, has decision, refusal, a word of its sentence
    ("a plan is not adopted while it is drafted", "drafting", "adopted", ALL, True, LifeStepRefused,
     "only become consulting"),
    ("the parent comes after people were asked", "consulting", "parent-consulted", {"parent": SHOWN}, False,
     GateNotPassed, "a consultation that has closed"),
    ("consulting does not stand for the parent's answer", "consulting", "parent-consulted",
     {"consultation": SHOWN}, False, GateNotPassed, "what the parent body answered"),
    ("a waiver without a reason waives nothing", "parent-consulted", "equality-assessed",
     {"equality": GateShown(waiver="  ")}, False, GateNotPassed, "signed off"),
    ("every objective has a measure before adoption", "equality-assessed", "adopted", {}, True, GateNotPassed,
     "a measure of success for every objective"),
    ("only a decision adopts", "equality-assessed", "adopted", ALL, False, DecisionMissing, "by a decision"),
    ("an adopted plan waits for its year to end", "in-year", "reviewed", ALL, True, LifeStepRefused,
     "No step can be taken"),
    ("only a decision reviews", "closed", "reviewed", ALL, False, DecisionMissing, "reviewed by a decision"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "to", "gates", "decision", "refusal", "words"),
    [row[1:] for row in REFUSED],
    ids=[row[0] for row in REFUSED],
)
def test_what_a_step_lacks_is_named(
    state: Any, to: Any, gates: Any, decision: bool, refusal: type[Refused], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        step_after(state, to, gates=gates, has_decision=decision)


@pytest.mark.parametrize("shown", [SHOWN, WAIVED], ids=["shown", "waived"])
def test_a_gate_is_passed_by_what_is_shown_or_by_a_reason(shown: GateShown) -> None:
    gates: Any = {"equality": shown}
    assert step_after("parent-consulted", "equality-assessed", gates=gates, has_decision=False) == (
        "equality-assessed"
    )


GATE = st.sampled_from((SHOWN, WAIVED, GateShown(), GateShown(waiver=" ")))
ATTEMPT = st.tuples(
    st.sampled_from(tuple(GATES)),
    st.dictionaries(st.sampled_from(("consultation", "parent", "equality", "measures")), GATE),
    st.booleans(),
)


@given(st.lists(ATTEMPT, max_size=14))
def test_no_path_reaches_adopted_without_every_gate_met_or_waived(attempts: Any) -> None:
    state: Any = "drafting"
    passed: set[str] = set()
    for to, gates, decision in attempts:
        try:
            state = step_after(state, to, gates=gates, has_decision=decision)
        except Refused:
            continue
        passed |= {gate for gate, shown in gates.items() if gate in GATES[to] and shown.is_passed}
        if state == "adopted":
            assert passed >= {"consultation", "parent", "equality", "measures"}
            assert decision


def test_every_step_is_reached_from_exactly_one_state() -> None:
    reached = [to for steps in FOLLOWS.values() for to in steps]
    assert sorted(reached) == sorted(GATES)


@pytest.mark.parametrize(
    ("sentence", "adopted_on", "days"),
    [
        ("on the eve of the year", date(2009, 3, 31), 0),
        ("on its first day", date(2009, 4, 1), 0),
        ("East Midlands adopted its plan on 14 July: 30 + 31 + 30 + 13 days", date(2009, 7, 14), 104),
    ],
)
def test_a_late_adoption_leaves_a_gap_that_is_shown(sentence: str, adopted_on: date, days: int) -> None:
    assert adoption_gap(adopted_on, year=YEAR) == days, sentence


FOUR = (date(2008, 4, 1), date(2012, 3, 31))


@pytest.mark.parametrize(
    ("sentence", "approved", "on", "state"),
    [
        ("no decision, no strategy", None, date(2009, 1, 1), "draft"),
        ("before its decision it was a draft", date(2008, 2, 1), date(2008, 1, 31), "draft"),
        ("agreed and not yet begun", date(2008, 2, 1), date(2008, 3, 31), "agreed"),
        ("in force from its first day", date(2008, 2, 1), date(2008, 4, 1), "in-force"),
        ("in force until its last day", date(2008, 2, 1), date(2012, 3, 31), "in-force"),
        ("closed after it", date(2008, 2, 1), date(2012, 4, 1), "closed"),
    ],
)
def test_the_state_of_a_strategy(sentence: str, approved: date | None, on: date, state: str) -> None:
    assert strategy_state(*FOUR, approved_on=approved, on=on) == state, sentence


@pytest.mark.parametrize(
    ("sentence", "ends", "months", "is_usual"),
    [
        ("four whole years", date(2012, 3, 31), 48, True),
        ("a day short of four years", date(2012, 3, 30), 47, False),
        ("three years", date(2011, 3, 31), 36, False),
    ],
)
def test_a_strategy_usually_runs_for_48_months(
    sentence: str, ends: date, months: int, is_usual: bool
) -> None:
    assert months_of(FOUR[0], ends) == months, sentence
    assert (term_finding(FOUR[0], ends) == "") is is_usual
    assert is_usual or f"{months} months" in term_finding(FOUR[0], ends)


@pytest.mark.parametrize(
    ("sentence", "agreed", "missing"),
    [
        ("no plan at all", (), ["2008-09", "2009-10", "2010-11", "2011-12"]),
        ("one year is agreed", ("2009-10",), ["2008-09", "2010-11", "2011-12"]),
        ("every year is agreed", ("2008-09", "2009-10", "2010-11", "2011-12"), []),
        ("a plan of another year fills no gap", ("2012-13",), ["2008-09", "2009-10", "2010-11", "2011-12"]),
    ],
)
def test_every_year_of_a_strategy_without_an_agreed_plan_is_named(
    sentence: str, agreed: tuple[str, ...], missing: list[str]
) -> None:
    assert [one.name for one in years_without_plan(*FOUR, agreed=agreed)] == missing, sentence


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 3000))
def test_the_years_named_cover_the_strategy_and_no_more(starts: date, days: int) -> None:
    ends = date.fromordinal(starts.toordinal() + days)
    years = years_without_plan(starts, ends, agreed=())
    assert starts in years[0]
    assert ends in years[-1]
    assert all(b.first.toordinal() == a.last.toordinal() + 1 for a, b in pairwise(years))
