"""Reads of meetings; every list starts from what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import F, FilteredRelation, Max, Q, QuerySet

from throughline.rules.calendar_year import Called, MeetingDay, year_of
from throughline.rules.confidence import EMBARGOED, restricted_kinds
from throughline.rules.deadlines import deadlines_of_meetings, meetings_of
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.models import Body
from throughline.web.governance.queries import NoTermsYet, appointments_on, terms_as_written, terms_on
from throughline.web.governance.standing import READ_BODY, RUN_MEETINGS
from throughline.web.meetings.calling.duties import due_of
from throughline.web.meetings.confidence import has_promised
from throughline.web.meetings.models import AgendaItem, CalendarLink, Meeting, Paper, ReferralPaper
from throughline.web.meetings.open_to import readable_by
from throughline.web.site.today import today
from throughline.words.formats import day_words, list_words
from throughline.words.refusals import Refused

EXTRAORDINARY = "extraordinary"
"""A meeting outside the year's dates, which not everybody may call."""


class NoSuchPartnership(Refused):
    """The store holds no partnership of that name."""


class NoSuchBody(Refused):
    """The partnership has no body of that name."""


class NoSuchMeeting(Refused):
    """The body has no meeting on that day."""


def meetings_of_body(body: Body) -> QuerySet[Meeting]:
    """The meetings of a body, by day."""
    return Meeting.objects.filter(body=body).select_related("body", "body__partnership")


def partnership_named(slug: str) -> Partnership:
    """The partnership of an address. Raises NoSuchPartnership, which lists those there are."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        known = list(Partnership.objects.order_by("slug").values_list("slug", flat=True))
        there = (
            f"It holds {list_words(known)}." if known else "It holds none yet: load a partnership file first."
        )
        raise NoSuchPartnership(f"The store holds no partnership “{slug}”. {there}")
    return found


def body_named(partnership: Partnership, code: str) -> Body:
    """The body of a partnership by its code. Raises NoSuchBody, which lists those there are."""
    bodies = Body.objects.filter(partnership=partnership).select_related("partnership")
    found = bodies.filter(code=code).first()
    if found is None:
        known = list_words([body.code for body in bodies]) or "none"
        raise NoSuchBody(f"{partnership.name} has no body “{code}”. Its bodies are {known}.")
    return found


def meeting_at(body: Body, address: str) -> Meeting:
    """The meeting of a body at an address such as 2026-04-14, or 2026-04-14-2 for a second sitting.

    Raises NoSuchMeeting, which names the latest meetings there are.
    """
    written, _, sitting = address[:10], address[10:11], address[11:] or "1"
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NoSuchMeeting(
            f"“{address}” is not a meeting's day. Write it as 2026-04-14. {_known(body)}"
        ) from None
    found = (
        meetings_of_body(body).filter(held_on=day, sitting=sitting).first() if sitting.isdecimal() else None
    )
    if found is None or found.address != address:
        what = "meeting" if sitting == "1" else f"sitting {sitting}"
        raise NoSuchMeeting(f"{body.name} has no {what} on {day_words(day)}. {_known(body)}")
    return found


def meeting_of_address(partnership: Partnership, code: str, address: str) -> Meeting | None:
    """The meeting at a page's address, also the one it was first called for, in one query, or None."""
    try:
        day = date.fromisoformat(address[:10])
    except ValueError:
        return None
    rows = Meeting.objects.filter(
        Q(held_on=day) | Q(called_for=day), body__partnership=partnership, body__code=code
    )
    counted = rows.annotate(issue_number=Max("issues__number"), issued_at=Max("issues__made_at"))
    found = list(counted.select_related("body", "body__partnership").order_by("held_on", "pk"))
    here = next((one for one in found if one.address == address), None)
    return here or next((one for one in found if one.held_on != day and address == str(day)), None)


def _known(body: Body) -> str:
    latest = [one.address for one in meetings_of_body(body).order_by("-held_on", "-sitting")[:6]]
    return (
        f"Its latest meetings are {list_words(latest[::-1])}."
        if latest
        else "No meeting of it has been called."
    )


def last_held_before(body: Body, day: date) -> Meeting | None:
    """The last meeting of a body held before a day, or None."""
    return meetings_of_body(body).filter(state=Meeting.State.HELD, held_on__lt=day).order_by("held_on").last()


def papers_readable_by(meeting: Meeting, reader: Viewpoint | None) -> tuple[Paper, ...]:
    """The papers of a meeting that a reader may know of; all of them without a reader. Source: rule R43."""
    return readable_by(meeting, reader).papers


def items_readable_by(meeting: Meeting, reader: Viewpoint | None) -> tuple[AgendaItem, ...]:
    """The items in force that a reader may know of; all of them without a reader. Source: rule R43."""
    return readable_by(meeting, reader).items


def codes_run_by(viewpoint: Viewpoint, *, among: frozenset[str]) -> frozenset[str]:
    """The codes, among some, of the bodies whose meetings a reader may run: RUN_MEETINGS of all at once."""
    held = _codes_of_offices(viewpoint, "secretary")
    return among if "" in held else among & held


def _codes_of_offices(viewpoint: Viewpoint, *offices: str) -> set[str]:
    return {held.body_code for held in viewpoint.offices if held.office in offices}


def meetings_readable(partnership: Partnership, readable: frozenset[str]) -> QuerySet[Meeting]:
    """The meetings of the bodies of those codes, by day."""
    meetings = Meeting.objects.filter(body__partnership=partnership, body__code__in=readable)
    return meetings.select_related("body", "body__partnership")


def calendar_link(secret: str) -> CalendarLink | None:
    """The calendar link that a secret address opens, while the person may read the body's papers."""
    link = (
        CalendarLink.objects.filter(digest=CalendarLink.digest_of(secret), ended_at__isnull=True)
        .select_related("person__user", "person__partnership", "body__partnership")
        .first()
    )
    if link is None or link.person.user is None:
        return None
    partnership = link.body.partnership
    viewpoint = Viewpoint(link.person.user, today(partnership), partnership, {"body": link.body.code})
    return link if holds_permit(READ_BODY, viewpoint) else None


def meetings_called(partnership: Partnership) -> QuerySet[Meeting]:
    """Every meeting of a partnership that is called and not cancelled."""
    called = Meeting.objects.filter(body__partnership=partnership).exclude(state=Meeting.State.CANCELLED)
    return called.select_related("body")


def called_by_body(meetings: Iterable[Meeting]) -> Mapping[str, tuple[Called, ...]]:
    """Some meetings as the rules take them, by the code of their body."""
    found: dict[str, tuple[Called, ...]] = {}
    for row in meetings:
        time = f"{row.starts_at:%H:%M}" if row.starts_at else None
        called = Called(day=row.held_on, kind=row.kind, time=time)
        found[row.body.code] = (*found.get(row.body.code, ()), called)
    return found


def addresses_of(meetings: Iterable[Meeting]) -> Mapping[tuple[str, date], str]:
    """The address of each first sitting, by its body's code and its day."""
    return {(one.body.code, one.held_on): one.address for one in meetings if one.sitting == 1}


def year_ahead(body: Body, day: date) -> tuple[date, tuple[MeetingDay, ...]]:
    """The first day of the year that holds a day, and the body's meetings of that year."""
    written = terms_as_written(body.partnership, day)
    starts, _ = year_of(written, day)
    return starts, meetings_of(written, body.code, starts, called_by_body(meetings_called(body.partnership)))


def who_may_write(partnership: Partnership, day: date) -> tuple[list[Agency], list[Person]]:
    """The organisations that exist on a day by its terms, and their people: who may be asked for a paper."""
    standing = {one.id for one in terms_on(partnership, day).agencies}
    agencies = list(Agency.objects.filter(partnership=partnership, code__in=standing))
    people = Person.objects.filter(partnership=partnership, agency__in=agencies).select_related("agency")
    return agencies, list(people)


def close_kinds(meeting: Meeting) -> tuple[str, ...]:
    """The kinds of information that the terms of the meeting's day keep close, but for embargoes.

    Source: Pan-Dorset terms, confidentiality.
    """
    bodies = terms_on(meeting.body.partnership, meeting.held_on).bodies
    here = next((one for one in bodies if one.id == meeting.body.code), None)
    return tuple(kind for kind in restricted_kinds(here) if kind != EMBARGOED) if here else ()


def is_to_promise(meeting: Meeting, reader: Viewpoint) -> bool:
    """Whether a reader has a promise of confidence to make before the papers of a meeting open."""
    return not holds_permit(RUN_MEETINGS, reader) and not has_promised(meeting, reader)


def papers_due_on(meeting: Meeting) -> date:
    """The day by which the terms want the papers of a meeting; its own day where they name none."""
    return due_of(meeting, "papers", "referral-papers") or meeting.held_on


def next_papers_due(meeting: Meeting) -> date | None:
    """The day by which the papers of the body's next meeting are due: when an action is due by default.

    None where no later meeting is called or follows from the terms. Source: rule R18.
    """
    written = terms_as_written(meeting.body.partnership, meeting.held_on)
    called = called_by_body(meetings_called(meeting.body.partnership))
    starts, _ = year_of(written, meeting.held_on)
    years = (starts, starts + relativedelta(years=1))
    days = [day for year in years for day in meetings_of(written, meeting.body.code, year, called)]
    later = next((day for day in days if day.day > meeting.held_on), None)
    if later is None:
        return None
    duties = deadlines_of_meetings(written, meeting.body.code, [later])
    return next((duty.due for duty in duties if "papers" in duty.what), later.day)


def people_and_seats(meeting: Meeting) -> list[tuple[Person, str]]:
    """Everybody of the partnership with their seat on the meeting's body that day, or none, in one query."""
    in_force = Q(appointments__until_on__isnull=True) | Q(appointments__until_on__gte=meeting.held_on)
    here = Q(appointments__body=meeting.body, appointments__from_on__lte=meeting.held_on)
    people = Person.objects.filter(partnership=meeting.body.partnership).select_related("agency")
    seated = people.annotate(
        held=FilteredRelation("appointments", condition=here & in_force), seat=F("held__seat")
    )
    return [(one, one.seat or "") for one in seated]


def person_in_words(person: Person) -> str:
    """A person with their organisation, as a choice shows them."""
    return f"{person.name}, {person.agency.name}" if person.agency else person.name


def kinds_and_seats(body: Body, day: date) -> tuple[list[str], list[tuple[str, str]]]:
    """The kinds of meeting that may be called, and the filled seats with who sits in them."""
    try:
        kinds = [entry.kind for entry in terms_on(body.partnership, day).body(body.code).meets]
    except (NoTermsYet, KeyError):
        kinds = []
    seats = appointments_on(body, day)
    words = [(seat, person_in_words(one)) for seat, one in seats.items()]
    return list(dict.fromkeys(["ordinary", *kinds, EXTRAORDINARY])), words


def people_to_name(partnership: Partnership) -> list[Person]:
    """Everybody of the partnership, with their organisation."""
    return list(Person.objects.filter(partnership=partnership).select_related("agency"))


def named_on(item: AgendaItem) -> tuple[int, ...]:
    """The numbers of those named as readers of an item."""
    return tuple(item.named_readers.values_list("person", flat=True))


def referrals_of(meeting: Meeting) -> tuple[ReferralPaper, ...]:
    """The referrals of a panel's meeting, by reference; none of any other body, without asking."""
    if meeting.body.kind != "case-panel":
        return ()
    rows = meeting.referrals.select_related("agency", "referrer", "paper", "meeting__body__partnership")
    return tuple(rows)


def own_marking(meeting: Meeting) -> str:
    """The marking that the body's terms give its own papers."""
    return terms_on(meeting.body.partnership, meeting.held_on).marking_default or "OFFICIAL"
