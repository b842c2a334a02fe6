"""What the page of a meeting in session shows one reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from throughline.rules.circle import Present, SeatHeld
from throughline.rules.in_the_room import Expected, Room, electors_here, quorum_lost_at, would_make_quorum
from throughline.rules.presiding import Presiding
from throughline.rules.quorum import in_words
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.settling import Settling, waiting_to_be_settled
from throughline.web.governance.seats.page import post_in_words
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings.models import (
    AgendaItem,
    Attendance,
    Interest,
    Meeting,
    Minute,
    Motion,
    Reply,
    Vote,
)
from throughline.web.meetings.open_to import sight_of
from throughline.web.meetings.permits import READ_MEMBERS_PAPERS
from throughline.web.meetings.queries import next_papers_due, people_and_seats
from throughline.web.meetings.room.presence import InTheRoom, beginning_of, end_of, in_the_room, latest_stay
from throughline.web.meetings.room_choices import matters_of, organisations_at

LIVE = (Meeting.State.IN_SESSION, Meeting.State.ADJOURNED)


@dataclass(frozen=True)
class SeatLine:
    """One seat: whose, who is or may be here for it, and what the button does."""

    seat: str
    organisation: str
    person: str
    note: str
    row: int | None
    """The attendance of whoever came for it last."""
    is_here: bool
    is_out: bool
    may_arrive: bool
    post: str = ""
    """The post that fills the seat, which tells two seats of one organisation apart."""
    is_remote: bool = False
    """Whether they said that they join from elsewhere."""


@dataclass(frozen=True)
class Voice:
    """One elector of an open motion, who may give the voice, and how it was given."""

    elector: str
    organisation: str
    people: tuple[tuple[int, str], ...]
    vote: Vote | None


@dataclass(frozen=True)
class Bar:
    """One organisation's time in the room, as shares of the strip's width."""

    organisation: str
    spans: tuple[tuple[datetime, datetime | None], ...]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Everything about a room that is the same for every reader at one minute."""

    found: InTheRoom
    items: tuple[AgendaItem, ...]
    replies: Mapping[str, Reply]
    action_due: str
    """When an action without a day falls due."""
    at: datetime

    @property
    def room(self) -> Room:
        """How the room stands."""
        return self.found.room


@dataclass(frozen=True, kw_only=True)
class RoomPage:
    """Everything the page shows."""

    meeting: Meeting
    at: datetime
    is_live: bool
    may_run: bool
    verdict: str
    """“true”, “false” or “not defined”."""
    since: datetime | None
    number: int
    needed: int | None
    unit: str
    sentence: str
    warning: str
    presiding: str
    next_in_order: str
    clause: str
    items: tuple[AgendaItem, ...]
    notes: Mapping[int, tuple[Minute, ...]]
    in_hand: AgendaItem | None
    minutes_in_hand: int
    voices: Mapping[int, tuple[Voice, ...]]
    seats: tuple[SeatLine, ...]
    guests: tuple[SeatLine, ...]
    bars: tuple[Bar, ...]
    begins: datetime
    ends: datetime
    here: tuple[Attendance, ...]
    people: tuple[tuple[Person, str], ...]
    numbers: Mapping[str, int]
    """The number of everybody who may arrive, by name."""
    settles: tuple[Settling, ...]
    """What waits to be ratified, noted or reversed by a decision under the item in hand."""
    matters: tuple[tuple[str, str], ...]
    organisations: Mapping[str, str]
    action_due: str

    @property
    def recommends(self) -> bool:
        """Whether what is agreed now is only recommended. Source: rule R8."""
        return self.verdict == "false"


def mark_of(meeting: Meeting, at: datetime) -> str:
    """A code that changes whenever the page of a room would: with every act and every minute."""
    return f"{meeting.pk}-{meeting.version}-{meeting.room_stamp}-{timezone.localtime(at):%Y%m%d%H%M}"


def room_page(meeting: Meeting, viewpoint: Viewpoint, at: datetime) -> RoomPage:
    """The room of a meeting for a reader at a minute. Raises NoTermsYet."""
    is_live = meeting.state in LIVE
    instant = at if is_live else end_of(meeting)
    shot = _snapshot(meeting, instant)
    room, circle = shot.room, shot.found.circle
    may_run = holds_permit(RUN_MEETINGS, viewpoint)
    items = _visible(meeting, viewpoint, shot.items)
    hand = next((item for item in items if item.opened_at and not item.closed_at), None) if is_live else None
    used = room.quorum.reckoning.as_used
    people = tuple(people_and_seats(meeting)) if may_run and is_live else ()
    return RoomPage(
        meeting=meeting,
        at=instant,
        is_live=is_live,
        may_run=may_run,
        verdict=room.quorum.result,
        since=room.since,
        number=len(room.quorum.organisations) if used.parts or used.needed is None else used.number,
        needed=None if used.parts else used.needed,
        unit=_("organisations") if used.parts or used.unit is None else _unit_words(used.unit),
        sentence=in_words(room.quorum, circle) if _needs_words(room) else "",
        warning=_warning(shot),
        presiding=presiding_words(room.presiding),
        next_in_order=presiding_words(room.next_to_preside),
        clause=", ".join(room.presiding.clause),
        items=items,
        notes=_notes(meeting, viewpoint, may_run),
        in_hand=hand,
        minutes_in_hand=_minutes_since(hand, instant),
        voices=_voices(shot, hand),
        seats=tuple(_seat_lines(shot)),
        guests=tuple(_guests(shot)),
        bars=tuple(_bars(shot)),
        begins=beginning_of(meeting),
        ends=max(instant, beginning_of(meeting) + timedelta(minutes=60)),
        here=tuple(row for row in shot.found.rows if row.person.name in {one.person for one in room.rows}),
        people=people,
        numbers={person.name: person.pk for person, _seat in people},
        settles=waiting_to_be_settled(meeting.body, meeting.held_on) if may_run and hand else (),
        matters=matters_of(circle),
        organisations=organisations_at(circle),
        action_due=shot.action_due,
    )


def presiding_words(found: Presiding) -> str:
    """Who presides in a few words, or what the terms leave to those present. Source: rule R9."""
    names = ", ".join(found.people)
    said = {
        "presides": "%(names)s",
        "jointly": _("%(names)s jointly: they agree which of them"),
        "they choose": _("%(names)s: they choose which of them"),
        "the chair names": _("one of %(names)s, as the chair names"),
        "those present elect": _("those present elect: the terms name nobody who is here"),
        "needs a reading": _("nobody by rule: the terms do not settle who is chair"),
    }[found.how]
    return said % {"names": names} if found.people or "%(" not in said else _("nobody is here")


def _snapshot(meeting: Meeting, at: datetime) -> Snapshot:
    minute = at.replace(second=0, microsecond=0) + timedelta(seconds=59)
    key = meeting.room_stamp if meeting.state in LIVE else ""
    made = _kept if key else _kept.__wrapped__
    return made(meeting.pk, key, meeting.version, minute)


@lru_cache(maxsize=64)
def _kept(meeting_id: int, stamp: str, version: int, at: datetime) -> Snapshot:
    """One reading of the store for everybody who looks on in one minute; each act has a new stamp."""
    meeting = Meeting.objects.select_related("body__partnership").get(pk=meeting_id)
    votes = Prefetch("votes", Vote.objects.select_related("attendance__person"))
    motions = Prefetch("motions", Motion.objects.prefetch_related(votes), to_attr="motions_put")
    interests = Prefetch(
        "interests",
        Interest.objects.filter(withdrawn_at=None).select_related("attendance__person", "attendance__agency"),
        to_attr="interests_standing",
    )
    items = meeting.items.select_related("paper__author", "led_by").prefetch_related(motions, interests)
    replies = {one.seat: one for one in meeting.replies.select_related("person", "deputy")}
    return Snapshot(
        found=in_the_room(meeting, at),
        items=tuple(item for item in items if item.withdrawn_at is None),
        replies=replies,
        action_due=str(next_papers_due(meeting) or "") if meeting.state in LIVE else "",
        at=at,
    )


def _visible(meeting: Meeting, viewpoint: Viewpoint, items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    sight = sight_of(meeting, viewpoint, items)
    return tuple(item for item in items if sight.sees_item(item))


def _notes(meeting: Meeting, viewpoint: Viewpoint, may_run: bool) -> Mapping[int, tuple[Minute, ...]]:
    """What is written so far, by item, as far as the reader may read it, in one query."""
    rows = meeting.minute_lines.filter(struck_at=None).select_related("decision", "action")
    if not (may_run or holds_permit(READ_MEMBERS_PAPERS, viewpoint)):
        rows = rows.exclude(readers=Minute.Readers.MEMBERS)
    found: dict[int, tuple[Minute, ...]] = {}
    for row in rows.order_by("written_at", "pk"):
        found[row.item_id or 0] = (*found.get(row.item_id or 0, ()), row)
    return found


def _warning(shot: Snapshot) -> str:
    """What is about to be broken, or what would mend it, in one sentence; nothing while there is room."""
    room, circle = shot.room, shot.found.circle
    if room.quorum.result == "false":
        would = would_make_quorum(circle, room.rows, tuple(_absent(shot)))
        if not would:
            return _(
                "A decision recorded now is saved as a recommendation and comes first on the next agenda."
            )
        once = dict.fromkeys(circle.name_of(one.row.organisation or "") for one in would)
        names = ", ".join(tuple(once)[:3])
        return _(
            "A decision recorded now is saved as a recommendation and comes first on the next agenda. "
            "One more makes a quorum: %(names)s."
        ) % {"names": names}
    lost = quorum_lost_at(circle, room.rows, tuple(_leaving(shot)))
    if lost is not None:
        return _("The quorum ends when %(name)s leaves at %(time)s, as they said.") % {
            "name": circle.name_of(lost[1].organisation or ""),
            "time": f"{timezone.localtime(lost[0]):%H:%M}",
        }
    return _("None to spare: one organisation leaving ends the quorum.") if room.would_lose else ""


def _leaving(shot: Snapshot) -> Iterator[Expected]:
    for row in shot.room.rows:
        reply = shot.replies.get(row.seat or "")
        if reply is not None and reply.until_at is not None:
            day = timezone.localtime(shot.at).date()
            yield Expected(row=row, leaves=timezone.make_aware(datetime.combine(day, reply.until_at)))


def _absent(shot: Snapshot) -> Iterator[Expected]:
    here = {row.seat for row in shot.room.rows}
    for held in shot.found.circle.seats:
        if held.seat not in here and held.person and held.why_vacant is None:
            row = Present(person=held.person, seat=held.seat, organisation=held.organisation)
            yield Expected(row=row)


def _voices(shot: Snapshot, hand: AgendaItem | None) -> Mapping[int, tuple[Voice, ...]]:
    motions = [one for one in _motions(hand) if one.state == Motion.State.OPEN] if hand else []
    circle = shot.found.circle
    found: dict[int, tuple[Voice, ...]] = {}
    for motion in motions:
        votes = {vote.elector: vote for vote in motion.votes.all()}
        found[motion.pk] = tuple(
            Voice(
                elector=one.id,
                organisation=circle.name_of(one.id),
                people=tuple((shot.found.row_of(name).pk, name) for name in one.people),
                vote=votes.get(one.id),
            )
            for one in electors_here(circle, shot.room.rows, matter=motion.matter or None)
        )
    return found


def _motions(item: AgendaItem) -> list[Motion]:
    """The motions under an item that ``_kept`` read with it."""
    found: list[Motion] = item.motions_put  # type: ignore[attr-defined]
    return found


def _seat_lines(shot: Snapshot) -> Iterator[SeatLine]:
    listed = {row.seat for row in shot.room.rows}
    by_seat: dict[str, Attendance] = {}
    for row in shot.found.rows:
        if row.seat not in by_seat or row.person.name in {one.person for one in shot.room.rows}:
            by_seat[row.seat] = row
    seats = sorted(shot.found.circle.seats, key=lambda held: held.seat not in listed)
    for held in seats:
        name = shot.found.circle.name_of(held.organisation or "")
        yield _seat_line(shot, held, name, by_seat.get(held.seat))


def _seat_line(shot: Snapshot, held: SeatHeld, organisation: str, row: Attendance | None) -> SeatLine:
    inside = {one.person: one for one in shot.room.rows}
    is_here = row is not None and row.person.name in inside
    is_out = row is not None and is_here and inside[row.person.name].left_for_interest
    reply = shot.replies.get(held.seat)
    sent = reply.deputy.name if reply and reply.deputy else held.person or ""
    person = row.person.name if row is not None else sent
    return SeatLine(
        seat=held.seat,
        organisation=organisation or held.seat,
        person=person,
        note=_seat_note(shot, held, row, is_here, is_out),
        row=row.pk if row is not None else None,
        is_here=is_here,
        is_out=is_out,
        may_arrive=not is_here and bool(person),
        post=post_in_words(held, names_in(shot.found.circle.terms)),
        is_remote=reply is not None and reply.answer == Reply.Answer.REMOTE,
    )


def _seat_note(shot: Snapshot, held: SeatHeld, row: Attendance | None, is_here: bool, is_out: bool) -> str:
    if row is not None:
        stay = latest_stay(row)
        said = [row.person.name, row.get_capacity_display()]
        if is_out:
            return ", ".join([*said, _("out for an interest in this item")])
        if stay is None:
            return ", ".join([*said, _("throughout")])
        came = f"{timezone.localtime(stay.arrived_at):%H:%M}"
        if is_here:
            said.append(_("since %(time)s") % {"time": came})
            return ", ".join([*said, _("remote")] if stay.is_remote else said)
        left = f"{timezone.localtime(stay.left_at):%H:%M}" if stay.left_at else ""
        return ", ".join([*said, _("%(from)s to %(until)s") % {"from": came, "until": left}])
    if not held.person:
        return held.why_vacant or _("nobody is appointed")
    reply = shot.replies.get(held.seat)
    if reply and reply.deputy:
        return _("%(deputy)s, as deputy of %(member)s") % {
            "deputy": reply.deputy.name,
            "member": held.person,
        }
    said_before = f"{_('said')}: {reply.get_answer_display()}" if reply else _("no reply")
    return f"{held.person}, {said_before}"


def _guests(shot: Snapshot) -> Iterator[SeatLine]:
    known = {held.seat for held in shot.found.circle.seats}
    inside = {one.person for one in shot.room.rows}
    for row in shot.found.rows:
        if row.seat not in known:
            is_here = row.person.name in inside
            yield SeatLine(
                seat=row.seat,
                organisation=row.agency.name,
                person=row.person.name,
                note=f"{row.person.name}, {row.get_capacity_display()}",
                row=row.pk,
                is_here=is_here,
                is_out=False,
                may_arrive=not is_here,
            )


def _bars(shot: Snapshot) -> Iterator[Bar]:
    spans: dict[str, list[tuple[datetime, datetime | None]]] = {}
    for stay in shot.found.log.stays:
        if stay.row.organisation is not None and stay.row.seat is not None:
            name = shot.found.circle.name_of(stay.row.organisation)
            spans.setdefault(name, []).append((stay.arrived, stay.left))
    for name, own in spans.items():
        yield Bar(name, tuple(sorted(own, key=lambda span: span[0])))


def _needs_words(room: Room) -> bool:
    """Whether the count alone does not say it: another reading differs, or the rule has several parts."""
    reckoning = room.quorum.reckoning
    return bool(reckoning.differs or reckoning.as_used.parts or reckoning.as_used.needed is None)


def _minutes_since(item: AgendaItem | None, at: datetime) -> int:
    if item is None or item.opened_at is None:
        return 0
    return max(0, int((at - item.opened_at).total_seconds() // 60))


def _unit_words(unit: str) -> str:
    return {
        "organisations": _("organisations"),
        "employers": _("employers"),
        "people": _("people"),
        "seats": _("seats"),
    }[unit]
