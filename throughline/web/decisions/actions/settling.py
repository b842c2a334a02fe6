"""Recording a decision together with what it does to an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from throughline.web.access.models import User
from throughline.web.decisions.actions.chairs import answer_chairs_action
from throughline.web.decisions.actions.decisions import record_decision
from throughline.web.decisions.models import ChairsAction, Decision
from throughline.web.decisions.settling import Settling
from throughline.web.governance.models import Body

_ANSWERS = {"note": ChairsAction.Answer.NOTED, "reverse": ChairsAction.Answer.REVERSED}


@transaction.atomic
def decide_settling(
    *,
    body: Body,
    decided_on: date,
    text: str,
    authority: str,
    settles: Settling | None,
    by: User | None,
    at: datetime,
    decided_at: datetime | None = None,
    effective_from: date | None = None,
    stood: Mapping[str, Any] | None = None,
) -> Decision:
    """Record a decision that ratifies, rescinds, notes or reverses an earlier one, or stands by itself.

    Raises what ``record_decision`` and ``answer_chairs_action`` raise; nothing is changed then.
    """
    step = settles.step if settles else ""
    decision = record_decision(
        body=body,
        decided_on=decided_on,
        text=text,
        authority=authority,
        ratifies=settles.decision if settles and step == "ratify" else None,
        rescinds=settles.decision if settles and step == "rescind" else None,
        decided_at=decided_at,
        effective_from=effective_from,
        stood=stood,
        by=by,
        at=at,
    )
    if settles and step in _ANSWERS:
        answer_chairs_action(
            taken=settles.decision.chairs_action,
            answer=_ANSWERS[step],
            answered_by=decision,
            by=by,
            at=at,
        )
    return decision
