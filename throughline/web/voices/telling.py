"""The event that each act on a record of who was heard leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.voices.models import Engagement


def record_heard(what: str, engagement: Engagement, by: User | None, at: datetime, **detail: Any) -> None:
    """Leave the event of an act, with the record's number and codes, numbers or days; never a name."""
    record_event(
        by=by,
        at=at,
        what=what,
        thing=engagement,
        partnership=engagement.partnership,
        detail={"number": engagement.number, **detail},
    )
