"""Which paragraphs of a meeting's minutes a reader may read, as they stand and as they stood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
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
from throughline.rules.terms.model import Terms
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.public_bodies import opening_words
from throughline.web.governance.queries import terms_on
from throughline.web.governance.standing import RUN_MEETINGS, sits_on_the_body
from throughline.web.meetings.minutes.content import lines_of
from throughline.web.meetings.models import AgendaItem, Meeting, Minute, MinutesVersion
from throughline.web.meetings.open_to import Sight, sight_of
from throughline.web.meetings.permits import CHECK_MINUTES, READ_MEMBERS_PAPERS

PUBLIC_SIGHT = Sight(reads=True)
SightOf = Callable[[tuple[AgendaItem, ...]], Sight]


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
    """The minutes for somebody who reads the body's papers, in at most five queries.

    While they are written after the meeting, only the secretary and the chair read them.
    Source: rule R43; product rule R50.
    """
    parts = parts_of(viewpoint)
    reader: Readers = "members" if holds_permit(READ_MEMBERS_PAPERS, viewpoint) else "body"
    return _reading(meeting, reader, parts, viewpoint.on, lambda items: sight_of(meeting, viewpoint, items))


def public_reading(meeting: Meeting) -> Reading:
    """The minutes as the public may read them: the approved ones, without what is not published.

    Source: product rule R50.
    """
    return _reading(meeting, "public", (), meeting.held_on, lambda _items: PUBLIC_SIGHT)


def is_published(meeting: Meeting, state: MinutesState, *, terms: Terms | None = None) -> bool:
    """Whether anybody may read the public version: approved, of a body whose terms open its meetings.

    Source: product rule R50.
    """
    if state not in ("approved", "corrected"):
        return False
    bodies = (terms or terms_on(meeting.body.partnership, meeting.held_on)).bodies
    return any(one.id == meeting.body.code and bool(opening_words(one)) for one in bodies)


def parts_of(viewpoint: Viewpoint) -> tuple[Part, ...]:
    """The parts that somebody has in the making of minutes; being a member adds nothing to an office."""
    found: list[Part] = []
    if holds_permit(RUN_MEETINGS, viewpoint):
        found.append("secretary")
    if holds_permit(CHECK_MINUTES, viewpoint):
        found.append("chair")
    if not found and viewpoint.user.is_authenticated and sits_on_the_body(viewpoint):
        found.append("member")
    return tuple(found)


def _reading(
    meeting: Meeting, reader: Readers, parts: Collection[Part], today: date, sight_on: SightOf
) -> Reading:
    kept = meeting.minutes_versions.select_related("approved_by").defer("content")
    versions = tuple(kept.order_by("number"))
    state = state_of(one.kind for one in versions)
    closes = next((one.comments_close_on for one in reversed(versions) if one.comments_close_on), None)
    comments_open = comments_are_open(state, closes, today)
    acts = acts_of(parts, state, comments_open=comments_open)
    is_open = (
        state != "drafting"
        or meeting.state in (Meeting.State.IN_SESSION, Meeting.State.ADJOURNED)
        or bool({"secretary", "chair"} & set(parts))
    )
    lines = lines_of(meeting, may_be_corrected=state == "corrected") if is_open else ()
    items = _items(meeting, lines, all_of_them="write" in acts)
    sight = sight_on(items)
    known = {one.pk: one for one in items if sight.sees_item(one)}
    return Reading(
        meeting=meeting,
        state=state,
        versions=versions,
        items=tuple(known.values()),
        lines=tuple(one for one in lines if one.item_id is None or one.item_id in known),
        reader=reader,
        acts=acts,
        comments_close_on=closes,
        comments_open=comments_open,
        is_open=is_open,
    )


def _items(meeting: Meeting, lines: Iterable[Minute], *, all_of_them: bool) -> tuple[AgendaItem, ...]:
    """The items with something minuted under them, in their order; for who writes, the others as well."""
    if all_of_them:
        return tuple(meeting.items.select_related("paper"))
    named = {one.item.pk: one.item for one in lines if one.item is not None}
    return tuple(sorted(named.values(), key=lambda item: item.position))
