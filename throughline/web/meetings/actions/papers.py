"""Papers from being asked for to being withdrawn; each act leaves its event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from throughline.rules.papers_in import on_coming_in
from throughline.web.access.models import Agency, Person, User
from throughline.web.mail.actions import notify
from throughline.web.meetings.confidence import kind_words
from throughline.web.meetings.leave import must_preside
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.papers.kept import PaperIsPastThat, keep_version, must_be_able
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.markings import read_marking
from throughline.words.refusals import Refused

KEPT_HERE = ("OFFICIAL", "NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED")
"""The levels of marking that a paper kept here may have."""
WAITED_FOR = (Paper.State.COMMISSIONED, Paper.State.DRAFTING)
CHASE = "paper-chased"
"""The kind of message that asks an author for a paper."""


class PaperEmpty(Refused):
    """A paper that is received has words."""


class MarkingTooHigh(Refused):
    """Papers above OFFICIAL, or above RESTRICTED in the legacy scheme, are kept elsewhere."""


class ReadersTooMany(Refused):
    """Information of a kind that the terms keep close goes to named readers only."""


class EmbargoOver(Refused):
    """An embargo lasts until a time to come."""


class LatePaperNeedsLeave(Refused):
    """Whoever presides lets a paper come in once the agenda is published."""


class NobodyToChase(Refused):
    """No paper is waited for whose author is named."""


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
    kind_of_information: str = "",
    embargoed_until: datetime | None = None,
    early_readers: Sequence[str] = (),
) -> Paper:
    """Ask an organisation for a paper by a day; under an embargo nobody but its early readers knows of it.

    Raises MarkingTooHigh, MarkingUnknown, NotInThisState, ReadersTooMany where information of a kind that
    the terms keep close is not for named readers, and EmbargoOver.
    """
    level = read_marking(marking).level
    if level not in KEPT_HERE:
        raise MarkingTooHigh(
            f"Papers marked {level} are not kept here. Take it through your own secure system."
        )
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have papers asked for")
    if kind_of_information and readers != Paper.Readers.NAMED:
        raise ReadersTooMany(
            f"{kind_words(kind_of_information)} go to named readers only. "
            "Choose “those named on the item only”. Nothing was changed."
        )
    if embargoed_until is not None and embargoed_until <= at:
        raise EmbargoOver("That time has passed. Give a later one, or none. Nothing was changed.")
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
        kind_of_information=kind_of_information,
        embargoed_until=embargoed_until,
        early_readers=list(early_readers) if embargoed_until else [],
    )
    close = {"kind": kind_of_information} if kind_of_information else {}
    embargo = {"until": embargoed_until.isoformat(timespec="minutes")} if embargoed_until else {}
    tell(meeting, "paper asked for", by=by, at=at, paper=paper.pk, due=str(due_on), **close, **embargo)
    return paper


@transaction.atomic
def begin_paper(*, paper: Paper, expected_version: int, by: User | None, at: datetime) -> Paper:
    """Record that a paper is being drafted, or goes back to its author.

    Raises PaperIsPastThat and EditedSince.
    """
    must_be_able(paper, Paper.State.DRAFTING)
    save_changes(paper, expected_version=expected_version, state=Paper.State.DRAFTING, received_on=None)
    tell(paper.meeting, "paper being drafted", by=by, at=at, paper=paper.pk)
    return paper


@transaction.atomic
def receive_paper(
    *,
    paper: Paper,
    text: str,
    received_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    came_as: str = "pasted",
    permitted_by: Person | None = None,
) -> Paper:
    """Keep a paper's words as they came in, beside every version before; the day it first came in stays.

    Once the agenda is published, one that was not in needs ``permitted_by``, whoever presides. Raises
    PaperEmpty, LatePaperNeedsLeave, NotPresiding, PaperIsPastThat, NotInThisState and EditedSince.
    """
    if not text.strip():
        raise PaperEmpty("The paper has no words. Paste its text, then save again.")
    meeting = paper.meeting
    state = _state_when_in(paper, permitted_by)
    if permitted_by is not None and state == Paper.State.LATE_TABLED:
        must_preside(meeting.body, permitted_by, received_on)
    save_changes(
        paper,
        expected_version=expected_version,
        text=text,
        received_on=paper.received_on or received_on,
        state=state,
        permitted_by=permitted_by if state == Paper.State.LATE_TABLED else paper.permitted_by,
    )
    version = keep_version(paper, text=text, came_as=came_as, received_on=received_on, at=at)
    tell(
        meeting, "paper received", by=by, at=at, paper=paper.pk, on=str(received_on), version=version.number,
        state=str(state),
    )  # fmt: skip
    return paper


def _state_when_in(paper: Paper, permitted_by: Person | None) -> str:
    meeting = paper.meeting
    is_published = meeting.published_at is not None
    state = on_coming_in(paper.state, is_published=is_published, is_permitted=permitted_by is not None)
    if state is not None:
        return state
    if paper.state in (Paper.State.TAKEN, Paper.State.WITHDRAWN):
        raise PaperIsPastThat(
            f"“{paper.title}” is “{paper.get_state_display()}”: no words of it can come in. "
            "Nothing was changed."
        )
    raise LatePaperNeedsLeave(
        f"The agenda of {day_words(meeting.held_on)} is published: “{paper.title}” would be tabled late. "
        "Say who, presiding over the body, gives leave."
    )


@transaction.atomic
def clear_paper(
    *, paper: Paper, cleared_on: date, expected_version: int, by: User | None, at: datetime
) -> Paper:
    """Record that a paper which is in may go out. Raises PaperIsPastThat and EditedSince."""
    must_be_able(paper, Paper.State.CLEARED)
    save_changes(paper, expected_version=expected_version, state=Paper.State.CLEARED, cleared_on=cleared_on)
    tell(paper.meeting, "paper cleared", by=by, at=at, paper=paper.pk, on=str(cleared_on))
    return paper


@transaction.atomic
def withdraw_paper(*, paper: Paper, expected_version: int, by: User | None, at: datetime) -> Paper:
    """Take a paper out of the meeting; its words stay on record. Raises PaperIsPastThat and EditedSince."""
    must_be_able(paper, Paper.State.WITHDRAWN)
    save_changes(paper, expected_version=expected_version, state=Paper.State.WITHDRAWN)
    tell(paper.meeting, "paper withdrawn", by=by, at=at, paper=paper.pk)
    return paper


@transaction.atomic
def chase_papers(*, meeting: Meeting, on: date, by: User | None, at: datetime) -> int:
    """Ask every named author whose paper is not in for it, once a day; how many were asked.

    Raises NobodyToChase and NotInThisState.
    """
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have papers chased")
    waited = meeting.papers.filter(state__in=WAITED_FOR).select_related("author__partnership")
    papers = [paper for paper in waited if paper.author and paper.last_chased_on != on]
    if not papers:
        raise NobodyToChase(
            "Nobody was asked: every paper is in, has no named author, or its author was asked today."
        )
    for paper in papers:
        _ask(paper, on=on, by=by, at=at)
        paper.last_chased_on = on
    Paper.objects.bulk_update(papers, ["last_chased_on"])
    tell(meeting, "papers chased", by=by, at=at, papers=[paper.pk for paper in papers])
    return len(papers)


def _ask(paper: Paper, *, on: date, by: User | None, at: datetime) -> None:
    meeting = paper.meeting
    if paper.author is None:
        return
    notify(
        person=paper.author,
        kind=CHASE,
        about=f"paper:{paper.pk}",
        subject=f"A paper for {day_words(meeting.held_on)} is waited for",
        words=(
            f"{meeting.body.name} asked you for a paper for its meeting on {day_words(meeting.held_on)}. "
            f"It is due by {day_words(paper.due_on)}."
        ),
        path=reverse("meetings:paper", kwargs=_address(meeting, number=paper.pk)),
        once=f"paper-chased:{paper.pk}:{on}",
        by=by,
        at=at,
    )


def _address(meeting: Meeting, **more: object) -> dict[str, object]:
    body = meeting.body
    return {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address, **more}
