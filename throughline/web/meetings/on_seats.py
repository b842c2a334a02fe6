"""Who came to the last meetings: for each seat of a body, and for one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from throughline.web.access.models import Person
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.governance.models import Body
from throughline.web.governance.seat_strips import Came, Mark, Strip
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.models import Attendance, Meeting
from throughline.web.site.jinja import long_date

SHOWN = 6
"""How many meetings a strip shows."""


def strips(body: Body, day: date) -> Mapping[str, Strip]:
    """For each seat, who came to the last meetings held by a day, the earliest first; two queries."""
    meetings = Meeting.objects.filter(body=body, state=Meeting.State.HELD, held_on__lte=day)
    last = sorted(meetings.order_by("-held_on", "-pk")[:SHOWN], key=lambda one: (one.held_on, one.pk))
    came: dict[str, dict[int, Came]] = {}
    rows = Attendance.objects.filter(meeting__in=[one.pk for one in last]).exclude(seat="")
    for row in rows.order_by("pk"):
        if row.capacity in ("member", "deputy"):
            by: Came = "member" if row.capacity == "member" else "deputy"
            came.setdefault(row.seat, {})[row.meeting_id] = by
    nobody = Strip(tuple(Mark(one.held_on, "nobody") for one in last))
    return defaultdict(
        lambda: nobody,
        {
            seat: Strip(tuple(Mark(one.held_on, by_meeting.get(one.pk, "nobody")) for one in last))
            for seat, by_meeting in came.items()
        },
    )


def attendance_part(person: Person, viewpoint: Viewpoint) -> HomePart | None:
    """The last meetings to which a person came, of the bodies whose papers the reader may read."""
    readable = codes_readable_by(viewpoint)
    rows = Attendance.objects.filter(person=person, meeting__body__code__in=readable)
    last = rows.select_related("meeting__body", "agency").order_by("-meeting__held_on", "-pk")[:SHOWN]
    entries = tuple(
        HomeEntry(
            f"{long_date(one.meeting.held_on)}, {one.meeting.body.name}",
            note=_("%(capacity)s, from %(organisation)s")
            % {"capacity": one.get_capacity_display().capitalize(), "organisation": one.agency.name},
        )
        for one in last
    )
    return HomePart(_("Last meetings"), entries, _("Not recorded at any meeting yet."))
