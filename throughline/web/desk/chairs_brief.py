"""What the chair is told before a meeting, gathered from every room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.papers.blocks import Document, StatusKind
from throughline.papers.chairs_brief import Brief, Coming, OldActions, Wanted, chairs_brief
from throughline.rules.calendar_year import year_of
from throughline.rules.circle import Circle, SeatHeld
from throughline.rules.lateness import DAYS_FOR_A_DECISION
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.presiding import presiding_order
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.queries import OpenAction, open_actions, recommended_before
from throughline.web.decisions.register.parts import without_withheld
from throughline.web.decisions.settling import unreported_before
from throughline.web.exceptions.queries import lines_before
from throughline.web.exceptions.words import number_of
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Body
from throughline.web.governance.queries import read_record, record_on, terms_record
from throughline.web.governance.seats.page import organisation_in_words, post_in_words
from throughline.web.meetings.calling.expected import Outlook, answer_words, outlook
from throughline.web.meetings.calling.planning import obligations_of
from throughline.web.meetings.countdown import countdown
from throughline.web.meetings.keeping.evidence import ASKS_FOR_A_DECISION
from throughline.web.meetings.models import AgendaItem, Meeting, MinutesVersion, Paper, Reply
from throughline.web.meetings.open_to import readable_by
from throughline.web.meetings.step_words import step_name
from throughline.web.plan.queries import standing_plan, version_on
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, plural, time_words, weekday_words

SOON = timedelta(days=92)
ACTIONS_ITEM = "actions"
"""The code of the agenda's item under which actions are decided on."""
IN_THE_PAST = (Meeting.State.HELD, Meeting.State.CANCELLED, Meeting.State.ABANDONED)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was read for a brief."""

    meeting: Meeting
    on: date
    written: Terms
    circle: Circle
    replies: tuple[Reply, ...]
    items: tuple[AgendaItem, ...]
    actions: tuple[OpenAction, ...]
    papers: tuple[Paper, ...]

    @property
    def body(self) -> Body:
        """The body that meets."""
        return self.meeting.body


def brief_of(meeting: Meeting, viewpoint: Viewpoint) -> Document:
    """The chair's brief of a meeting on the reader's day. Raises NoTermsYet and KeyError."""
    body, on = meeting.body, viewpoint.on
    record = terms_record(body.partnership, meeting.held_on)
    written = read_record(record)
    found = Told(
        meeting=meeting,
        on=on,
        written=written,
        circle=seated_on(body, meeting.held_on, written=written).circle,
        replies=tuple(meeting.replies.select_related("person", "deputy")),
        items=readable_by(meeting, viewpoint).items,
        actions=open_actions(without_closed(Action.objects.filter(body=body), viewpoint), on=on),
        papers=tuple(meeting.papers.all()),
    )
    likely = outlook(found.circle, meeting, found.replies)
    decisions = tuple(_decisions(found))
    shown = Brief(
        body=body.name,
        day=weekday_words(meeting.held_on),
        for_whom=_for_whom(meeting, on),
        lead=_lead(found, decisions, likely),
        decisions=decisions,
        exceptions=tuple(_exceptions(found)),
        coming=tuple(_coming(found)),
        quorum=(*likely.sentences, likely.unanswered) if likely else (),
        old_actions=tuple(_old(found.actions)),
        due=tuple(_due(found)),
        to_settle=tuple(_to_settle(found, viewpoint)),
        presiding=presiding_order(found.circle)[1:],
    )
    return chairs_brief(
        shown,
        marking=record_on(record, meeting.held_on).marking_default or "OFFICIAL",
        computed_from=f"answers, papers and actions on record and terms {record.number}, on {day_words(on)}",
        fictional=is_demonstration(),
    )


def _for_whom(meeting: Meeting, on: date) -> str:
    at = f"{time_words(meeting.starts_at)}, " if meeting.starts_at else ""
    place = f"{meeting.place}. " if meeting.place else ""
    return f"{at}{place}For whoever presides. Prepared {weekday_words(on)}."


def _lead(found: Told, decisions: Sequence[Wanted], likely: Outlook | None) -> str:
    wanted = f"{plural(len(decisions), 'decision')} wanted." if decisions else "No decision is wanted."
    if found.meeting.state in IN_THE_PAST:
        return f"{wanted} This meeting is {found.meeting.get_state_display()}."
    if likely is None:
        return f"{wanted} Nobody has said whether they come."
    return " ".join([wanted, *likely.sentences[:2]])


def _decisions(found: Told) -> Iterator[Wanted]:
    """In the order of the agenda; under the item on actions, each action that needs a decision."""
    for item in found.items:
        if item.asks not in ASKS_FOR_A_DECISION:
            continue
        if item.code == ACTIONS_ITEM:
            yield from (_of_action(item, one) for one in found.actions if one.needs_a_decision)
        else:
            yield Wanted(
                words=item.title, note=f"Item {item.number or item.position}. {_sentence(item.because)}"
            )


def _of_action(item: AgendaItem, one: OpenAction) -> Wanted:
    late = one.lateness
    overdue = f", {plural(late.overdue_days, 'day')} overdue" if late.overdue_days else ""
    moved = f", moved {plural(late.slips, 'time')}" if late.slips else ""
    return Wanted(
        words=f"Action {one.number}: {one.text}",
        note=f"Item {item.number or item.position}. {one.organisation}; first due "
        f"{day_words(one.first_due)}{moved}{overdue}.",
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _exceptions(found: Told) -> Iterator[Wanted]:
    """The exception report before the meeting, or the objectives that are late where there is none; then
    rules of the body's own that wait past their day.
    """
    reported = lines_before(found.meeting)
    for line in reported:
        yield Wanted(
            words=f"{number_of(line.kind, line.code)} {line.words}",
            note=f"Asked: {line.ask}" if line.ask else line.recovery,
        )
    version = version_on(found.body.partnership, found.on)
    if version is not None and not reported:
        for one in standing_plan(version, found.on, terms=found.written).objectives:
            if one.standing.status is MilestoneStatus.LATE:
                yield Wanted(
                    words=f"{one.objective.id} {one.objective.text}", note=f"Late. {one.lead} leads."
                )
    recent = Meeting.objects.filter(
        body=found.body, held_on__lte=found.on, held_on__gte=found.on - SOON, state=Meeting.State.HELD
    )
    before = recent.select_related("body").prefetch_related("papers")
    pairs = [*((one, tuple(one.papers.all())) for one in before), (found.meeting, found.papers)]
    for meeting, papers in pairs:
        for step in countdown(meeting, terms=found.written, papers=papers, on=found.on):
            if step.is_late and step.can_be_done and step.code != "meeting":
                yield Wanted(
                    words=f"{step_name(step.code)}: meeting of {day_words(meeting.held_on)}",
                    note=f"Due {day_words(step.due)}, {plural(step.days_late, 'working day')} late.",
                )


ANSWERS: Mapping[str, tuple[int, StatusKind, str]] = {
    Reply.Answer.COMING: (0, "complete", "Coming"),
    Reply.Answer.REMOTE: (0, "complete", "Coming"),
    Reply.Answer.DEPUTY: (1, "slipping", "By deputy"),
    "part": (2, "slipping", "For part of it"),
    "": (3, "no-news", "Not said"),
    Reply.Answer.AWAY: (4, "late", "Not coming"),
    "vacant": (5, "undated", "Nobody appointed"),
}
"""What is said of an organisation: the best that any of its seats has answered."""


def _coming(found: Told) -> Iterator[Coming]:
    by_seat = {one.seat: one for one in found.replies}
    names = names_in(found.circle.terms)
    groups: dict[str, list[SeatHeld]] = {}
    for held in found.circle.seats:
        groups.setdefault(organisation_in_words(held, names), []).append(held)
    for organisation in sorted(groups):
        seats = groups[organisation]
        best = min((ANSWERS[_answer(held, by_seat.get(held.seat))] for held in seats), key=lambda one: one[0])
        yield Coming(
            organisation=organisation,
            kind=best[1],
            word=best[2],
            seats=tuple(_seat(held, by_seat.get(held.seat), names) for held in seats),
        )


def _answer(held: SeatHeld, reply: Reply | None) -> str:
    if not held.is_filled:
        return "vacant"
    if reply is None:
        return ""
    is_part = reply.answer != Reply.Answer.AWAY and (reply.from_at or reply.until_at)
    return "part" if is_part else reply.answer


def _seat(held: SeatHeld, reply: Reply | None, names: Mapping[str, str]) -> str:
    if not held.is_filled:
        return f"{post_in_words(held, names)}: vacant"
    if reply is None:
        return f"{held.person}: not said"
    said = answer_words(reply)
    return f"{held.person}: {said if reply.deputy else said[:1].lower() + said[1:]}"


def _old(actions: Sequence[OpenAction]) -> Iterator[OldActions]:
    groups: dict[str, list[int]] = {}
    for one in actions:
        if one.lateness.age_days > DAYS_FOR_A_DECISION:
            groups.setdefault(one.organisation, []).append(one.lateness.age_days)
    for organisation in sorted(groups):
        ages = groups[organisation]
        yield OldActions(organisation=organisation, number=len(ages), oldest_days=max(ages))


def _due(found: Told) -> Iterator[tuple[str, str]]:
    dated: list[tuple[date, str]] = []
    for step in countdown(found.meeting, terms=found.written, papers=found.papers, on=found.on):
        if step.due >= found.on and step.done != "done" and step.code != "meeting":
            dated.append((step.due, f"{step_name(step.code)}, this meeting"))
    starts, _ends = year_of(found.written, found.meeting.held_on)
    names = names_in(found.written)
    for one in obligations_of(found.body, starts, found.on, written=found.written):
        if one.due is not None and found.on <= one.due <= found.on + SOON and one.state != "done":
            what = one.what.replace("-", " ").capitalize()
            dated.append((one.due, f"{what} to {names.get(one.to, one.to)}"))
    yield from ((day_words(day), what) for day, what in sorted(dated))


def _to_settle(found: Told, viewpoint: Viewpoint) -> Iterator[str]:
    """What the meeting may settle, of what the reader may know of. Source: rule R43."""
    waiting = Meeting.objects.filter(
        body=found.body, held_on__lt=found.meeting.held_on, minutes_versions__isnull=False
    ).exclude(minutes_versions__kind=MinutesVersion.Kind.APPROVED)
    for day in waiting.order_by("held_on").values_list("held_on", flat=True).distinct():
        yield f"Approve the minutes of {day_words(day)}."
    recommendations = recommended_before(found.body, found.meeting.held_on)
    for recommended in without_withheld(recommendations, viewpoint):
        yield f"Ratify or leave {recommended.number}: {recommended.text}"
    unreported = [one.pk for one in unreported_before(found.body, found.meeting.held_on)]
    own = without_withheld(Decision.objects.filter(pk__in=unreported), viewpoint)
    for chairs in own.order_by("decided_on", "pk"):
        yield f"Report your action {chairs.number}: {chairs.text}"
