"""What an objective's thread shows of this room: its risks and issues, and what was escalated about it."""

from __future__ import annotations

from throughline.web.plan.strands import Knot, ObjectiveSeen
from throughline.web.risks.models import Escalation, RiskTie
from throughline.web.risks.standing import address_of_escalation, address_of_risk
from throughline.web.risks.words import ESCALATIONS


def risks_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The entries of the register that bear on an objective, with the score of the day."""
    on = seen.viewpoint.on
    rows = RiskTie.objects.filter(objective=seen.objective, risk__raised_on__lte=on)
    found = rows.select_related("risk__partnership", "risk__kind").prefetch_related(
        "risk__wordings", "risk__scores"
    )
    return tuple(_risk(one, seen) for one in found.order_by("risk__raised_on", "risk__number"))


def _risk(one: RiskTie, seen: ObjectiveSeen) -> Knot:
    risk, on = one.risk, seen.viewpoint.on
    worded = [each for each in risk.wordings.all() if each.on <= on][-1]
    scores = [str(each.likelihood * each.impact) for each in risk.scores.all() if each.on <= on]
    return Knot(
        words=f"{risk}: {worded.event}",
        on=risk.raised_on,
        address=address_of_risk(risk),
        note=f"{' > '.join(scores)}",
    )


def escalations_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """What was asked of boards above about an objective, and how far it has come."""
    rows = Escalation.objects.filter(objective=seen.objective, raised_on__lte=seen.viewpoint.on)
    return tuple(
        Knot(
            words=f"{one}: {one.subject}",
            on=one.raised_on,
            address=address_of_escalation(one),
            note=str(ESCALATIONS[one.state][1]),
            came_from=str(one.risk) if one.risk else "",
        )
        for one in rows.select_related("partnership", "risk__kind").order_by("raised_on", "number")
    )
