"""Motions and votes in the room; each act leaves its event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.rules.in_the_room import Elector, electors_here
from throughline.rules.voting import Ballot, CastingVote, VoteResult, decide
from throughline.web.access.models import User
from throughline.web.meetings.actions.recording import NoWordsGiven, keep_decision, minute_note
from throughline.web.meetings.models import AgendaItem, Attendance, Motion, Vote
from throughline.web.meetings.room.in_session import (
    act_in,
    clock_words,
    in_hand,
    of_meeting,
    room_to_decide,
)
from throughline.web.meetings.room.presence import InTheRoom, latest_stay, stood
from throughline.web.meetings.told import tell
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused

BECAME = {
    "carried": Motion.State.CARRIED,
    "falls": Motion.State.FELL,
    "not defined": Motion.State.NOT_DEFINED,
}


class VoteOver(Refused):
    """A vote that is closed takes no more votes."""


class MayNotVote(Refused):
    """Only an elector in the room votes, once."""


@transaction.atomic
def put_motion(
    *,
    item: AgendaItem,
    text: str,
    by: User | None,
    at: datetime,
    once: str = "",
    matter: str = "",
    mover: Attendance | None = None,
    seconder: Attendance | None = None,
) -> Motion:
    """Put a motion to the vote under the item in hand; the same ``once`` puts it once.

    Raises NoWordsGiven, ItemNotInHand, NoArrivals and NotInThisState.
    """
    meeting = act_in(item.meeting, doing="have motions put")
    in_hand(meeting, item)
    if not text.strip():
        raise NoWordsGiven("Write what is moved, in the words it would be decided in. Nothing was changed.")
    room_to_decide(meeting, at)
    if once:
        earlier = Motion.objects.filter(item=item, once=once).first()
        if earlier is not None:
            return earlier
    last = item.motions.aggregate(last=Max("number"))["last"] or 0
    motion = Motion.objects.create(
        item=item,
        number=last + 1,
        text=text.strip(),
        matter=matter,
        mover=mover,
        seconder=seconder,
        put_at=at,
        once=once,
    )
    tell(meeting, "motion put", by=by, at=at, item=item.position, motion=motion.number, matter=matter)
    return motion


@transaction.atomic
def cast_vote(*, motion: Motion, attendance: Attendance, says: str, by: User | None, at: datetime) -> Vote:
    """Record how somebody votes, for the voice they give. The same vote twice changes nothing.

    Raises VoteOver, and MayNotVote for somebody who has left, is out for an interest, has no voice, or
    whose voice was given otherwise. Source: rule R10; the partnership file, section 9.
    """
    meeting = act_in(motion.item.meeting, doing="have votes recorded")
    _must_be_open(motion)
    of_meeting(meeting, attendance)
    room = room_to_decide(meeting, at)
    row = room.row_of(attendance.person.name)
    elector = _voice(room, row, motion)
    vote, is_new = Vote.objects.get_or_create(
        motion=motion,
        elector=elector.id,
        defaults={"attendance": attendance, "says": says, "cast_at": at},
    )
    if not is_new and vote.says != says:
        raise MayNotVote(
            f"{_name(room, elector.id)} has one voice and was recorded “{vote.get_says_display()}” at "
            f"{clock_words(vote.cast_at)}. Take that vote back first. Nothing was changed."
        )
    if is_new:
        tell(
            meeting, "vote recorded", by=by, at=at,
            motion=motion.pk, elector=elector.id, says=says, subjects=[f"person:{attendance.person_id}"],
        )  # fmt: skip
    return vote


@transaction.atomic
def take_back_vote(*, motion: Motion, elector: str, by: User | None, at: datetime) -> Motion:
    """Take back a vote while the vote is open. Pressed twice it changes nothing. Raises VoteOver."""
    meeting = act_in(motion.item.meeting, doing="have votes taken back")
    _must_be_open(motion)
    gone, _ = Vote.objects.filter(motion=motion, elector=elector).delete()
    if gone:
        tell(meeting, "vote taken back", by=by, at=at, motion=motion.pk, elector=elector)
    return motion


@transaction.atomic
def withdraw_motion(*, motion: Motion, by: User | None, at: datetime) -> Motion:
    """Withdraw a motion while the vote is open. Raises VoteOver."""
    meeting = act_in(motion.item.meeting, doing="have motions withdrawn")
    _must_be_open(motion)
    save_changes(motion, expected_version=motion.version, state=Motion.State.WITHDRAWN, closed_at=at)
    tell(meeting, "motion withdrawn", by=by, at=at, motion=motion.pk)
    return motion


@transaction.atomic
def close_motion(*, motion: Motion, by: User | None, at: datetime, casting: str = "") -> Motion:
    """Close a vote and count it: a motion that is carried becomes a decision, made or recommended.

    Only the voices in the room at that minute count. ``casting`` is the second vote of the person
    presiding: for, against or none. Raises VoteOver, VoteRefused where the count, the terms or the chair
    allows no casting vote, and NotInThisState. Source: rules R6, R8 and R10.
    """
    meeting = act_in(motion.item.meeting, doing="have votes closed")
    _must_be_open(motion)
    room = room_to_decide(meeting, at, matter=motion.matter)
    result = _count(room, motion, casting)
    quorum = room.room.quorum
    decision = None
    if result.verdict == "carried":
        decision = keep_decision(
            meeting=meeting,
            item=motion.item,
            text=motion.text,
            once=f"motion-{motion.pk}",
            room=room,
            by=by,
            at=at,
        )
    else:
        minute_note(
            meeting=meeting,
            item=motion.item,
            text=_in_words(motion, result),
            once=f"motion-{motion.pk}",
            by=by,
            at=at,
        )
    save_changes(
        motion,
        expected_version=motion.version,
        state=BECAME[result.verdict],
        closed_at=at,
        casting=casting,
        counted={**_counted(result), "quorum": stood(quorum)},
        decision=decision,
    )
    tell(meeting, "vote closed", by=by, at=at, motion=motion.pk, verdict=result.verdict, casting=casting)
    return motion


def _votes_that_count(room: InTheRoom, motion: Motion, votes: Iterable[Vote]) -> list[tuple[Elector, Vote]]:
    """The votes of the voices in the room, each with its voice; somebody who left no longer has one."""
    voices = {one.id: one for one in electors_here(room.circle, room.room.rows, matter=motion.matter or None)}
    return [(voices[vote.elector], vote) for vote in votes if vote.elector in voices]


def _count(room: InTheRoom, motion: Motion, casting: str) -> VoteResult:
    counted = _votes_that_count(room, motion, motion.votes.all())
    ballots = [
        Ballot(person=elector.people[0], choice=vote.says)  # type: ignore[arg-type]
        for elector, vote in counted
        if vote.says != Vote.Says.RECUSED
    ]
    presiding = room.room.presiding.person
    second = CastingVote(person=presiding or "", choice=casting) if casting else None  # type: ignore[arg-type]
    return decide(
        room.circle,
        room.room.rows,
        ballots,
        matter=motion.matter or None,
        presiding=presiding,
        casting=second,
    )


def _voice(room: InTheRoom, row: Attendance, motion: Motion) -> Elector:
    """The voice that somebody gives. Raises MayNotVote."""
    name = row.person.name
    voices = electors_here(room.circle, room.room.rows, matter=motion.matter or None)
    mine = next((one for one in voices if name in one.people), None)
    if mine is not None:
        return mine
    raise MayNotVote(f"{_why_not(room, row)} Nothing was changed.")


def _why_not(room: InTheRoom, row: Attendance) -> str:
    name, last = row.person.name, latest_stay(row)
    if name not in {one.person for one in room.room.rows}:
        when = f" at {clock_words(last.left_at)}" if last is not None and last.left_at else ""
        return f"{name} left{when} and cannot vote. Record that they are back first."
    if not room.is_inside(row):
        return f"{name} is out of the room for an interest in this item and takes no part in the vote."
    return f"{name} is here without a vote: the terms give the place they came for none."


def _must_be_open(motion: Motion) -> None:
    motion.refresh_from_db()
    if motion.state != Motion.State.OPEN:
        when = f" at {clock_words(motion.closed_at)}" if motion.closed_at else ""
        raise VoteOver(
            f"The vote on motion {motion.number} was closed{when}: {motion.get_state_display()}. "
            "Put a new motion. Nothing was changed."
        )


def _counted(result: VoteResult) -> dict[str, Any]:
    return {
        "verdict": result.verdict,
        "for": list(result.for_),
        "against": list(result.against),
        "abstaining": list(result.abstaining),
        "electors": list(result.electors),
        "tie": result.is_tie,
        "otherwise": [list(pair) for pair in result.differs],
    }


def _in_words(motion: Motion, result: VoteResult) -> str:
    became = (
        "has no result: the terms do not say how votes count" if result.verdict == "not defined" else "fell"
    )
    numbers = f"{len(result.for_)} for, {len(result.against)} against, {len(result.abstaining)} abstaining"
    second = f", casting vote {result.casting.choice}" if result.casting else ""
    return f"The motion “{motion.text}” {became}: {numbers}{second}."


def _name(room: InTheRoom, elector: str) -> str:
    return room.circle.name_of(elector)
