"""Who may read a plan, and who keeps it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughline.web.access.permits import ENTER, add_permit, belongs, holds_office
from throughline.web.site.navigation import add_entry

READ_PLAN = ENTER
KEEP_PLAN = "keep the plan"


def declare() -> None:
    """Add the permits of this room and its entry in the navigation."""
    add_permit(KEEP_PLAN, belongs & holds_office("plan-owner", "secretary"))
    add_entry(code="plan", words=_("Plan"), route="plan:plans", permit=READ_PLAN)
