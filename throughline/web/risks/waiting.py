"""What waits of escalations: the reply of the organisation that one is about."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.access.waiting import Waiting, add_waiting
from throughline.web.risks.models import Escalation


def declare() -> None:
    """Put what waits of escalations on Today."""
    add_waiting("escalations to reply to", to_reply_to)


def to_reply_to(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """The escalations about the reader's own organisation whose right of reply is open."""
    if viewpoint.person is None or viewpoint.person.agency_id is None:
        return
    found = Escalation.objects.filter(
        partnership=partnership,
        about_agency=viewpoint.person.agency_id,
        state=Escalation.State.REPLY_OPEN,
    )
    for one in found.order_by("number"):
        yield Waiting(
            _("Reply to escalation %(number)s, which is about your organisation") % {"number": one.number},
            reverse("risks:escalation", args=[partnership.slug, one.number]),
            when=_("before it is sent"),
        )
