"""Asking for papers and receiving them; each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.models import Agency, Person, User
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.markings import read_marking
from throughline.words.refusals import Refused

KEPT_HERE = ("OFFICIAL", "NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED")
"""The levels of marking that a paper kept here may have."""


class PaperEmpty(Refused):
    """A paper that is received has words."""


class MarkingTooHigh(Refused):
    """Papers above OFFICIAL, or above RESTRICTED in the legacy scheme, are kept elsewhere."""


@transaction.atomic
def commission_paper(
    *,
    meeting: Meeting,
    title: str,
    ask: str,
    author_agency: Agency,
    due_on: date,
    asked_on: date,
    marking: str,
    by: User | None,
    at: datetime,
    author: Person | None = None,
    readers: str = Paper.Readers.BODY,
) -> Paper:
    """Ask an organisation for a paper by a day. Raises MarkingTooHigh, MarkingUnknown and NotInThisState."""
    level = read_marking(marking).level
    if level not in KEPT_HERE:
        raise MarkingTooHigh(
            f"Papers marked {level} are not kept here. Take it through your own secure system."
        )
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have papers asked for")
    paper = Paper.objects.create(
        meeting=meeting,
        title=title,
        ask=ask,
        author_agency=author_agency,
        author=author,
        marking=marking,
        readers=readers,
        asked_on=asked_on,
        due_on=due_on,
    )
    tell(meeting, "paper asked for", by=by, at=at, paper=paper.pk, due=str(due_on))
    return paper


@transaction.atomic
def receive_paper(
    *, paper: Paper, text: str, received_on: date, expected_version: int, by: User | None, at: datetime
) -> Paper:
    """Keep a paper's words as they came in. Raises PaperEmpty and EditedSince."""
    if not text.strip():
        raise PaperEmpty("The paper has no words. Paste its text, then save again.")
    save_changes(paper, expected_version=expected_version, text=text, received_on=received_on)
    tell(paper.meeting, "paper received", by=by, at=at, paper=paper.pk, on=str(received_on))
    return paper
