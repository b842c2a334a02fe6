"""What is said before a meeting: its date, papers waited for, answers not given, a quorum in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.reminders import step_on
from throughline.rules.terms.model import Terms
from throughline.web.access.models import Partnership
from throughline.web.governance.circles import seated_on
from throughline.web.governance.queries import NoTermsYet, appointments_on, terms_as_written
from throughline.web.governance.reminders import People, holders_of
from throughline.web.mail.kinds import add_kind
from throughline.web.mail.reminders import Reminder, add_reminders
from throughline.web.meetings.actions import CHASE, PACK_ISSUED
from throughline.web.meetings.calling.expected import outlook
from throughline.web.meetings.models import Meeting, Paper
from throughline.words.formats import day_words
from throughline.words.working_days import working_days_between

AHEAD = timedelta(days=45)
TOLD_FOR = timedelta(days=3)
"""For how many days a date that was set or changed is still said."""
ANSWER, DOUBT = 10, 5
"""Working days before a meeting from which whoever has not answered is asked, and a doubt is said."""
WAITED_FOR = (Paper.State.COMMISSIONED, Paper.State.DRAFTING)
TO_COME = (Meeting.State.CALLED, Meeting.State.PUBLISHED)


def declare() -> None:
    """Add the kinds and the source of what is said before meetings."""
    add_kind("meeting-date", gettext_lazy("A meeting is called, moved or cancelled"), is_digest=False)
    add_kind("papers-to-ask-for", gettext_lazy("Papers are to be asked for"))
    add_kind("paper-due", gettext_lazy("A paper that you write is due"))
    add_kind("papers-missing", gettext_lazy("Papers are not in"))
    add_kind("not-answered", gettext_lazy("You have not said whether you are coming"))
    add_kind("quorum-in-doubt", gettext_lazy("A quorum is in doubt"), is_digest=False)
    add_kind(CHASE, gettext_lazy("A paper that you write is asked for"), is_digest=False)
    add_kind(PACK_ISSUED, gettext_lazy("A pack is out"), is_digest=False)
    add_reminders(due_before_meetings)


def due_before_meetings(partnership: Partnership, day: date) -> Iterator[Reminder]:
    """What members, authors, secretaries and chairs are to hear on a day about the meetings to come.

    Source: product rules, 3.6 (meetings).
    """
    try:
        terms = terms_as_written(partnership, day)
    except NoTermsYet:
        return
    secretaries, chairs = (
        holders_of(partnership, day, *who) for who in (("secretary",), ("secretary", "chair"))
    )
    rows = Meeting.objects.filter(
        body__partnership=partnership, held_on__gte=day, held_on__lte=day + AHEAD
    ).select_related("body", "body__partnership")
    for meeting in rows.prefetch_related("papers__author_agency", "replies"):
        yield from _date_set(meeting, day)
        if meeting.state in TO_COME:
            left = working_days_between(day, meeting.held_on, terms.calendar.working_days)
            yield from _papers(meeting, day, terms.calendar.working_days, secretaries)
            yield from _answers(meeting, left)
            yield from _doubt(meeting, left, terms, chairs)


def _date_set(meeting: Meeting, day: date) -> Iterator[Reminder]:
    if not timedelta(0) <= day - localdate(meeting.changed_at) <= TOLD_FOR:
        return
    sentences = {
        "cancelled": _("The meeting of %(body)s on %(day)s is cancelled."),
        "moved": _("A meeting of %(body)s was moved: it is on %(day)s."),
        "called": _("%(body)s meets on %(day)s."),
    }
    what = "moved" if meeting.sequence else "called"
    what = "cancelled" if meeting.state == Meeting.State.CANCELLED else what
    for person in appointments_on(meeting.body, meeting.held_on).values():
        yield _said(
            meeting, person.pk, "meeting-date", sentences[what], "meetings:meeting",
            once=f"meeting-date:{meeting.pk}:{meeting.sequence}",
        )  # fmt: skip


def _papers(meeting: Meeting, day: date, calendar: str, secretaries: People) -> Iterator[Reminder]:
    papers = [paper for paper in meeting.papers.all() if paper.state != Paper.State.WITHDRAWN]
    step = step_on("meeting", meeting.held_on, day, calendar)
    if step is not None and not papers:
        sentence = _("No paper is asked for yet for the meeting of %(body)s on %(day)s.")
        for person in secretaries(meeting.body.code):
            once = f"{step.code}:{meeting.pk}:{meeting.held_on}"
            yield _said(meeting, person, "papers-to-ask-for", sentence, "meetings:ask_for_paper", once=once)
    for paper in papers:
        due = step_on("paper-due", paper.due_on, day, calendar)
        if due is not None and paper.state in WAITED_FOR:
            yield from _waited_for(meeting, paper, due.code, secretaries)


def _waited_for(meeting: Meeting, paper: Paper, code: str, secretaries: People) -> Iterator[Reminder]:
    """Its author hears of it first; then whoever keeps the papers does, and its organisation's members.

    Members hear nothing of a paper under an embargo or for named readers. Source: rule R43.
    """
    if paper.author_id:
        sentence = _("A paper that you write for the meeting of %(body)s on %(day)s is not in yet.")
        once = f"{code}:author:{paper.pk}"
        yield _said(meeting, paper.author_id, "paper-due", sentence, "meetings:meeting", once=once)
    if code == "author-10":
        return
    sentence = _("A paper of %(who)s for the meeting of %(body)s on %(day)s is not in.")
    seats = appointments_on(meeting.body, meeting.held_on).values()
    is_close = paper.is_under_embargo or paper.readers == Paper.Readers.NAMED
    line = {one.pk for one in seats if one.agency_id == paper.author_agency_id and not is_close}
    line -= {paper.author_id}
    for person in sorted({*secretaries(meeting.body.code), *line}):
        once = f"{code}:{paper.pk}"
        who = paper.author_agency.name
        yield _said(meeting, person, "papers-missing", sentence, "meetings:meeting", once=once, who=who)


def _answers(meeting: Meeting, left: int) -> Iterator[Reminder]:
    if left > ANSWER:
        return
    answered = {reply.seat for reply in meeting.replies.all()}
    sentence = _("You have not said whether you are coming to the meeting of %(body)s on %(day)s.")
    for seat, person in appointments_on(meeting.body, meeting.held_on).items():
        if seat not in answered:
            yield _said(meeting, person.pk, "not-answered", sentence, "meetings:reply")


def _doubt(meeting: Meeting, left: int, terms: Terms, told: People) -> Iterator[Reminder]:
    if left > DOUBT or not meeting.replies.all():
        return
    try:
        circle = seated_on(meeting.body, meeting.held_on, written=terms).circle
    except KeyError:
        return
    likely = outlook(circle, meeting, tuple(meeting.replies.all()))
    if likely is None or not likely.is_in_doubt:
        return
    sentence = _("By the answers so far the quorum of %(body)s on %(day)s is in doubt.")
    for person in told(meeting.body.code):
        yield _said(meeting, person, "quorum-in-doubt", sentence, "meetings:meeting")


def _said(
    meeting: Meeting, person: int, kind: str, sentence: str, route: str, *, once: str = "", **more: object
) -> Reminder:
    body = meeting.body
    parts = {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address}
    return Reminder(
        person_id=person,
        kind=kind,
        about=f"meeting:{meeting.pk}",
        sentence=sentence % {"body": body.name, "day": day_words(meeting.held_on), **more},
        path=reverse(route, kwargs=parts),
        once=once or f"{kind}:{meeting.pk}:{meeting.held_on}",
    )
