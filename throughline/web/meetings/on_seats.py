"""Who came to the last meetings: for each seat of a body, and for one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from throughline.web.access.models import Person
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.governance.models import Body
from throughline.web.governance.seats.strips import Came, Mark, Strip
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.models import Attendance, Meeting
from throughline.web.site.jinja import long_date

SHOWN = 6
"""How many meetings a strip shows."""


def strips(body: Body, day: date) -> Mapping[str, Strip]:
    """For each seat, who came to the last meetings held by a day, the earliest first; one query.

    A meeting at which nobody is recorded is left out, since who came is not known.
    """
    held = Meeting.objects.filter(
        body=body, state=Meeting.State.HELD, held_on__lte=day, attendances__isnull=False
    )
    last = held.order_by("-held_on", "-pk").distinct().values("pk")[:SHOWN]
    days: dict[tuple[date, int], None] = {}
    came: dict[str, dict[tuple[date, int], Came]] = {}
    for row in (
        Attendance.objects.filter(meeting__in=last).select_related("meeting").order_by("meeting__held_on")
    ):
        when = (row.meeting.held_on, row.meeting_id)
        days.setdefault(when)
        if row.seat and row.capacity in ("member", "deputy"):
            by: Came = "member" if row.capacity == "member" else "deputy"
            came.setdefault(row.seat, {})[when] = by
    found = {seat: _strip(days, by_meeting) for seat, by_meeting in came.items()}
    return defaultdict(lambda: _strip(days, {}), found) if days else {}


def _strip(days: Iterable[tuple[date, int]], came: Mapping[tuple[date, int], Came]) -> Strip:
    return Strip(tuple(Mark(when[0], came.get(when, "nobody")) for when in days))


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
