"""The line of the audit trail that every change of messages leaves: who, which kinds, about what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.mail.models import Notice


def tell_trail(what: str, rows: Iterable[Notice], *, by: User | None, at: datetime, **detail: Any) -> None:
    """One event for each partnership whose messages changed, with no words of any message."""
    mine: dict[int, list[Notice]] = {}
    for row in rows:
        mine.setdefault(row.partnership_id, []).append(row)
    for partnership in Partnership.objects.filter(pk__in=mine):
        changed = mine[partnership.pk]
        record_event(
            by=by,
            at=at,
            what=what,
            thing=partnership if len(changed) > 1 else changed[0],
            partnership=partnership,
            subjects={f"person:{row.person_id}" for row in changed},
            detail={
                "messages": [row.pk for row in changed],
                "kinds": sorted({row.kind for row in changed}),
                "about": sorted({row.about for row in changed}),
                **{key: value for key, value in detail.items() if value},
            },
        )
