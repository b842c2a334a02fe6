"""Reads of minutes: one paragraph, what is said of it, its versions, and who was sent them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from throughline.web.access.permits import Viewpoint
from throughline.web.meetings.minutes.reading import Reading, reading_for
from throughline.web.meetings.models import (
    Comment,
    Meeting,
    Minute,
    MinutesRecipient,
    MinutesVersion,
    ProposedEdit,
)
from throughline.words.differences import Piece, differences
from throughline.words.working_days import add_working_days

COMMENTS_TAKE = 5
"""The working days proposed for comments; the terms name none."""


def line_at(meeting: Meeting, viewpoint: Viewpoint, key: int) -> Minute | None:
    """One paragraph of a meeting's minutes whose words are for this reader, or None."""
    reading = reading_for(meeting, viewpoint)
    found = next((one for one in reading.lines if one.pk == key), None)
    return found if found is not None and reading.may_read(found) else None


def edit_at(meeting: Meeting, viewpoint: Viewpoint, key: int) -> ProposedEdit | None:
    """One proposal of the chair's about a paragraph that is for this reader, or None."""
    found = (
        ProposedEdit.objects.filter(minute__meeting=meeting, pk=key).select_related("minute__meeting").first()
    )
    return found if found is not None and line_at(meeting, viewpoint, found.minute_id) else None


def comment_at(meeting: Meeting, viewpoint: Viewpoint, key: int) -> Comment | None:
    """One comment on a paragraph that is for this reader, or None."""
    found = Comment.objects.filter(minute__meeting=meeting, pk=key).select_related("minute__meeting").first()
    return found if found is not None and line_at(meeting, viewpoint, found.minute_id) else None


def later_meetings(meeting: Meeting) -> tuple[Meeting, ...]:
    """The later meetings of the body that have begun, the next first: who may approve or correct."""
    later = Q(held_on__gt=meeting.held_on) | Q(held_on=meeting.held_on, sitting__gt=meeting.sitting)
    begun = Q(state__in=(Meeting.State.HELD, Meeting.State.IN_SESSION))
    rows = Meeting.objects.filter(later & begun, body=meeting.body)
    return tuple(rows.select_related("body__partnership").order_by("held_on", "sitting"))


def proposed_close(meeting: Meeting, today: date) -> date:
    """The day proposed for the end of comments: five working days from today."""
    return add_working_days(today, COMMENTS_TAKE)


def recipients_of(meeting: Meeting) -> Mapping[int, list[MinutesRecipient]]:
    """To whom each version of a meeting's minutes went, by the version's key, in one query."""
    found: dict[int, list[MinutesRecipient]] = {}
    rows = MinutesRecipient.objects.filter(version__meeting=meeting).select_related(
        "person", "person__agency"
    )
    for one in rows:
        found.setdefault(one.version_id, []).append(one)
    return found


@dataclass(frozen=True)
class ComparedLine:
    """One paragraph of a version beside the same in the version before."""

    number: str
    title: str
    pieces: tuple[Piece, ...]
    is_readable: bool
    is_struck: bool

    @property
    def is_changed(self) -> bool:
        """Whether anything about its words differs."""
        return any(one.change != "same" for one in self.pieces)


@dataclass(frozen=True)
class Compared:
    """One version of the minutes against the one before it."""

    version: MinutesVersion
    before: MinutesVersion | None
    lines: tuple[ComparedLine, ...]


def versions_compared(reading: Reading, number: int) -> Compared | None:
    """A version word by word against the one before, for this reader; None where there is none.

    What the reader may not know of leaves no trace. Source: product rule R50.
    """
    if not reading.is_open:
        return None
    rows = MinutesVersion.objects.filter(meeting=reading.meeting, number__in=(number - 1, number))
    kept = {one.number: one for one in rows}
    if number not in kept:
        return None
    before = kept.get(number - 1)
    earlier = {one["minute"]: one for one in (before.content if before else [])}
    known = [one for one in kept[number].content if reading.may_know(one)]
    lines = tuple(
        _compared(one, earlier.get(one["minute"]), reading, has_earlier=before is not None) for one in known
    )
    return Compared(kept[number], before, lines)


def _compared(
    now: dict[str, Any], then: dict[str, Any] | None, reading: Reading, *, has_earlier: bool
) -> ComparedLine:
    is_readable = reading.may_read_then(now) and (then is None or reading.may_read_then(then))
    was = then["text"] if then else ("" if has_earlier else now["text"])
    return ComparedLine(
        number=now["number"],
        title=now["title"],
        pieces=differences(was, now["text"]) if is_readable else (),
        is_readable=is_readable,
        is_struck=now["struck"],
    )
