"""The board pack of one meeting for one reader, composed from what the store holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.timezone import localdate

from throughline.papers.agenda import Agenda, LatePaper
from throughline.papers.agenda import AgendaLine as ShownLine
from throughline.papers.blocks import Document, Status
from throughline.papers.board_pack import (
    ActionArising,
    ActionToDecide,
    BoardPack,
    CommissionedPaper,
    DecisionToRatify,
    ForwardItem,
    board_pack,
)
from throughline.papers.map_of_terms import map_of_terms
from throughline.rules.agenda import progresses_actions
from throughline.rules.obligations import Obligation, forward_plan
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.queries import OpenAction, actions_of_body, open_actions, recommended_before
from throughline.web.decisions.register.parts import without_withheld
from throughline.web.governance.queries import terms_as_written, terms_on, terms_record
from throughline.web.meetings.actions import AgendaLine
from throughline.web.meetings.calling.planning import agenda_proposed, lines_of, obligations_of
from throughline.web.meetings.keeping.rules_in_words import quorum_in_words
from throughline.web.meetings.models import Meeting, PackIssue, Paper
from throughline.web.meetings.open_to import Readable, readable_by
from throughline.web.meetings.papers.dispatches import changes_between, titles_for
from throughline.web.meetings.queries import last_held_before, year_ahead
from throughline.web.performance.drawings.in_papers import charts_in_paper
from throughline.web.performance.queries import list_on, scorecard_on
from throughline.web.plan.queries import plan_table_on, version_on
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, list_words, plural, time_words, weekday_words
from throughline.words.markings import Marking, read_marking
from throughline.words.working_days import working_days_between

ASKED = {"note": "Note", "agree": "Agree", "decide": "Decide", "discuss": "Discuss"}
STYLE_SHEETS = ("site/govuk-frontend-6.3.0.css", "site/throughline.css")
"""The site's style sheets, for a pack as a page that stands alone."""


def pack_of(meeting: Meeting, *, on: date, reader: Viewpoint | None = None) -> Document:
    """The pack of a meeting as it stands on a day, without the papers that the reader may not see.

    Where no agenda is set yet it shows the one that follows from the terms. Without a reader it is
    whole. Raises NoTermsYet and MarkingsDiffer. Source: rule R43.
    """
    terms = terms_on(meeting.body.partnership, meeting.held_on)
    seen = readable_by(meeting, reader)
    papers = [paper for paper in seen.papers if paper.state != Paper.State.WITHDRAWN]
    received = [paper for paper in papers if paper.received_on and paper.received_on <= on]
    actions = open_actions(without_closed(actions_of_body(meeting.body), reader), on=on)
    deciding = [action for action in actions if action.needs_a_decision]
    lines = _lines(meeting, seen)
    issues = list(meeting.issues.filter(made_at__date__lte=on))
    keeps_plan = meeting.body.kind != "case-panel"
    card = scorecard_on(meeting.body.partnership, on) if keeps_plan else None
    pack = BoardPack(
        agenda=_agenda(meeting, terms, lines, papers, received, on),
        lead=_lead(lines, deciding, papers, received),
        marking=_own_marking(terms),
        sent=_sent(meeting, on),
        version=_version(issues, on),
        changes=tuple(_changes(issues, seen)),
        computed_from=_computed_from(meeting, len(actions), len(received), on),
        actions=tuple(_action(action) for action in deciding),
        arising=_arising(terms, meeting, actions),
        ratifications=tuple(_waiting(meeting, reader)),
        papers=tuple(_paper(paper) for paper in received),
        forward=_forward(meeting, on),
        scorecard=card,
        charts=charts_in_paper(meeting.body.partnership, card) if card else {},
        plan=plan_table_on(meeting.body.partnership, on) if keeps_plan else None,
        map=map_of_terms(terms, on_words=weekday_words(meeting.held_on), own=meeting.body.code),
        fictional=is_demonstration(),
    )
    return board_pack(pack)


def _lines(meeting: Meeting, seen: Readable) -> Sequence[AgendaLine]:
    """The items that the reader may know of; where no agenda is set yet, those that follow from the terms."""
    if meeting.items.exists():
        return lines_of(seen.items)
    open_papers = {paper.pk for paper in seen.papers}
    proposed = agenda_proposed(meeting)
    return [line for line in proposed if line.paper is None or line.paper.pk in open_papers]


def _version(issues: Sequence[PackIssue], on: date) -> str:
    if not issues:
        return day_words(on)
    last = issues[-1]
    made_on = localdate(last.made_at)
    return f"Issue {last.number}, {day_words(made_on)}" + ("" if made_on == on else f"; read {day_words(on)}")


def _changes(issues: Sequence[PackIssue], seen: Readable) -> Iterator[str]:
    """What changed with the latest issue, of what this reader may know of."""
    if len(issues) > 1:
        before, latest = issues[-2:]
        yield from changes_between(before.contents, latest.contents, titles_for(seen.items, seen.papers))


def _computed_from(meeting: Meeting, actions: int, papers: int, on: date) -> str:
    record = terms_record(meeting.body.partnership, meeting.held_on)
    counted = f"{plural(actions, 'open action')} and {plural(papers, 'paper')}"
    kept = [f"terms {record.number} ({record.digest[:12]})", *_versions(meeting, on), counted]
    return f"{', '.join(kept)}, on {weekday_words(on)}"


def _versions(meeting: Meeting, on: date) -> Iterator[str]:
    """Which plan and which indicators the pack shows, for a body whose pack shows them."""
    if meeting.body.kind == "case-panel":
        return
    plan = version_on(meeting.body.partnership, on)
    if plan is not None:
        yield f"plan {plan.plan.year} version {plan.number}"
    indicators = list_on(meeting.body.partnership, on)
    if indicators is not None:
        yield f"indicators {indicators.number}"


def _own_marking(terms: Terms) -> Marking:
    return read_marking(terms.marking_default or "OFFICIAL")


def _sent(meeting: Meeting, on: date) -> str:
    if meeting.published_at and meeting.published_at.date() <= on:
        return f"Agenda published {weekday_words(meeting.published_at.date())}"
    return "Not yet: the agenda is not published"


def _agenda(
    meeting: Meeting,
    terms: Terms,
    lines: Sequence[AgendaLine],
    papers: Sequence[Paper],
    received: Sequence[Paper],
    on: date,
) -> Agenda:
    when = weekday_words(meeting.held_on) + (
        f", {time_words(meeting.starts_at)}" if meeting.starts_at else ""
    )
    return Agenda(
        body=meeting.body.name,
        held_on=when,
        place=meeting.place or "Not settled",
        lines=tuple(
            _line(number, line, meeting, papers, received) for number, line in enumerate(lines, start=1)
        ),
        late_papers=tuple(_late(papers, terms.calendar.working_days, on)),
        quorum=quorum_in_words(terms, meeting.body.code),
    )


def _line(
    number: int, line: AgendaLine, meeting: Meeting, papers: Sequence[Paper], received: Sequence[Paper]
) -> ShownLine:
    paper = line.paper if line.paper in papers else None
    return ShownLine(
        number=line.number or str(number),
        business=line.title,
        asked=ASKED[line.asks],
        minutes=line.minutes,
        note=_note(line, meeting),
        paper=paper.title if paper else "",
        paper_part=f"paper-{paper.pk}" if paper and paper in received else "",
    )


def _note(item: AgendaLine, meeting: Meeting) -> str:
    because = item.because
    if item.code == "minutes":
        because = f"{because}. {_minutes(meeting)}"
    if item.code == "performance" and list_on(meeting.body.partnership, meeting.held_on) is None:
        because = f"{because}. No scorecard is kept yet"
    if item.code == "risks":
        because = f"{because}. None recorded"
    return because[:1].upper() + because[1:]


def _minutes(meeting: Meeting) -> str:
    before = last_held_before(meeting.body, meeting.held_on)
    if before is None:
        return "No earlier meeting is recorded"
    if before.minutes_sent_on is None:
        return f"Those of {day_words(before.held_on)} are not sent yet"
    return f"Those of {day_words(before.held_on)} were sent on {day_words(before.minutes_sent_on)}"


def _late(papers: Sequence[Paper], calendar: str, on: date) -> Iterator[LatePaper]:
    for paper in papers:
        came = paper.received_on if paper.received_on and paper.received_on <= on else None
        days = working_days_between(paper.due_on, came or on, calendar)
        if days <= 0:
            continue
        state = f"Received {plural(days, 'working day')} late" if came else "Not received"
        yield LatePaper(paper.title, paper.author_agency.name, weekday_words(paper.due_on), state)


def _lead(
    lines: Sequence[AgendaLine],
    deciding: Sequence[OpenAction],
    papers: Sequence[Paper],
    received: Sequence[Paper],
) -> str:
    missing = [paper.title for paper in papers if paper not in received]
    asked = sum(line.asks == "decide" for line in lines)
    items = f"{plural(asked, 'item')} {'asks' if asked == 1 else 'ask'}" if asked else "No item asks"
    stuck = (
        f"{plural(len(deciding), 'action')} cannot go on without it" if deciding else "no action waits for it"
    )
    late = f" Not yet in: {list_words(missing)}." if missing else ""
    return f"{items} for a decision of the board, and {stuck}.{late}"


def _action(action: OpenAction) -> ActionToDecide:
    late = action.lateness
    return ActionToDecide(
        number=str(action.number),
        title=action.text.rstrip("."),
        owner=", ".join(part for part in (action.owner, action.organisation) if part),
        first_due=weekday_words(action.first_due),
        now_due=weekday_words(late.due) + (f", moved {times(late.slips)}" if late.slips else ""),
        state=state_of(action),
        owner_says=_owner_says(action),
        rule=_why(action),
        decide="Give it another day, name another owner, or cancel it.",
    )


def _arising(
    terms: Terms, meeting: Meeting, actions: Sequence[OpenAction]
) -> tuple[ActionArising, ...] | None:
    """Every open action that was raised before the meeting, where the terms take actions at each."""
    if not progresses_actions(terms.body(meeting.body.code)):
        return None
    return tuple(
        ActionArising(
            number=str(one.number),
            title=one.text.rstrip("."),
            owner=", ".join(part for part in (one.owner, one.organisation) if part),
            now_due=day_words(one.lateness.due),
            state=state_of(one),
        )
        for one in actions
        if one.raised_on < meeting.held_on
    )


def times(number: int) -> str:
    """How often, in words: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def state_of(action: OpenAction) -> Status:
    """The state of an open action as a word and a shape. Source: rule R18."""
    late = action.lateness
    if late.overdue_days:
        return Status("late", f"Overdue {plural(late.overdue_days, 'day')}")
    if late.drift_days > 0:
        return Status("slipping", f"{plural(late.drift_days, 'day')} later than first promised")
    return Status("on-course", f"Due {day_words(late.due)}")


def _owner_says(action: OpenAction) -> str:
    if action.asked:
        return action.asked
    if action.waits_on:
        return f"{action.state_words.capitalize()}: {action.waits_on}"
    if action.last_reason:
        return f"When the day was last moved: {action.last_reason}."
    return "Nothing recorded."


def _why(action: OpenAction) -> str:
    late = action.lateness
    reasons = []
    if late.overdue_days:
        reasons.append("past its day")
    if late.slips >= 3:
        reasons.append(f"moved {times(late.slips)}")
    if late.age_days > 90:
        reasons.append(f"open for {late.age_days} days")
    if action.state == "declined":
        reasons.append("declined by its owner")
    if action.is_put_to_the_body:
        reasons.append("put to the board by the secretary")
    return f"{list_words(reasons).capitalize()} (rules R18 and R21)."


def _waiting(meeting: Meeting, reader: Viewpoint | None) -> Iterator[DecisionToRatify]:
    rows = recommended_before(meeting.body, meeting.held_on)
    for row in rows if reader is None else without_withheld(rows, reader):
        made_on = weekday_words(row.decided_on)
        yield DecisionToRatify(row.number, row.text, made_on, "The meeting was not quorate.")


def _paper(paper: Paper) -> CommissionedPaper:
    author = paper.author_agency.name
    return CommissionedPaper(
        id=f"paper-{paper.pk}",
        title=paper.title,
        author=f"{paper.author.name}, {author}" if paper.author else author,
        purpose=paper.get_ask_display(),
        marking=read_marking(paper.marking),
        words=paper.text,
    )


def _forward(meeting: Meeting, on: date) -> tuple[ForwardItem, ...]:
    written = terms_as_written(meeting.body.partnership, meeting.held_on)
    starts, days = year_ahead(meeting.body, meeting.held_on)
    later = [day for day in days if day.day > meeting.held_on]
    plan = forward_plan(later, obligations_of(meeting.body, starts, on, written=written))
    names = names_in(written)
    dated = [
        ForwardItem(
            weekday_words(line.day),
            _sentence(line.what, line.why),
            f"To {names[line.to]}" if line.to in names else "",
        )
        for line in plan.dated
        if line.day > meeting.held_on
    ]
    return (*dated, *(_undated(one, meeting.body.code, names) for one in plan.undated))


def _undated(one: Obligation, body: str, names: dict[str, str]) -> ForwardItem:
    to = "" if one.to == body else f"To {names.get(one.to, one.to)}"
    return ForwardItem("No date", _undated_words(one), to)


def _undated_words(one: Obligation) -> str:
    if one.what == "account":
        return "Account for the body's work: the terms do not say how often"
    return _sentence(one.what, NO_DATE.get(one.why, one.why))


NO_DATE = {"the terms give no date": "when it is due the terms do not say"}
"""What the pack says in place of a reason that the rules give in short."""


def _sentence(what: str, why: str) -> str:
    words = what.replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}: {why}" if why else f"{words[:1].upper()}{words[1:]}"
