"""Consultations and equality assessments of a plan as papers, and the records behind their forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.papers.blocks import Document
from throughline.papers.consultation_summary import Asked, Said, consultation_summary
from throughline.papers.equality_assessment import AssessmentShown, GroupShown, equality_assessment
from throughline.rules.plan.equality import open_questions
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action
from throughline.web.governance.queries import marking_on
from throughline.web.governance.standing import codes_readable_by
from throughline.web.plan.life.equality_reads import effects_of, rows_of, strands_of
from throughline.web.plan.models import (
    Consultation,
    ConsultationFinding,
    DeliveryPlan,
    EqualityAssessment,
    EqualityEffect,
)
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, days_words, number_words, plural


def consultations_of(plan: DeliveryPlan) -> tuple[Consultation, ...]:
    """Every consultation on a plan with its answers and findings, in three queries."""
    rows = Consultation.objects.filter(plan=plan)
    return tuple(rows.prefetch_related("responses", "findings__objective"))


def consultation_paper(
    plan: DeliveryPlan, found: Sequence[Consultation], on: date, *, closed: frozenset[str]
) -> Document:
    """What was said about a plan and what was done, as a paper, from what ``consultations_of`` read.

    The objectives whose numbers are ``closed`` are not named.
    """
    findings = sum(len(one.findings.all()) for one in found)
    return consultation_summary(
        _("You said, we did: the plan of %(year)s") % {"year": plan.year},
        tuple(_asked(plan, one, closed) for one in found),
        marking=marking_on(plan.partnership, on),
        computed_from=f"{plural(len(found), 'consultation')}, {plural(findings, 'finding')}, {day_words(on)}",
        fictional=is_demonstration(),
    )


def _asked(plan: DeliveryPlan, one: Consultation, closed: frozenset[str]) -> Asked:
    return Asked(
        title=one.title,
        who=one.who,
        method=one.method,
        when=one.said_as or days_words(one.opens, one.closes),
        counts=tuple(
            (
                _("over %(count)s") % {"count": number_words(row.count)}
                if row.is_at_least
                else number_words(row.count),
                row.get_kind_display(),
            )
            for row in one.responses.all()
        ),
        said=tuple(_said(plan, row, closed) for row in one.findings.all()),
    )


def _said(plan: DeliveryPlan, row: ConsultationFinding, closed: frozenset[str]) -> Said:
    objective = row.objective.code if row.objective and row.objective.code not in closed else ""
    parts = {"partnership": plan.partnership.slug, "year": plan.year, "code": objective}
    return Said(
        number=str(row.number),
        theme=row.theme,
        words=row.words,
        is_dissent=row.is_dissent,
        done=row.what_we_did,
        objective=objective,
        address=reverse("plan:objective", kwargs=parts) if objective else "",
    )


def open_assessment(plan: DeliveryPlan) -> EqualityAssessment | None:
    """The assessment that waits to be signed off, if there is one."""
    rows = EqualityAssessment.objects.filter(plan=plan, signed_off_on=None)
    return rows.select_related("plan__partnership").first()


def equality_paper(plan: DeliveryPlan, viewpoint: Viewpoint) -> Document:
    """What a plan does to different groups, as a paper; the last two assessments in full."""
    on = viewpoint.on
    rows = EqualityAssessment.objects.filter(plan=plan).select_related("signed_off_by").order_by("-number")
    found = list(rows[:2])
    readable = codes_readable_by(viewpoint)
    return equality_assessment(
        _("Equality impact assessment of the plan of %(year)s") % {"year": plan.year},
        tuple(_assessed(plan, one, readable) for one in found),
        lead=_lead(found, on),
        marking=marking_on(plan.partnership, on),
        computed_from=f"{plural(len(found), 'assessment')}, {day_words(on)}",
        fictional=is_demonstration(),
    )


def _lead(found: list[EqualityAssessment], on: date) -> str:
    if not found:
        return _("Nobody has assessed yet what this plan does to different groups of people.")
    last = found[0]
    if last.signed_off_on is None:
        return _("An assessment is open. It is not signed off.")
    said = {"day": day_words(last.signed_off_on), "outcome": last.get_outcome_display()}
    lead = _("Signed off on %(day)s: %(outcome)s.") % said
    if last.review_on and last.review_on < on:
        lead += " " + _("It was to be looked at again on %(day)s.") % {"day": day_words(last.review_on)}
    return lead


def _assessed(plan: DeliveryPlan, one: EqualityAssessment, readable: frozenset[str]) -> AssessmentShown:
    strands = strands_of(plan.partnership)
    rows = {row.strand.code: row for row in rows_of(one)}
    names = {strand.code: strand.name for strand in strands}
    return AssessmentShown(
        name=_("Assessment %(number)s") % {"number": one.number},
        state=_state(one),
        summary=one.summary,
        evidence=one.evidence,
        groups=tuple(_group(plan, name, rows.get(code), readable) for code, name in names.items()),
        lacking=() if one.signed_off_on else open_questions(names, effects_of(one)),
    )


def _state(one: EqualityAssessment) -> str:
    written = _("Written on %(day)s.") % {"day": day_words(one.written_on)}
    if one.signed_off_on is None or one.review_on is None or one.signed_off_by is None:
        return f"{written} {_('Not signed off.')}"
    return f"{written} " + _("Signed off by %(who)s on %(day)s; looked at again on %(review)s.") % {
        "who": one.signed_off_by.name,
        "day": day_words(one.signed_off_on),
        "review": day_words(one.review_on),
    }


def _group(plan: DeliveryPlan, name: str, row: EqualityEffect | None, readable: frozenset[str]) -> GroupShown:
    if row is None:
        return GroupShown(name, _("Nothing said"), "", "")
    action = row.mitigation
    may_read = action is not None and action.body.code in readable
    parts = {"partnership": plan.partnership.slug, "action": action.number if action else 0}
    return GroupShown(
        name=name,
        effect=row.get_effect_display().capitalize(),
        words=row.words,
        evidence=row.evidence,
        action=_("Action %(number)s") % {"number": action.number} if action else "",
        address=reverse("decisions:action", kwargs=parts) if may_read else "",
    )


def actions_readable(partnership: Partnership, viewpoint: Viewpoint) -> QuerySet[Action]:
    """The actions that the reader may see on their day."""
    rows = Action.objects.filter(
        partnership=partnership, body__code__in=codes_readable_by(viewpoint), raised_on__lte=viewpoint.on
    )
    return without_closed(rows, viewpoint)


def actions_offered(plan: DeliveryPlan, viewpoint: Viewpoint) -> list[tuple[str, str]]:
    """The actions that the reader may see, as choices of a form."""
    rows = actions_readable(plan.partnership, viewpoint)
    return [(str(one.pk), f"{one.number} {one.text}"[:110]) for one in rows]
