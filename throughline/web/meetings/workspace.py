"""What the page of one meeting shows one reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughline.rules.circle import SeatHeld
from throughline.rules.seats import circle_on
from throughline.rules.terms.model import Terms, in_use
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.queries import appointments_on, read_record, record_on, terms_record
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings.countdown import Step, countdown, next_step
from throughline.web.meetings.models import AgendaItem, Meeting, Paper
from throughline.web.meetings.queries import papers_readable_by
from throughline.web.meetings.rules_in_words import quorum_in_words
from throughline.web.meetings.step_words import due_words, late_words, rail
from throughline.words.formats import list_words


@dataclass(frozen=True)
class Expected:
    """One seat at the table: whose it is, who sits in it, and whether they came."""

    seat: str
    post: str
    organisation: str
    person: str
    why_empty: str
    came: bool


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Everything the page of a meeting shows."""

    meeting: Meeting
    lead: str
    rail: list[dict[str, Any]]
    items: tuple[AgendaItem, ...]
    hidden: frozenset[int]
    """The papers this reader may not know of."""
    papers: tuple[Paper, ...]
    late: frozenset[int]
    expected: tuple[Expected, ...]
    guests: tuple[str, ...]
    quorum: str
    terms_number: int
    may_run: bool


def workspace(meeting: Meeting, viewpoint: Viewpoint) -> Workspace:
    """The meeting as it stands for a reader on their day. Raises NoTermsYet."""
    partnership = meeting.body.partnership
    record = terms_record(partnership, meeting.held_on)
    terms, written = record_on(record, meeting.held_on), read_record(record)
    papers = papers_readable_by(meeting, viewpoint)
    steps = countdown(meeting, terms=written, papers=papers, on=viewpoint.on)
    items = tuple(meeting.items.select_related("paper", "led_by"))
    known = {paper.pk for paper in papers}
    is_held = meeting.state == Meeting.State.HELD
    attended = meeting.attendances.select_related("person", "agency") if is_held else ()
    came = {row.person_id: row for row in attended}
    seated = appointments_on(meeting.body, meeting.held_on)
    return Workspace(
        meeting=meeting,
        lead=lead_of(meeting, steps, papers),
        rail=rail(steps),
        items=items,
        hidden=frozenset(item.paper_id for item in items if item.paper_id and item.paper_id not in known),
        papers=papers,
        late=frozenset(
            paper.pk for paper in papers if paper.received_on is None and paper.due_on < viewpoint.on
        ),
        expected=tuple(_expected(terms, written, meeting, seated, set(came))),
        guests=tuple(
            f"{row.person.name}, {row.agency.name}"
            for row in came.values()
            if row.person not in seated.values()
        ),
        quorum=quorum_in_words(terms, meeting.body.code),
        terms_number=record.number,
        may_run=holds_permit(RUN_MEETINGS, viewpoint),
    )


def lead_of(meeting: Meeting, steps: Sequence[Step], papers: Sequence[Paper]) -> str:
    """The one sentence that matters about a meeting."""
    if meeting.state == Meeting.State.CANCELLED:
        return _("This meeting is cancelled: %(why)s.") % {"why": meeting.cancelled_because}
    late = next((step for step in steps if step.is_late), None)
    coming = next_step(steps)
    if late is not None:
        said = late_words(late)
    else:
        said = due_words(coming) if coming else _("Everything due around this meeting is done.")
    return said if meeting.state == Meeting.State.HELD else f"{said} {papers_words(papers)}"


def papers_words(papers: Sequence[Paper]) -> str:
    """How many of the papers asked for are in."""
    missing = sum(paper.received_on is None for paper in papers)
    if not papers:
        return _("No paper is asked for yet.")
    if not missing:
        return _("Every paper asked for is in.")
    return _("%(missing)d of %(all)d papers still to come.") % {"missing": missing, "all": len(papers)}


def _expected(
    terms: Terms, written: Terms, meeting: Meeting, seated: Mapping[str, Person], came: set[int]
) -> Iterator[Expected]:
    names = names_in(terms)
    for held in circle_on(written, meeting.body.code, meeting.held_on).seats:
        person = seated.get(held.seat)
        yield Expected(
            seat=held.seat,
            post=_post(held),
            organisation=names.get(held.organisation or "", held.organisation or ""),
            person=person.name if person else "",
            why_empty="" if person else (held.why_vacant or _("nobody is appointed")),
            came=person is not None and person.pk in came,
        )


def _post(held: SeatHeld) -> str:
    posts: tuple[str, ...] | None = in_use(held.entry.post)
    return list_words(posts or (), joining=_("or"))
