"""Which items and papers of a meeting a reader may know of; for anybody else they leave no trace."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from throughline.rules.item_numbers import is_open_to
from throughline.rules.terms.model import Terms
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings.confidence import has_promised
from throughline.web.meetings.models import AgendaItem, ItemReader, Meeting, Paper
from throughline.web.meetings.permits import READ_MEMBERS_PAPERS


@dataclass(frozen=True)
class Sight:
    """What decides which items somebody may know of."""

    reads: bool
    """Whether they read the body's papers at all, and not only what they are named for."""
    runs: bool = False
    is_member: bool = False
    named: frozenset[int] = frozenset()
    """The items on which they are named."""
    offices: frozenset[str] = frozenset()
    """Their offices, some of which know of a paper before its embargo ends."""
    has_promised: bool = True
    """Whether they made the promise of confidence that the terms ask for, where they ask for one."""

    def sees_item(self, item: AgendaItem) -> bool:
        """Whether they may know of the item; the title of one whose paper is closed to them would tell."""
        is_named = item.pk in self.named
        if not self.reads:
            return is_named
        if item.paper is not None and not is_named and not self.knows_by_now(item.paper):
            return False
        return all(
            is_open_to(readers, runs=self.runs, is_member=self.is_member, is_named=is_named)
            for readers in _readers_of(item)
        )

    def sees_paper(self, paper: Paper, items: Collection[AgendaItem]) -> bool:
        """Whether they may know of the paper, which stands on these items of its meeting if on any."""
        on = [item for item in items if item.paper_id == paper.pk]
        if not self.has_promised:
            return False
        if any(item.pk in self.named for item in on):
            return True
        is_open = is_open_to(paper.readers, runs=self.runs, is_member=self.is_member, is_named=False)
        is_open = is_open and self.knows_by_now(paper)
        return self.reads and is_open and (not on or any(self.sees_item(item) for item in on))

    def knows_by_now(self, paper: Paper) -> bool:
        """Whether no embargo keeps the paper from them: it has ended, or their office knows before."""
        return not paper.is_under_embargo or self.runs or bool(self.offices & set(paper.early_readers))


EVERYTHING = Sight(reads=True, runs=True)


@dataclass(frozen=True)
class Readable:
    """The items in force and the papers of a meeting that one reader may know of."""

    items: tuple[AgendaItem, ...]
    papers: tuple[Paper, ...]


def readable_by(meeting: Meeting, reader: Viewpoint | None, *, terms: Terms | None = None) -> Readable:
    """What a reader may know of a meeting's items and papers; all of it without a reader.

    Two queries, one more where something is not open to every reader of the body's papers, and one or two
    more where ``terms``, as they are on the meeting's day, ask for a promise of confidence or are not given.
    Source: rule R43.
    """
    items = tuple(meeting.items.select_related("paper", "led_by"))
    people = ("author", "author_agency", "referral__agency", "referral__referrer")
    counted = meeting.papers.select_related(*people).annotate(version_count=Count("versions"))
    papers = tuple(counted.order_by("pk"))  # what counts has no order of its own
    sight = EVERYTHING if reader is None else sight_of(meeting, reader, (*items, *papers), terms=terms)
    return Readable(
        tuple(item for item in items if item.withdrawn_at is None and sight.sees_item(item)),
        tuple(paper for paper in papers if sight.sees_paper(paper, items)),
    )


def sight_of(
    meeting: Meeting,
    reader: Viewpoint,
    things: Sequence[AgendaItem | Paper],
    *,
    terms: Terms | None = None,
) -> Sight:
    """How far a reader sees into a meeting that has these items and papers."""
    here = reader
    if reader.route.get("body") != meeting.body.code:
        here = replace(reader, partnership=meeting.body.partnership, route={"body": meeting.body.code})
    reads, runs = holds_permit(READ_BODY, here), holds_permit(RUN_MEETINGS, here)
    has_papers = any(isinstance(one, Paper) for one in things)
    promised = runs or not has_papers or has_promised(meeting, here, terms=terms)
    if reads and all(map(_is_for_every_reader, things)):
        return Sight(reads=True, has_promised=promised)
    return Sight(
        reads=reads,
        runs=runs,
        is_member=holds_permit(READ_MEMBERS_PAPERS, here),
        named=_named(meeting, here),
        offices=_offices(meeting, here),
        has_promised=promised,
    )


def is_for_every_reader(paper: Paper, reader: Viewpoint, *, terms: Terms) -> bool:
    """Whether everybody who reads the body's papers may know of one, as this reader may once they promised.

    No query where the meeting's items are at hand and the terms ask for no promise.
    """
    things: list[AgendaItem | Paper] = [paper]
    things += [item for item in paper.meeting.items.all() if item.paper_id == paper.pk]
    return all(map(_is_for_every_reader, things)) and has_promised(paper.meeting, reader, terms=terms)


def _readers_of(thing: AgendaItem | Paper) -> tuple[str, ...]:
    """For whom a thing is, and of an item also for whom its paper is."""
    paper = thing.paper if isinstance(thing, AgendaItem) else None
    return (thing.readers, paper.readers) if paper is not None else (thing.readers,)


def _is_for_every_reader(thing: AgendaItem | Paper) -> bool:
    paper = thing.paper if isinstance(thing, AgendaItem) else thing
    is_held_back = paper is not None and paper.is_under_embargo
    return not is_held_back and all(readers == Paper.Readers.BODY for readers in _readers_of(thing))


def _offices(meeting: Meeting, reader: Viewpoint) -> frozenset[str]:
    codes = ("", meeting.body.code)
    return frozenset(held.office for held in reader.offices if held.body_code in codes)


def _named(meeting: Meeting, reader: Viewpoint) -> frozenset[int]:
    if reader.person is None:
        return frozenset()
    rows = ItemReader.objects.filter(item__meeting=meeting, person=reader.person)
    return frozenset(rows.values_list("item", flat=True))
