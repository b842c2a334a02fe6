"""What an agenda says of membership: organisations that changed, and requests to join."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from throughline.rules.succession import ChangedOrganisation, organisations_changed
from throughline.rules.terms.model import Terms
from throughline.web.governance.seats.joining import open_requests, sent_to
from throughline.web.meetings.actions import AgendaLine
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.queries import last_held_before
from throughline.words.formats import day_words, list_words

A_YEAR = timedelta(days=365)
"""How far a body that has not met looks back for organisations that changed."""


def membership_items(meeting: Meeting, written: Terms) -> Iterator[AgendaLine]:
    """The items about membership of a meeting, in the order in which they are taken.

    Source: rule R48; the partnership file, section 7 (``approval``).
    """
    last = last_held_before(meeting.body, meeting.held_on)
    after = last.held_on if last is not None else meeting.held_on - A_YEAR
    for one in organisations_changed(written, meeting.body.code, after=after, until=meeting.held_on):
        yield AgendaLine(
            code=f"organisation-changed-{one.code}",
            title=_changed(one),
            asks="note",
            because=_to_tell(one),
        )
    office = sent_to(meeting.body, meeting.held_on).replace("-", " ")
    for request in open_requests(meeting.body):
        yield AgendaLine(
            code=f"joining-{request.pk}",
            title=f"To decide: whether {request.organisation} joins",
            asks="decide",
            because=f"a member asked for it{f', by the {office}' if office else ''}",
        )


def _changed(one: ChangedOrganisation) -> str:
    followed = f"{list_words(one.followed_by)} followed" if one.followed_by else "nobody followed"
    return f"{one.name} ended on {day_words(one.last_day)}; {followed}"


def _to_tell(one: ChangedOrganisation) -> str:
    told = f"{list_words(one.tell)} is to be told" if one.tell else "the body is to know"
    return f"an organisation with a seat has changed, and {told} (rule R48)"
