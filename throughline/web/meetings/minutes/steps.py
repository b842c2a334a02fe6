"""How far the minutes of a meeting have come, and what that refuses."""

from __future__ import annotations

from datetime import date

from throughline.rules.item_numbers import own_mark
from throughline.rules.minutes import Act, MinutesState, may_take, state_of
from throughline.web.meetings.models import AgendaItem, Meeting, Minute, MinutesVersion, Paper
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

MINUTED = (Meeting.State.IN_SESSION, Meeting.State.ADJOURNED, Meeting.State.HELD, Meeting.State.ABANDONED)
"""The states of a meeting that has minutes: it has begun."""


class MinutesApproved(Refused):
    """Approved minutes are not edited; a later meeting corrects them."""


class MinutesNotThere(Refused):
    """The minutes have not come to what was asked."""


def minutes_state(meeting: Meeting) -> MinutesState:
    """How far the minutes of a meeting have come, in one query."""
    return state_of(meeting.minutes_versions.order_by("number").values_list("kind", flat=True))


def comments_close_on(meeting: Meeting) -> date | None:
    """The day on which comments on the minutes last circulated close."""
    sent = meeting.minutes_versions.filter(kind=MinutesVersion.Kind.CIRCULATED).order_by("number")
    return sent.values_list("comments_close_on", flat=True).last()


def may_write(meeting: Meeting) -> bool:
    """Whether the meeting has begun and its minutes are still a draft."""
    return meeting.state in MINUTED and may_take("write", minutes_state(meeting))


def must_allow(meeting: Meeting, act: Act) -> None:
    """Refuse a step that the minutes may not take now; who asks holds the meeting until its act is done.

    Raises MinutesApproved and MinutesNotThere.
    """
    Meeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
    state = minutes_state(meeting)
    if may_take(act, state):
        return
    day = day_words(meeting.held_on)
    if state in ("approved", "corrected"):
        raise MinutesApproved(
            f"The minutes of {day} are approved and are not edited any more. "
            "A later meeting may decide to correct a minute by its number."
        )
    raise MinutesNotThere(_not_there(day, act))


def _not_there(day: str, act: Act) -> str:
    if act == "correct":
        return f"The minutes of {day} are not approved yet. Change the draft instead."
    if act == "restrict":
        return f"The minutes of {day} are a draft. Choose the readers where you edit the minute."
    return f"The minutes of {day} have not gone out yet. Circulate them first."


def readers_by_item(item: AgendaItem | None) -> str:
    """Who reads a minute unless told otherwise: members only where the item is not for every reader."""
    is_open = item is None or item.open_to == Paper.Readers.BODY
    return Minute.Readers.PUBLIC if is_open else Minute.Readers.MEMBERS


def series_of(item: AgendaItem | None) -> str:
    """What stands before the numbers of the minutes under an item; nothing where every reader may know of it.

    Source: product rule R50; the design's rule on need to know.
    """
    if item is None or item.open_to == Paper.Readers.BODY:
        return ""
    if item.open_to == Paper.Readers.MEMBERS:
        return "M"
    return f"{item.number or own_mark('minutes', item.pk)}/"
