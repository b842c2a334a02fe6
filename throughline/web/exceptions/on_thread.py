"""What exception reports tell the thread of an objective: its lines, and the agenda item each became."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.web.exceptions.models import ExceptionItem
from throughline.web.exceptions.queries import reports_visible_to
from throughline.web.exceptions.words import STATES
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.models import AgendaItem
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand


def declare() -> None:
    """Give the thread this room's strands."""
    add_strand("exception", "exceptions", gettext_lazy("Exceptions"), exceptions_of)
    add_strand("agenda", "exceptions", gettext_lazy("Before the board"), agenda_items_of)


def exceptions_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The lines of reports that this objective is in, for a reader of those reports."""
    rows = ExceptionItem.objects.filter(
        objective=seen.objective,
        removed_on__isnull=True,
        report__in=reports_visible_to(seen.viewpoint),
    ).select_related("report")
    slug = seen.viewpoint.partnership.slug if seen.viewpoint.partnership else ""
    return tuple(
        Knot(
            words=f"{one.code} {one.words}",
            on=one.report.drafted_on,
            address=reverse(
                "exceptions:report", kwargs={"partnership": slug, "exception_report": one.report.number}
            ),
            note=_("Report %(number)d: %(state)s")
            % {"number": one.report.number, "state": STATES[one.report.state][1]},
            came_from=one.code,
        )
        for one in rows.order_by("report__quarter_starts", "position")
    )


def agenda_items_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The items of agendas by which those reports came before a board; a page only for who may open it."""
    reports = reports_visible_to(seen.viewpoint).filter(
        items__objective=seen.objective, items__removed_on__isnull=True
    )
    rows = AgendaItem.objects.filter(
        withdrawn_at__isnull=True, paper__exception_report__report__in=reports.order_by().values("pk")
    ).select_related("meeting__body__partnership", "paper__exception_report__report")
    readable = codes_readable_by(seen.viewpoint)
    return tuple(_of_agenda(one, readable) for one in rows.order_by("meeting__held_on", "pk"))


def _of_agenda(item: AgendaItem, readable: Collection[str]) -> Knot:
    body, report = item.meeting.body, item.paper.exception_report.report  # type: ignore[union-attr]
    parts = {"partnership": body.partnership.slug, "body": body.code, "meeting": item.meeting.address}
    return Knot(
        words=_("Item %(number)s: %(title)s") % {"number": item.number or item.position, "title": item.title},
        on=item.meeting.held_on,
        address=reverse("meetings:meeting", kwargs=parts) if body.code in readable else "",
        note=body.name,
        came_from=_("Report %(number)d") % {"number": report.number},
    )
