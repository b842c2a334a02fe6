"""Who may act for a chair, answer for an organisation, and answer a commission."""

from __future__ import annotations

import rules
from django.db.models import Q

from throughline.web.access.permits import Viewpoint, add_permit, belongs, holds_office
from throughline.web.decisions.models import Commission
from throughline.web.governance.standing import codes_readable_by, sits_on_the_body

ACT_FOR_CHAIR = "act for the chair"
ANSWER_CASCADE = "answer for the organisation"
READ_COMMISSION = "read the commission"
ANSWER_COMMISSION = "answer the commission"


@rules.predicate
def is_of_the_organisation(viewpoint: Viewpoint) -> bool:
    """Whether the person comes from the organisation that the address names, where it names one."""
    person = viewpoint.person
    if "agency" not in viewpoint.route:
        return person is not None
    code = viewpoint.route["agency"]
    return person is not None and person.agency is not None and person.agency.code == code


def commissions_readable_by(viewpoint: Viewpoint) -> Q:
    """The commissions of bodies whose papers a reader may read, and those asked of their organisation."""
    readable = codes_readable_by(viewpoint)
    either = Q(body__code__in=readable) | Q(to_body__code__in=readable)
    person = viewpoint.person
    return either | Q(to_agency=person.agency_id) if person and person.agency_id else either


def commission_in(viewpoint: Viewpoint) -> Commission | None:
    """The commission that the address names, in the partnership; asked once for a request."""
    kept: dict[str, Commission | None] = viewpoint.__dict__.setdefault("_commission", {})
    if "found" not in kept:
        number = viewpoint.route.get("commission", 0)
        rows = Commission.objects.filter(partnership=viewpoint.partnership, number=number)
        people = ("body__partnership", "to_body", "to_agency", "decision", "waiver", "partnership")
        kept["found"] = rows.select_related(*people).first()
    return kept["found"]


@rules.predicate
def may_read_the_commission(viewpoint: Viewpoint) -> bool:
    """Whether the reader may see the commission that the address names, or those of its body."""
    if "commission" not in viewpoint.route:
        return viewpoint.route.get("body") in codes_readable_by(viewpoint)
    found, person = commission_in(viewpoint), viewpoint.person
    if found is None or person is None or not viewpoint.has_standing:
        return False
    codes = {found.body.code, found.to_body.code if found.to_body else found.body.code}
    is_theirs = person.agency_id is not None and person.agency_id == found.to_agency_id
    return is_theirs or bool(codes & codes_readable_by(viewpoint))


@rules.predicate
def was_asked(viewpoint: Viewpoint) -> bool:
    """Whether the person answers for the body or organisation of which the work was asked."""
    found, person = commission_in(viewpoint), viewpoint.person
    if found is None or person is None or not viewpoint.has_standing:
        return False
    if found.to_agency_id is not None:
        return person.agency_id == found.to_agency_id
    codes = ("", found.to_body.code if found.to_body else "")
    return any(held.office == "chair" and held.body_code in codes for held in viewpoint.offices)


@rules.predicate
def keeps_either_body(viewpoint: Viewpoint) -> bool:
    """Whether the person is secretary of the body that asks or of the one that is asked."""
    held = {one.body_code for one in viewpoint.offices if one.office == "secretary"}
    if not held or "commission" not in viewpoint.route:
        return bool(held & {"", viewpoint.route.get("body")})
    found = commission_in(viewpoint)
    if found is None:
        return False
    return bool(held & {"", found.body.code, found.to_body.code if found.to_body else ""})


def declare() -> None:
    """Add the permits that decisions need."""
    secretary = holds_office("secretary") & belongs
    add_permit(ACT_FOR_CHAIR, secretary | holds_office("chair"))
    add_permit(ANSWER_CASCADE, secretary | (sits_on_the_body & is_of_the_organisation))
    add_permit(READ_COMMISSION, may_read_the_commission)
    add_permit(ANSWER_COMMISSION, belongs & (was_asked | keeps_either_body))
