"""Who reads what was heard, who records it, and who answers for an organisation that was asked."""

from __future__ import annotations

import rules

from throughline.web.access.permits import ENTER, Viewpoint, add_permit, belongs, holds_office
from throughline.web.voices.models import Nomination

READ_VOICES = ENTER
RECORD_VOICES = "record who was heard"
ANSWER_NOMINATION = "answer for the organisation asked to name somebody"


def nomination_in(viewpoint: Viewpoint) -> Nomination | None:
    """The request that the address names, in the partnership; asked once for a request."""
    kept: dict[str, Nomination | None] = viewpoint.__dict__.setdefault("_nomination", {})
    if "found" not in kept:
        rows = Nomination.objects.filter(
            engagement__partnership=viewpoint.partnership, pk=viewpoint.route.get("nomination", 0)
        )
        kept["found"] = rows.select_related("engagement__partnership", "agency", "person").first()
    return kept["found"]


@rules.predicate
def was_asked_to_name(viewpoint: Viewpoint) -> bool:
    """Whether the person comes from the organisation that was asked to name somebody."""
    found, person = nomination_in(viewpoint), viewpoint.person
    if found is None or person is None or not viewpoint.has_standing:
        return False
    return person.agency_id == found.agency_id


def declare() -> None:
    """Add the permits of this room."""
    keeps = belongs & holds_office("plan-owner", "secretary")
    add_permit(RECORD_VOICES, keeps)
    add_permit(ANSWER_NOMINATION, keeps | (belongs & was_asked_to_name))
