"""Changing what an adopted plan promises: asking, agreeing by a decision, refusing with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.decision_states import IN_FORCE
from throughline.rules.plan.changes import PromiseChange, promises_changed, with_change, with_promises_kept
from throughline.rules.plan.file_form import plan_csv, plan_rows
from throughline.rules.plan.model import Plan
from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import state_of
from throughline.web.plan.actions.plans import accept_plan, discard_staged_plan
from throughline.web.plan.models import ChangeRequest, PlanVersion, StagedPlan
from throughline.web.plan.queries import whole_plan_of
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class ChangeRefused(Refused):
    """A request to change an adopted plan that cannot be made, or not be answered so."""


@transaction.atomic
def ask_change(
    *,
    version: PlanVersion,
    change: PromiseChange,
    reason: str,
    on: date,
    by: User | None,
    at: datetime,
    person: Person | None = None,
) -> ChangeRequest:
    """Ask that one promise of a plan be changed; ``version`` is the one in force.

    Raises ChangeRefused without a reason, where nothing would change or the same is asked already,
    ChangeMoved where the plan says something else by now, and PlanRefused where the new words cannot be read.
    """
    if not reason.strip():
        raise ChangeRefused(f"Say why {change.line} should change: the board decides by the reason.")
    if change.before == change.after:
        raise ChangeRefused(f"{change.line} says {change.after!r} already. Write what it should say instead.")
    with_change(whole_plan_of(version), change)
    plan = version.plan
    waiting = plan.change_requests.filter(
        row=change.row, line=change.line, field=change.field, state=ChangeRequest.State.ASKED
    ).first()
    if waiting:
        raise ChangeRefused(
            f"Change {waiting.number} asks for another {change.field or 'end'} of {change.line} already. "
            "Answer that one first."
        )
    last = plan.change_requests.aggregate(last=Max("number"))["last"] or 0
    made = ChangeRequest.objects.create(
        plan=plan,
        number=last + 1,
        kind=change.kind,
        row=change.row,
        line=change.line,
        field=change.field,
        before=change.before,
        after=change.after,
        reason=reason.strip(),
        asked_by=person,
        asked_on=on,
        asked_at=at,
    )
    _record("plan change asked for", made, by, at)
    return made


@transaction.atomic
def ask_changes_of_file(
    *,
    staged: StagedPlan,
    version: PlanVersion,
    proposed: Plan,
    reason: str,
    on: date,
    by: User,
    at: datetime,
    person: Person | None = None,
) -> tuple[ChangeRequest, ...]:
    """Ask for every promise that a file would change, and accept its other changes; the waiting file goes.

    ``proposed`` is the file as it was understood. Raises what ``ask_change`` and ``accept_plan`` raise.
    """
    before = whole_plan_of(version)
    changes = promises_changed(before, proposed)
    if not changes:
        raise ChangeRefused(f"{staged.name} changes no promise of the plan. Accept it as it is.")
    made = tuple(
        ask_change(version=version, change=one, reason=reason, on=on, by=by, at=at, person=person)
        for one in changes
    )
    rest = with_promises_kept(before, proposed)
    if plan_rows(rest) != plan_rows(before):
        accept_plan(
            partnership=version.plan.partnership,
            text=plan_csv(rest),
            accepted_on=on,
            by=by,
            at=at,
            follows=version.number,
        )
    discard_staged_plan(staged=staged, by=by, at=at)
    return made


@transaction.atomic
def agree_change(
    *, change: ChangeRequest, decision: Decision, on: date, by: User | None, at: datetime
) -> ChangeRequest:
    """Agree to a change by a decision: a new version of the plan holds just that.

    Raises ChangeRefused where it was answered before, or the decision does not hold or is another body's, and
    ChangeMoved where the plan says something else by now.
    """
    _refuse_answered(change)
    version = change.plan.versions.select_related("plan__partnership").last()
    if version is None:
        raise ChangeRefused(f"The plan of {change.plan.year} has no version to change. Nothing was changed.")
    plan = whole_plan_of(version)
    _refuse_decision(change, plan, decision, on)
    change.version = accept_plan(
        partnership=change.plan.partnership,
        text=plan_csv(with_change(plan, _promise_of(change))),
        accepted_on=on,
        by=by,
        at=at,
        by_request=True,
    )
    change.state, change.decision, change.answered_on = ChangeRequest.State.AGREED, decision, on
    change.save(update_fields=["version", "state", "decision", "answered_on"])
    _record("plan change agreed", change, by, at)
    return change


@transaction.atomic
def refuse_change(
    *,
    change: ChangeRequest,
    answer: str,
    on: date,
    by: User | None,
    at: datetime,
    decision: Decision | None = None,
) -> ChangeRequest:
    """Refuse a change and say why; the plan stays as it is. Raises ChangeRefused."""
    _refuse_answered(change)
    if not answer.strip():
        raise ChangeRefused(f"Say why change {change.number} is refused: whoever asked reads it.")
    if decision is not None:
        _refuse_decision(change, None, decision, on)
    change.state, change.decision = ChangeRequest.State.REFUSED, decision
    change.answered_on, change.answer = on, answer.strip()
    change.save(update_fields=["state", "decision", "answered_on", "answer"])
    _record("plan change refused", change, by, at)
    return change


def _promise_of(change: ChangeRequest) -> PromiseChange:
    """What a request would change, as the rule takes it."""
    return PromiseChange(
        change.kind,  # type: ignore[arg-type]
        change.row,
        change.line,
        change.field,
        change.before,
        change.after,
    )


def _refuse_answered(change: ChangeRequest) -> None:
    if change.state != ChangeRequest.State.ASKED and change.answered_on:
        raise ChangeRefused(
            f"Change {change.number} was {change.get_state_display().lower()} on "
            f"{day_words(change.answered_on)}. Ask anew for another change."
        )


def _refuse_decision(change: ChangeRequest, plan: Plan | None, decision: Decision, on: date) -> None:
    if decision.body.partnership_id != change.plan.partnership_id:
        raise ChangeRefused("That is a decision of another partnership. Nothing was changed.")
    owner = plan.fact("owner_body") if plan else ""
    if owner and decision.body.code != owner:
        raise ChangeRefused(
            f"{decision.number} is a decision of {decision.body.name}, and the plan is another body's. "
            "Choose a decision of the body that owns the plan. Nothing was changed."
        )
    if decision.decided_on > on or state_of(decision, on=on) not in IN_FORCE:
        raise ChangeRefused(
            f"{decision.number} did not hold on {day_words(on)}. Choose a decision that holds. "
            "Nothing was changed."
        )
    if on < change.asked_on:
        raise ChangeRefused(
            f"Change {change.number} was asked for on {day_words(change.asked_on)}. Answer it on that day or "
            "later. Nothing was changed."
        )


def _record(what: str, change: ChangeRequest, by: User | None, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=change,
        partnership=change.plan.partnership,
        subjects=[f"person:{change.asked_by_id}"] if change.asked_by_id else [],
        detail={
            "plan": change.plan.year,
            "number": change.number,
            "kind": change.kind,
            "line": change.line,
            "field": change.field,
            "decision": change.decision.number if change.decision else "",
        },
    )
