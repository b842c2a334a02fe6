"""Where an action came from in the minutes of a meeting."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action
from throughline.web.decisions.permits import codes_read_by
from throughline.web.decisions.promises.page import Origin
from throughline.web.meetings.models import Minute
from throughline.web.site.jinja import long_date


def minute_of(action: Action, viewpoint: Viewpoint) -> Origin | None:
    """The minute that recorded the action, for a reader of its body's papers who may read that minute."""
    readable = action.body.code in codes_read_by(viewpoint)
    found = Minute.objects.filter(action=action, struck_at__isnull=True).exclude(
        readers=Minute.Readers.MEMBERS
    )
    minute = found.select_related("meeting__body").first() if readable else None
    if minute is None:
        return None
    meeting = minute.meeting
    parts = {
        "partnership": action.partnership.slug,
        "body": meeting.body.code,
        "meeting": meeting.address,
    }
    named = _("Minute %(number)s") % {"number": minute.number} if minute.number else _("A draft minute")
    words = _("%(minute)s of the meeting of %(day)s") % {"minute": named, "day": long_date(meeting.held_on)}
    return Origin(words, reverse("meetings:meeting", kwargs=parts))
