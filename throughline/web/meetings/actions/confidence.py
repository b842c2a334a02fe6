"""Promising confidence, consulting what is kept close, ending an embargo; each act leaves its event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.governance.models import Body
from throughline.web.meetings.confidence import promise_asked, words_kept
from throughline.web.meetings.models import ConfidencePromised, Meeting, Paper
from throughline.web.meetings.told import tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words, time_words
from throughline.words.refusals import Refused


class NoPromiseAsked(Refused):
    """The terms ask nobody for a promise of confidence."""


class StillEmbargoed(Refused):
    """An embargo ends at its time and not before, and ends once."""


@transaction.atomic
def promise_confidence(*, body: Body, person: Person, by: User | None, at: datetime) -> ConfidencePromised:
    """Record that somebody promises to keep a body's rules of confidentiality; once for the same words.

    Raises NoPromiseAsked where the terms of the day ask for none.
    Source: Pan-Dorset terms, confidentiality.
    """
    clause = promise_asked(body, localdate(at))
    if clause is None:
        raise NoPromiseAsked(f"The terms of {body.name} ask for no promise. Its papers are open already.")
    made, is_new = ConfidencePromised.objects.get_or_create(
        body=body,
        person=person,
        words=words_kept(clause),
        defaults={"clause": clause.id, "promised_at": at},
    )
    if is_new:
        record_event(
            by=by,
            at=at,
            what="confidence promised",
            thing=made,
            partnership=body.partnership,
            subjects=[f"person:{person.pk}"],
            detail={"body": body.code, "clause": clause.id},
        )
    return made


@transaction.atomic
def record_consultation(
    *, meeting: Meeting, papers: Collection[Paper], person: Person | None, by: User | None, at: datetime
) -> None:
    """Leave an event for each paper with close information that somebody is about to read.

    Where it cannot be written nothing is shown. Source: Pan-Dorset terms, confidentiality; Data Protection
    Act 2018, s.62 (consultation).
    """
    subjects = [f"person:{person.pk}"] if person else []
    for paper in papers:
        if paper.kind_of_information:
            tell(
                meeting,
                "close information consulted",
                by=by,
                at=at,
                subjects=subjects,
                paper=paper.pk,
                kind=paper.kind_of_information,
            )


@transaction.atomic
def end_embargo(*, paper: Paper, expected_version: int, by: User | None, at: datetime) -> Paper:
    """Open a paper to its readers, its embargo being over. Raises StillEmbargoed and EditedSince."""
    if not paper.is_under_embargo or paper.embargoed_until is None:
        raise StillEmbargoed(f"“{paper.title}” is under no embargo. Nothing was changed.")
    if at < paper.embargoed_until:
        until = localtime(paper.embargoed_until)
        raise StillEmbargoed(
            f"“{paper.title}” is under an embargo until {time_words(until.time())} on "
            f"{day_words(until.date())}. Open it then. Nothing was changed."
        )
    save_changes(paper, expected_version=expected_version, opened_at=at)
    tell(
        paper.meeting,
        "embargo ended",
        by=by,
        at=at,
        paper=paper.pk,
        until=paper.embargoed_until.isoformat(timespec="minutes"),
    )
    return paper


__all__ = [
    "NoPromiseAsked",
    "StillEmbargoed",
    "end_embargo",
    "promise_confidence",
    "record_consultation",
]
