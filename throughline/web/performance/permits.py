"""Who may read the scorecard, and who keeps its figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughline.web.access.permits import ENTER, add_permit, belongs, holds_office
from throughline.web.site.navigation import add_entry

READ_FIGURES = ENTER
KEEP_FIGURES = "keep the figures"


def declare() -> None:
    """Add the permits of this room and its entry in the navigation."""
    add_permit(KEEP_FIGURES, belongs & holds_office("analyst", "secretary"))
    add_entry(code="performance", words=_("Performance"), route="performance:scorecard", permit=READ_FIGURES)
