"""Assessing what a plan does to different groups of people. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.plan.equality import STANDARD_STRANDS, open_questions
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.decisions.models import Action
from throughline.web.plan.life.equality_reads import effects_of, strands_of
from throughline.web.plan.models import DeliveryPlan, EqualityAssessment, EqualityEffect, EqualityStrand
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class EqualityRefused(Refused):
    """An assessment lacks something, or is signed off already."""


@transaction.atomic
def name_strands(
    *, partnership: Partnership, by: User | None, at: datetime, strands: tuple[tuple[str, str], ...] = ()
) -> tuple[EqualityStrand, ...]:
    """Add groups that assessments look at, as pairs of code and name; without any, the standard ones.

    Raises EqualityRefused for a code that is in the list already.
    """
    have = set(EqualityStrand.objects.filter(partnership=partnership).values_list("code", flat=True))
    wanted = strands or tuple(STANDARD_STRANDS.items())
    twice = [code for code, _name in wanted if code in have]
    if twice:
        raise EqualityRefused(f"“{twice[0]}” is in the list already. Nothing was changed.")
    made = tuple(
        EqualityStrand.objects.create(
            partnership=partnership, code=code, name=name, position=len(have) + place
        )
        for place, (code, name) in enumerate(wanted)
    )
    record_event(
        by=by,
        at=at,
        what="equality strands named",
        thing=made[0],
        partnership=partnership,
        detail={"strands": len(made)},
    )
    return made


@transaction.atomic
def begin_equality_assessment(
    *, plan: DeliveryPlan, summary: str, evidence: str, written_on: date, by: User | None, at: datetime
) -> EqualityAssessment:
    """Begin an assessment of a plan; where the partnership has no list of groups, the standard one begins.

    Raises EqualityRefused while another waits to be signed off.
    """
    if EqualityAssessment.objects.filter(plan=plan, signed_off_on=None).exists():
        raise EqualityRefused("An assessment of this plan is open. Sign it off first. Nothing was changed.")
    if not strands_of(plan.partnership):
        name_strands(partnership=plan.partnership, by=by, at=at)
    last = EqualityAssessment.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    made = EqualityAssessment.objects.create(
        plan=plan, number=last + 1, written_on=written_on, summary=summary, evidence=evidence, recorded_at=at
    )
    record_event(
        by=by,
        at=at,
        what="equality assessment begun",
        thing=made,
        partnership=plan.partnership,
        detail={"year": plan.year, "number": made.number},
    )
    return made


@transaction.atomic
def record_equality_effect(
    *,
    assessment: EqualityAssessment,
    strand: EqualityStrand,
    effect: str,
    words: str,
    by: User | None,
    at: datetime,
    evidence: str = "",
    mitigation: Action | None = None,
) -> EqualityEffect:
    """Say what a plan does for one group, on what evidence, and which action makes it less bad.

    Raises EqualityRefused once it is signed off, or for a record of another partnership.
    """
    _refuse_signed_off(assessment)
    partnership = assessment.plan.partnership
    if strand.partnership_id != partnership.pk or (
        mitigation is not None and mitigation.partnership_id != partnership.pk
    ):
        raise EqualityRefused("That belongs to another partnership. Nothing was changed.")
    made = EqualityEffect.objects.create(
        assessment=assessment,
        strand=strand,
        effect=effect,
        words=words,
        evidence=evidence,
        mitigation=mitigation,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="equality effect recorded",
        thing=made,
        partnership=partnership,
        detail={"assessment": assessment.number, "strand": strand.code, "effect": effect},
    )
    return made


@transaction.atomic
def sign_off_equality_assessment(
    *,
    assessment: EqualityAssessment,
    outcome: str,
    person: Person,
    on: date,
    review_on: date,
    by: User | None,
    at: datetime,
) -> EqualityAssessment:
    """Sign an assessment off with its outcome and the day it is looked at again.

    Raises EqualityRefused with every group of which something is still to be said.
    Source: Equality Act 2010, section 149.
    """
    _refuse_signed_off(assessment)
    strands = {one.code: one.name for one in strands_of(assessment.plan.partnership)}
    lacking = open_questions(strands, effects_of(assessment))
    if lacking:
        raise EqualityRefused(f"It cannot be signed off yet. {' '.join(lacking)} Nothing was changed.")
    if not assessment.written_on <= on <= at.date() or review_on <= on:
        raise EqualityRefused(
            f"Sign it off on a day from {day_words(assessment.written_on)} until today. "
            "It is looked at again after that day."
        )
    assessment.outcome, assessment.signed_off_by = outcome, person
    assessment.signed_off_on, assessment.review_on = on, review_on
    assessment.save(update_fields=["outcome", "signed_off_by", "signed_off_on", "review_on"])
    record_event(
        by=by,
        at=at,
        what="equality assessment signed off",
        thing=assessment,
        partnership=assessment.plan.partnership,
        detail={"number": assessment.number, "outcome": outcome, "on": str(on), "review": str(review_on)},
    )
    return assessment


def _refuse_signed_off(assessment: EqualityAssessment) -> None:
    if assessment.signed_off_on:
        raise EqualityRefused(
            f"This assessment was signed off on {day_words(assessment.signed_off_on)}. Begin another. "
            "Nothing was changed."
        )
