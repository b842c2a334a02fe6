"""The days of an example that are worth moving to: its next called meetings, on their mornings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.meetings.models import Meeting
from throughline.web.site.jinja import long_date

REACH = timedelta(days=31)
"""How far after the example's first day a meeting is offered."""
TO_BE_HELD = (
    Meeting.State.CALLED,
    Meeting.State.PUBLISHED,
    Meeting.State.IN_SESSION,
    Meeting.State.ADJOURNED,
)


def days_to_try(partnership: Partnership, began_on: date) -> Iterator[tuple[date, str]]:
    """The day of each meeting that is to come within a month of the example's first day."""
    coming = Meeting.objects.filter(
        body__partnership=partnership,
        held_on__gt=began_on,
        held_on__lte=began_on + REACH,
        state__in=TO_BE_HELD,
    )
    for meeting in coming.select_related("body").order_by("held_on", "pk"):
        yield (
            meeting.held_on,
            _("%(body)s meets: %(day)s") % {"body": meeting.body.name, "day": long_date(meeting.held_on)},
        )
