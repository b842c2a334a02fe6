"""Which of its own rules a body kept: rules R1 to R4, R6 and R8, occasion by occasion."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.keeping import (
    Met,
    Occasion,
    Period,
    Rule,
    by_its_day,
    by_rule,
    by_what_was_done,
    headline,
    often_enough,
    quorum_at_a_decision,
)
from throughline.rules.terms.reader import read

DUE = date(2026, 3, 27)
"""Friday; Good Friday and Easter Monday follow on 3 and 6 April."""

CLOCK = [
    # sentence, came, today, standing, working days late
    ("before its day nothing is judged", None, date(2026, 3, 26), "not due", 0),
    ("sent early, it waits for its day", date(2026, 3, 20), date(2026, 3, 26), "not due", 0),
    ("sent early, it is kept on its day", date(2026, 3, 20), DUE, "kept", 0),
    ("on its day there is time until midnight", None, DUE, "not due", 0),
    ("sent on its day it is kept", DUE, DUE, "kept", 0),
    ("kept stays kept", DUE, date(2026, 9, 1), "kept", 0),
    ("one working day after a week-end is one late", date(2026, 3, 30), date(2026, 9, 1), "late", 1),
    ("Easter does not count", date(2026, 4, 7), date(2026, 9, 1), "late", 5),
    ("not sent yet, it is late by as much as has passed", None, date(2026, 4, 1), "late", 3),
    ("what comes tomorrow is not known today", date(2026, 4, 2), date(2026, 4, 1), "late", 3),
]


@pytest.mark.parametrize(
    ("came", "today", "standing", "days"), [r[1:] for r in CLOCK], ids=[r[0] for r in CLOCK]
)
def test_a_rule_with_a_clock(came: date | None, today: date, standing: str, days: int) -> None:
    found = by_its_day(Rule(code="agenda"), due=DUE, came=came, today=today)
    assert (found.standing, found.working_days_late) == (standing, days)


@pytest.mark.parametrize("why", [{"is_recorded": False}, {"is_excused": True}])
def test_what_is_not_recorded_or_fell_away_does_not_apply(why: dict[str, bool]) -> None:
    found = by_its_day(Rule(code="papers"), due=DUE, came=None, today=date(2026, 5, 1), **why)
    assert found.standing == "not applicable"


QUORUM = [
    # sentence, quorum, saved as a recommendation, standing
    ("with a quorum the rule is kept", "true", False, "kept"),
    ("without one, a recommendation keeps the rule", "false", True, "kept"),
    ("without one, deciding breaks it", "false", False, "breached"),
    ("no quorum stated: there is nothing to keep", "not defined", False, "not applicable"),
]


@pytest.mark.parametrize(
    ("quorum", "recommended", "standing"), [r[1:] for r in QUORUM], ids=[r[0] for r in QUORUM]
)
def test_quorum_at_a_decision(quorum: str, recommended: bool, standing: str) -> None:
    found = quorum_at_a_decision(
        Rule(code="quorum"),
        day=DUE,
        quorum=quorum,
        was_recommended=recommended,  # type: ignore[arg-type]
    )
    assert found.standing == standing


EVERY_TWO_MONTHS = """
schema = "throughline/partnership@1"
id = "somewhere"
name = "Somewhere"
calendar = { working_days = "england-and-wales", year_starts = "04-01", timezone = "Europe/London" }
marking = { scheme = "GSC", default = "OFFICIAL" }
[[body]]
id = "board"
name = "Board"
kind = "board"
version = [{ from = "2014" }]
[[body.meets]]
%s
clause = "4.1"
"""
YEAR = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))
AFTER = date(2026, 4, 1)

OFTEN = [
    # sentence, what the terms say, the meetings, standing of each occasion with its reason
    ("one in each window keeps it", "every = { months = 6 }",
     [Met(day=date(2025, 4, 8)), Met(day=date(2026, 3, 31))], [("kept", ""), ("kept", "")]),
    ("two in one window and none in the next do not", "every = { months = 6 }",
     [Met(day=date(2025, 4, 8)), Met(day=date(2025, 9, 30))], [("kept", ""), ("breached", "no meeting")]),
    ("a cancelled meeting counts as missed", "every = { months = 6 }",
     [Met(day=date(2025, 4, 8)), Met(day=date(2025, 12, 9), took_place=False, is_cancelled=True)],
     [("kept", ""), ("breached", "cancelled")]),
    ("one held in the place of a cancelled one keeps it", "every = { months = 6 }",
     [Met(day=date(2025, 4, 8)), Met(day=date(2025, 12, 9), took_place=False, is_cancelled=True),
      Met(day=date(2026, 1, 13))], [("kept", ""), ("kept", "")]),
    ("one without a quorum is told apart", "every = { months = 6 }",
     [Met(day=date(2025, 4, 8), quorum="false"), Met(day=date(2025, 12, 9), quorum="not defined")],
     [("breached", "held without a quorum"), ("kept", "")]),
    ("so many a year are counted at the year's end", "at_least = { times = 2, per = \"year\" }",
     [Met(day=date(2025, 4, 8)), Met(day=date(2025, 5, 8))], [("kept", "2 held of 2")]),
    ("one too few in the year breaks it", "at_least = { times = 2, per = \"year\" }",
     [Met(day=date(2025, 4, 8))], [("breached", "1 held of 2")]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "met", "found"), [r[1:] for r in OFTEN], ids=[r[0] for r in OFTEN])
def test_how_often(says: str, met: list[Met], found: list[tuple[str, str]]) -> None:
    terms = read(EVERY_TWO_MONTHS % says)
    occasions = often_enough(terms, "board", met, YEAR, today=AFTER)
    assert [(one.standing, one.why) for one in occasions] == found


def test_a_window_is_judged_once_it_is_over() -> None:
    terms = read(EVERY_TWO_MONTHS % "every = { months = 6 }")
    found = often_enough(terms, "board", [], YEAR, today=date(2025, 9, 30))
    assert [one.standing for one in found] == ["not due", "not due"]


def test_nothing_is_said_of_windows_from_before_the_records() -> None:
    terms = read(EVERY_TWO_MONTHS % "every = { months = 6 }")
    found = often_enough(terms, "board", [], YEAR, today=AFTER, recorded_since=date(2025, 4, 2))
    assert [(one.due, one.standing) for one in found] == [(date(2026, 3, 31), "breached")]


DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))


@given(due=DAYS, came=st.none() | DAYS, today=DAYS)
def test_nothing_is_judged_before_its_day(due: date, came: date | None, today: date) -> None:
    found = by_its_day(Rule(code="minutes"), due=due, came=came, today=today)
    assert found.is_judged == (today > due or (today == due and came is not None and came <= due))


STRENGTHS = st.sampled_from(["firm", "usual", "best-effort", "as-required"])


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), STRENGTHS, st.sampled_from([True, False, None])), max_size=30)
)
def test_only_firm_rules_count_in_the_headline(rows: list[tuple[str, str, bool | None]]) -> None:
    occasions = [
        by_what_was_done(Rule(code=code, strength=strength), day=DUE, was_kept=kept)
        for code, strength, kept in rows
    ]
    firm = {code for code, strength, kept in rows if strength == "firm" and kept is not None}
    broken = {code for code, strength, kept in rows if strength == "firm" and kept is False}
    found = headline(by_rule(occasions, Period(first=DUE, last=DUE)))
    assert (found.kept, found.judged) == (len(firm - broken), len(firm))


@given(st.lists(st.integers(-400, 400), max_size=20))
def test_only_what_was_due_in_the_period_is_told(offsets: list[int]) -> None:
    occasions = [
        Occasion(rule=Rule(code="agenda"), standing="kept", due=YEAR.first + timedelta(days=one))
        for one in offsets
    ]
    told = [one for line in by_rule(occasions, YEAR) for one in line.occasions]
    assert sorted(one.due for one in told) == sorted(one.due for one in occasions if YEAR.holds(one.due))
