"""Who may read a plan, and who keeps it."""

from __future__ import annotations

import rules
from django.utils.translation import gettext_lazy as _

from throughline.web.access.permits import ENTER, Viewpoint, add_permit, belongs, holds_office
from throughline.web.site.navigation import add_entry

READ_PLAN = ENTER
KEEP_PLAN = "keep the plan"
OVERRIDE_STATUS = "override a status"


@rules.predicate
def is_a_chair(viewpoint: Viewpoint) -> bool:
    """A chair, of the partnership or of any body of it; the page asks of which body the plan is."""
    return any(held.office == "chair" for held in viewpoint.offices)


def declare() -> None:
    """Add the permits of this room and its entry in the navigation."""
    add_permit(KEEP_PLAN, belongs & holds_office("plan-owner", "secretary"))
    add_permit(OVERRIDE_STATUS, belongs & is_a_chair)
    add_entry(code="plan", words=_("Plan"), route="plan:plans", permit=READ_PLAN)
