"""The agenda that follows from the terms for one meeting, and where its papers go."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.rules.agenda import skeleton_agenda
from throughline.rules.obligations import owed
from throughline.web.decisions.queries import recommended_before
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.actions import AgendaLine
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.queries import year_ahead
from throughline.words.formats import list_words


def agenda_proposed(meeting: Meeting, *, papers: Mapping[str, Paper] | None = None) -> tuple[AgendaLine, ...]:
    """The agenda from the terms of the meeting's day, nothing typed. Raises NoTermsYet.

    ``papers`` says which paper goes with which item, by the item's code. A paper of the meeting that
    goes with none stands as an item of its own, before the forward plan.
    """
    body = meeting.body
    written = terms_as_written(body.partnership, meeting.held_on)
    starts, days = year_ahead(body, meeting.held_on)
    lines = skeleton_agenda(
        written,
        body.code,
        meeting.held_on,
        ratifications=[row.text for row in recommended_before(body, meeting.held_on)],
        falling_due=owed(written, body.code, starts),
        next_meeting=next((one.day for one in days if one.day > meeting.held_on), None),
    )
    attached = dict(papers or {})
    placed = [
        AgendaLine(
            code=line.id.replace("/", "--").replace(".", "-"),
            title=line.title,
            asks=line.asked,
            because=_because(line.because, line.clause),
            paper=attached.get(line.id),
        )
        for line in lines
    ]
    loose = [_own_item(paper) for paper in meeting.papers.all() if paper not in attached.values()]
    return (*placed[:-1], *loose, *placed[-1:])


def _because(why: str, clause: tuple[str, ...]) -> str:
    return f"{why} (terms {list_words(clause)})" if clause else why


def _own_item(paper: Paper) -> AgendaLine:
    asks = {"decision": "decide", "discussion": "discuss", "information": "note"}[paper.ask]
    return AgendaLine(
        code=f"paper-{paper.pk}",
        title=paper.title,
        asks=asks,
        because=f"a paper was asked of {paper.author_agency.name}",
        led_by=paper.author_agency,
        paper=paper,
    )
