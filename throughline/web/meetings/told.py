"""What every act on a meeting shares: the state it asks for, and the event it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.meetings.models import Meeting
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class NotInThisState(Refused):
    """The meeting has gone past what was asked, or has not come to it."""


def must_be(meeting: Meeting, *states: str, doing: str) -> None:
    """Refuse an act on a meeting that is not in one of these states. Raises NotInThisState."""
    if meeting.state not in states:
        raise NotInThisState(
            f"The meeting of {day_words(meeting.held_on)} is “{meeting.get_state_display()}”: "
            f"it cannot {doing}."
        )


def tell(
    meeting: Meeting,
    what: str,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    subjects: Sequence[str] = (),
    **detail: object,
) -> None:
    """Leave the event of an act on a meeting; the detail holds codes, numbers and days."""
    record_event(
        by=by,
        at=at,
        what=what,
        thing=meeting,
        partnership=meeting.body.partnership,
        reason=reason,
        subjects=subjects,
        detail=detail,
    )
