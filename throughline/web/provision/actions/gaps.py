"""Gaps: recording one, each step of it, and asking another body or an organisation to close it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.rules.provision import gap_after
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, User
from throughline.web.decisions.actions import ask_commission
from throughline.web.decisions.models import Commission, Decision
from throughline.web.decisions.standing import person_of
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective
from throughline.web.provision.models import GapFinding, GapStep, NeedsAssessment, Place
from throughline.web.provision.refusals import (
    OfAnotherPartnership,
    next_number,
    refuse_another_partnership,
    refuse_days_to_come,
    refuse_empty,
    refuse_out_of_order,
    refuse_unknown_cohorts,
    refuse_unknown_pathway,
)
from throughline.web.site.versions import save_changes


@transaction.atomic
def record_gap(
    *,
    place: Place,
    pathway: str,
    cohort: str,
    words: str,
    evidence: str,
    severity: str,
    owner: Agency,
    found_on: date,
    by: User | None,
    at: datetime,
    size: int | None = None,
    objective: Objective | None = None,
    assessment: NeedsAssessment | None = None,
) -> GapFinding:
    """Record a gap in what there is, with its evidence and who owns it.

    Raises UnknownPathway, UnknownCohort, NotYet, SaysTooLittle and OfAnotherPartnership.
    """
    partnership = place.partnership
    refuse_another_partnership(partnership, owner, assessment, objective.plan if objective else None)
    refuse_unknown_pathway(partnership, pathway, found_on)
    refuse_unknown_cohorts([cohort])
    refuse_days_to_come(found_on, at, "A gap found")
    refuse_empty(words, "Say what is missing.")
    refuse_empty(evidence, "Say what shows the gap.")
    made = GapFinding.objects.create(
        partnership=partnership,
        number=next_number(GapFinding.objects.filter(partnership=partnership)),
        pathway=pathway,
        place=place,
        cohort=cohort,
        words=words.strip(),
        evidence=evidence.strip(),
        size=size,
        severity=severity,
        owner=owner,
        objective=objective,
        assessment=assessment,
        found_on=found_on,
        by=person_of(by, partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="gap recorded",
        thing=made,
        partnership=partnership,
        detail={"number": made.number, "pathway": pathway, "place": place.code, "severity": severity},
    )
    return made


@transaction.atomic
def take_gap_step(
    *,
    gap: GapFinding,
    step: str,
    words: str,
    taken_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> GapStep:
    """Confirm, dismiss, act on, accept, close or reopen a gap.

    Raises GapStepRefused, SaysTooLittle, NotYet, DaysOutOfOrder and EditedSince.
    """
    return _step(gap, step, words, taken_on, expected_version, by, at)


def _step(
    gap: GapFinding,
    step: str,
    words: str,
    taken_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    commission: Commission | None = None,
) -> GapStep:
    state = gap_after(gap.state, step, number=str(gap))  # type: ignore[arg-type]
    refuse_empty(words, "Say why, or what is done.")
    refuse_days_to_come(taken_on, at, "A step")
    refuse_out_of_order(gap.found_on, taken_on, "What was done about a gap")
    save_changes(gap, expected_version=expected_version, state=state)
    made = GapStep.objects.create(
        gap=gap,
        to=state,
        taken_on=taken_on,
        words=words.strip(),
        commission=commission,
        by=person_of(by, gap.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what=f"gap {state}",
        thing=gap,
        partnership=gap.partnership,
        detail={"number": gap.number, "on": str(taken_on)},
    )
    return made


@transaction.atomic
def ask_for_gap(
    *,
    gap: GapFinding,
    decision: Decision,
    to: Body | Agency,
    scope: str,
    product: str,
    due: date,
    asked_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    under_clause: str = "",
    waiver: Decision | None = None,
) -> Commission:
    """Ask another body or an organisation to close a gap that is confirmed, and tie the two.

    Raises what ask_commission does (rule R46), OfAnotherPartnership, GapStepRefused and EditedSince.
    """
    if decision.body.partnership_id != gap.partnership_id:
        raise OfAnotherPartnership(
            f"{decision.number} is not of {gap.partnership.name}. Nothing was changed."
        )
    commission = ask_commission(
        decision=decision,
        to=to,
        scope=scope,
        product=product,
        due=due,
        asked_on=asked_on,
        under_clause=under_clause,
        waiver=waiver,
        by=by,
        at=at,
    )
    words = f"{commission} asks for it."
    _step(gap, "act", words, asked_on, expected_version, by, at, commission)
    return commission
