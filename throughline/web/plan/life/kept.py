"""What whoever keeps the plan may do on the pages of its life: each form with the act behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from throughline.rules.plan.life import NEED_DECISION
from throughline.web.access.models import Partnership
from throughline.web.decisions.models import Action
from throughline.web.governance.models import Body
from throughline.web.governance.queries import terms_on
from throughline.web.plan import actions
from throughline.web.plan.life import forms
from throughline.web.plan.life.consulted import (
    actions_offered,
    open_assessment,
)
from throughline.web.plan.life.equality_reads import strands_of
from throughline.web.plan.life.page import (
    PlanLifePage,
    decision_chosen,
    decisions_offered,
    parents_offered,
)
from throughline.web.plan.life.ways import Way
from throughline.web.plan.models import Consultation, DeliveryPlan, Objective, Strategy
from throughline.web.site.today import now

RECORDED = _("It is recorded.")


def _told(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    return {"by": request.user, "at": now(partnership)}


def life_ways(request: HttpRequest, partnership: Partnership) -> tuple[Way, ...]:
    """Recording a strategy."""
    bodies = {str(one.pk): one for one in Body.objects.filter(partnership=partnership)}
    before = {
        str(one.pk): one for one in Strategy.objects.filter(partnership=partnership, superseded_by=None)
    }
    offered = [(pk, body.name) for pk, body in bodies.items()]

    def record(**typed: Any) -> Any:
        chosen: dict[str, Any] = {
            name: bodies[typed.pop(name)] for name in ("written_by", "owner", "watched_by")
        }
        typed["supersedes"] = before.get(typed["supersedes"])
        return actions.record_strategy(
            partnership=partnership, **chosen, **typed, **_told(request, partnership)
        )

    choices = {
        **dict.fromkeys(("written_by", "owner", "watched_by"), offered),
        "supersedes": [forms.NOBODY, *((pk, one.title) for pk, one in before.items())],
    }
    way = Way(
        "strategy",
        _("Record a strategy"),
        _("Record the strategy"),
        forms.RecordStrategy,
        record,
        _("The strategy is recorded as a draft. A decision of its body approves it."),
        {"choices": choices},
    )
    return (way,)


def strategy_ways(request: HttpRequest, strategy: Strategy) -> tuple[Way, ...]:
    """Approving a strategy, and saying which year's plan carries it out."""
    partnership = strategy.partnership
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    plans = {one.year: one for one in DeliveryPlan.objects.filter(partnership=partnership, under=None)}

    def approve(decision: str) -> Any:
        found = decision_chosen(partnership, viewpoint, decision)
        return actions.approve_strategy(strategy=strategy, decision=found, **_told(request, partnership))

    def put(plan: str) -> Any:
        return actions.put_under_strategy(
            plan=plans[plan], strategy=strategy, on=viewpoint.on, **_told(request, partnership)
        )

    ways = []
    if not hasattr(strategy, "approval"):
        offered = [forms.NOBODY, *decisions_offered(partnership, viewpoint, strategy.owner)]
        ways.append(
            Way(
                "approve", _("Approve it"), _("Approve the strategy"), forms.ApproveStrategy, approve,
                _("The strategy is approved."), {"choices": {"decision": offered}},
            )
        )  # fmt: skip
    if plans:
        ways.append(
            Way(
                "put", _("Put a year’s plan under it"), _("Put the plan under it"), forms.PutUnder, put,
                RECORDED, {"choices": {"plan": [(year, year) for year in plans]}},
            )
        )  # fmt: skip
    return tuple(ways)


def plan_life_ways(request: HttpRequest, plan: DeliveryPlan, page: PlanLifePage) -> tuple[Way, ...]:
    """Stepping on, waiving a gate, the parent's answer, and what the plan replaces."""
    partnership = plan.partnership
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    is_adopted = bool(page.baseline)
    wants_decision = any(step in NEED_DECISION for step in page.next_steps)
    wants_parent = not is_adopted and not wants_decision
    parents = parents_offered(terms_on(partnership, viewpoint.on)) if wants_parent else []

    def step(to: str, decision: str, **typed: Any) -> Any:
        found = decision_chosen(partnership, viewpoint, decision)
        return actions.take_life_step(
            plan=plan, to=to, decision=found, **typed, **_told(request, partnership)  # type: ignore[arg-type]
        )  # fmt: skip

    def waive(**typed: Any) -> Any:
        return actions.waive_gate(plan=plan, **typed, **_told(request, partnership))

    def answer(parent: str, **typed: Any) -> Any:
        told = _told(request, partnership)
        return actions.record_parent_answer(
            plan=plan, parent=parent, name=dict(parents)[parent], **typed, **told
        )

    def replaces(**typed: Any) -> Any:
        return actions.name_predecessor(plan=plan, **typed, **_told(request, partnership))

    today = {"on": viewpoint.on}
    offered = [forms.NOBODY, *(decisions_offered(partnership, viewpoint) if wants_decision else ())]
    stepping = Way(
        "step", _("Take the next step"), _("Take this step"), forms.TakeStep, step,
        _("The step is recorded."), {"choices": {"decision": offered}},
        today | {"to": next(iter(page.next_steps), "")},
    )  # fmt: skip
    naming = Way(
        "replaces", _("Name what the plan replaces"), _("Record what it replaces"), forms.NamePredecessor,
        replaces, RECORDED,
    )  # fmt: skip
    gates = (
        Way("parent", _("Record the parent’s answer"), _("Record the answer"), forms.ParentsAnswer, answer,
            RECORDED, {"choices": {"parent": parents}}, today),
        Way("waive", _("Waive a gate for a reason"), _("Waive the gate"), forms.WaiveGate, waive,
            _("The waiver is recorded with its reason."), {}, today),
    )  # fmt: skip
    ways = (stepping,) if page.next_steps else ()
    return (*ways, naming) if is_adopted else (*ways, *(gates if parents else gates[1:]), naming)


def consultation_ways(
    request: HttpRequest, plan: DeliveryPlan, found: Sequence[Consultation]
) -> tuple[Way, ...]:
    """Opening a consultation, counting its answers, writing down and answering what was said."""
    partnership, on = plan.partnership, request.viewpoint.on  # type: ignore[attr-defined]
    consultations = {str(one.pk): one for one in found}
    waiting = {str(row.pk): row for one in found for row in one.findings.all() if not row.what_we_did}
    objectives = {one.code: one for one in Objective.objects.filter(plan=plan)} if waiting else {}

    def open_one(**typed: Any) -> Any:
        return actions.open_consultation(plan=plan, **typed, **_told(request, partnership))

    def respond(consultation: str, **typed: Any) -> Any:
        told = _told(request, partnership)
        return actions.record_response(consultation=consultations[consultation], **typed, **told)

    def find(consultation: str, **typed: Any) -> Any:
        told = _told(request, partnership)
        return actions.record_consultation_finding(consultation=consultations[consultation], **typed, **told)

    def answer(finding: str, objective: str, **typed: Any) -> Any:
        return actions.answer_consultation_finding(
            finding=waiting[finding], objective=objectives.get(objective), **typed,
            **_told(request, partnership),
        )  # fmt: skip

    which = {"choices": {"consultation": [(pk, one.title) for pk, one in consultations.items()]}}
    ways = [
        Way("open", _("Open a consultation"), _("Record the consultation"), forms.OpenConsultation, open_one,
            RECORDED),
    ]  # fmt: skip
    if consultations:
        ways += [
            Way("count", _("Count answers"), _("Record the count"), forms.RecordResponse, respond, RECORDED,
                which, {"on": on}),
            Way("find", _("Write down what was said"), _("Record what was said"), forms.RecordFinding, find,
                RECORDED, which),
        ]  # fmt: skip
    if waiting:
        offered = {
            "finding": [(pk, f"{one.number} {one.words}"[:110]) for pk, one in waiting.items()],
            "objective": [forms.NOBODY, *((code, code) for code in objectives)],
        }
        ways.append(
            Way("answer", _("Say what was done"), _("Record what was done"), forms.AnswerFinding, answer,
                RECORDED, {"choices": offered}, {"on": on})
        )  # fmt: skip
    return tuple(ways)


def equality_ways(request: HttpRequest, plan: DeliveryPlan) -> tuple[Way, ...]:
    """Beginning an assessment, or saying what is expected for each group and signing it off."""
    partnership = plan.partnership
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    today = {"on": viewpoint.on, "written_on": viewpoint.on}
    assessment = open_assessment(plan)

    def begin(**typed: Any) -> Any:
        return actions.begin_equality_assessment(plan=plan, **typed, **_told(request, partnership))

    def name(**typed: Any) -> Any:
        told = _told(request, partnership)
        return actions.name_strands(
            partnership=partnership, strands=((typed["code"], typed["name"]),), **told
        )

    naming = Way("strand", _("Add a group to the list"), _("Add the group"), forms.NameStrand, name, RECORDED)
    if assessment is None:
        said = _("The assessment is begun. Say now what is expected for each group.")
        beginning = Way(
            "begin", _("Begin an assessment"), _("Begin it"), forms.BeginAssessment, begin, said, {}, today
        )
        return (beginning, naming)
    strands = {str(one.pk): one for one in strands_of(partnership)}
    answering = actions_offered(plan, viewpoint)

    def effect(strand: str, mitigation: str, **typed: Any) -> Any:
        action = Action.objects.get(pk=mitigation) if mitigation in dict(answering) else None
        return actions.record_equality_effect(
            assessment=assessment, strand=strands[strand], mitigation=action, **typed,
            **_told(request, partnership),
        )  # fmt: skip

    def sign(**typed: Any) -> Any:
        return actions.sign_off_equality_assessment(
            assessment=assessment, person=viewpoint.person, **typed, **_told(request, partnership)
        )

    offered = {
        "strand": [(pk, one.name) for pk, one in strands.items()],
        "mitigation": [forms.NOBODY, *answering],
    }
    return (
        Way("effect", _("Say what is expected for a group"), _("Record it"), forms.RecordEffect, effect,
            RECORDED, {"choices": offered}),
        Way("sign", _("Sign it off"), _("Sign the assessment off"), forms.SignOff, sign,
            _("The assessment is signed off."), {}, today),
        naming,
    )  # fmt: skip
