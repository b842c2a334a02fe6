"""What the page of one meeting shows one reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.circle import Circle, SeatHeld
from throughline.rules.terms.model import Terms, in_use
from throughline.rules.terms.words_for import names_in
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.queries import read_record, record_on, terms_record
from throughline.web.governance.standing import RUN_MEETINGS, codes_of_seats
from throughline.web.meetings.calling.duties import due_of
from throughline.web.meetings.calling.expected import Outlook, answer_words, outlook
from throughline.web.meetings.confidence import has_promised
from throughline.web.meetings.countdown import Step, countdown, next_step
from throughline.web.meetings.how_it_went import quorum_course
from throughline.web.meetings.keeping.rules_in_words import quorum_in_words
from throughline.web.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Paper,
    ReferralPaper,
    Reply,
)
from throughline.web.meetings.open_to import readable_by
from throughline.web.meetings.room.attendance import circle_of, quorum_by_who_came, who_came
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
    came: str
    """“Yes”, “No”, or who came in the member's place; before the meeting what its member answered."""


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Everything the page of a meeting shows."""

    meeting: Meeting
    lead: str
    rail: list[dict[str, Any]]
    items: tuple[AgendaItem, ...]
    """Those that this reader may know of."""
    papers: tuple[Paper, ...]
    board: tuple[tuple[int, str], ...]
    """How many papers have come how far: asked for, drafted, in, cleared."""
    outlook: Outlook | None
    """What members' answers make likely, before the meeting."""
    referrals: tuple[ReferralPaper, ...]
    acknowledge_by: date | None
    may_answer: bool
    late: frozenset[int]
    expected: tuple[Expected, ...]
    guests: tuple[str, ...]
    quorum: str
    by_who_came: str
    """Whether those recorded make a quorum; empty where nobody is recorded."""
    terms_number: int
    may_run: bool
    promise: bool
    """Whether this reader has a promise of confidence to make before the papers open."""


def workspace(meeting: Meeting, viewpoint: Viewpoint) -> Workspace:
    """The meeting as it stands for a reader on their day. Raises NoTermsYet."""
    partnership = meeting.body.partnership
    record = terms_record(partnership, meeting.held_on)
    terms, written = record_on(record, meeting.held_on), read_record(record)
    seen = readable_by(meeting, viewpoint, terms=terms)
    papers = tuple(paper for paper in seen.papers if paper.state != Paper.State.WITHDRAWN)
    steps = countdown(meeting, terms=written, papers=papers, on=viewpoint.on)
    came = who_came(meeting) if meeting.held_on <= viewpoint.on else ()
    seats = {row.seat for row in came if row.seat}
    circle = circle_of(meeting, written=written)
    members = {held.seat: held.person for held in circle.seats if held.person}
    is_coming = meeting.state in (Meeting.State.CALLED, Meeting.State.PUBLISHED)
    replies = tuple(meeting.replies.select_related("deputy")) if is_coming else ()
    referrals = tuple(paper.referral for paper in seen.papers if hasattr(paper, "referral"))
    may_run = holds_permit(RUN_MEETINGS, viewpoint)
    return Workspace(
        meeting=meeting,
        lead=lead_of(meeting, steps, papers),
        rail=rail(steps),
        items=_without_hidden_papers(seen.items, papers),
        papers=papers,
        board=board_of(papers),
        outlook=outlook(circle, meeting, replies) if is_coming else None,
        referrals=referrals,
        acknowledge_by=due_of(meeting, "acknowledgement", written=written) if referrals else None,
        may_answer=is_coming and (may_run or _sits(meeting, viewpoint)),
        late=frozenset(
            paper.pk for paper in papers if paper.received_on is None and paper.due_on < viewpoint.on
        ),
        expected=tuple(_expected(terms, circle, members, came, replies)),
        guests=tuple(f"{row.person.name}, {row.agency.name}" for row in came if row.seat not in seats),
        quorum=quorum_in_words(terms, meeting.body.code),
        by_who_came=quorum_course(meeting) or quorum_by_who_came(circle, came),
        terms_number=record.number,
        may_run=may_run,
        promise=not may_run and not has_promised(meeting, viewpoint, terms=terms),
    )


def _sits(meeting: Meeting, viewpoint: Viewpoint) -> bool:
    person = viewpoint.person
    return person is not None and meeting.body.code in codes_of_seats(person, viewpoint.on)


def _without_hidden_papers(items: Sequence[AgendaItem], papers: Sequence[Paper]) -> tuple[AgendaItem, ...]:
    """The items, each without a paper that the reader may not know of."""
    known = {paper.pk for paper in papers}
    for item in items:
        if item.paper_id not in known:
            item.paper = None
    return tuple(items)


def board_of(papers: Sequence[Paper]) -> tuple[tuple[int, str], ...]:
    """How many papers have come how far, each with its words; nothing where no paper is asked for."""
    if not papers:
        return ()
    state = Paper.State
    groups = (
        ((state.COMMISSIONED,), _("asked for")),
        ((state.DRAFTING,), _("being drafted")),
        ((state.SUBMITTED,), _("in, to be cleared")),
        ((state.CLEARED, state.PUBLISHED, state.LATE_TABLED, state.TAKEN), _("cleared")),
    )
    return tuple((sum(paper.state in states for paper in papers), words) for states, words in groups)


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
    if len(papers) == 1:
        return _("The one paper asked for is still to come.")
    said = ngettext(
        "%(missing)s of %(all)s papers is still to come.",
        "%(missing)s of %(all)s papers are still to come.",
        missing,
    ) % {"missing": _counted(missing), "all": _counted(len(papers))}
    return said[:1].upper() + said[1:]


def _counted(number: int) -> str:
    """A number in a sentence: in letters up to nine."""
    letters = (
        _("none"), _("one"), _("two"), _("three"), _("four"),
        _("five"), _("six"), _("seven"), _("eight"), _("nine"),
    )  # fmt: skip
    return letters[number] if number < len(letters) else str(number)


def _expected(
    terms: Terms,
    circle: Circle,
    members: Mapping[str, str],
    came: Sequence[Attendance],
    replies: Sequence[Reply],
) -> Iterator[Expected]:
    names, by_seat = names_in(terms), {row.seat: row for row in came}
    answered = {reply.seat: reply for reply in replies}
    for held in circle.seats:
        person = members.get(held.seat, "")
        yield Expected(
            seat=held.seat,
            post=_post(held),
            organisation=names.get(held.organisation or "", held.organisation or ""),
            person=person,
            why_empty="" if person else (held.why_vacant or _("nobody is appointed")),
            came=_came(by_seat.get(held.seat), person)
            if came
            else (answer_words(answered.get(held.seat)) if person else ""),
        )


def _came(row: Attendance | None, member: str) -> str:
    if row is None:
        return _("No")
    if row.person.name == member:
        return _("Yes")
    said = _("%(name)s, as deputy") if row.capacity == Attendance.Capacity.DEPUTY else "%(name)s"
    return said % {"name": row.person.name}


def _post(held: SeatHeld) -> str:
    posts: tuple[str, ...] | None = in_use(held.entry.post)
    return list_words(posts or (), joining=_("or"))
