"""The minutes of a meeting as a paper: whole, for who reads the body's papers, or for the public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.papers.blocks import Document
from throughline.papers.minutes import ActionAgreed, DecisionMade, ItemTaken, Minuted, Minutes, minutes
from throughline.rules.quorum import in_words
from throughline.web.governance.queries import read_record, terms_record
from throughline.web.meetings.how_it_went import (
    course_in_sentences,
    how_reached,
    interests_by_item,
    quorum_course,
    was_ever_quorate,
)
from throughline.web.meetings.minutes.content import words_now
from throughline.web.meetings.minutes.page import note_of
from throughline.web.meetings.minutes.reading import Reading
from throughline.web.meetings.models import Meeting, Minute, MinutesVersion
from throughline.web.meetings.room.attendance import circle_of, quorum_by, who_came
from throughline.web.meetings.room.who_was_there import who_was_there
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import plural
from throughline.words.markings import read_marking


def minutes_paper(reading: Reading, *, on: date) -> Document:
    """The minutes as a reader may read them, as they stand on a day. Raises NoTermsYet.

    What the reader may not read keeps its number. Source: product rule R50.
    """
    meeting = reading.meeting
    record = terms_record(meeting.body.partnership, meeting.held_on)
    written = read_record(record)
    came, circle = who_came(meeting), circle_of(meeting, written=written)
    quorum = quorum_by(came, circle) if came else None
    people = who_was_there(meeting)
    lines = [one for one in reading.lines if reading.may_read(one) and not one.struck_at]
    shown = Minutes(
        body=meeting.body.name,
        held_on=long_date(meeting.held_on),
        state=state_words(reading),
        version_for=_version_for(reading),
        place=meeting.place,
        present=people.present,
        in_attendance=people.in_attendance,
        apologies=people.apologies,
        absent=people.absent,
        course=course_in_sentences(meeting, people.names),
        items=tuple(_items(reading, interests_by_item(meeting, people.names))),
        decisions=tuple(_decisions(lines)),
        actions=tuple(_actions(lines)),
        quorate=was_ever_quorate(meeting, quorum),
        quorum_words=quorum_course(meeting)
        or (in_words(quorum, circle) if quorum else _("Nobody is recorded as having come.")),
    )
    counted = plural(len(reading.lines), "paragraph")
    return minutes(
        shown,
        marking=str(read_marking(written.marking_default or "OFFICIAL")),
        computed_from=f"terms {record.number}, {counted} and the attendance recorded, on {long_date(on)}",
        version=_version(reading, on),
        fictional=is_demonstration(),
    )


def state_words(reading: Reading) -> str:
    """Whether the minutes are a draft or approved, and by what."""
    if reading.state == "drafting":
        return _("Draft, not sent out yet")
    if reading.state == "circulated":
        return _("Draft, until the next meeting approves it")
    approved = next(one for one in reading.versions if one.kind == MinutesVersion.Kind.APPROVED)
    decision = approved.approved_by
    if decision is None:
        return _("Approved")
    said = _("Approved on %(day)s, decision %(number)s")
    words = said % {"day": long_date(decision.decided_on), "number": decision.number}
    times = sum(one.kind == MinutesVersion.Kind.CORRECTED for one in reading.versions)
    again = ngettext("corrected once since", "corrected %(num)s times since", times) % {"num": times}
    return f"{words}; {again}" if times else words


def _version(reading: Reading, on: date) -> str:
    if not reading.versions:
        return f"Draft of {long_date(on)}"
    last = reading.versions[-1]
    draft = "Draft, version" if reading.state == "circulated" else "Version"
    return f"{draft} {last.number}"


def _version_for(reading: Reading) -> str:
    if reading.reader == "public":
        return _("Public: what is not published is left out, and its number stays")
    if any(not reading.may_read(one) for one in reading.lines):
        return _("For readers of the body’s papers: what is for members is left out, and its number stays")
    return ""


def _items(reading: Reading, interests: Mapping[int, tuple[str, ...]]) -> Iterator[ItemTaken]:
    """Each item with what is minuted; an interest only where the reader may read something under it."""
    for item in (None, *reading.items):
        here = [one for one in reading.lines if one.item_id == (item.pk if item else None)]
        said = tuple(_minuted(one, reading) for one in here if one.number or not one.struck_at)
        if said and item is None:
            yield ItemTaken("", _("Before the first item"), said)
        elif said and item is not None:
            is_read = any(reading.may_read(one) for one in reading.lines if one.item_id == item.pk)
            declared = interests.get(item.pk, ()) if is_read else ()
            yield ItemTaken(item.number or str(item.position), item.title, (*declared, *said))


def _minuted(minute: Minute, reading: Reading) -> Minuted:
    if not reading.may_read(minute):
        words = _("(not published)") if reading.reader == "public" else _("(for members)")
        return Minuted(minute.label, words)
    if minute.struck_at:
        return Minuted(minute.label, _("(taken out before approval)"))
    corrected = tuple(_correction(minute, position) for position in range(len(minute.corrections.all())))
    note = note_of(minute)
    return Minuted(minute.label, words_now(minute), minute.kind, (note, *corrected) if note else corrected)


def _correction(minute: Minute, position: int) -> str:
    one = minute.corrections.all()[position]
    said = _("Corrected on %(day)s, decision %(number)s. It was: %(was)s")
    return said % {"day": long_date(one.decision.decided_on), "number": one.decision.number, "was": one.was}


def _decisions(lines: Iterable[Minute]) -> Iterator[DecisionMade]:
    for one in lines:
        if one.decision is not None:
            right, reached = str(one.decision.get_authority_display()), how_reached(one.decision)
            how = f"{right}: {reached}" if reached else right
            yield DecisionMade(one.decision.number, words_now(one), how)


def _actions(lines: Iterable[Minute]) -> Iterator[ActionAgreed]:
    for one in lines:
        if one.action is not None:
            who = (one.action.owner, one.action.owner_agency)
            owner = ", ".join(str(named) for named in who if named)
            yield ActionAgreed(str(one.action.number), words_now(one), owner, long_date(one.action.first_due))


def file_name(meeting: Meeting, form: str, reader: str) -> str:
    """What the file is called: `rrdg-2026-04-14-minutes.odt`."""
    public = "-public" if reader == "public" else ""
    return f"{meeting.body.code}-{meeting.address}-minutes{public}.{form}"
