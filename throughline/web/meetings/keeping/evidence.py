"""Everything that rule keeping of one body is read from, asked of the store once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Min, OuterRef, Prefetch, Q, Subquery
from django.utils.timezone import localdate

from throughline.rules.circle import Circle, Present
from throughline.rules.seats import Appointment
from throughline.rules.terms.model import Body as BodyOfTerms
from throughline.rules.terms.model import Terms
from throughline.web.decisions.models import Decision
from throughline.web.governance.circles import circles_on
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.queries import read_record, terms_record
from throughline.web.meetings import items_open
from throughline.web.meetings.models import Attendance, Meeting, Minute, Paper, Reply

ASKS_FOR_A_DECISION = ("decide", "agree")
TOOK_PLACE = (Meeting.State.HELD, Meeting.State.IN_SESSION, Meeting.State.ADJOURNED)


@dataclass(frozen=True, kw_only=True)
class Came:
    """One row of who came to a meeting, with one time in the room where it was kept by the minute."""

    meeting: int
    person: int
    agency: str
    seat: str
    capacity: str
    arrived: Any
    left: Any
    is_remote: bool
    deputy_is_briefed: bool | None

    @property
    def as_present(self) -> Present:
        """The row as the rules take it; people are told apart by number."""
        return Present(
            person=str(self.person),
            seat=self.seat or None,
            organisation=self.agency,
            as_=self.capacity,  # type: ignore[arg-type]
            remote=bool(self.is_remote),
        )


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything that rule keeping of one body is read from, asked of the store once."""

    body: Body
    written: Terms
    terms_number: int
    today: date
    first: date
    recorded_since: date
    """The day from which anything can be known here."""
    meetings: tuple[Any, ...]
    """Each with ``papers.all()`` at hand, and how many items its agenda has and how many ask to decide."""
    came: Mapping[int, tuple[Came, ...]]
    circles: Mapping[date, Circle]
    appointments: tuple[Appointment, ...]
    decisions: tuple[Any, ...]
    """Those every reader may know of; ``done_on`` is the day first recorded as implemented or closed."""

    @property
    def calendar(self) -> str:
        """Whose working days count."""
        return self.written.calendar.working_days

    @property
    def here(self) -> BodyOfTerms | None:
        """The body as the terms have it today."""
        return self.written.body(self.body.code)


def evidence_of(body: Body, *, first: date, today: date) -> Evidence:
    """What is recorded of a body from a day until today, in six queries. Raises NoTermsYet."""
    record = terms_record(body.partnership, today)
    written = read_record(record)
    papers = Prefetch("papers", Paper.objects.exclude(state=Paper.State.WITHDRAWN))
    rows = Meeting.objects.filter(body=body, held_on__gte=first, held_on__lte=today + relativedelta(months=2))
    begun = TermsOfReference.objects.filter(partnership=body.partnership_id).order_by("loaded_at")
    standing = Q(items__withdrawn_at__isnull=True) & items_open.for_every_reader("items__")
    meetings = tuple(
        rows.annotate(
            begun=Subquery(begun.values("loaded_at")[:1]),
            items_asked=Count("items", filter=standing),
            items_deciding=Count("items", filter=standing & Q(items__asks__in=ASKS_FOR_A_DECISION)),
        ).prefetch_related(papers)
    )
    for one in meetings:
        one.body = body
    held = [one.held_on for one in meetings if one.state in TOOK_PLACE]
    circles, appointments = circles_on(body, {*held, today}, written=written)
    taken = Decision.objects.filter(body=body, decided_on__gte=first, decided_on__lte=today)
    decisions = taken.exclude(closed_to_some())
    return Evidence(
        body=body,
        written=written,
        terms_number=record.number,
        today=today,
        first=first,
        recorded_since=min([*held, *(localdate(one.begun) for one in meetings[:1]), today]),
        meetings=meetings,
        came=_came(body, first),
        circles=circles,
        appointments=appointments,
        decisions=tuple(
            decisions.select_related("ratified_by", "chairs_action")
            .annotate(done_on=Min("steps__taken_on"))
            .order_by("pk")
        ),
    )


def closed_to_some(way: str = "") -> Q:
    """The decisions that not everybody who reads the body's papers may know of.

    Rule keeping says the same to all its readers, so it leaves these out for everybody.
    """
    return minute_closed_to_some(way) | items_open.for_some(f"{way}motion__item__")


def minute_closed_to_some(way: str = "") -> Q:
    """What was agreed in a minute that not everybody who reads the body's papers may read."""
    members = Q(**{f"{way}minute__readers": Minute.Readers.MEMBERS})
    return members | items_open.for_some(f"{way}minute__item__")


def _came(body: Body, first: date) -> dict[int, tuple[Came, ...]]:
    briefed = Reply.objects.filter(meeting=OuterRef("meeting"), seat=OuterRef("seat"), answer="deputy")
    rows = Attendance.objects.filter(meeting__body=body, meeting__held_on__gte=first).values_list(
        "meeting_id", "person_id", "agency__code", "seat", "capacity",
        "stays__arrived_at", "stays__left_at", "stays__is_remote",
        Subquery(briefed.values("deputy_is_briefed")[:1]),
    )  # fmt: skip
    found: dict[int, list[Came]] = {}
    for meeting, person, agency, seat, capacity, arrived, left, remote, told in rows.order_by("pk"):
        row = Came(
            meeting=meeting, person=person, agency=agency, seat=seat, capacity=capacity,
            arrived=arrived, left=left, is_remote=bool(remote), deputy_is_briefed=told,
        )  # fmt: skip
        found.setdefault(meeting, []).append(row)
    return {meeting: tuple(one) for meeting, one in found.items()}
