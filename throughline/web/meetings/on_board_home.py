"""A board's meetings, as its home shows them to whoever may read its papers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.governance.models import Body
from throughline.web.governance.standing import READ_BODY
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.queries import meetings_of_body
from throughline.web.site.jinja import long_date
from throughline.words.formats import time_words


def meetings_part(body: Body, viewpoint: Viewpoint) -> HomePart | None:
    """The next meeting and the last one held, or None for whoever may not read the board's papers."""
    if not holds_permit(READ_BODY, viewpoint):
        return None
    called = [one for one in meetings_of_body(body) if one.state != Meeting.State.CANCELLED]
    coming = [one for one in called if one.held_on >= viewpoint.on and one.state != Meeting.State.HELD]
    held = [one for one in called if one.state == Meeting.State.HELD]
    entries = [_entry(one, _("Next meeting")) for one in coming[:1]]
    entries += [_entry(one, _("Last meeting")) for one in held[-1:]]
    calendar = reverse("meetings:calendar", kwargs={"partnership": body.partnership.slug})
    entries.append(HomeEntry(_("The year’s meetings"), f"{calendar}?body={body.code}"))
    rules = reverse("meetings:rules", args=[body.partnership.slug, body.code])
    entries.append(HomeEntry(_("Which of its own rules it kept"), rules))
    return HomePart(_("Meetings"), tuple(entries))


def _entry(meeting: Meeting, what: str) -> HomeEntry:
    body = meeting.body
    address = reverse(
        "meetings:meeting",
        kwargs={"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address},
    )
    said = [what, time_words(meeting.starts_at) if meeting.starts_at else "", meeting.place]
    return HomeEntry(long_date(meeting.held_on), address, ", ".join(one for one in said if one))
