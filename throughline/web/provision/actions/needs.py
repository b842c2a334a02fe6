"""Places, assessments of needs, and the needs that they found."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.provision import Amount, refuse_circle
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.standing import person_of
from throughline.web.provision.models import Need, NeedsAssessment, Place
from throughline.web.provision.reads import insides_of
from throughline.web.provision.refusals import (
    ThereAlready,
    next_number,
    refuse_another_partnership,
    refuse_days_to_come,
    refuse_empty,
    refuse_unknown_cohorts,
    refuse_unknown_pathway,
)


@transaction.atomic
def add_place(
    *,
    partnership: Partnership,
    code: str,
    name: str,
    by: User | None,
    at: datetime,
    inside: Place | None = None,
) -> Place:
    """Add a place, and say which wider one it counts towards, if any. Raises ThereAlready."""
    refuse_another_partnership(partnership, inside)
    if Place.objects.filter(partnership=partnership, code=code).exists():
        raise ThereAlready(f"There is a place {code} already. Nothing was changed.")
    made = Place.objects.create(partnership=partnership, code=code, name=name, inside=inside)
    wider = inside.code if inside else ""
    _record("place added", made, partnership, by, at, code=code, inside=wider)
    return made


@transaction.atomic
def place_inside(*, place: Place, inside: Place | None, by: User | None, at: datetime) -> Place:
    """Say that what a place has counts towards a wider one, or no longer does. Raises PlacesGoRound."""
    refuse_another_partnership(place.partnership, inside)
    if inside is not None:
        refuse_circle(place.code, inside.code, insides_of(place.partnership))
    place.inside = inside
    place.save(update_fields=["inside"])
    wider = inside.code if inside else ""
    _record("place counted", place, place.partnership, by, at, code=place.code, inside=wider)
    return place


@transaction.atomic
def record_assessment(
    *,
    partnership: Partnership,
    title: str,
    scope: str,
    drawn_from: str,
    findings: str,
    assessed_on: date,
    by: User | None,
    at: datetime,
) -> NeedsAssessment:
    """Record an assessment of needs with its scope, sources and findings. Raises NotYet, SaysTooLittle."""
    refuse_days_to_come(assessed_on, at, "An assessment")
    refuse_empty(findings, "Say what the assessment found.")
    made = NeedsAssessment.objects.create(
        partnership=partnership,
        number=next_number(NeedsAssessment.objects.filter(partnership=partnership)),
        title=title,
        scope=scope,
        drawn_from=drawn_from,
        findings=findings,
        assessed_on=assessed_on,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    _record("needs assessed", made, partnership, by, at, number=made.number, on=str(assessed_on))
    return made


@transaction.atomic
def record_need(
    *,
    place: Place,
    pathway: str,
    size: Amount,
    evidence: str,
    assessed_on: date,
    by: User | None,
    at: datetime,
    cohort: str = "",
    true_of: tuple[str, ...] = (),
    assessment: NeedsAssessment | None = None,
) -> Need:
    """Record how many people need what in a place; what was recorded before stays a row.

    Raises UnknownPathway, UnknownCohort, NotYet, and SaysTooLittle without evidence.
    """
    partnership = place.partnership
    refuse_another_partnership(partnership, assessment)
    refuse_unknown_pathway(partnership, pathway, assessed_on)
    refuse_unknown_cohorts([cohort])
    refuse_days_to_come(assessed_on, at, "An assessment")
    refuse_empty(evidence, "Say what shows the need: a document, a count or who said so.")
    made = Need.objects.create(
        partnership=partnership,
        pathway=pathway,
        place=place,
        cohort=cohort,
        size=size.number,
        unit=size.unit,
        per=size.per,
        true_of=sorted(true_of),
        evidence=evidence.strip(),
        assessment=assessment,
        assessed_on=assessed_on,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    _record("need recorded", made, partnership, by, at, pathway=pathway, place=place.code, cohort=cohort)
    return made


def _record(
    what: str,
    thing: Place | NeedsAssessment | Need,
    partnership: Partnership,
    by: User | None,
    at: datetime,
    **detail: str | int,
) -> None:
    record_event(by=by, at=at, what=what, thing=thing, partnership=partnership, detail=detail)
