"""Who reads risks, who keeps them, and who takes which step of an escalation or a recommendation."""

from __future__ import annotations

from typing import TypeVar

import rules
from django.db.models import QuerySet

from throughline.web.access.permits import ENTER, Viewpoint, add_permit, belongs, holds_office
from throughline.web.governance.standing import codes_of_seats
from throughline.web.risks.models import Escalation, Recommendation, Risk

READ_RISKS = ENTER
KEEP_RISKS = "keep the risks"
SCORE_RISK = "score the risk"
RAISE_ESCALATION = "raise an escalation"
STEP_ESCALATION = "take a step of the escalation"
ANSWER_RECOMMENDATION = "answer the recommendation"
CHAIRS = ("chair", "vice-chair")


def keeps_risks(viewpoint: Viewpoint) -> bool:
    """Whether the reader keeps the risks of the whole partnership."""
    return any(one.office in ("plan-owner", "secretary") and one.body_code == "" for one in viewpoint.offices)


def codes_chaired_by(viewpoint: Viewpoint) -> frozenset[str]:
    """The codes of the bodies that the reader chairs; an empty one stands for every body."""
    return frozenset(one.body_code for one in viewpoint.offices if one.office in CHAIRS)


def chairs(viewpoint: Viewpoint, code: str | None) -> bool:
    """Whether the reader chairs the body of that code."""
    return bool(codes_chaired_by(viewpoint) & {"", code or ""}) if code is not None else False


def is_of(viewpoint: Viewpoint, agency: int | None) -> bool:
    """Whether the reader comes from an organisation, and belongs to the partnership on the day."""
    person = viewpoint.person
    return bool(agency and person and person.agency_id == agency and viewpoint.has_standing)


def risk_in(viewpoint: Viewpoint) -> Risk | None:
    """The risk that the address names, in the partnership; asked once for a request."""
    rows = Risk.objects.select_related("partnership", "body", "kind", "owner_agency", "owner", "closed_by")
    return _once(viewpoint, "risk", rows)


def escalation_in(viewpoint: Viewpoint) -> Escalation | None:
    """The escalation that the address names, with its boards and its steps; asked once for a request."""
    rows = Escalation.objects.select_related(
        "partnership", "body", "from_agency", "about_agency", "risk__kind", "objective__plan"
    ).prefetch_related("recipients__body", "steps__recipient", "steps__by")
    return _once(viewpoint, "escalation", rows)


Found = TypeVar("Found", Risk, Escalation)


def _once(viewpoint: Viewpoint, name: str, rows: QuerySet[Found]) -> Found | None:
    kept: dict[str, Found | None] = viewpoint.__dict__.setdefault(f"_{name}", {})
    if "found" not in kept:
        number = viewpoint.route.get(name, 0)
        kept["found"] = rows.filter(partnership=viewpoint.partnership, number=number).first()
    return kept["found"]


def recommendation_in(viewpoint: Viewpoint) -> Recommendation | None:
    """The recommendation that the address names, in the partnership; asked once for a request."""
    kept = viewpoint.__dict__.setdefault("_recommendation", {})
    if "found" not in kept:
        key = viewpoint.route.get("recommendation", 0)
        rows = Recommendation.objects.filter(inspection__partnership=viewpoint.partnership, pk=key)
        kept["found"] = rows.select_related("inspection__partnership", "owner_agency", "objective").first()
    return kept["found"]


@rules.predicate
def owns_the_risk(viewpoint: Viewpoint) -> bool:
    """Whether the reader comes from the organisation that owns the risk."""
    found = risk_in(viewpoint) if "risk" in viewpoint.route else None
    return found is not None and is_of(viewpoint, found.owner_agency_id)


@rules.predicate
def may_raise(viewpoint: Viewpoint) -> bool:
    """Whether the reader chairs a body, or sits on one for an organisation."""
    person = viewpoint.person
    if codes_chaired_by(viewpoint):
        return True
    return bool(person and person.agency_id and codes_of_seats(person, viewpoint.on))


@rules.predicate
def is_party_to_the_escalation(viewpoint: Viewpoint) -> bool:
    """Whether the reader chairs a board of either side, or speaks for an organisation of it."""
    if "escalation" not in viewpoint.route:
        return chairs(viewpoint, viewpoint.route.get("body"))
    found = escalation_in(viewpoint)
    if found is None:
        return False
    codes = {one.code for one in found.recipients.all() if one.body_id}
    codes |= {found.body.code} if found.body else set()
    agencies = (found.about_agency_id, found.from_agency_id)
    return any(chairs(viewpoint, code) for code in codes) or any(is_of(viewpoint, one) for one in agencies)


@rules.predicate
def answers_for_the_recommendation(viewpoint: Viewpoint) -> bool:
    """Whether the reader comes from the organisation that answers for the recommendation."""
    found = recommendation_in(viewpoint) if "recommendation" in viewpoint.route else None
    return found is not None and is_of(viewpoint, found.owner_agency_id)


def declare() -> None:
    """Add the permits of this room."""
    keeper = belongs & holds_office("plan-owner", "secretary")
    add_permit(KEEP_RISKS, keeper)
    add_permit(SCORE_RISK, keeper | (belongs & owns_the_risk))
    add_permit(RAISE_ESCALATION, keeper | (belongs & may_raise))
    add_permit(STEP_ESCALATION, keeper | (belongs & is_party_to_the_escalation))
    add_permit(ANSWER_RECOMMENDATION, keeper | (belongs & answers_for_the_recommendation))
