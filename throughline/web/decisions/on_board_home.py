"""A board's latest decisions, as its home shows them to whoever may read its papers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.governance.models import Body
from throughline.web.governance.standing import READ_BODY

MOST = 2


def decisions_part(body: Body, viewpoint: Viewpoint) -> HomePart | None:
    """The last decisions and the register, or None for whoever may not read the board's papers."""
    if not holds_permit(READ_BODY, viewpoint):
        return None
    rows = decisions_readable_by(viewpoint, partnership=body.partnership, body=body.code)
    latest = rows.select_related("body__partnership")[:MOST]
    parts = {"partnership": body.partnership.slug, "body": body.code}
    entries = tuple(HomeEntry(one.number, address_of(one), one.text) for one in latest)
    every = HomeEntry(_("Every decision"), reverse("decisions:decisions", kwargs=parts))
    return HomePart(_("Decisions"), (*entries, every))
