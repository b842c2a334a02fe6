"""Reads of equality impact assessments: the groups of a partnership, and what is said of each."""

from __future__ import annotations

from throughline.rules.plan.equality import GroupEffect
from throughline.web.access.models import Partnership
from throughline.web.plan.models import EqualityAssessment, EqualityEffect, EqualityStrand


def strands_of(partnership: Partnership) -> tuple[EqualityStrand, ...]:
    """The groups that assessments of a partnership look at, in their order."""
    return tuple(EqualityStrand.objects.filter(partnership=partnership))


def rows_of(assessment: EqualityAssessment) -> tuple[EqualityEffect, ...]:
    """What is said of each group, the last of each counting, as records with their actions."""
    rows = EqualityEffect.objects.filter(assessment=assessment).select_related("strand", "mitigation__body")
    return tuple({row.strand.pk: row for row in rows.order_by("pk")}.values())


def effects_of(assessment: EqualityAssessment) -> tuple[GroupEffect, ...]:
    """What is said of each group, as the rule reads it."""
    return tuple(
        GroupEffect(one.strand.code, one.effect, one.evidence, one.mitigation_id is not None)  # type: ignore[arg-type]
        for one in rows_of(assessment)
    )
