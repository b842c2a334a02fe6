"""What waits of exception reports: drafted by rule, or sent back by the board, for whoever writes them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.access.waiting import Waiting, add_waiting
from throughline.web.exceptions.models import ExceptionReport
from throughline.web.exceptions.permits import WRITE_EXCEPTIONS

STATES = {
    ExceptionReport.State.DRAFTED: lambda: _("Write the exception report of %(quarter)s"),
    ExceptionReport.State.WRITTEN: lambda: _("Finish the exception report of %(quarter)s"),
    ExceptionReport.State.RETURNED: lambda: _("Answer the board about the exception report of %(quarter)s"),
}


def declare() -> None:
    """Put what waits of exception reports on Today."""
    add_waiting("exception reports to write", to_write)


def to_write(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """The reports that are not with the board, for whoever writes them."""
    if not holds_permit(WRITE_EXCEPTIONS, viewpoint):
        return
    found = ExceptionReport.objects.filter(partnership=partnership, state__in=STATES)
    for one in found.select_related("body").order_by("quarter_starts", "number"):
        quarter = f"{one.quarter_starts:%B} to {one.quarter_ends:%B %Y}"
        yield Waiting(
            STATES[ExceptionReport.State(one.state)]() % {"quarter": quarter},
            reverse("exceptions:report", args=[partnership.slug, one.number]),
            one.body.name,
            _("next meeting"),
        )
