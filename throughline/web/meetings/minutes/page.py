"""What the page of a meeting's minutes shows one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.minutes import Act
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.addresses import address_of
from throughline.web.governance.queries import read_record, record_on, terms_record
from throughline.web.meetings.how_it_went import (
    course_in_sentences,
    how_reached,
    interests_by_item,
    quorum_course,
)
from throughline.web.meetings.minutes.clock import Clock, minutes_clock
from throughline.web.meetings.minutes.content import content_of, lines_of, seal_of, words_now
from throughline.web.meetings.minutes.reading import Reading, is_published, reading_for
from throughline.web.meetings.minutes.steps import MINUTED
from throughline.web.meetings.models import AgendaItem, Comment, Meeting, Minute, MinutesVersion, ProposedEdit
from throughline.web.meetings.room.who_was_there import WhoWasThere, who_came_in_words
from throughline.web.site.jinja import long_date, short_date
from throughline.words.differences import Piece, differences

FIXED: frozenset[Act] = frozenset({"propose", "correct"})
"""What may not be done with the words of a decision or a promise."""

SAID = ("is_edit", "pk", "minute_id", "name", "of", "words", "more")
LINKED: frozenset[Act] = frozenset({"propose", "comment", "correct", "restrict"})


@dataclass(frozen=True)
class Said:
    """Words the chair proposes for a paragraph, or a comment on it with its answer."""

    is_edit: bool
    key: int
    name: str
    agency: str
    words: str
    more: str
    """The words that stood, or the answer; empty where it waits for one."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph as a reader sees it."""

    minute: Minute
    words: str
    """Empty where they are not for this reader."""
    is_readable: bool
    note: str = ""
    address: str = ""
    """Where the decision or the promise has its own page."""
    edits: tuple[tuple[Said, tuple[Piece, ...]], ...] = ()
    comments: tuple[Said, ...] = ()
    corrections: tuple[tuple[tuple[Piece, ...], str, Any], ...] = ()
    """What each correction changed, the number of the decision, and its day."""
    acts: frozenset[Act] = frozenset()

    @property
    def has_links(self) -> bool:
        """Whether the reader may do something with the paragraph that has a page of its own."""
        return bool(self.acts & LINKED)


@dataclass(frozen=True)
class ItemLines:
    """An item of the agenda and what is minuted under it; None for what stands before the first."""

    item: AgendaItem | None
    lines: tuple[Line, ...]
    interests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MinutesPage:
    """Everything the page of minutes shows."""

    meeting: Meeting
    reading: Reading
    lead: str
    rail: list[dict[str, Any]]
    why_due: str
    people: WhoWasThere
    course: tuple[str, ...]
    """Who presided, when the quorum stood and when the meeting paused."""
    items: tuple[ItemLines, ...]
    acts: frozenset[Act]
    has_begun: bool
    waiting_edits: int
    waiting_comments: int
    is_published: bool
    terms_number: int


def minutes_page(meeting: Meeting, viewpoint: Viewpoint) -> MinutesPage:
    """The minutes for one reader on their day, in at most twelve queries. Raises NoTermsYet."""
    reading = reading_for(meeting, viewpoint)
    record = terms_record(meeting.body.partnership, meeting.held_on)
    written = read_record(record)
    clock = minutes_clock(meeting, viewpoint.on, written=written)
    said = _said(reading)
    lines = tuple(_line(one, reading, said.get(one.pk, ())) for one in reading.lines)
    shown = [one for one in lines if one.is_readable]
    people = who_came_in_words(meeting)
    return MinutesPage(
        meeting=meeting,
        reading=reading,
        lead=lead_of(meeting, reading, clock),
        rail=list(_rail(meeting, reading, clock)),
        why_due=_why_due(clock),
        people=people,
        course=tuple(
            one for one in (quorum_course(meeting), *course_in_sentences(meeting, people.names)) if one
        ),
        items=tuple(_by_item(reading, lines, interests_by_item(meeting, people.names))),
        acts=reading.acts,
        has_begun=meeting.state in MINUTED or bool(reading.versions),
        waiting_edits=sum(len(one.edits) for one in shown),
        waiting_comments=sum(not one.more for line in shown for one in line.comments),
        is_published=is_published(meeting, reading.state, terms=record_on(record, meeting.held_on)),
        terms_number=record.number,
    )


def seal_seen(meeting: Meeting) -> str:
    """The seal of the draft as it stands, for the form that sends it on."""
    return seal_of(content_of(lines_of(meeting)))


def lead_of(meeting: Meeting, reading: Reading, clock: Clock) -> str:
    """The one sentence that matters about minutes."""
    if reading.state in ("approved", "corrected"):
        return _approved_words(reading)
    if reading.state == "circulated":
        return _circulated_words(meeting, reading)
    if meeting.state in (Meeting.State.IN_SESSION, Meeting.State.ADJOURNED):
        return _("The meeting is not over: these minutes grow with it.")
    if meeting.minutes_sent_on:
        return _("They went out outside Throughline on %(day)s.") % {
            "day": long_date(meeting.minutes_sent_on)
        }
    if meeting.state not in (Meeting.State.HELD, Meeting.State.ABANDONED):
        return _("The meeting has not begun. Its minutes are written from then on.")
    return _draft_words(clock)


def _draft_words(clock: Clock) -> str:
    if clock.duty is None or clock.kept is None:
        return _("Draft. The terms name no day by which it is to go out.")
    day = {"day": long_date(clock.duty.due)}
    late = clock.kept.working_days_late
    if clock.kept.state != "late":
        return _("Draft. It is due out by %(day)s.") % day
    said = ngettext(
        "Draft. It was due out by %(day)s, %(days)s working day ago.",
        "Draft. It was due out by %(day)s, %(days)s working days ago.",
        late,
    )
    return said % {**day, "days": late}


def _circulated_words(meeting: Meeting, reading: Reading) -> str:
    sent = long_date(meeting.minutes_sent_on or meeting.held_on)
    closes = reading.comments_close_on
    if closes is None:
        return _("Draft, out since %(sent)s.") % {"sent": sent}
    if "comment" in reading.acts or reading.comments_open:
        return _("Draft, out since %(sent)s. Comments close at the end of %(day)s.") % {
            "sent": sent,
            "day": long_date(closes),
        }
    return _("Draft, out since %(sent)s. Comments are closed; the next meeting approves it.") % {"sent": sent}


def _approved_words(reading: Reading) -> str:
    approved = next(one for one in reading.versions if one.kind == MinutesVersion.Kind.APPROVED)
    corrected = sum(one.kind == MinutesVersion.Kind.CORRECTED for one in reading.versions)
    decision = approved.approved_by
    day = long_date(decision.decided_on) if decision else long_date(approved.made_at)
    said = _("Approved on %(day)s.") % {"day": day}
    if not corrected:
        return said
    again = ngettext("Corrected once since.", "Corrected %(num)s times since.", corrected)
    return f"{said} {again % {'num': corrected}}"


def _why_due(clock: Clock) -> str:
    if clock.duty is None or clock.kept is None:
        return ""
    clause = clock.duty.clause
    where = _(" (terms %(clause)s)") % {"clause": ", ".join(clause)} if clause else ""
    days = clock.kept.working_days_late
    late = ngettext("They are %(days)s working day late.", "They are %(days)s working days late.", days)
    states = {
        "in time": _("They went out in time."),
        "late": late % {"days": days},
        "not due yet": _("They are not due yet."),
    }
    strength = _("The terms say “usually”: a later day is reported and is no breach.")
    soft = f" {strength}" if clock.duty.strength != "firm" else ""
    due = _("Due out by %(day)s, %(why)s%(where)s.") % {
        "day": long_date(clock.duty.due),
        "why": clock.duty.why,
        "where": where,
    }
    return f"{due} {states[clock.kept.state]}{soft}"


def _rail(meeting: Meeting, reading: Reading, clock: Clock) -> Iterator[dict[str, Any]]:
    """The four dated steps of minutes."""
    has_met = meeting.state in (Meeting.State.HELD, Meeting.State.ABANDONED)
    yield _step(_("Meeting"), meeting.held_on, "done" if has_met else "now")
    sent = meeting.minutes_sent_on
    due = clock.duty.due if clock.duty else None
    yield _step(_("Minutes out"), sent or due, "done" if sent else ("now" if has_met else ""), was_due=due)
    if reading.versions:
        closes = reading.comments_close_on
        state = "now" if reading.comments_open else "done"
        yield _step(_("Comments close"), closes, state)
    approved = next((one for one in reading.versions if one.kind == MinutesVersion.Kind.APPROVED), None)
    decision = approved.approved_by if approved else None
    yield _step(_("Approved"), decision.decided_on if decision else None, "done" if decision else "")


def _step(what: str, day: Any, state: str, was_due: Any = None) -> dict[str, Any]:
    note = _("Due %(day)s") % {"day": short_date(was_due)} if was_due and state == "done" else ""
    return {"what": what, "when": short_date(day) if day else _("No day yet"), "note": note, "state": state}


def _said(reading: Reading) -> Mapping[int, list[Said]]:
    """What was said of each paragraph of a draft, by the paragraph's key, in one query.

    The chair's proposals are for the secretary and the chair, comments for every reader.
    """
    if reading.state in ("approved", "corrected") or not reading.is_open:
        return {}
    here = {"minute__meeting": reading.meeting}
    comments = Comment.objects.filter(**here).annotate(
        is_edit=Value(0), name=F("by_person__name"), of=F("agency__name"), words=F("text"), more=F("answer")
    )
    asked = comments.order_by().values_list(*SAID)
    if reading.acts & {"settle", "propose"}:
        edits = ProposedEdit.objects.filter(state=ProposedEdit.State.OPEN, **here).annotate(
            is_edit=Value(1),
            name=F("by_person__name"),
            of=F("by_person__agency__name"),
            words=F("proposed"),
            more=F("was"),
        )
        asked = asked.union(edits.order_by().values_list(*SAID), all=True)
    found: dict[int, list[Said]] = defaultdict(list)
    for is_edit, key, minute, name, agency, words, more in sorted(asked, key=itemgetter(0, 1)):
        found[minute].append(Said(bool(is_edit), key, name, agency or "", words, more))
    return found


def _line(
    minute: Minute,
    reading: Reading,
    said: Sequence[Said],
) -> Line:
    if not reading.may_read(minute):
        return Line(minute=minute, words="", is_readable=False)
    fixed = FIXED if minute.decision_id or minute.action_id else frozenset[Act]()
    gone = frozenset[Act]({"amend", "strike", "propose", "comment", "correct"}) if minute.struck_at else fixed
    return Line(
        minute=minute,
        words=words_now(minute),
        is_readable=True,
        note=note_of(minute),
        address=_address(minute, reading.meeting),
        edits=tuple((one, differences(minute.text, one.words)) for one in said if one.is_edit),
        comments=tuple(one for one in said if not one.is_edit),
        corrections=tuple(
            (differences(one.was, one.text), one.decision.number, one.decision.decided_on)
            for one in minute.corrections.all()
        ),
        acts=reading.acts - gone,
    )


def note_of(minute: Minute) -> str:
    """What is to be known of a decision or a promise beside its words."""
    if minute.decision is not None:
        said = (minute.decision.number, minute.decision.get_authority_display(), how_reached(minute.decision))
        return ", ".join(str(one) for one in said if one)
    if minute.action is not None:
        owner = ", ".join(str(one) for one in (minute.action.owner, minute.action.owner_agency) if one)
        parts = {
            "number": minute.action.number,
            "owner": owner,
            "day": long_date(minute.action.first_due),
        }
        return _("Action %(number)s: %(owner)s, by %(day)s") % parts
    return ""


def _address(minute: Minute, meeting: Meeting) -> str:
    if minute.decision is not None:
        minute.decision.body = meeting.body
        return address_of(minute.decision)
    if minute.action is not None:
        parts = {"partnership": meeting.body.partnership.slug, "action": minute.action.number}
        return reverse("decisions:action", kwargs=parts)
    return ""


def _by_item(
    reading: Reading, lines: Iterable[Line], interests: Mapping[int, tuple[str, ...]]
) -> Iterator[ItemLines]:
    """The lines under their items; those struck before they had a number are the secretary's alone to see."""
    under: dict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        if line.minute.number or not line.minute.struck_at or "write" in reading.acts:
            under[line.minute.item_id].append(line)
    if under[None]:
        yield ItemLines(None, tuple(under[None]))
    for item in reading.items:
        if under[item.pk] or (item.withdrawn_at is None and "write" in reading.acts):
            yield ItemLines(item, tuple(under[item.pk]), interests.get(item.pk, ()))
