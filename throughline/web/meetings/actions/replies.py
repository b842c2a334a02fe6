"""What members say before a meeting: whether they come, and who comes in their place; it leaves its event."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from throughline.rules.deputising import deputy_allowed
from throughline.web.access.models import Person, User
from throughline.web.governance.circles import seated_on
from throughline.web.governance.queries import appointments_on
from throughline.web.meetings.models import Meeting, Reply
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words, time_words
from throughline.words.refusals import Refused


class NotTheirSeat(Refused):
    """A member answers for the seat that they hold on the day of the meeting."""


class DeputyNotAllowed(Refused):
    """The terms let no deputy come."""


class DeputyTakenAlready(Refused):
    """Somebody comes to a meeting for one seat."""


class TimesCrossed(Refused):
    """Whoever comes for a part of a meeting leaves after they arrive."""


@transaction.atomic
def reply_to_meeting(
    *,
    meeting: Meeting,
    seat: str,
    person: Person,
    answer: str,
    by: User | None,
    at: datetime,
    deputy: Person | None = None,
    deputy_is_briefed: bool = False,
    from_at: time | None = None,
    until_at: time | None = None,
    expected_version: int | None = None,
) -> Reply:
    """Keep what a member answered for their seat; a later answer takes its place. No reason is asked.

    Raises NotTheirSeat, DeputyNotAllowed, DeputyTakenAlready, TimesCrossed, NotInThisState and EditedSince.
    Source: rule R11; Barnet RRDG terms of reference, 4.4.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="be answered")
    members = appointments_on(meeting.body, meeting.held_on)
    if members.get(seat) != person:
        raise NotTheirSeat(
            f"This seat of {meeting.body.name} is not theirs on {day_words(meeting.held_on)}. Choose another."
        )
    _must_be_in_order(from_at, until_at)
    if answer == Reply.Answer.DEPUTY and deputy is not None:
        _must_be_free(meeting, seat, deputy, {one.pk for one in members.values()})
    typed = {
        "answer": answer,
        "deputy": deputy if answer == Reply.Answer.DEPUTY else None,
        "deputy_is_briefed": answer == Reply.Answer.DEPUTY and deputy_is_briefed,
        "from_at": None if answer == Reply.Answer.AWAY else from_at,
        "until_at": None if answer == Reply.Answer.AWAY else until_at,
        "replied_at": at,
    }
    reply = Reply.objects.filter(meeting=meeting, seat=seat).first()
    if reply is None:
        reply = Reply.objects.create(meeting=meeting, seat=seat, person=person, **typed)
    else:
        expected = reply.version if expected_version is None else expected_version
        save_changes(reply, expected_version=expected, person=person, **typed)
    people = [person, *([reply.deputy] if reply.deputy else [])]
    subjects = [f"person:{one.pk}" for one in people]
    tell(meeting, "meeting answered", by=by, at=at, subjects=subjects, seat=seat, answer=answer)
    return reply


def _must_be_in_order(from_at: time | None, until_at: time | None) -> None:
    if from_at and until_at and until_at <= from_at:
        raise TimesCrossed(
            f"Leaving at {time_words(until_at)} is not after arriving at {time_words(from_at)}. "
            "Give a later time to leave, or none."
        )


def _must_be_free(meeting: Meeting, seat: str, deputy: Person, members: set[int]) -> None:
    day: date = meeting.held_on
    if not deputy_allowed(seated_on(meeting.body, day).circle.deputy_rule()):
        raise DeputyNotAllowed(f"The terms of {meeting.body.name} let no deputy come. Answer without one.")
    others = Reply.objects.filter(meeting=meeting, deputy=deputy).exclude(seat=seat)
    if deputy.pk in members or others.exists():
        raise DeputyTakenAlready(
            "The deputy comes for another seat already, and one person comes for one seat. "
            "Choose somebody else."
        )
