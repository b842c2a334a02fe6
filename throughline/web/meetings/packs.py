"""The board pack of one meeting for one reader, composed from what the store holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.papers.agenda import Agenda
from throughline.papers.agenda import AgendaLine as ShownLine
from throughline.papers.blocks import Document, Status
from throughline.papers.board_pack import (
    ActionToDecide,
    BoardPack,
    CommissionedPaper,
    DecisionToRatify,
    ForwardItem,
    board_pack,
)
from throughline.rules.obligations import forward_plan, owed
from throughline.rules.terms.model import Body as BodyTerms
from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in, test_in_words
from throughline.web.decisions.queries import OpenAction, actions_of_body, open_actions, recommended_before
from throughline.web.governance.maps import map_shown
from throughline.web.governance.queries import terms_as_written, terms_on, terms_record
from throughline.web.meetings.models import AgendaItem, Meeting, Paper
from throughline.web.meetings.queries import year_ahead
from throughline.web.site.queries import is_demonstration
from throughline.words.formats import list_words, plural, time_words, weekday_words
from throughline.words.markings import Marking, read_marking

ASKED = {"note": "Note", "agree": "Agree", "decide": "Decide", "discuss": "Discuss"}


def pack_of(meeting: Meeting, *, on: date) -> Document:
    """The whole pack of a meeting as it stands on a day. Raises NoTermsYet and MarkingsDiffer."""
    partnership = meeting.body.partnership
    terms = terms_on(partnership, meeting.held_on)
    record = terms_record(partnership, meeting.held_on)
    papers = tuple(meeting.papers.select_related("author", "author_agency"))
    received = [paper for paper in papers if paper.received_on]
    actions = open_actions(actions_of_body(meeting.body), on=on)
    deciding = [action for action in actions if action.lateness.needs_a_decision]
    return board_pack(
        BoardPack(
            agenda=_agenda(meeting, terms, received),
            lead=_lead(meeting, deciding, papers),
            marking=_own_marking(terms),
            sent=weekday_words(on),
            version="1",
            computed_from=(
                f"Computed on {weekday_words(on)} from terms {record.number} "
                f"({record.digest[:12]}) and {plural(len(actions), 'open action')}."
            ),
            actions=tuple(_action(action, on) for action in deciding),
            ratifications=tuple(_waiting(meeting)),
            papers=tuple(_paper(paper) for paper in received),
            forward=_forward(meeting),
            map=map_shown(terms, on_words=weekday_words(meeting.held_on), own=meeting.body.code),
            fictional=is_demonstration(),
        )
    )


def _own_marking(terms: Terms) -> Marking:
    return read_marking(terms.marking_default or "OFFICIAL")


def _agenda(meeting: Meeting, terms: Terms, received: Sequence[Paper]) -> Agenda:
    parts = {paper.pk: f"paper-{paper.pk}" for paper in received}
    when = weekday_words(meeting.held_on) + (f", {time_words(meeting.starts_at)}" if meeting.starts_at else "")
    return Agenda(
        body=meeting.body.name,
        held_on=when,
        place=meeting.place or "Place to be told",
        lines=tuple(_line(item, parts) for item in meeting.items.select_related("paper", "led_by")),
        quorum=quorum_in_words(terms, meeting.body.code),
    )


def quorum_in_words(terms: Terms, body: str) -> str:
    """The quorum of a body as a sentence, or that none is defined."""
    here: BodyTerms = terms.body(body)
    if not here.quorum or here.quorum[-1].test is None:
        return "Not defined in the terms. None is assumed."
    rule = here.quorum[-1]
    clause = f" (terms {list_words(rule.clause)})" if rule.clause else ""
    return f"{test_in_words(rule.test, names_in(terms))}{clause}" if rule.test else ""


def _line(item: AgendaItem, parts: dict[int, str]) -> ShownLine:
    paper = item.paper
    return ShownLine(
        number=str(item.position),
        business=item.title,
        asked=ASKED.get(item.asks, item.asks),
        minutes=item.minutes,
        note=item.because,
        paper=paper.title if paper else "",
        paper_part=parts.get(paper.pk, "") if paper else "",
    )


def _lead(meeting: Meeting, deciding: Sequence[OpenAction], papers: Sequence[Paper]) -> str:
    missing = [paper.title for paper in papers if not paper.received_on]
    decisions = meeting.items.filter(asks="decide").count()
    said = f"{plural(decisions, 'item')} asks for a decision" if decisions == 1 else f"{decisions} items ask for a decision"
    first = f"{said}, and {plural(len(deciding), 'action')} cannot go on without the board."
    return first + (f" Not yet in: {list_words(missing)}." if missing else "")


def _action(action: OpenAction, on: date) -> ActionToDecide:
    late = action.lateness
    return ActionToDecide(
        number=str(action.number),
        title=action.text,
        owner=", ".join(part for part in (action.owner, action.organisation) if part),
        first_due=weekday_words(action.first_due),
        now_due=weekday_words(late.due) + (f", moved {plural(late.slips, 'time')}" if late.slips else ""),
        state=_state(action),
        owner_says="No update recorded.",
        rule=_why(action),
        decide="give it another day, name another owner, or cancel it.",
    )


def _state(action: OpenAction) -> Status:
    late = action.lateness
    if late.overdue_days:
        return Status("late", f"Overdue {plural(late.overdue_days, 'day')}")
    return Status("slipping", f"{late.drift_days} days later than first promised") if late.drift_days > 0 else Status(
        "no-news", f"Open for {late.age_days} days"
    )


def _why(action: OpenAction) -> str:
    late = action.lateness
    reasons = []
    if late.overdue_days:
        reasons.append("past its day")
    if late.slips >= 3:
        reasons.append(f"moved {late.slips} times")
    if late.age_days > 90:
        reasons.append(f"open for {late.age_days} days")
    return list_words(reasons).capitalize() + " (rules R18 and R21)."


def _waiting(meeting: Meeting) -> list[DecisionToRatify]:
    return [
        DecisionToRatify(row.number, row.text, weekday_words(row.decided_on), "The meeting was not quorate.")
        for row in recommended_before(meeting.body, meeting.held_on)
    ]


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


def _forward(meeting: Meeting) -> tuple[ForwardItem, ...]:
    partnership = meeting.body.partnership
    written = terms_as_written(partnership, meeting.held_on)
    starts, days = year_ahead(meeting.body, meeting.held_on)
    plan = forward_plan(
        [day for day in days if day.day > meeting.held_on], owed(written, meeting.body.code, starts)
    )
    names = names_in(written)
    dated = [
        ForwardItem(weekday_words(line.day), f"{line.what.capitalize()}: {line.why}", names.get(line.to or "", ""))
        for line in plan.dated
        if line.day > meeting.held_on
    ]
    undated = [
        ForwardItem("No date", f"{one.what.replace('-', ' ').capitalize()}: {one.why}", names.get(one.to, one.to))
        for one in plan.undated
    ]
    return (*dated, *undated)
