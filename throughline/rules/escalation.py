"""The clock of an escalation: a right of reply, a sending, an answer.

Source: rule R44; the partnership's states of an escalation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from throughline.words.working_days import DEFAULT_CALENDAR, add_working_days

DAYS_TO_REPLY = 5
"""Working days for the right of reply where the boards agree no other number."""

Stage = Literal["reply open", "ready to send", "waiting for an answer", "answer late", "answered"]


@dataclass(frozen=True, kw_only=True)
class EscalationClock:
    """Where an escalation stands on a day. Both boards see the same."""

    stage: Stage
    reply_by: date
    answer_by: date | None
    days_late: int = 0
    """Calendar days past the day an answer was needed."""


def escalation_clock(
    *,
    raised: date,
    today: date,
    answer_needed_by: date | None = None,
    replied: date | None = None,
    sent: date | None = None,
    answered: date | None = None,
    days_to_reply: int = DAYS_TO_REPLY,
    calendar: str = DEFAULT_CALENDAR,
) -> EscalationClock:
    """Where an escalation stands: whoever it is about may reply first, then it is sent, then answered.

    ``days_to_reply`` are working days after the day it was raised. Raises UnknownCalendar.
    Source: rule R44.
    """
    reply_by = add_working_days(raised, days_to_reply, calendar)
    late = max(0, (today - answer_needed_by).days) if answer_needed_by is not None else 0
    if answered is not None:
        return EscalationClock(stage="answered", reply_by=reply_by, answer_by=answer_needed_by)
    if sent is None:
        stage: Stage = "ready to send" if replied is not None or today > reply_by else "reply open"
    else:
        stage = "answer late" if late else "waiting for an answer"
    return EscalationClock(stage=stage, reply_by=reply_by, answer_by=answer_needed_by, days_late=late)
