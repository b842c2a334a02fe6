"""Stating how sure a body is that a programme delivers, with the records that show it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import person_of
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.reports.models import Assurance, AssuranceEvidence, Report
from throughline.words.formats import days_words
from throughline.words.refusals import Refused


class NothingShowsIt(Refused):
    """An assurance rests on at least one record, and says of which days that have begun."""


@transaction.atomic
def give_assurance(
    *,
    body: Body,
    programme: str,
    period_starts: date,
    period_ends: date,
    confidence: str,
    words: str,
    evidence: Sequence[Decision | Objective | Report],
    given_on: date,
    by: User | None,
    at: datetime,
) -> Assurance:
    """State how sure a body is of a programme for some days.

    Raises NothingShowsIt for an assurance without a record that shows it, without a reason, or of days
    that have not begun; that none can be given needs no record.
    Source: West Mercia terms, Core 2.
    """
    if confidence != Assurance.Confidence.NONE and not evidence:
        raise NothingShowsIt(
            "Choose at least one record that shows it, or say that none can be given. Nothing was changed."
        )
    if not period_starts < period_ends or period_starts > given_on:
        raise NothingShowsIt(
            f"An assurance is of days that have begun: {days_words(period_starts, period_ends)} have not. "
            "Nothing was changed."
        )
    if not words.strip():
        raise NothingShowsIt("Say in a sentence why the body is so sure. Nothing was changed.")
    made = Assurance.objects.create(
        partnership=body.partnership,
        body=body,
        programme=programme,
        period_starts=period_starts,
        period_ends=period_ends,
        confidence=confidence,
        words=words.strip(),
        given_on=given_on,
        by=person_of(by, body.partnership),
        recorded_at=at,
    )
    for record in evidence:
        AssuranceEvidence.objects.create(assurance=made, **{str(record._meta.model_name): record})
    record_event(
        by=by,
        at=at,
        what="assurance given",
        thing=made,
        partnership=body.partnership,
        detail={
            "body": body.code,
            "programme": programme,
            "confidence": confidence,
            "records": len(evidence),
            "to": str(period_ends),
        },
    )
    return made
