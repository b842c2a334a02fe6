"""Ways that the desk adds to pages of rooms below."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.governance.models import Body
from throughline.web.governance.seat_ways import SeatWay


def to_hand_over(body: Body) -> SeatWay:
    """From a seat to the page for whoever takes it."""

    def address(seat: str) -> str:
        return reverse("desk:hand_over", args=[body.partnership.slug, body.code, seat])

    return SeatWay(_("Hand-over page"), address)
