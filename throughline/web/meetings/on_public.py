"""The approved minutes of a public body, as the page for the public leads to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.governance.home_parts import HomeEntry
from throughline.web.governance.models import Body
from throughline.web.meetings.minutes.reading import is_published
from throughline.web.meetings.models import Meeting, MinutesVersion
from throughline.web.site.jinja import long_date

SHOWN = 6
"""How many meetings back the page leads."""


def published_minutes(body: Body) -> tuple[HomeEntry, ...]:
    """The public versions of a body's latest approved minutes, the latest first.

    Each only if the terms of its meeting's day opened that meeting. Source: product rule R50.
    """
    approved = Meeting.objects.filter(body=body, minutes_versions__kind=MinutesVersion.Kind.APPROVED)
    latest = approved.select_related("body__partnership").order_by("-held_on", "-sitting")[:SHOWN]
    return tuple(_entry(one) for one in latest if is_published(one, "approved"))


def _entry(meeting: Meeting) -> HomeEntry:
    parts = {
        "partnership": meeting.body.partnership.slug,
        "body": meeting.body.code,
        "meeting": meeting.address,
    }
    words = _("Minutes of %(day)s") % {"day": long_date(meeting.held_on)}
    return HomeEntry(words, reverse("meetings:minutes_public", kwargs=parts))
