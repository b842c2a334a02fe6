"""Notes, decisions and promises recorded while a meeting runs; each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from throughline.web.access.models import Agency, Person, User
from throughline.web.decisions.actions import assign_action, decide_settling
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.settling import Settling
from throughline.web.meetings.actions.minutes import write_minute
from throughline.web.meetings.models import AgendaItem, Meeting, Minute
from throughline.web.meetings.room.attendance import AUTHORITIES
from throughline.web.meetings.room.in_session import act_in, in_hand, room_to_decide
from throughline.web.meetings.room.presence import InTheRoom, stood
from throughline.words.refusals import Refused


class NoWordsGiven(Refused):
    """What is recorded has words."""


@transaction.atomic
def note_in_room(*, item: AgendaItem, text: str, once: str, by: User | None, at: datetime) -> Minute:
    """Write a note under the item in hand; the same ``once`` writes it once.

    Raises MinuteEmpty, ItemNotInHand and NotInThisState.
    """
    meeting = act_in(item.meeting, doing="have notes written in the room")
    in_hand(meeting, item)
    return minute_note(meeting=meeting, item=item, text=text, once=once, by=by, at=at)


@transaction.atomic
def decide_in_room(
    *,
    item: AgendaItem,
    text: str,
    once: str,
    by: User | None,
    at: datetime,
    settles: Settling | None = None,
    effective_from: date | None = None,
) -> Decision:
    """Record what was agreed without a vote; what it is worth follows from who is in the room at that minute.

    The same ``once`` records it once. Raises NoWordsGiven, NoArrivals, ItemNotInHand and NotInThisState.
    Source: rules R6, R7, R8 and R10.
    """
    meeting = act_in(item.meeting, doing="have decisions recorded in the room")
    in_hand(meeting, item)
    if not text.strip():
        raise NoWordsGiven("Write what was decided. Nothing was changed.")
    room = room_to_decide(meeting, at)
    return keep_decision(
        meeting=meeting,
        item=item,
        text=text,
        once=once,
        room=room,
        settles=settles,
        effective_from=effective_from,
        by=by,
        at=at,
    )


@transaction.atomic
def assign_in_room(
    *,
    item: AgendaItem,
    text: str,
    owner_agency: Agency,
    owner: Person | None,
    due: date,
    once: str,
    by: User | None,
    at: datetime,
) -> Action:
    """Record a promise made under the item in hand; the same ``once`` records it once.

    Without a quorum too: an organisation may promise within its own powers. Raises NoWordsGiven,
    DueBeforeRaised, ItemNotInHand and NotInThisState. Source: rule R8.
    """
    meeting = act_in(item.meeting, doing="have actions recorded in the room")
    in_hand(meeting, item)
    if not text.strip():
        raise NoWordsGiven("Write what is to be done. Nothing was changed.")
    earlier = _written(meeting, once)
    if earlier is not None and earlier.action is not None:
        return earlier.action
    action = assign_action(
        body=meeting.body,
        text=text.strip(),
        owner_agency=owner_agency,
        owner=owner,
        due=due,
        raised_on=timezone.localdate(at),
        by=by,
        at=at,
    )
    write_minute(
        meeting=meeting,
        item=item,
        text=action.text,
        kind=Minute.Kind.ACTION,
        once=once,
        action=action,
        by=by,
        at=at,
    )
    return action


@transaction.atomic
def keep_decision(
    *,
    meeting: Meeting,
    item: AgendaItem,
    text: str,
    once: str,
    room: InTheRoom,
    by: User | None,
    at: datetime,
    settles: Settling | None = None,
    effective_from: date | None = None,
) -> Decision:
    """Keep a decision of the room as it stands, with its minute and how the quorum stood; once."""
    earlier = _written(meeting, once)
    if earlier is not None and earlier.decision is not None:
        return earlier.decision
    quorum = room.room.quorum
    decision = decide_settling(
        body=meeting.body,
        decided_on=timezone.localdate(at),
        decided_at=at,
        text=text.strip(),
        authority=AUTHORITIES[quorum.authority],
        settles=settles,
        effective_from=effective_from,
        stood=stood(quorum),
        by=by,
        at=at,
    )
    write_minute(
        meeting=meeting,
        item=item,
        text=decision.text,
        kind=Minute.Kind.DECISION,
        once=once,
        decision=decision,
        by=by,
        at=at,
    )
    return decision


@transaction.atomic
def minute_note(
    *, meeting: Meeting, item: AgendaItem, text: str, once: str, by: User | None, at: datetime
) -> Minute:
    """Write a note of the room under an item, once."""
    return write_minute(meeting=meeting, item=item, text=text, kind=Minute.Kind.NOTE, once=once, by=by, at=at)


def _written(meeting: Meeting, once: str) -> Minute | None:
    found = Minute.objects.filter(meeting=meeting, once=once).exclude(once="")
    return found.select_related("decision", "action").first()
