"""How late a promise is (rule R18)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.lateness import lateness

ROWS = [
    # sentence, first due, moved to, on, (overdue, age, slips, drift), needs a decision
    ("due today is not overdue", "2026-03-30", [], "2026-03-30", (0, 48, 0, 0), False),
    ("one day past its day is one day overdue", "2026-03-30", [], "2026-03-31", (1, 49, 0, 0), True),
    ("a moved promise is late by its new day", "2026-02-28", ["2026-03-20"], "2026-03-30", (10, 48, 1, 20), True),
    ("a moved promise not yet due is not overdue", "2026-02-28", ["2026-04-10"], "2026-03-30", (0, 48, 1, 41), False),
    ("three moves ask for a decision", "2026-02-28", ["2026-03-10", "2026-03-20", "2026-04-10"],
     "2026-03-30", (0, 48, 3, 41), True),
    ("the first day survives three moves", "2026-02-28", ["2026-03-10", "2026-03-20", "2026-02-28"],
     "2026-02-28", (0, 18, 3, 0), True),
    ("ninety days open is not yet too long", "2026-06-30", [], "2026-05-11", (0, 90, 0, 0), False),
    ("ninety-one days open asks for a decision", "2026-06-30", [], "2026-05-12", (0, 91, 0, 0), True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "first", "moves", "on", "expected", "decision"), ROWS, ids=[r[0] for r in ROWS]
)
def test_lateness(sentence, first, moves, on, expected, decision):
    found = lateness(
        raised_on=date(2026, 2, 10),
        first_due=date.fromisoformat(first),
        moved_to=[date.fromisoformat(day) for day in moves],
        on=date.fromisoformat(on),
    )
    assert (found.overdue_days, found.age_days, found.slips, found.drift_days) == expected
    assert found.needs_a_decision is decision


@given(st.dates(), st.lists(st.integers(1, 400), max_size=6), st.integers(0, 900))
def test_the_first_day_is_never_lost(first, moves, wait):
    days, last = [], min(first, date(9990, 1, 1))
    for move in moves:
        last = min(last + timedelta(days=move), date(9995, 1, 1))
        days.append(last)
    found = lateness(
        raised_on=first, first_due=first, moved_to=days, on=min(first, date(9990, 1, 1)) + timedelta(wait)
    )
    assert found.due - timedelta(days=found.drift_days) == first
    assert found.slips == len(moves)
