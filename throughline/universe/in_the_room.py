"""A meeting of Barnet's group kept by the minute: who came when, who left early, and what was in hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from throughline.universe.story import LONDON, Story
from throughline.web.meetings import actions
from throughline.web.meetings.models import AgendaItem, Attendance, Meeting

BY_THE_MINUTE = date(2025, 8, 12)
"""The day on which Public Health leaves early: five organisations become four, and none is to spare."""
LATE, EARLY = "Kofi Linden", "Lena Yarrow"
MOTIONS = [
    (32, "The group hears about short sentences every month.",
     [("Priya Hawthorn", "against"), ("Dee Bramble", "against"), ("Owen Teasel", "for"), ("Lena Yarrow", "abstain"),
      ("Kofi Linden", "for")], "against"),
    (35, "The group hears about short sentences once a quarter.",
     [("Priya Hawthorn", "for"), ("Dee Bramble", "for"), ("Owen Teasel", "for"), ("Lena Yarrow", "abstain"),
      ("Kofi Linden", "against")], ""),
]  # fmt: skip
"""Minutes after ten, what was moved, who voted how, and the casting vote."""
OPENS, LEAVES, CLOSES = 0, 50, 85
"""Minutes after ten."""


def hold(story: Story, meeting: Meeting, came: Sequence[tuple[str, str, str]]) -> None:
    """Hold a meeting in the room: triples of person, seat ("" for none) and capacity."""
    actions.open_session(
        meeting=meeting, expected_version=meeting.version, by=story.by, at=_at(meeting, OPENS)
    )
    for name, seat, _capacity in came:
        actions.arrive(
            meeting=meeting,
            person=story.people[name],
            seat=seat,
            by=story.by,
            at=_at(meeting, 8 if name == LATE else OPENS),
        )
    items = list(meeting.items.order_by("position"))
    for place, item in enumerate(items):
        actions.take_item(item=item, by=story.by, at=_at(meeting, 2 + place * 9))
        if place == 1:
            _talk(story, meeting, item)
        if place == 3:
            _vote(story, meeting, item)
    actions.leave(
        meeting=meeting, attendance=_row(story, meeting, EARLY), by=story.by, at=_at(meeting, LEAVES)
    )
    actions.close_item(item=items[-1], by=story.by, at=_at(meeting, CLOSES - 1))
    meeting.refresh_from_db()
    actions.close_session(
        meeting=meeting, expected_version=meeting.version, by=story.by, at=_at(meeting, CLOSES)
    )


def _talk(story: Story, meeting: Meeting, item: AgendaItem) -> None:
    """An interest in one item, somebody else in the chair for it, a motion that is withdrawn, a short pause."""
    police, late = _row(story, meeting, "Dee Bramble"), _row(story, meeting, LATE)
    told = {"by": story.by, "at": _at(meeting, 12)}
    interest = actions.declare_interest(item=item, attendance=late, leaves_the_room=True, **told)
    actions.choose_presiding(
        meeting=meeting, attendance=police, because="chosen for the rest of the morning", **told
    )
    motion = actions.put_motion(item=item, text="The report is taken as read.", **told)
    vote = actions.cast_vote(motion=motion, attendance=police, says="for", **told)
    actions.take_back_vote(motion=motion, elector=vote.elector, **told)
    actions.withdraw_motion(motion=motion, **told)
    actions.withdraw_interest(interest=interest, **told)
    actions.adjourn(meeting=meeting, because="a fire alarm was tried", **told)
    meeting.refresh_from_db()
    actions.resume(meeting=meeting, expected_version=meeting.version, by=story.by, at=_at(meeting, 17))
    meeting.refresh_from_db()


def _vote(story: Story, meeting: Meeting, item: AgendaItem) -> None:
    """Two motions: one falls on the casting vote of the person presiding, one is carried."""
    for minutes, text, votes, casting in MOTIONS:
        told = {"by": story.by, "at": _at(meeting, minutes)}
        mover, seconder = (_row(story, meeting, name) for name in (LATE, EARLY))
        motion = actions.put_motion(item=item, text=text, mover=mover, seconder=seconder, **told)
        for name, says in votes:
            actions.cast_vote(motion=motion, attendance=_row(story, meeting, name), says=says, **told)
        actions.close_motion(motion=motion, casting=casting, **told)


def _row(story: Story, meeting: Meeting, name: str) -> Attendance:
    return meeting.attendances.get(person=story.people[name])


def _at(meeting: Meeting, minutes: int) -> datetime:
    return datetime.combine(meeting.held_on, time(10), tzinfo=LONDON) + timedelta(minutes=minutes)
