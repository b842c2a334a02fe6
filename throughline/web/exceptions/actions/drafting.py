"""Drafting a report by rule: new lines are added, and nothing that people wrote is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.exception_states import OPEN, StepNotPossible
from throughline.rules.exceptions import Candidate, Selection, select
from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.stepping import refuse_weak_decision
from throughline.web.exceptions.looking import LookedAt, look
from throughline.web.exceptions.models import (
    AgreedThresholds,
    ExceptionItem,
    ExceptionPick,
    ExceptionReport,
)
from throughline.web.exceptions.queries import thresholds_on
from throughline.web.exceptions.stepping import tell
from throughline.web.governance.models import Body
from throughline.web.plan.models import Objective


@transaction.atomic
def draft_report(*, body: Body, on: date, by: User | None, at: datetime) -> ExceptionReport:
    """Draft the report of the quarter that ended last, or look at its lines again.

    A line chosen for the first time is added; one no longer chosen stays and says so; no words change.
    Raises StepNotPossible for a report that nobody writes in any more, and NoTermsYet.
    Source: rule R21.
    """
    found = look(body, on)
    terms = thresholds_on(body, on)
    chosen = select(found.seen, terms)
    report = _report(body, found, on)
    report.plan_version, report.drafted_on = found.version, on
    report.looked_at, report.thresholds = dict(chosen.looked_at), terms.source
    report.not_chosen = [
        {"kind": one.line.kind, "code": one.line.code, "words": one.line.words, "why": one.why}
        for one in chosen.not_chosen
    ]
    report.version += 0 if report.pk is None else 1
    report.save()
    _keep_lines(report, chosen, on)
    tell(report, "exception report drafted", by=by, at=at, on=str(on), lines=len(chosen.candidates))
    return report


def _report(body: Body, found: LookedAt, on: date) -> ExceptionReport:
    """The report of the quarter, locked while it is drafted again; a new one where there is none."""
    rows = ExceptionReport.objects.select_for_update().select_related("partnership", "body")
    kept = rows.filter(body=body, quarter_starts=found.quarter.first).first()
    if kept is None:
        last = ExceptionReport.objects.filter(partnership=body.partnership).aggregate(last=Max("number"))
        return ExceptionReport(
            partnership=body.partnership,
            body=body,
            number=(last["last"] or 0) + 1,
            quarter_starts=found.quarter.first,
            quarter_ends=found.quarter.last,
        )
    if kept.state not in OPEN:
        raise StepNotPossible(
            f"Report {kept.number} is “{kept.get_state_display()}”: its lines are not looked at again. "
            "Nothing was changed."
        )
    return kept


def _keep_lines(report: ExceptionReport, chosen: Selection, on: date) -> None:
    kept = {(one.kind, one.code): one for one in report.items.prefetch_related("picks")}
    objectives = _objectives(report)
    place = max((one.position for one in kept.values()), default=0)
    seen: set[tuple[str, str]] = set()
    for one in chosen.candidates:
        key: tuple[str, str] = (one.line.kind, one.line.code)
        seen.add(key)
        if key not in kept:
            place += 1
            kept[key] = _item(report, one, place, objectives)
        _pick(kept[key], [asdict(reason) for reason in one.reasons], on)
    for item in kept.values():
        if (item.kind, item.code) not in seen:
            _pick(item, [], on)


def _objectives(report: ExceptionReport) -> Mapping[str, Objective]:
    if report.plan_version is None:
        return {}
    return {one.code: one for one in Objective.objects.filter(plan=report.plan_version.plan_id)}


def _item(
    report: ExceptionReport, one: Candidate, place: int, objectives: Mapping[str, Objective]
) -> ExceptionItem:
    return ExceptionItem.objects.create(
        report=report,
        kind=one.line.kind,
        code=one.line.code,
        words=one.line.words,
        lead=one.line.lead,
        objective=objectives.get(one.line.objective),
        position=place,
    )


def _pick(item: ExceptionItem, reasons: list[dict[str, str]], on: date) -> None:
    """Keep what the rules said, where it is not what they said last time."""
    last = item.picks.order_by("pk").last()
    if last is None or last.reasons != reasons:
        ExceptionPick.objects.create(item=item, picked_on=on, reasons=reasons)


@transaction.atomic
def agree_thresholds(
    *,
    body: Body,
    decision: Decision,
    from_on: date,
    action_days: int,
    action_moves: int,
    by: User | None,
    at: datetime,
) -> AgreedThresholds:
    """Keep from where on an action is an exception for a body, by a decision of it. Raises DecisionOfNoForce.

    Source: rule R21; Throughline's design, thresholds that a board agrees.
    """
    refuse_weak_decision(body.partnership, decision)
    made = AgreedThresholds.objects.create(
        body=body,
        decision=decision,
        from_on=from_on,
        action_days=action_days,
        action_moves=action_moves,
    )
    record_event(
        by=by,
        at=at,
        what="exception thresholds agreed",
        thing=made,
        partnership=body.partnership,
        detail={"body": body.code, "decision": decision.number, "from": str(from_on)},
    )
    return made
