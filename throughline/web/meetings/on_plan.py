"""Meetings that were held, as an update of the plan names one as its source."""

from __future__ import annotations

from throughline.web.access.permits import Viewpoint
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.models import Meeting
from throughline.web.plan.rounds.meetings import HeldMeeting

LATEST = 12
"""How many meetings a form offers."""


def held_lately(viewpoint: Viewpoint) -> tuple[HeldMeeting, ...]:
    """The latest meetings held of the boards whose records a reader may see; one query beside the boards'."""
    found = Meeting.objects.filter(
        body__partnership=viewpoint.partnership,
        body__code__in=codes_readable_by(viewpoint),
        state=Meeting.State.HELD,
        held_on__lte=viewpoint.on,
    )
    rows = found.select_related("body").order_by("-held_on", "-pk")[:LATEST]
    return tuple(HeldMeeting(one.body, one.held_on) for one in rows)
