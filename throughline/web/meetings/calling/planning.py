"""The agenda that follows from the terms for one meeting, and where its papers go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten

from throughline.rules.agenda import skeleton_agenda
from throughline.rules.obligations import Obligation, owed
from throughline.rules.terms.model import Terms
from throughline.web.decisions.queries import recommended_before
from throughline.web.decisions.settling import unreported_before
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.actions import AgendaLine
from throughline.web.meetings.calling.membership_items import membership_items
from throughline.web.meetings.models import AgendaItem, Meeting, Paper
from throughline.web.meetings.plan_steps import steps_to_decide
from throughline.web.meetings.queries import year_ahead
from throughline.words.formats import list_words

LONGEST_TITLE = 200
ADDED = "added-"
"""How the codes of items begin that the secretary added."""
REFERRAL = "referral-"
"""How the codes of items begin that are referrals; the reference follows."""
SELECTION = "casework--select"
"""The item of a panel under which its referrals stand."""
ADDED_BECAUSE = "added by the secretary"


def agenda_proposed(meeting: Meeting, *, papers: Mapping[str, Paper] | None = None) -> tuple[AgendaLine, ...]:
    """The agenda from the terms of the meeting's day, nothing typed. Raises NoTermsYet.

    ``papers`` says which paper goes with which item, by the item's code. A paper of the meeting that
    goes with none stands as an item of its own, before the forward plan.
    """
    body = meeting.body
    written = terms_as_written(body.partnership, meeting.held_on)
    starts, days = year_ahead(body, meeting.held_on)
    following = next((one.day for one in days if one.day > meeting.held_on), None)
    lines = skeleton_agenda(
        written,
        body.code,
        meeting.held_on,
        ratifications=[row.text for row in recommended_before(body, meeting.held_on)],
        chairs_actions=[row.text for row in unreported_before(body, meeting.held_on)],
        falling_due=obligations_of(body, starts, meeting.held_on, written=written),
        next_meeting=following,
    )
    attached = dict(papers or {})
    placed = [
        AgendaLine(
            code=code_of(line.id),
            title=shorten(line.title, LONGEST_TITLE, placeholder="…"),
            asks=line.asked,
            because=_because(line.because, line.clause),
            paper=attached.get(line.id) or attached.get(code_of(line.id)),
        )
        for line in lines
    ]
    placed[-1:-1] = membership_items(meeting, written)
    placed[-1:-1] = [
        AgendaLine(code=code, title=title, asks="decide", because=because)
        for code, title, because in steps_to_decide(meeting, following)
    ]
    given = {line.paper for line in placed}
    waiting = meeting.papers.exclude(state=Paper.State.WITHDRAWN).select_related("referral", "author_agency")
    loose = [_own_item(paper) for paper in waiting if paper not in given]
    referred = [line for line in loose if line.code.startswith(REFERRAL)]
    others = [line for line in loose if line not in referred]
    before, after = _around(placed, SELECTION)
    return (*before, *referred, *after[:-1], *others, *after[-1:]) if after else (*before, *referred, *others)


def _around(lines: Sequence[AgendaLine], code: str) -> tuple[Sequence[AgendaLine], Sequence[AgendaLine]]:
    """The lines up to the one of that code and those after it; all but the last, and the last, without it."""
    place = next((n for n, line in enumerate(lines) if line.code == code), len(lines) - 2)
    return lines[: place + 1], lines[place + 1 :]


def obligations_of(body: Body, year_starts: date, on: date, *, written: Terms) -> tuple[Obligation, ...]:
    """What a body owes in the year that begins on a day, as it stands on another, by its file as written.

    Of what is done only reports that came to a meeting of the store as papers are known.
    """
    done = reports_received(body, written, on)
    return owed(written, body.code, year_starts, done=done, today=on)


def reports_received(body: Body, written: Terms, on: date) -> dict[tuple[str, str], list[date]]:
    """The days by which reports of a body came in as papers, by the duty's address and the recipient."""
    codes = [f"panel-report--{body.code}", f"report--{body.code}"]
    rows = AgendaItem.objects.filter(
        code__in=codes, paper__received_on__lte=on, meeting__body__partnership=body.partnership
    )
    came = list(rows.values_list("meeting__body__code", "paper__received_on"))
    done: dict[tuple[str, str], list[date]] = {}
    for duty in written.body(body.code).duties:
        if "report" in duty.what:
            at = duty.at or f"{body.code}.duty.{duty.id or duty.what}"
            for to, day in came:
                if day is not None:
                    done.setdefault((at, to), []).append(day)
    return done


def code_of(line: str) -> str:
    """The code under which a line of the skeleton is kept: `panel-report/iom` is `panel-report--iom`."""
    return line.replace("/", "--").replace(".", "-")


def agenda_as_kept(meeting: Meeting) -> tuple[AgendaLine, ...]:
    """The agenda as it stands, ready to be kept again in another order."""
    return lines_of(meeting.items.filter(withdrawn_at__isnull=True).select_related("led_by", "paper"))


def lines_of(items: Iterable[AgendaItem]) -> tuple[AgendaLine, ...]:
    """Items that stand, as lines of an agenda."""
    return tuple(
        AgendaLine(
            code=item.code,
            title=item.title,
            asks=item.asks,
            because=item.because,
            led_by=item.led_by,
            paper=item.paper,
            minutes=item.minutes,
            readers=item.readers,
            number=item.number,
        )
        for item in items
    )


def filled_from_terms(meeting: Meeting) -> tuple[AgendaLine, ...]:
    """The agenda from the terms, with the papers, the minutes and the added items of the one that stands.

    Raises NoTermsYet.
    """
    kept = {line.code: line for line in agenda_as_kept(meeting)}
    lines = agenda_proposed(meeting, papers={code: line.paper for code, line in kept.items() if line.paper})
    timed = [_as_it_stood(line, kept[line.code]) if line.code in kept else line for line in lines]
    added = [line for code, line in kept.items() if code.startswith(ADDED)]
    return (*timed[:-1], *added, *timed[-1:])


def _as_it_stood(line: AgendaLine, kept: AgendaLine) -> AgendaLine:
    return replace(line, minutes=kept.minutes, readers=kept.readers, number=kept.number)


def with_item_added(
    lines: Sequence[AgendaLine], *, title: str, asks: str, readers: str = Paper.Readers.BODY
) -> tuple[AgendaLine, ...]:
    """The agenda with an item of the secretary's own before its last."""
    taken = {line.code for line in lines}
    code = next(f"{ADDED}{number}" for number in range(1, len(taken) + 2) if f"{ADDED}{number}" not in taken)
    item = AgendaLine(code=code, title=title, asks=asks, because=ADDED_BECAUSE, readers=readers)
    return (*lines[:-1], item, *lines[-1:])


def moved(lines: Sequence[AgendaLine], code: str, by: int) -> tuple[AgendaLine, ...]:
    """The agenda with one item earlier or later by some places, never past either end."""
    order = list(lines)
    at = next((place for place, line in enumerate(order) if line.code == code), None)
    if at is not None:
        line = order.pop(at)
        order.insert(max(0, min(len(order), at + by)), line)
    return tuple(order)


def _because(why: str, clause: tuple[str, ...]) -> str:
    return f"{why} (terms {list_words(clause)})" if clause else why


def _own_item(paper: Paper) -> AgendaLine:
    asks = {"decision": "decide", "discussion": "discuss", "information": "note"}[paper.ask]
    referral = getattr(paper, "referral", None)
    return AgendaLine(
        code=f"{REFERRAL}{referral.reference.lower()}" if referral else f"paper-{paper.pk}",
        title=paper.title,
        asks=asks,
        because=_why_there(paper, is_referral=referral is not None),
        led_by=paper.author_agency,
        paper=paper,
        readers=paper.readers,
    )


def _why_there(paper: Paper, *, is_referral: bool) -> str:
    if is_referral:
        return f"referred by {paper.author_agency.name}"
    return f"a paper was asked of {paper.author_agency.name}"
