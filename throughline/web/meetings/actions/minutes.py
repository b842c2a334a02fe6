"""Writing minutes down while they are a draft; each act leaves its event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughline.web.access.models import User
from throughline.web.decisions.models import Action, Decision
from throughline.web.meetings.minutes.steps import MINUTED, MinutesNotThere, must_allow, readers_by_item
from throughline.web.meetings.models import AgendaItem, Meeting, Minute
from throughline.web.meetings.plan_steps import close_step
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused


class MinuteEmpty(Refused):
    """A minute has words."""


class WordsFixed(Refused):
    """The words of a decision or a promise are those it was recorded in."""


@transaction.atomic
def write_minute(
    *,
    meeting: Meeting,
    item: AgendaItem | None,
    text: str,
    kind: str,
    once: str,
    by: User | None,
    at: datetime,
    readers: str = "",
    decision: Decision | None = None,
    action: Action | None = None,
) -> Minute:
    """Write one paragraph under an item, or under none; the same ``once`` writes it only once.

    Without ``readers`` the item says who may read it. A decision under a step of the plan closes the step.
    Raises MinuteEmpty, MinutesApproved and
    NotInThisState for a meeting that has not begun.
    """
    must_be(meeting, *MINUTED, doing="have minutes written")
    must_allow(meeting, "write")
    if not text.strip():
        raise MinuteEmpty("The minute has no words. Write what the record is to say, then save again.")
    new = {
        "item": item,
        "text": text.strip(),
        "kind": kind,
        "readers": readers or readers_by_item(item),
        "decision": decision,
        "action": action,
        "written_at": at,
    }
    if once:
        minute, is_new = Minute.objects.get_or_create(meeting=meeting, once=once, defaults=new)
    else:
        minute, is_new = Minute.objects.create(meeting=meeting, **new), True
    if is_new:
        tell(meeting, "minute written", by=by, at=at, minute=minute.pk, kind=kind)
        if item is not None and decision is not None:
            close_step(item, decision, by=by, at=at)
    return minute


@transaction.atomic
def amend_minute(
    *, minute: Minute, text: str, readers: str, expected_version: int, by: User | None, at: datetime
) -> Minute:
    """Put other words, or other readers, to a minute of a draft.

    Raises MinuteEmpty, MinutesApproved, WordsFixed for a decision or an action, and EditedSince.
    """
    must_allow(minute.meeting, "amend")
    words = text.strip()
    if not words:
        raise MinuteEmpty("The minute has no words. Write some, or strike it out.")
    if words != minute.text and (minute.decision_id or minute.action_id):
        raise WordsFixed(
            "A decision and an action keep the words they were recorded in. Add a note below it instead."
        )
    _must_stand(minute)
    save_changes(minute, expected_version=expected_version, text=words, readers=readers)
    tell(minute.meeting, "minute amended", by=by, at=at, minute=minute.pk, readers=readers)
    return minute


@transaction.atomic
def strike_minute(*, minute: Minute, expected_version: int, by: User | None, at: datetime) -> Minute:
    """Take a minute out of a draft; it stays in the record, with its number if it has one.

    Raises MinutesApproved, MinutesNotThere where it was struck before, and EditedSince.
    """
    must_allow(minute.meeting, "strike")
    _must_stand(minute)
    save_changes(minute, expected_version=expected_version, struck_at=at)
    tell(minute.meeting, "minute struck", by=by, at=at, minute=minute.pk)
    return minute


def _must_stand(minute: Minute) -> None:
    if minute.struck_at:
        raise MinutesNotThere("This minute was struck out already. Nothing was changed.")
