"""The clock of an escalation: rule R44."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.escalation import escalation_clock

RAISED = date(2026, 3, 30)
STAGES = [
    ("the day it is raised", {"today": RAISED}, "reply open", 0),
    ("the last day to reply: five working days over Easter", {"today": date(2026, 4, 8)}, "reply open", 0),
    ("the day after", {"today": date(2026, 4, 9)}, "ready to send", 0),
    ("a reply came early", {"today": date(2026, 4, 1), "replied": date(2026, 4, 1)}, "ready to send", 0),
    ("sent, the answer not yet due",
     {"today": date(2026, 4, 30), "sent": date(2026, 4, 9), "answer_needed_by": date(2026, 4, 30)},
     "waiting for an answer", 0),
    ("sent, no answer by the day it was needed",
     {"today": date(2026, 5, 3), "sent": date(2026, 4, 9), "answer_needed_by": date(2026, 4, 30)},
     "answer late", 3),
    ("answered late is answered",
     {"today": date(2026, 5, 3), "sent": date(2026, 4, 9), "answer_needed_by": date(2026, 4, 30),
      "answered": date(2026, 5, 2)}, "answered", 0),
    ("sent with no day to answer by", {"today": date(2026, 6, 1), "sent": date(2026, 4, 9)},
     "waiting for an answer", 0),
]  # fmt: skip


@pytest.mark.parametrize(("times", "stage", "late"), [s[1:] for s in STAGES], ids=[s[0] for s in STAGES])
def test_where_an_escalation_stands(times: dict[str, date], stage: str, late: int) -> None:
    clock = escalation_clock(raised=RAISED, **times)  # type: ignore[arg-type]
    assert (clock.stage, clock.days_late) == (stage, late)
    assert clock.reply_by == date(2026, 4, 8)
