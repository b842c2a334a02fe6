"""What Today shows one reader: the next deadline, what waits for whom, and the rules at risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.rules.keeping import Occasion, RuleLine, by_rule
from throughline.rules.seats import circle_on
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.access.waiting import waiting_for
from throughline.web.decisions.queries import OpenAction
from throughline.web.desk.actions_list import actions_seen_by, status_of
from throughline.web.desk.for_you import answers_wanted, drafts_to_read, updates_to_settle
from throughline.web.desk.kept_rooms import RoomWork, room_work
from throughline.web.governance.first_steps import first_steps
from throughline.web.governance.models import TermsOfReference
from throughline.web.governance.queries import (
    NoTermsYet,
    findings_of_record,
    read_record,
    record_on,
    terms_record,
)
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.countdown import Step, countdown
from throughline.web.meetings.keeping.judged import last_twelve_months
from throughline.web.meetings.keeping.occasions import occasion_of_step
from throughline.web.meetings.models import AgendaItem, Meeting, Paper
from throughline.web.meetings.open_to import is_for_every_reader
from throughline.web.meetings.queries import codes_run_by, meetings_readable
from throughline.web.meetings.step_words import (
    day_and_month,
    days_late_words,
    due_words,
    late_words,
    rail,
    step_name,
)
from throughline.web.meetings.workspace import papers_words
from throughline.web.site.jinja import short_date
from throughline.words.formats import list_words, time_words
from throughline.words.working_days import bank_holiday_name

YEAR = timedelta(days=365)
NEAR = timedelta(days=14)
AT_RISK = 5
"""Working days before its deadline from which a rule is said to be at risk."""


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """Everything that Today shows; lists hold mappings as the macros of pages take them."""

    lead: str
    first_steps: tuple[dict[str, str], ...] = ()
    rail: list[dict[str, Any]] = field(default_factory=list)
    rail_for: Meeting | None = None
    publish: str = ""
    room: str = ""
    """Where the room of the meeting is that the reader may look into today."""
    brief: str = ""
    """Where the chair's brief for the next meeting that the reader leads is."""
    brief_for: Meeting | None = None
    rooms: tuple[RoomWork, ...] = ()
    mine: tuple[dict[str, Any], ...] = ()
    others: tuple[dict[str, Any], ...] = ()
    risks: tuple[dict[str, Any], ...] = ()
    near: tuple[dict[str, str], ...] = ()
    kept: tuple[dict[str, str], ...] = ()
    terms_number: int = 0


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What was read for one reader: their meetings with the steps of each, and the actions they may see."""

    partnership: Partnership
    viewpoint: Viewpoint
    record: TermsOfReference
    run: frozenset[str]
    readable: frozenset[str]
    steps: Mapping[Meeting, tuple[Step, ...]]
    actions: tuple[OpenAction, ...]

    @property
    def on(self) -> date:
        """The reader's day."""
        return self.viewpoint.on

    @property
    def terms(self) -> Terms:
        """The terms as written."""
        return read_record(self.record)

    def coming(self) -> list[Meeting]:
        """The meetings not yet held, by day."""
        return [one for one in self.steps if one.held_on >= self.on and one.state != Meeting.State.HELD]

    def address_of_brief(self, meeting: Meeting) -> str:
        """Where the chair's brief for a meeting is."""
        return reverse("desk:brief", args=[self.partnership.slug, meeting.body.code, meeting.address])

    def address(self, meeting: Meeting, route: str = "meeting", **more: Any) -> str:
        """Where a page of a meeting is."""
        parts = {"partnership": self.partnership.slug, "body": meeting.body.code, "meeting": meeting.address}
        return reverse(f"meetings:{route}", kwargs={**parts, **more})


def _led(desk: Desk) -> Meeting | None:
    """The next meeting of a body that the reader leads."""
    leads = {one.body_code for one in desk.viewpoint.offices if one.office in ("chair", "vice-chair")}
    return next((one for one in desk.coming() if one.body.code in leads), None)


def _meets_today(desk: Desk) -> Meeting | None:
    """The meeting of this day that is about to begin or has begun."""
    return next((one for one in desk.steps if one.held_on == desk.on and one.state in TO_BE_HELD), None)


TO_BE_HELD = (Meeting.State.PUBLISHED, Meeting.State.IN_SESSION, Meeting.State.ADJOURNED)


def today_page(partnership: Partnership, viewpoint: Viewpoint) -> TodayPage:
    """Today for a reader on their day; where there are no terms yet, what to do first."""
    try:
        record = terms_record(partnership, viewpoint.on)
    except NoTermsYet as nothing:
        return TodayPage(lead=str(nothing))
    readable = codes_readable_by(viewpoint)
    desk = Desk(
        partnership=partnership,
        viewpoint=viewpoint,
        record=record,
        run=codes_run_by(viewpoint, among=readable),
        readable=readable,
        steps=_steps(partnership, readable, viewpoint.on, read_record(record)),
        actions=actions_seen_by(partnership, viewpoint, readable),
    )
    focus = _focus(desk)
    led = _led(desk)
    meets = _meets_today(desk)
    rooms = () if desk.run else room_work(partnership, viewpoint, terms=record_on(record, viewpoint.on))
    return TodayPage(
        lead=" ".join(one.lead for one in rooms) or _lead(desk, focus),
        rooms=rooms,
        room=desk.address(meets, "room") if meets else "",
        brief=desk.address_of_brief(led) if led else "",
        brief_for=led,
        first_steps=tuple(_first_steps(desk)),
        rail=rail(desk.steps[focus.meeting]) if focus else [],
        rail_for=focus.meeting if focus else None,
        publish=desk.address(focus.meeting, "publish") if focus and _may_publish(desk, focus) else "",
        mine=tuple(_mine(desk)),
        others=tuple(_others(desk)),
        risks=tuple(_risks(desk)),
        near=tuple(_near(desk)),
        kept=tuple(_kept(desk)),
        terms_number=record.number,
    )


def _steps(
    partnership: Partnership, readable: frozenset[str], on: date, terms: Terms
) -> dict[Meeting, tuple[Step, ...]]:
    papers = Prefetch("papers", Paper.objects.select_related("author", "author_agency"))
    rows = meetings_readable(partnership, readable).filter(held_on__gt=on - YEAR)
    meetings = rows.exclude(state=Meeting.State.CANCELLED).prefetch_related(papers)
    return {one: countdown(one, terms=terms, papers=tuple(one.papers.all()), on=on) for one in meetings}


def _focus(desk: Desk) -> Step | None:
    """The next step of the reader that is not late, or the next meeting."""
    coming = desk.coming()
    open_steps = [step for step in _still_to_do(desk) if step.code != "meeting" and not step.is_late]
    if open_steps:
        return min(open_steps, key=lambda step: step.due)
    return next((step for one in coming for step in desk.steps[one] if step.code == "meeting"), None)


def _still_to_do(desk: Desk) -> Iterator[Step]:
    """What is not done, of the bodies that the reader runs, and whose time has begun."""
    for meeting, steps in desk.steps.items():
        if meeting.body.code in desk.run:
            yield from (step for step in steps if step.done == "not done" and _can_still_be_done(step))


def _can_still_be_done(step: Step) -> bool:
    """Whether its time has begun and is not over: papers come in before a meeting is held, or not at all."""
    is_over = step.code in ("papers", "referral-papers") and step.meeting.state == Meeting.State.HELD
    return step.can_be_done and not is_over


def _latest_overdue(desk: Desk) -> Step | None:
    """Of the steps that are late, the one whose day passed last."""
    late = [step for step in _still_to_do(desk) if step.is_late and step.code in TO_DO]
    return max(late, key=lambda step: step.due, default=None)


def _may_publish(desk: Desk, focus: Step) -> bool:
    return focus.meeting.state == Meeting.State.CALLED and focus.meeting.body.code in desk.run


def _lead(desk: Desk, focus: Step | None) -> str:
    late = _latest_overdue(desk)
    return " ".join([late_words(late), _next_words(desk, focus)] if late else [_next_words(desk, focus)])


def _next_words(desk: Desk, focus: Step | None) -> str:
    if not desk.readable:
        return _("You sit on no body, so no meeting papers are shown to you.")
    if focus is None:
        return _("No further meeting is called yet.") if desk.steps else _("No meeting is called yet.")
    if focus.code != "meeting":
        return f"{due_words(focus)} {papers_words(tuple(focus.meeting.papers.all()))}"
    return _("%(body)s meets next: %(sentence)s") % {
        "body": focus.meeting.body.name,
        "sentence": due_words(focus)[:1].lower() + due_words(focus)[1:],
    }


def _first_steps(desk: Desk) -> Iterator[dict[str, str]]:
    """What a partnership that has never met is to do first."""
    if desk.steps or not desk.run:
        return
    for step in first_steps(desk.viewpoint):
        note = _("Done. %(note)s") % {"note": step.note} if step.is_done else step.note
        yield {"words": step.words, "address": step.address, "note": note}
    calendar = reverse("meetings:calendar", kwargs={"partnership": desk.partnership.slug})
    yield {"words": _("Call the first meeting from the calendar"), "address": calendar}


def _is_mine(desk: Desk, action: OpenAction) -> bool:
    return desk.viewpoint.person is not None and action.owner_id == desk.viewpoint.person.pk


def _mine(desk: Desk) -> Iterator[dict[str, Any]]:
    yield from _to_run(desk)
    yield from _to_decide(desk)
    for one in waiting_for(desk.partnership, desk.viewpoint):
        yield {"words": one.words, "address": one.address, "note": one.note, "when": one.when}
    sat_on = [one for one in desk.steps if one.body.code not in desk.run]
    yield from answers_wanted(desk.viewpoint, [one for one in sat_on if one.held_on >= desk.on])
    yield from drafts_to_read(desk.viewpoint, [one for one in sat_on if one.minutes_sent_on])
    for paper in _papers_missing(desk):
        if paper.author_id is not None and paper.author == desk.viewpoint.person:
            yield {
                "words": _("Write the paper “%(title)s”") % {"title": paper.title},
                "address": desk.address(paper.meeting),
                "note": paper.meeting.body.name,
                "when": _("due %(day)s") % {"day": short_date(paper.due_on)},
            }
    for action in desk.actions:
        if _is_mine(desk, action):
            yield {
                "words": _("Action %(number)d: %(text)s") % {"number": action.number, "text": action.text},
                "address": _action_address(desk, action),
                "note": status_of(action)[1],
                "when": _("due %(day)s") % {"day": short_date(action.lateness.due)},
            }


def _to_run(desk: Desk) -> Iterator[dict[str, Any]]:
    for step in _still_to_do(desk):
        meeting = step.meeting
        if step.code in TO_DO and (step.is_late or _is_next(desk, step)):
            due = _("was due %(day)s") if step.is_late else _("due %(day)s")
            yield {
                "words": TO_DO[step.code]() % {"day": short_date(meeting.held_on)},
                "address": desk.address(meeting, WHERE.get(step.code, "meeting")),
                "note": meeting.body.name,
                "when": due % {"day": short_date(step.due)},
            }
    yield from updates_to_settle(desk.partnership, desk.actions, desk.run)
    yield from _to_settle(desk)


def _is_next(desk: Desk, step: Step) -> bool:
    """Whether a step that is not late is what its meeting waits for: the agenda, then the minutes."""
    is_held = step.meeting.state == Meeting.State.HELD
    return (step.code == "minutes" and is_held) or (step.code == "agenda" and step.meeting in desk.coming())


WHERE = {"agenda": "publish", "minutes": "minutes", "meeting": "held"}
"""The page of the meetings room where each step is recorded."""
TO_DO = {
    "agenda": lambda: _("Publish the agenda for %(day)s"),
    "papers": lambda: _("Bring in the papers for %(day)s"),
    "referral-papers": lambda: _("Bring in the referral papers for %(day)s"),
    "minutes": lambda: _("Send the minutes of %(day)s, and say when"),
    "meeting": lambda: _("Say whether the meeting of %(day)s was held"),
}


def _to_settle(desk: Desk) -> Iterator[dict[str, Any]]:
    if not desk.run:
        return
    open_questions = [one for one in findings_of_record(desk.record, desk.on) if one.level == "E"]
    if open_questions:
        number = len(open_questions)
        said = ngettext("Settle %(n)d question in the terms", "Settle %(n)d questions in the terms", number)
        yield {
            "words": said % {"n": number},
            "address": _address_or_none("governance:checker", partnership=desk.partnership.slug),
            "note": open_questions[-1].message,
            "when": _("no date"),
        }
    names = names_in(desk.terms)
    for body in record_on(desk.record, desk.on).bodies:
        if body.id not in desk.run:
            continue
        empty = [held for held in circle_on(desk.terms, body.id, desk.on).seats if held.why_vacant]
        if empty:
            who = dict.fromkeys(names.get(held.organisation or "", _("not settled")) for held in empty)
            said = ngettext("Ask who fills %(n)d seat", "Ask who fills %(n)d seats", len(empty))
            yield {
                "words": said % {"n": len(empty)},
                "address": reverse("governance:seats", args=[desk.partnership.slug, body.id]),
                "note": f"{body.name}: {list_words(list(who))}",
                "when": _("no date"),
            }


def _to_decide(desk: Desk) -> Iterator[dict[str, Any]]:
    chairs = {held.body_code for held in desk.viewpoint.offices if held.office in ("chair", "vice-chair")}
    deciding = [one for one in desk.actions if one.needs_a_decision and one.body in chairs]
    if deciding:
        said = ngettext("Decide on %(n)d action", "Decide on %(n)d actions", len(deciding)) % {
            "n": len(deciding)
        }
        yield {
            "words": said,
            "address": reverse("desk:actions", kwargs={"partnership": desk.partnership.slug}),
            "note": _("Overdue, moved three times, or open for more than 90 days"),
            "when": _("next meeting"),
        }


def _papers_missing(desk: Desk) -> Iterator[Paper]:
    for meeting in desk.coming():
        yield from (paper for paper in meeting.papers.all() if paper.received_on is None)


def _papers_missing_known(desk: Desk) -> Iterator[Paper]:
    """The papers not in that every reader of the body may know of; all of them for whoever runs its meetings.

    Somebody for whom a closer paper is meant finds it at its meeting: here it would take questions of the
    store for each meeting. Source: rule R43.
    """
    missing = tuple(_papers_missing(desk))
    closer = {one.meeting for one in missing if one.meeting.body.code not in desk.run}
    prefetch_related_objects(list(closer), Prefetch("items", AgendaItem.objects.select_related("paper")))
    for paper in missing:
        if paper.meeting not in closer or is_for_every_reader(paper, desk.viewpoint, terms=desk.terms):
            yield paper


def _others(desk: Desk) -> Iterator[dict[str, Any]]:
    """What the reader waits for, that others owe: papers not in, then actions, the latest first."""
    if not desk.readable:
        return
    for paper in _papers_missing_known(desk):
        if paper.author is None or paper.author != desk.viewpoint.person:
            is_late = paper.due_on < desk.on
            yield {
                "words": _("Paper: %(title)s") % {"title": paper.title},
                "address": desk.address(paper.meeting),
                "who": paper.author.name if paper.author else _("No named person"),
                "organisation": paper.author_agency.name,
                "kind": "late" if is_late else "no news",
                "state": (_("Was due %(day)s") if is_late else _("Due %(day)s"))
                % {"day": short_date(paper.due_on)},
                "days": (desk.on - paper.asked_on).days,
            }
    for action in desk.actions:
        if not _is_mine(desk, action):
            kind, state = status_of(action)
            yield {
                "words": _("Action %(number)d: %(text)s") % {"number": action.number, "text": action.text},
                "address": _action_address(desk, action),
                "who": action.owner or _("No named person"),
                "organisation": action.organisation,
                "kind": kind,
                "state": state,
                "days": action.lateness.age_days,
            }


def _action_address(desk: Desk, action: OpenAction) -> str:
    parts = {"partnership": desk.partnership.slug, "action": action.number}
    return reverse("decisions:action", kwargs=parts)


def _address_or_none(route: str, **parts: str) -> str:
    try:
        return reverse(route, kwargs=parts)
    except NoReverseMatch:
        return ""


def _risks(desk: Desk) -> Iterator[dict[str, Any]]:
    for meeting, steps in desk.steps.items():
        for step in steps:
            if not step.can_be_done:
                continue
            is_near = step.done == "not done" and 0 <= step.days_left <= AT_RISK and step.code != "meeting"
            if not step.is_late and not is_near:
                continue
            left = ngettext("%(n)d working day left", "%(n)d working days left", step.days_left)
            state = days_late_words(step.days_late) if step.is_late else left % {"n": step.days_left}
            yield {
                "kind": "late" if step.is_late else "slipping",
                "words": f"{step_name(step.code)}, {state}",
                "note": _("%(body)s of %(day)s, terms %(clause)s, due %(due)s")
                % {
                    "body": meeting.body.name,
                    "day": short_date(meeting.held_on),
                    "clause": list_words(step.clause) or _("silent"),
                    "due": short_date(step.due),
                },
            }


def _near(desk: Desk) -> Iterator[dict[str, str]]:
    dated: list[tuple[date, str, str, str]] = []
    for meeting, steps in desk.steps.items():
        for step in steps:
            if desk.on <= step.due <= desk.on + NEAR and step.done != "done":
                starts = meeting.starts_at if step.code == "meeting" else None
                name = (
                    meeting.body.name
                    if step.code == "meeting"
                    else f"{step_name(step.code)}, {meeting.body.name}"
                )
                dated.append(
                    (step.due, f", {time_words(starts)}" if starts else "", name, desk.address(meeting))
                )
    calendar = desk.terms.calendar.working_days
    for ahead in range(NEAR.days + 1):
        day = desk.on + timedelta(days=ahead)
        if holiday := bank_holiday_name(day, calendar):
            dated.append((day, "", holiday, ""))
    for day, when, name, address in sorted(dated):
        yield {"words": day_and_month(day) + when, "note": name, "address": address}


def _kept(desk: Desk) -> Iterator[dict[str, str]]:
    """How often each rule of each body was kept over a year, of those whose day has come. Source: R1, R2."""
    period = last_twelve_months(desk.on)
    calendar = desk.terms.calendar.working_days
    found: dict[tuple[str, str], list[Occasion]] = {}
    for meeting, steps in desk.steps.items():
        judged = [
            occasion_of_step(step, today=desk.on, calendar=calendar) for step in steps if step.code in SHOWN
        ]
        found.setdefault((meeting.body.name, meeting.body.code), []).extend(judged)
    for (body, code), occasions in sorted(found.items()):
        for line in by_rule(occasions, period):
            if line.judged:
                yield _kept_line(desk, body, code, line)


SHOWN = ("agenda", "minutes")


def _kept_line(desk: Desk, body: str, code: str, line: RuleLine) -> dict[str, str]:
    said = _("%(kept)d of %(all)d in time") % {"kept": line.kept, "all": len(line.judged)}
    latest = days_late_words(line.most_days_late)
    return {
        "words": f"{step_name(line.rule.code)}: {body}",
        "note": f"{said}, {_('the latest')} {latest}" if line.not_kept else said,
        "address": reverse("meetings:rules", args=[desk.partnership.slug, code]),
    }
