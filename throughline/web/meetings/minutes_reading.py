"""Which paragraphs of a meeting's minutes a reader may read, as they stand and as they stood."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.rules.minutes import (
    Act,
    MinutesState,
    Part,
    Readers,
    acts_of,
    comments_are_open,
    may_read,
    narrowest,
    state_of,
)
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.public_bodies import opening_words
from throughline.web.governance.queries import terms_on
from throughline.web.governance.standing import RUN_MEETINGS, sits_on_the_body
from throughline.web.meetings.minutes_content import lines_of
from throughline.web.meetings.models import AgendaItem, Meeting, Minute, MinutesVersion, Paper
from throughline.web.meetings.open_to import EVERYTHING, Sight, sight_of
from throughline.web.meetings.permits import CHECK_MINUTES, READ_MEMBERS_PAPERS

PUBLIC_SIGHT = Sight(reads=True)
WRITER: frozenset[Part] = frozenset({"secretary"})


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The minutes of a meeting for one reader."""

    meeting: Meeting
    state: MinutesState
    versions: tuple[MinutesVersion, ...]
    """Without their content."""
    items: tuple[AgendaItem, ...]
    """The items that the reader may know of."""
    lines: tuple[Minute, ...]
    """The paragraphs under them, also those whose words are not for this reader."""
    reader: Readers
    acts: frozenset[Act]
    comments_close_on: date | None
    comments_open: bool
    is_open: bool
    """Whether the draft is open to this reader at all."""

    def may_read(self, minute: Minute) -> bool:
        """Whether the words of a paragraph are for this reader."""
        return may_read(minute.readers, self.reader)  # type: ignore[arg-type]

    def may_know(self, kept: dict[str, Any]) -> bool:
        """Whether the reader may know of a paragraph of an earlier version."""
        return kept["item"] is None or kept["item"] in {one.pk for one in self.items}

    def may_read_then(self, kept: dict[str, Any]) -> bool:
        """Whether the words of a paragraph of an earlier version are for this reader, then and now."""
        now = next((one.readers for one in self.lines if one.pk == kept["minute"]), "members")
        return may_read(narrowest(kept["readers"], now), self.reader)  # type: ignore[arg-type]


def reading_for(meeting: Meeting, viewpoint: Viewpoint) -> Reading:
    """The minutes for somebody who reads the body's papers, in at most seven queries.

    While they are written after the meeting, only the secretary and the chair read them.
    Source: rule R43; product rule R50.
    """
    parts = parts_of(viewpoint)
    reader: Readers = "members" if holds_permit(READ_MEMBERS_PAPERS, viewpoint) else "body"
    items = tuple(meeting.items.all())
    return _reading(meeting, items, sight_of(meeting, viewpoint, items), reader, parts, viewpoint.on)


def whole_reading(meeting: Meeting) -> Reading:
    """The minutes as they are, for a version that nothing is left out of."""
    return _reading(meeting, tuple(meeting.items.all()), EVERYTHING, "members", WRITER, meeting.held_on)


def public_reading(meeting: Meeting) -> Reading:
    """The minutes as the public may read them: the approved ones, without what is not published.

    Source: product rule R50.
    """
    items = tuple(one for one in meeting.items.all() if one.readers == Paper.Readers.BODY)
    return _reading(meeting, items, PUBLIC_SIGHT, "public", (), meeting.held_on)


def is_published(meeting: Meeting, state: MinutesState) -> bool:
    """Whether anybody may read the public version: approved, of a body whose terms open its meetings.

    Source: product rule R50.
    """
    if state not in ("approved", "corrected"):
        return False
    terms = terms_on(meeting.body.partnership, meeting.held_on)
    return any(one.id == meeting.body.code and bool(opening_words(one)) for one in terms.bodies)


def parts_of(viewpoint: Viewpoint) -> tuple[Part, ...]:
    """The parts that somebody has in the making of minutes."""
    found: list[Part] = []
    if holds_permit(RUN_MEETINGS, viewpoint):
        found.append("secretary")
    if holds_permit(CHECK_MINUTES, viewpoint):
        found.append("chair")
    if viewpoint.user.is_authenticated and sits_on_the_body(viewpoint):
        found.append("member")
    return tuple(found)


def _reading(
    meeting: Meeting,
    items: tuple[AgendaItem, ...],
    sight: Sight,
    reader: Readers,
    parts: Collection[Part],
    today: date,
) -> Reading:
    versions = tuple(
        meeting.minutes_versions.select_related("approved_by").defer("content").order_by("number")
    )
    state = state_of(one.kind for one in versions)
    known = tuple(one for one in items if sight.sees_item(one))
    in_sight = {one.pk for one in known}
    closes = next((one.comments_close_on for one in reversed(versions) if one.comments_close_on), None)
    comments_open = comments_are_open(state, closes, today)
    is_open = (
        state != "drafting"
        or meeting.state in (Meeting.State.IN_SESSION, Meeting.State.ADJOURNED)
        or bool({"secretary", "chair"} & set(parts))
    )
    lines = lines_of(meeting) if is_open else ()
    return Reading(
        meeting=meeting,
        state=state,
        versions=versions,
        items=known,
        lines=tuple(one for one in lines if one.item_id is None or one.item_id in in_sight),
        reader=reader,
        acts=acts_of(parts, state, comments_open=comments_open),
        comments_close_on=closes,
        comments_open=comments_open,
        is_open=is_open,
    )
