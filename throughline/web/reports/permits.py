"""Who may read reports, and who makes and sends them."""

from __future__ import annotations

import rules
from django.utils.translation import gettext_lazy as _

from throughline.web.access.permits import ENTER, Viewpoint, add_permit, belongs, holds_office, holds_permit
from throughline.web.governance.models import Body
from throughline.web.governance.standing import READ_BODY, codes_readable_by
from throughline.web.site.sections import add_section

READ_GRID = ENTER
"""What is owed to whom and how far it is; the words of a report are read with the body's papers."""
READ_REPORTS = "read the reports"
KEEP_REPORTS = "keep the reports"
SEND_REPORTS = "send the reports"
WRITERS = ("plan-owner", "secretary")


@rules.predicate
def reads_the_body(viewpoint: Viewpoint) -> bool:
    """Whether the reader reads the papers of the body that the address names."""
    return holds_permit(READ_BODY, viewpoint)


def codes_of_reports(viewpoint: Viewpoint) -> frozenset[str]:
    """The codes of the bodies whose reports a reader may read: READ_REPORTS asked of every body at once."""
    kept = {one.body_code for one in viewpoint.offices if one.office in WRITERS}
    if "" in kept:
        bodies = Body.objects.filter(partnership=viewpoint.partnership)
        return frozenset(bodies.order_by().values_list("code", flat=True))
    return codes_readable_by(viewpoint) | kept


def declare() -> None:
    """Add the permits of this room and its part of Plan."""
    add_permit(READ_REPORTS, belongs & (reads_the_body | holds_office(*WRITERS)))
    add_permit(KEEP_REPORTS, belongs & holds_office(*WRITERS))
    add_permit(SEND_REPORTS, belongs & holds_office("secretary", "chair"))
    add_section(code="reports", words=_("Reports"), route="reports:grid")
