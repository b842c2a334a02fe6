"""Whether a deadline was kept: rules R1 and R2."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.kept import was_kept

DUE = date(2026, 3, 27)
TODAY = date(2026, 6, 1)
ROWS = [
    ("sent on the day", DUE, TODAY, "in time", 0),
    ("sent the day before", date(2026, 3, 26), TODAY, "in time", 0),
    ("sent on the Monday after: one working day", date(2026, 3, 30), TODAY, "late", 1),
    ("sent on the Saturday after: late, by no working day", date(2026, 3, 28), TODAY, "late", 0),
    ("sent over Easter: four days and the Tuesday", date(2026, 4, 7), TODAY, "late", 5),
    ("not sent, and the day has not passed", None, DUE, "not due yet", 0),
    ("not sent by the Monday", None, date(2026, 3, 30), "late", 1),
]


@pytest.mark.parametrize(("sent", "today", "state", "late"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_when_it_was_sent(sent: date | None, today: date, state: str, late: int) -> None:
    found = was_kept(due=DUE, sent=sent, today=today)
    assert (found.state, found.working_days_late) == (state, late)
    assert found.is_breach == (state == "late")


@pytest.mark.parametrize(
    ("strength", "is_breach"), [("firm", True), ("usual", False), ("best-effort", False)]
)
def test_only_a_firm_rule_missed_is_a_breach(strength: str, is_breach: bool) -> None:
    found = was_kept(due=DUE, sent=date(2026, 3, 30), today=TODAY, strength=strength)
    assert (found.state, found.is_breach) == ("late", is_breach)
