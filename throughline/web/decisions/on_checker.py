"""What the checker lets a secretary do about a question: put it on the agenda, or record its reading."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.checker_ways import CheckerWay
from throughline.web.governance.standing import KEEP_TERMS


def record_a_reading(at: str, viewpoint: Viewpoint) -> CheckerWay | None:
    """The way to record what a board decided, for whoever keeps the terms."""
    address = _address("decisions:reading", at, viewpoint)
    return CheckerWay(_("Record a reading"), address) if address else None


def put_on_the_agenda(at: str, viewpoint: Viewpoint) -> CheckerWay | None:
    """The way to put a question on the next agenda, for whoever keeps the terms."""
    address = _address("decisions:question", at, viewpoint)
    return CheckerWay(_("Put it on the agenda"), address, is_act=True) if address else None


def _address(route: str, at: str, viewpoint: Viewpoint) -> str:
    if viewpoint.partnership is None or not holds_permit(KEEP_TERMS, viewpoint):
        return ""
    address = reverse(route, kwargs={"partnership": viewpoint.partnership.slug})
    return f"{address}?{urlencode({'at': at})}"
