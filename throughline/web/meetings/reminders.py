"""What the meetings room reminds of: agendas and minutes by their days, absences, and open questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.reminders import step_on
from throughline.rules.terms.model import Terms
from throughline.rules.who import seat_as
from throughline.web.access.models import Agency, Partnership
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.queries import (
    NoTermsYet,
    findings_of_record,
    read_record,
    terms_record,
)
from throughline.web.governance.reminders import People, holders_of
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.meetings.countdown import Step, countdown
from throughline.web.meetings.models import Attendance, Meeting
from throughline.words.formats import day_words

BACK, AHEAD = timedelta(days=90), timedelta(days=90)
"""How far around a day meetings are looked at."""
COUNTED = (Attendance.Capacity.MEMBER, Attendance.Capacity.DEPUTY)
PAGES = {"agenda": "meetings:publish", "minutes": "meetings:minutes"}


def declare() -> None:
    """Add this room's kinds and its source."""
    add_kind("agenda-due", gettext_lazy("An agenda is due"))
    add_kind("minutes-due", gettext_lazy("Minutes are due"))
    add_kind("absent-twice", gettext_lazy("An organisation was absent twice"))
    add_kind("questions-open", gettext_lazy("Questions in the terms are open before a meeting"))
    add_reminders(due_in_meetings)


def due_in_meetings(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """What secretaries and chairs are to hear on a day about the meetings around it.

    Source: product rules, 3.6 (meetings); rules R1 and R2.
    """
    try:
        record = terms_record(partnership, day)
    except NoTermsYet:
        return
    terms = read_record(record)
    secretaries = holders_of(partnership, day, "secretary")
    meetings = list(_around(partnership, day))
    for meeting in meetings:
        yield from _deadlines(meeting, terms, day, secretaries)
    yield from _open_questions(meetings, terms, day, secretaries, _count_open(record, day))
    chairs = holders_of(partnership, day, "secretary", "chair")
    yield from _absences(meetings, terms, day, chairs)


def _around(partnership: Partnership, day: date) -> Iterator[Meeting]:
    rows = Meeting.objects.filter(
        body__partnership=partnership, held_on__gt=day - BACK, held_on__lt=day + AHEAD
    ).exclude(state=Meeting.State.CANCELLED)
    yield from rows.select_related("body", "body__partnership").order_by("held_on", "sitting")


def _deadlines(meeting: Meeting, terms: Terms, day: date, secretaries: People) -> Iterator[Reminder]:
    """The agenda and the minutes of a meeting, where they are not out and their reminder stands today."""
    for step in countdown(meeting, terms=terms, papers=(), on=day):
        if step.code not in PAGES or step.done != "not done" or not step.can_be_done:
            continue
        reminder = step_on(f"{step.code}-due", step.due, day, terms.calendar.working_days)
        for person in secretaries(meeting.body.code) if reminder else ():
            yield Reminder(
                person_id=person,
                kind=f"{step.code}-due",
                about=f"meeting:{meeting.pk}",
                sentence=_said_of(step, day),
                path=_path(PAGES[step.code], meeting),
                once=f"{reminder.code}:{step.code}:{meeting.pk}:{step.due}" if reminder else "",
            )


def _said_of(step: Step, day: date) -> str:
    sentences = {
        ("agenda", False): _("The agenda of %(body)s for %(meeting)s is due on %(due)s."),
        ("agenda", True): _("The agenda of %(body)s for %(meeting)s was due on %(due)s."),
        ("minutes", False): _("The minutes of %(body)s of %(meeting)s are due on %(due)s."),
        ("minutes", True): _("The minutes of %(body)s of %(meeting)s were due on %(due)s."),
    }
    return sentences[step.code, step.due < day] % {
        "body": step.meeting.body.name,
        "meeting": day_words(step.meeting.held_on),
        "due": day_words(step.due),
    }


def _count_open(record: TermsOfReference, day: date) -> dict[str, int]:
    """How many contradictions of the terms no reading settles, by the code of the body they stand under."""
    counts: dict[str, int] = {}
    for finding in findings_of_record(record, day):
        if finding.level == "E":
            code = finding.at.partition(".")[0]
            counts[code] = counts.get(code, 0) + 1
    return counts


def _open_questions(
    meetings: list[Meeting], terms: Terms, day: date, secretaries: People, counts: dict[str, int]
) -> Iterator[Reminder]:
    for meeting in meetings:
        count = counts.get(meeting.body.code, 0)
        step = step_on("reading-for-meeting", meeting.held_on, day, terms.calendar.working_days)
        if not count or step is None:
            continue
        sentence = ngettext(
            "%(n)d question in the terms of %(body)s is open, and the meeting on %(day)s can settle it.",
            "%(n)d questions in the terms of %(body)s are open, and the meeting on %(day)s can settle them.",
            count,
        ) % {"n": count, "body": meeting.body.name, "day": day_words(meeting.held_on)}
        for person in secretaries(meeting.body.code):
            yield Reminder(
                person_id=person,
                kind="questions-open",
                about=f"meeting:{meeting.pk}",
                sentence=sentence,
                path=reverse("governance:checker", kwargs={"partnership": meeting.body.partnership.slug}),
                once=f"{step.code}:{meeting.pk}:{meeting.held_on}",
            )


def _absences(meetings: list[Meeting], terms: Terms, day: date, told: People) -> Iterator[Reminder]:
    """An organisation that has a member and came to neither of the last two meetings on record."""
    held = [one for one in meetings if one.state == Meeting.State.HELD and one.held_on <= day]
    came: dict[int, set[str]] = {}
    rows = Attendance.objects.filter(meeting__in=held, capacity__in=COUNTED)
    for number, code in rows.order_by().values_list("meeting", "agency__code"):
        came.setdefault(number, set()).add(code)
    for body in dict.fromkeys(one.body for one in held):
        recorded = [one for one in held if one.body_id == body.pk and one.pk in came]
        if len(recorded) < 2:
            continue
        there = came[recorded[-1].pk] | came[recorded[-2].pk]
        yield from _absent_from(recorded[-1], _members(body, terms, day) - there, told(body.code))


def _members(body: Body, terms: Terms, day: date) -> set[str]:
    """The organisations that have somebody in a seat of a body on a day."""
    try:
        seats = seated_on(body, day, written=terms).circle.seats
    except KeyError:
        return set()
    return {
        one.organisation
        for one in seats
        if one.is_filled and one.organisation and seat_as(one.entry) != "in-attendance"
    }


def _absent_from(last: Meeting, absent: set[str], told: list[int]) -> Iterator[Reminder]:
    names = Agency.objects.filter(partnership=last.body.partnership, code__in=absent) if absent else ()
    for agency in names:
        sentence = _("%(organisation)s came to neither of the last two meetings of %(body)s.") % {
            "organisation": agency.name,
            "body": last.body.name,
        }
        for person in told:
            yield Reminder(
                person_id=person,
                kind="absent-twice",
                about=f"agency:{agency.pk}",
                sentence=sentence,
                path=reverse(
                    "governance:board",
                    kwargs={"partnership": last.body.partnership.slug, "body": last.body.code},
                ),
                once=f"absent-twice:{agency.pk}:{last.pk}",
            )


def _path(route: str, meeting: Meeting) -> str:
    body = meeting.body
    return reverse(
        route,
        kwargs={"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address},
    )
