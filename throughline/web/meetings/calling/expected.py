"""Who is expected at a meeting: what members answered, who may answer, and the quorum that makes likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.circle import Circle, Present
from throughline.rules.deputising import deputy_concerns
from throughline.rules.forecast import Expected, forecast, forecast_in_words, is_in_doubt
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.circles import seated_on
from throughline.web.governance.queries import appointments_on
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings.models import Attendance, Meeting, Reply
from throughline.web.meetings.queries import person_in_words
from throughline.words.formats import time_words


@dataclass(frozen=True)
class SeatToAnswerFor:
    """One filled seat that may be answered for."""

    seat: str
    words: str
    member: Person


@dataclass(frozen=True)
class DeputyToChoose:
    """Somebody who may come in a member's place."""

    pk: int
    words: str
    person: Person


@dataclass(frozen=True)
class Answers:
    """What one reader may answer for a meeting, and what was answered so far."""

    seats: tuple[SeatToAnswerFor, ...]
    deputies: tuple[DeputyToChoose, ...]
    replies: tuple[Reply, ...]

    def seat(self, asked: str) -> SeatToAnswerFor | None:
        """The seat asked for; the only one there is; or None where one is still to be chosen."""
        if len(self.seats) == 1:
            return self.seats[0]
        return next((one for one in self.seats if one.seat == asked), None)

    def deputies_for(self, seat: SeatToAnswerFor) -> tuple[DeputyToChoose, ...]:
        """The people of the member's organisation who may come in their place."""
        return tuple(one for one in self.deputies if one.person.agency_id == seat.member.agency_id)

    def stands(self, seat: SeatToAnswerFor) -> dict[str, Any]:
        """What the form shows for a seat: the answer so far, if any."""
        reply = next((one for one in self.replies if one.seat == seat.seat), None)
        if reply is None:
            return {}
        return {
            "answer": reply.answer,
            "deputy": str(reply.deputy_id or ""),
            "deputy_is_briefed": reply.deputy_is_briefed,
            "from_at": reply.from_at,
            "until_at": reply.until_at,
            "version": reply.version,
        }

    def deputy(self, number: str) -> Person | None:
        """The person of a choice of deputy."""
        return next((one.person for one in self.deputies if str(one.pk) == number), None)


def answers_for(meeting: Meeting, viewpoint: Viewpoint) -> Answers:
    """The seats a reader may answer for: their own, or every filled one for whoever runs the meeting.

    Deputies are people of the members' organisations who have no seat of their own.
    """
    members = appointments_on(meeting.body, meeting.held_on)
    runs = holds_permit(RUN_MEETINGS, viewpoint)
    mine = {seat: one for seat, one in members.items() if runs or one == viewpoint.person}
    seated = {one.pk for one in members.values()}
    agencies = {one.agency_id for one in mine.values()}
    others = Person.objects.filter(partnership=meeting.body.partnership, agency__in=agencies)
    return Answers(
        tuple(SeatToAnswerFor(seat, person_in_words(one), one) for seat, one in mine.items()),
        tuple(
            DeputyToChoose(one.pk, person_in_words(one), one)
            for one in others.exclude(pk__in=seated).select_related("agency")
        ),
        tuple(meeting.replies.filter(seat__in=mine)),
    )


def deputy_advice(reply: Reply) -> tuple[str, ...]:
    """What is said of a deputy whom a member sends: advice that keeps nobody out. Source: rule R11."""
    if reply.deputy is None:
        return ()
    meeting = reply.meeting
    circle = seated_on(meeting.body, meeting.held_on).circle
    rows = Attendance.objects.filter(
        meeting__body=meeting.body, seat=reply.seat, meeting__held_on__lt=meeting.held_on
    )
    came = rows.order_by("meeting__held_on").values_list("meeting__held_on", "capacity")
    return deputy_concerns(
        circle.terms,
        circle.deputy_rule(),
        is_nominated=True,
        is_briefed=reply.deputy_is_briefed,
        came=[(day, capacity == Attendance.Capacity.DEPUTY) for day, capacity in came],
        day=meeting.held_on,
    )


@dataclass(frozen=True)
class Outlook:
    """What a meeting may expect before it: the quorum likely, in sentences, and who has not answered."""

    sentences: tuple[str, ...]
    is_in_doubt: bool
    unanswered: str
    coming: tuple[str, ...]
    """The organisations that come."""
    away: tuple[str, ...]
    """The organisations of which nobody comes, as far as answered."""


def outlook(circle: Circle, meeting: Meeting, replies: Sequence[Reply]) -> Outlook | None:
    """The forecast from what members answered; None where nobody has. Source: rules R6 and R7."""
    if not replies:
        return None
    by_seat = {one.seat: one for one in replies}
    filled = [held for held in circle.seats if held.is_filled]
    expected = [
        _expected(held.seat, held.organisation, by_seat[held.seat])
        for held in filled
        if held.seat in by_seat and by_seat[held.seat].answer != Reply.Answer.AWAY
    ]
    stretches = forecast(circle, expected, starts_at=meeting.starts_at)
    names = names_in(circle.terms)
    coming = {one.row.organisation for one in expected}
    away = {held.organisation for held in filled if held.seat in by_seat} - coming
    return Outlook(
        sentences=tuple(f"{one}." for one in forecast_in_words(stretches)),
        is_in_doubt=is_in_doubt(stretches),
        unanswered=_unanswered(sum(held.seat not in by_seat for held in filled)),
        coming=_named(coming, names),
        away=_named(away, names),
    )


def _named(organisations: set[str | None], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names.get(one, one) for one in organisations if one))


def _expected(seat: str, organisation: str | None, reply: Reply) -> Expected:
    is_deputy = reply.answer == Reply.Answer.DEPUTY
    row = Present(
        person=str((reply.deputy_id if is_deputy else reply.person_id) or seat),
        seat=seat,
        organisation=organisation,
        as_="deputy" if is_deputy else "member",
        remote=reply.answer == Reply.Answer.REMOTE,
    )
    return Expected(row=row, from_at=reply.from_at, until_at=reply.until_at)


def _unanswered(number: int) -> str:
    if not number:
        return _("Every member has answered.")
    said = ngettext("%(n)d member has not said.", "%(n)d members have not said.", number)
    return said % {"n": number}


def answer_words(reply: Reply | None) -> str:
    """What a member answered, in words; that they have not, where they have not."""
    if reply is None:
        return _("Has not said")
    said = {
        Reply.Answer.COMING: _("Coming"),
        Reply.Answer.REMOTE: _("Joining remotely"),
        Reply.Answer.AWAY: _("Not coming"),
    }.get(Reply.Answer(reply.answer)) or _("%(name)s, as deputy") % {"name": reply.deputy}
    times = [
        _("from %(time)s") % {"time": time_words(reply.from_at)} if reply.from_at else "",
        _("until %(time)s") % {"time": time_words(reply.until_at)} if reply.until_at else "",
    ]
    return ", ".join(part for part in (said, *times) if part)
