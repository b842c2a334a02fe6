"""Ways that the desk adds to pages of rooms below."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.models import Agency
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.governance.models import Body
from throughline.web.governance.seats.ways import SeatWay


def to_hand_over(body: Body) -> SeatWay:
    """From a seat to the page for whoever takes it."""

    def address(seat: str) -> str:
        return reverse("desk:hand_over", args=[body.partnership.slug, body.code, seat])

    return SeatWay(_("Hand-over page"), address)


COMPARING = ("secretary", "chair", "vice-chair")
"""The offices that may see what organisations promised and did."""


def side_by_side(agency: Agency, viewpoint: Viewpoint) -> HomePart | None:
    """From an organisation to what it promised and did, for whoever runs or leads a body that meets."""
    held = {one.body_code for one in viewpoint.offices if one.office in COMPARING}
    if not held:
        return None
    bodies = Body.objects.filter(partnership=agency.partnership, has_terms=True).order_by("name")
    slug = agency.partnership.slug
    entries = tuple(
        HomeEntry(one.name, reverse("desk:organisation", args=[slug, one.code, agency.code]))
        for one in bodies
        if "" in held or one.code in held
    )
    return HomePart(_("What it promised and did, last 12 months"), entries) if entries else None
