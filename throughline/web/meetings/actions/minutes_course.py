"""Minutes go out, are approved by a later meeting, and are corrected by one; each act leaves its event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from throughline.rules.minutes import numbers_for
from throughline.rules.quorum import QuorumState, in_words
from throughline.web.access.models import InForce, Person, User
from throughline.web.decisions.actions import record_decision
from throughline.web.decisions.models import Decision
from throughline.web.governance.models import Appointment, Body
from throughline.web.mail.actions import notify
from throughline.web.meetings.actions.minutes import WordsFixed, write_minute
from throughline.web.meetings.actions.room import NobodyCame
from throughline.web.meetings.minutes.content import content_of, lines_of, seal_of, words_now
from throughline.web.meetings.minutes.steps import MinutesNotThere, may_write, must_allow, series_of
from throughline.web.meetings.models import (
    Correction,
    Meeting,
    Minute,
    MinutesRecipient,
    MinutesVersion,
    ProposedEdit,
)
from throughline.web.meetings.room.attendance import AUTHORITIES, who_came
from throughline.web.meetings.room.presence import circle_at, counted_at, stood
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import EditedSince, save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

CIRCULATED_KIND = "minutes-circulated"


class NothingWritten(Refused):
    """Minutes that say nothing do not go out."""


class EditsWaiting(Refused):
    """Words that the chair proposed are taken or left before minutes go on."""


class CommentsClosePast(Refused):
    """Comments close on a day that is still to come, or today."""


class NotTheNextMeeting(Refused):
    """Minutes are approved and corrected by a later meeting of the same body that has begun."""


class ApprovedInquorate(Refused):
    """A meeting without a quorum approves and corrects no minutes."""


class NothingCorrected(Refused):
    """A correction gives other words."""


@transaction.atomic
def circulate_minutes(
    *, meeting: Meeting, comments_close_on: date, seen: str, by: User | None, at: datetime
) -> MinutesVersion:
    """Send the draft to the members and those who came, numbered, and open it for comments until a day.

    ``seen`` is the seal of the draft that the secretary saw. The first time, the day is kept as the day
    on which the minutes went out (rule R2). Raises NothingWritten, EditsWaiting, CommentsClosePast,
    NotInThisState, MinutesApproved and EditedSince.
    """
    must_be(meeting, Meeting.State.HELD, Meeting.State.ABANDONED, doing="have its minutes circulated yet")
    must_allow(meeting, "circulate")
    today = timezone.localdate(at)
    if comments_close_on < today:
        raise CommentsClosePast("Comments would close before the minutes go out. Give today or a later day.")
    lines = _settled(meeting, seen)
    if meeting.state == Meeting.State.HELD and not any(not one.struck_at for one in lines):
        raise NothingWritten("Nothing is written in these minutes yet. Write what was agreed first.")
    _give_numbers(meeting, lines)
    version = _keep_version(
        meeting, MinutesVersion.Kind.CIRCULATED, lines, at=at, comments_close_on=comments_close_on
    )
    meeting.refresh_from_db()
    if meeting.minutes_sent_on is None:
        save_changes(meeting, expected_version=meeting.version, minutes_sent_on=today)
    told = _send(version, by=by, at=at)
    tell(
        meeting,
        "minutes circulated",
        by=by,
        at=at,
        minutes=version.number,
        comments_close=str(comments_close_on),
        recipients=told,
    )
    return version


@transaction.atomic
def approve_minutes(
    *, meeting: Meeting, at_meeting: Meeting, seen: str, by: User | None, at: datetime
) -> MinutesVersion:
    """Record that a later meeting approved the minutes; from then on they are not edited.

    ``seen`` is the seal of the draft that the secretary saw. Raises NotTheNextMeeting, NobodyCame,
    ApprovedInquorate, EditsWaiting, MinutesNotThere, MinutesApproved and EditedSince.
    """
    must_allow(meeting, "approve")
    lines = _settled(meeting, seen)
    quorum = _quorum(meeting, at_meeting, at)
    _give_numbers(meeting, lines)
    text = f"The minutes of {day_words(meeting.held_on)} are approved{_changed_since(meeting, lines)}."
    decision = _decide(at_meeting, text, quorum, by=by, at=at)
    version = _keep_version(meeting, MinutesVersion.Kind.APPROVED, lines, at=at, approved_by=decision)
    tell(meeting, "minutes approved", by=by, at=at, minutes=version.number, decision=decision.number)
    return version


@transaction.atomic
def correct_minute(
    *, minute: Minute, text: str, at_meeting: Meeting, by: User | None, at: datetime
) -> Correction:
    """Record that a later meeting corrected one approved minute; the words it had stay beside the new.

    Raises NothingCorrected, WordsFixed for a decision or an action, NotTheNextMeeting, NobodyCame,
    ApprovedInquorate and MinutesNotThere.
    """
    meeting = minute.meeting
    must_allow(meeting, "correct")
    if minute.decision_id or minute.action_id:
        raise WordsFixed(
            "A decision and an action keep the words they were recorded in. "
            "A later meeting may rescind the decision, or cancel the action."
        )
    was, words = words_now(minute), text.strip()
    if not words or words == was or minute.struck_at:
        raise NothingCorrected("The correction changes nothing. Write the words as they are to stand.")
    decision = _decide(
        at_meeting,
        f"Minute {minute.label} of {day_words(meeting.held_on)} is corrected.",
        _quorum(meeting, at_meeting, at),
        by=by,
        at=at,
    )
    made = Correction.objects.create(minute=minute, was=was, text=words, decision=decision, made_at=at)
    _keep_version(meeting, MinutesVersion.Kind.CORRECTED, lines_of(meeting), at=at, approved_by=decision)
    tell(meeting, "minute corrected", by=by, at=at, minute=minute.pk, decision=decision.number)
    return made


def _settled(meeting: Meeting, seen: str) -> tuple[Minute, ...]:
    """The draft that was seen, with nothing of the chair's waiting. Raises EditedSince and EditsWaiting."""
    lines = lines_of(meeting)
    if seal_of(content_of(lines)) != seen:
        raise EditedSince({})
    if ProposedEdit.objects.filter(minute__meeting=meeting, state=ProposedEdit.State.OPEN).exists():
        raise EditsWaiting(
            "Words that the chair proposed wait for an answer. Take or leave each of them first."
        )
    return lines


def _give_numbers(meeting: Meeting, lines: Collection[Minute]) -> None:
    """Number what stands without a number, in order, after every number the body has given.

    What stands under an item that not every reader may know of has a series of its own, so that nobody
    else meets a gap.
    """
    Body.objects.select_for_update().only("pk").get(pk=meeting.body_id)
    fresh = [one for one in lines if one.number is None and not one.struck_at]
    for one in fresh:
        one.series = series_of(one.item)
    for series in sorted({one.series for one in fresh}):
        here = [one for one in fresh if one.series == series]
        kept = Minute.objects.filter(meeting__body=meeting.body, series=series)
        given = kept.aggregate(last=Max("number"))["last"] or 0
        for minute, number in zip(here, numbers_for(len(here), given=[given]), strict=True):
            minute.number = number
    Minute.objects.bulk_update(fresh, ["series", "number"])


def _keep_version(
    meeting: Meeting, kind: str, lines: Collection[Minute], *, at: datetime, **more: Any
) -> MinutesVersion:
    number = meeting.minutes_versions.count() + 1
    return MinutesVersion.objects.create(
        meeting=meeting, number=number, kind=kind, content=content_of(lines), made_at=at, **more
    )


def _send(version: MinutesVersion, *, by: User | None, at: datetime) -> int:
    """Tell every member and everybody who came; who has no address is listed for the secretary."""
    meeting, day = version.meeting, timezone.localdate(at)
    seated = Appointment.objects.filter(InForce.on(day), body=meeting.body).values("person")
    came = meeting.attendances.values("person")
    people = Person.objects.filter(Q(pk__in=seated) | Q(pk__in=came)).order_by("pk")
    for person in people:
        channel = MinutesRecipient.Channel.MESSAGE if person.email else MinutesRecipient.Channel.HANDED
        MinutesRecipient.objects.create(version=version, person=person, channel=channel, sent_at=at)
        if person.email:
            _notify(person, version, by=by, at=at)
    return len(people)


def _notify(person: Person, version: MinutesVersion, *, by: User | None, at: datetime) -> None:
    meeting = version.meeting
    day, closing = day_words(meeting.held_on), day_words(version.comments_close_on or meeting.held_on)
    notify(
        person=person,
        kind=CIRCULATED_KIND,
        about=f"meeting:{meeting.pk}",
        subject=f"Draft minutes of {day}",
        words=f"The draft minutes of {day} are there to read. Comments close at the end of {closing}.",
        path=reverse(
            "meetings:minutes", args=(meeting.body.partnership.slug, meeting.body.code, meeting.address)
        ),
        once=f"minutes:{version.pk}",
        by=by,
        at=at,
    )


def _quorum(meeting: Meeting, at_meeting: Meeting, at: datetime) -> QuorumState:
    """How the quorum of the deciding meeting stands; only a decision that is made approves minutes."""
    is_later = (at_meeting.held_on, at_meeting.sitting) > (meeting.held_on, meeting.sitting)
    has_begun = at_meeting.state in (Meeting.State.HELD, Meeting.State.IN_SESSION)
    if at_meeting.body_id != meeting.body_id or not is_later or not has_begun:
        raise NotTheNextMeeting(
            "Minutes are approved, and corrected, by a later meeting of the same body that has begun. "
            "Choose one."
        )
    if not who_came(at_meeting):
        raise NobodyCame("Record who came first: whether a decision was made follows from that.")
    quorum = counted_at(at_meeting, _decided_at(at_meeting, at))
    if AUTHORITIES[quorum.authority] == Decision.Authority.RECOMMENDED:
        said = in_words(quorum, circle_at(at_meeting))
        raise ApprovedInquorate(
            f"Minutes cannot be approved or corrected by the meeting of {day_words(at_meeting.held_on)}: "
            f"{said[:1].lower()}{said[1:]} Leave them to the next quorate meeting."
        )
    return quorum


def _decided_at(at_meeting: Meeting, at: datetime) -> datetime | None:
    """The minute that counts: now in the room, else the close of the meeting."""
    return at if at_meeting.state == Meeting.State.IN_SESSION else None


def _decide(
    at_meeting: Meeting, text: str, quorum: QuorumState, *, by: User | None, at: datetime
) -> Decision:
    """Record the decision, and minute it where that meeting's own minutes are still a draft."""
    decision = record_decision(
        body=at_meeting.body,
        decided_on=at_meeting.held_on,
        text=text,
        authority=AUTHORITIES[quorum.authority],
        stood=stood(quorum),
        decided_at=_decided_at(at_meeting, at),
        by=by,
        at=at,
    )
    if may_write(at_meeting):
        write_minute(
            meeting=at_meeting,
            item=at_meeting.items.filter(code="minutes").first(),
            text=text,
            kind=Minute.Kind.DECISION,
            once="",
            decision=decision,
            by=by,
            at=at,
        )
    return decision


def _changed_since(meeting: Meeting, lines: Collection[Minute]) -> str:
    """Which minutes are approved in other words than they were circulated in, for the decision."""
    last = meeting.minutes_versions.filter(kind=MinutesVersion.Kind.CIRCULATED).order_by("number").last()
    if last is None:
        raise MinutesNotThere("These minutes have not gone out yet. Circulate them first.")
    then = {one["minute"]: (one["text"], one["struck"]) for one in last.content}
    changed = [
        now["number"] for now in content_of(lines) if then.get(now["minute"]) != (now["text"], now["struck"])
    ]
    if not changed:
        return ""
    which = "minute" if len(changed) == 1 else "minutes"
    return f" with the changes made to {which} {', '.join(changed)} since they were circulated"
