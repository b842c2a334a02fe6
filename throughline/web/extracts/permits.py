"""Who sees that extracts came, who reads them, and who appoints readers."""

from __future__ import annotations

import rules
from django.utils.translation import gettext_lazy as _

from throughline.web.access.models import InForce
from throughline.web.access.permits import Viewpoint, add_permit, belongs, holds_office
from throughline.web.extracts.models import ExtractReader
from throughline.web.extracts.stores import has_store
from throughline.web.site.sections import add_part

SEE_EXTRACTS = "see the extracts"
"""Receipts and counts, without anything about a person."""
SEE_READINESS = "see evaluation readiness"
"""Whether a scheme can be evaluated, by counts through the gate."""
READ_EXTRACTS = "read the extracts"
"""Rows of single persons."""
APPOINT_READERS = "appoint readers of extracts"
PLAN_EVALUATIONS = ("secretary", "chair", "vice-chair", "information-owner", "analyst")


@rules.predicate
def keeps_extracts(viewpoint: Viewpoint) -> bool:
    """Whether the settings name a store of extracts for the partnership; without it the room is not there."""
    return has_store(viewpoint.partnership)


@rules.predicate
def is_reader(viewpoint: Viewpoint) -> bool:
    """Whether the person reads extracts on the day; asked once for a request, and never remembered beyond."""
    kept = viewpoint.__dict__.setdefault("_reads_extracts", {})
    if "answer" not in kept:
        person = viewpoint.person
        readers = ExtractReader.objects.filter(InForce.on(viewpoint.on), person=person, ended_at=None)
        kept["answer"] = person is not None and readers.exists()
    return bool(kept["answer"])


@rules.predicate
def plans_evaluations(viewpoint: Viewpoint) -> bool:
    """Holds an office that decides on evaluations or prepares them, of the partnership or of any body."""
    return any(held.office in PLAN_EVALUATIONS for held in viewpoint.offices)


def declare() -> None:
    """Add the permits of this room and its part of Performance."""
    here = keeps_extracts & belongs
    add_permit(SEE_EXTRACTS, here & (holds_office("secretary", "information-owner", "analyst") | is_reader))
    add_permit(SEE_READINESS, here & (plans_evaluations | is_reader))
    add_permit(READ_EXTRACTS, here & is_reader)
    add_permit(APPOINT_READERS, here & holds_office("secretary", "information-owner"))
    add_part(
        of="performance", code="extracts", words=_("Extracts"), route="extracts:extracts", permit=SEE_EXTRACTS
    )
    add_part(
        of="performance",
        code="readiness",
        words=_("Evaluation readiness"),
        route="extracts:readiness",
        permit=SEE_READINESS,
    )
