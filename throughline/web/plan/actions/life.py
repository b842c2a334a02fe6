"""Strategies and the life of a plan: approving, waiving, stepping on. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.decision_states import IN_FORCE
from throughline.rules.plan.life import GATES, Gate, LifeStepTo, step_after
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import person_of, state_of
from throughline.web.governance.models import Body
from throughline.web.plan.life.queries import gates_of, state_of_plan
from throughline.web.plan.models import (
    DeliveryPlan,
    GateWaiver,
    LifeStep,
    ParentAnswer,
    PlanPredecessor,
    PlanUnderStrategy,
    PlanVersion,
    Strategy,
    StrategyApproval,
)
from throughline.web.plan.queries import version_on, whole_plan_of
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class StrategyRefused(Refused):
    """A strategy says something that cannot be."""


class NoApprovingDecision(Refused):
    """Only a decision of its own body that holds approves a strategy or takes a step of a plan."""


class StepOutOfOrder(Refused):
    """A step is dated before the one that it follows, or in the days to come."""


class WaiverRefused(Refused):
    """A gate is waived once, and for a reason."""


class AnswerRefused(Refused):
    """An answer says something, on a day that has come."""


@transaction.atomic
def record_strategy(
    *,
    partnership: Partnership,
    title: str,
    starts: date,
    ends: date,
    written_by: Body,
    owner: Body,
    watched_by: Body,
    by: User | None,
    at: datetime,
    summary: str = "",
    supersedes: Strategy | None = None,
) -> Strategy:
    """Record a strategy as a draft, with the body that answers for it in each state.

    Raises StrategyRefused.
    """
    if ends <= starts:
        raise StrategyRefused(
            f"A strategy cannot end on {day_words(ends)}, before it begins. Correct the days."
        )
    if supersedes and (supersedes.partnership_id != partnership.pk or hasattr(supersedes, "superseded_by")):
        raise StrategyRefused(
            f"“{supersedes.title}” cannot be superseded once more. Choose the last one. Nothing was changed."
        )
    last = Strategy.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    made = Strategy.objects.create(
        partnership=partnership,
        number=last + 1,
        title=title,
        summary=summary,
        starts=starts,
        ends=ends,
        written_by=written_by,
        owner=owner,
        watched_by=watched_by,
        supersedes=supersedes,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="strategy recorded",
        thing=made,
        partnership=partnership,
        detail={"number": made.number, "starts": str(starts), "ends": str(ends), "owner": owner.code},
    )
    return made


@transaction.atomic
def approve_strategy(
    *, strategy: Strategy, decision: Decision | None, by: User | None, at: datetime
) -> StrategyApproval:
    """Approve a strategy by a decision of the body that owns it.

    Raises NoApprovingDecision without one, StrategyRefused where it is approved already.
    Source: Leicester, Leicestershire and Rutland terms, ToR 2.
    """
    if hasattr(strategy, "approval"):
        raise StrategyRefused(
            f"“{strategy.title}” was approved by {strategy.approval.decision.number} already."
        )
    owner = strategy.owner
    if decision is None:
        raise NoApprovingDecision(
            f"{owner.name} approves this strategy by a decision, and none is given. Record the decision "
            "first, then choose it here. Nothing was changed."
        )
    _refuse_other_decision(decision, owner, at.date(), strategy.partnership)
    made = StrategyApproval.objects.create(strategy=strategy, decision=decision, recorded_at=at)
    record_event(
        by=by,
        at=at,
        what="strategy approved",
        thing=made,
        partnership=strategy.partnership,
        detail={"strategy": strategy.number, "decision": decision.number},
    )
    return made


def _refuse_other_decision(
    decision: Decision, owner: Body | None, on: date, partnership: Partnership
) -> None:
    if decision.body.partnership_id != partnership.pk:
        raise NoApprovingDecision("That is a decision of another partnership. Nothing was changed.")
    if owner is not None and decision.body_id != owner.pk:
        raise NoApprovingDecision(
            f"{decision.number} is a decision of {decision.body.name}; {owner.name} decides this. "
            "Choose a decision of that body. Nothing was changed."
        )
    if decision.decided_on > on or state_of(decision, on=on) not in IN_FORCE:
        raise NoApprovingDecision(
            f"{decision.number} did not hold on {day_words(on)}. Choose a decision that holds. "
            "Nothing was changed."
        )


@transaction.atomic
def put_under_strategy(
    *, plan: DeliveryPlan, strategy: Strategy, on: date, by: User | None, at: datetime
) -> PlanUnderStrategy:
    """Say which strategy a year's plan carries out. Raises StrategyRefused where their days do not meet."""
    if strategy.partnership_id != plan.partnership_id or not (
        strategy.starts <= plan.year_ends and plan.year_starts <= strategy.ends
    ):
        raise StrategyRefused(
            f"“{strategy.title}” does not cover any day of {plan.year}. Choose another. Nothing was changed."
        )
    if hasattr(plan, "under"):
        raise StrategyRefused(f"The plan of {plan.year} stands under “{plan.under.strategy.title}” already.")
    made = PlanUnderStrategy.objects.create(plan=plan, strategy=strategy, placed_on=on)
    record_event(
        by=by,
        at=at,
        what="plan put under a strategy",
        thing=made,
        partnership=plan.partnership,
        detail={"year": plan.year, "strategy": strategy.number},
    )
    return made


@transaction.atomic
def name_predecessor(
    *,
    plan: DeliveryPlan,
    title: str,
    covers: str,
    by: User | None,
    at: datetime,
    reference: str = "",
    before: DeliveryPlan | None = None,
) -> PlanPredecessor:
    """Keep which earlier plan or strategy a plan replaces, and where to read it. Raises StrategyRefused."""
    if PlanPredecessor.objects.filter(plan=plan, title=title).exists() or before == plan:
        raise StrategyRefused(f"“{title}” is named already, or is this plan itself. Nothing was changed.")
    made = PlanPredecessor.objects.create(
        plan=plan, title=title, covers=covers, reference=reference, before=before
    )
    record_event(
        by=by,
        at=at,
        what="predecessor of a plan named",
        thing=made,
        partnership=plan.partnership,
        detail={"year": plan.year, "before": before.year if before else ""},
    )
    return made


@transaction.atomic
def waive_gate(
    *, plan: DeliveryPlan, gate: Gate, reason: str, on: date, by: User | None, at: datetime
) -> GateWaiver:
    """Let a plan pass a gate without what it asks for, for a reason that is kept. Raises WaiverRefused."""
    if not reason.strip():
        raise WaiverRefused("Say why the gate is waived. Nothing was changed.")
    if GateWaiver.objects.filter(plan=plan, gate=gate).exists():
        raise WaiverRefused("This gate is waived already, and its reason is kept. Nothing was changed.")
    _refuse_day(plan, on, at)
    made = GateWaiver.objects.create(
        plan=plan,
        gate=gate,
        reason=reason.strip(),
        on=on,
        by=person_of(by, plan.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="gate of a plan waived",
        thing=made,
        partnership=plan.partnership,
        reason=reason.strip(),
        detail={"year": plan.year, "gate": gate, "on": str(on)},
    )
    return made


@transaction.atomic
def record_parent_answer(
    *, plan: DeliveryPlan, parent: str, name: str, on: date, answer: str, by: User | None, at: datetime
) -> ParentAnswer:
    """Record what a body above, or one outside, answered about a plan. Raises AnswerRefused.

    Source: rule R16; Leicester, Leicestershire and Rutland terms (the parent is consulted on the plan).
    """
    if not answer.strip() or on > at.date():
        raise AnswerRefused("Write what was answered, and on which day until today. Nothing was changed.")
    made = ParentAnswer.objects.create(
        plan=plan, parent=parent, name=name, on=on, answer=answer.strip(), recorded_at=at
    )
    record_event(
        by=by,
        at=at,
        what="parent's answer recorded",
        thing=made,
        partnership=plan.partnership,
        detail={"year": plan.year, "parent": parent, "on": str(on)},
    )
    return made


@transaction.atomic
def take_life_step(
    *,
    plan: DeliveryPlan,
    to: LifeStepTo,
    on: date,
    by: User | None,
    at: datetime,
    decision: Decision | None = None,
    evidence: str = "",
) -> LifeStep:
    """Take the next step of a plan's life; adopting freezes the version of that day as the baseline.

    Raises LifeStepRefused, GateNotPassed, DecisionMissing, NoApprovingDecision, StepOutOfOrder.
    Source: product.md, section 4.2 (delivery plan); rule R16.
    """
    _refuse_day(plan, on, at)
    gates = gates_of(plan, on)
    step_after(state_of_plan(plan, on), to, gates=gates, has_decision=decision is not None)
    version = version_on(plan.partnership, on, year=plan.year)
    if decision is not None:
        _refuse_other_decision(decision, _owner_of(version), on, plan.partnership)
    if to == "reviewed" and not evidence.strip():
        raise StepOutOfOrder("Say what was done in the year before it is reviewed. Nothing was changed.")
    wanted = [gates[gate] for gate in GATES[to]]
    said = [one.evidence for one in wanted if one.evidence] + ([evidence.strip()] if evidence.strip() else [])
    made = LifeStep.objects.create(
        plan=plan,
        to=to,
        on=on,
        evidence="\n".join(said),
        waived="\n".join(one.waiver for one in wanted if not one.evidence),
        decision=decision,
        version=version if to == "adopted" else None,
        by=person_of(by, plan.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what=f"plan {made.get_to_display()}",
        thing=made,
        partnership=plan.partnership,
        detail={
            "year": plan.year,
            "on": str(on),
            "decision": decision.number if decision else "",
            "version": version.number if version and to == "adopted" else 0,
        },
    )
    return made


def _owner_of(version: PlanVersion | None) -> Body | None:
    """The body that the plan's file says owns it; None where the file names none."""
    code = whole_plan_of(version).fact("owner_body") if version else ""
    if version is None or not code:
        return None
    return Body.objects.filter(partnership=version.plan.partnership, code=code).first()


def _refuse_day(plan: DeliveryPlan, on: date, at: datetime) -> None:
    last = plan.life_steps.last()
    if last and on < last.on:
        raise StepOutOfOrder(
            f"The plan was {last.get_to_display()} on {day_words(last.on)}. Give that day or a later one."
        )
    if on > at.date():
        raise StepOutOfOrder(f"{day_words(on)} is still to come. Give a day until today.")
