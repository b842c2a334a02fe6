"""How an update is settled: once, by somebody, with what they said of it."""

from __future__ import annotations

from datetime import datetime

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.models import ActionUpdate
from throughline.web.decisions.stepping import person_of
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

WAITING = (ActionUpdate.State.PROPOSED, ActionUpdate.State.QUERIED)
"""States in which the secretary may still settle an update."""


class UpdateLacks(Refused):
    """An update says what its claim needs: evidence, a day, or words."""


class AlreadySettled(Refused):
    """An update is settled once."""


def settle_update(
    update: ActionUpdate, state: str, reply: str, expected_version: int, by: User | None, at: datetime
) -> ActionUpdate:
    """Settle an update that waits, and tell of it. Raises AlreadySettled and EditedSince."""
    action = update.action
    if update.state not in WAITING:
        settled = update.settled_at or update.said_at
        raise AlreadySettled(
            f"This update of action {action.number} was settled on {day_words(settled.date())} already. "
            "Nothing was changed."
        )
    save_changes(
        update,
        expected_version=expected_version,
        state=state,
        reply=reply.strip(),
        settled_by=person_of(by, action.partnership),
        settled_at=at,
    )
    record_event(
        by=by,
        at=at,
        what=f"action update {state}",
        thing=update,
        partnership=action.partnership,
        subjects=[f"person:{update.author_id}"],
        detail={"number": action.number, "claim": update.claim},
    )
    return update
