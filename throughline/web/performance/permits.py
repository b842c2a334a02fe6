"""Who may read the scorecard, and who keeps its figures."""

from __future__ import annotations

import rules
from django.utils.translation import gettext_lazy as _

from throughline.web.access.permits import ENTER, Viewpoint, add_permit, belongs, holds_office
from throughline.web.governance.public_bodies import add_published_of_partnerships
from throughline.web.performance.releases.on_public import published_everywhere
from throughline.web.site.navigation import add_entry

READ_FIGURES = ENTER
KEEP_FIGURES = "keep the figures"
PREPARE_PUBLICATION = "prepare publication"
APPROVE_PUBLICATION = "approve publication"
APPROVERS = ("secretary", "chair", "vice-chair")


@rules.predicate
def speaks_for_a_body(viewpoint: Viewpoint) -> bool:
    """The secretary, a chair or a vice-chair, of the partnership or of any body of it."""
    return any(held.office in APPROVERS for held in viewpoint.offices)


def declare() -> None:
    """Add the permits of this room and its entry in the navigation."""
    add_permit(KEEP_FIGURES, belongs & holds_office("analyst", "secretary"))
    add_permit(PREPARE_PUBLICATION, belongs & (holds_office("analyst") | speaks_for_a_body))
    add_permit(APPROVE_PUBLICATION, belongs & speaks_for_a_body)
    add_published_of_partnerships("scorecards", published_everywhere)
    add_entry(code="performance", words=_("Performance"), route="performance:scorecard", permit=READ_FIGURES)
