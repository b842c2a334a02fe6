"""Reads of exception reports: those that a reader may see, one of them, and what the board agreed of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from throughline.rules.exceptions import Thresholds
from throughline.web.access.models import Agency, Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Decision
from throughline.web.exceptions.models import (
    AgreedThresholds,
    ExceptionAnswer,
    ExceptionItem,
    ExceptionPick,
    ExceptionReport,
    TabledReport,
)
from throughline.web.exceptions.permits import WRITERS
from throughline.web.governance.models import Body
from throughline.web.governance.standing import codes_readable_by
from throughline.web.meetings.models import AgendaItem, Meeting
from throughline.words.formats import day_words


def reports_visible_to(viewpoint: Viewpoint) -> QuerySet[ExceptionReport]:
    """The reports of a partnership that a reader may see: of the bodies whose papers are open to them.

    Whoever writes reports for the whole partnership sees all of them.
    """
    rows = ExceptionReport.objects.filter(partnership=viewpoint.partnership)
    if any(one.office in WRITERS and not one.body_code for one in viewpoint.offices):
        return rows
    own = {one.body_code for one in viewpoint.offices if one.office in WRITERS}
    return rows.filter(body__code__in=codes_readable_by(viewpoint) | own)


def reports_of(viewpoint: Viewpoint) -> QuerySet[ExceptionReport]:
    """The reports that a reader may see with their lines, the latest quarter first."""
    rows = reports_visible_to(viewpoint).select_related("body__partnership", "partnership")
    return rows.prefetch_related("items")


def lines_of(report: ExceptionReport) -> tuple[ExceptionItem, ...]:
    """The lines of a report in order, with what the rules said of them and what came of them."""
    picks = Prefetch("picks", ExceptionPick.objects.order_by("pk"))
    answers = Prefetch(
        "answers", ExceptionAnswer.objects.select_related("decision__body__partnership", "action")
    )
    rows = report.items.select_related("owner", "removed_by", "objective")
    return tuple(rows.prefetch_related(picks, answers))


def lines_in(report: ExceptionReport) -> QuerySet[ExceptionItem]:
    """The lines of a report."""
    return report.items.select_related("report__partnership", "report__body", "objective", "owner")


def decisions_to_choose(partnership: Partnership) -> QuerySet[Decision]:
    """The decisions of bodies that have exception reports, by which thresholds may be agreed."""
    made = Decision.objects.filter(body__in=[one.pk for one in bodies_to_report_to(partnership)])
    return made.select_related("body__partnership").order_by("-decided_on", "-pk")


def thresholds_on(body: Body, day: date) -> Thresholds:
    """From where on a line is an exception for a body on a day; what no decision agreed is the rule's own."""
    rows = AgreedThresholds.objects.filter(body=body, from_on__lte=day).select_related("decision")
    agreed = rows.order_by("from_on", "pk").last()
    if agreed is None:
        return Thresholds()
    return Thresholds(
        action_days=agreed.action_days,
        action_moves=agreed.action_moves,
        source=f"decision {agreed.decision.number}, from {day_words(agreed.from_on)}",
    )


def bodies_to_report_to(partnership: Partnership) -> Sequence[Body]:
    """The bodies that may have an exception report: those with terms that are no panel of cases."""
    return tuple(Body.objects.filter(partnership=partnership, has_terms=True).exclude(kind="case-panel"))


def meetings_to_come(body: Body, day: date) -> tuple[Meeting, ...]:
    """The meetings of a body from a day on that are called and not begun, in their order."""
    called = Meeting.objects.filter(
        body=body, held_on__gte=day, state__in=(Meeting.State.CALLED, Meeting.State.PUBLISHED)
    )
    return tuple(called.select_related("body__partnership").order_by("held_on", "sitting"))


def meeting_to_table_late(to_come: Sequence[Meeting]) -> Meeting | None:
    """The next of a body's meetings, if its agenda is published: a report comes onto it by leave only."""
    return to_come[0] if to_come and to_come[0].state == Meeting.State.PUBLISHED else None


def meeting_to_submit_to(to_come: Sequence[Meeting], day: date) -> Meeting | None:
    """The next of a body's meetings after a day whose agenda is not published yet."""
    open_ones = (one for one in to_come if one.state == Meeting.State.CALLED and one.held_on > day)
    return next(open_ones, None)


def tabling_of(report: ExceptionReport) -> TabledReport | None:
    """The paper by which the report stands before a meeting now, if it does."""
    rows = report.tablings.filter(ended_on__isnull=True)
    return rows.select_related("paper__meeting__body__partnership").first()


def item_before(report: ExceptionReport) -> AgendaItem | None:
    """The agenda's item that holds the paper by which a report stands before a meeting, if there is one."""
    rows = AgendaItem.objects.filter(
        paper__exception_report__report=report,
        paper__exception_report__ended_on__isnull=True,
        withdrawn_at__isnull=True,
    )
    return rows.select_related("meeting__body__partnership", "paper__permitted_by").first()


def agency_of_writer(viewpoint: Viewpoint) -> Agency | None:
    """The organisation of whoever asks."""
    return viewpoint.person.agency if viewpoint.person else None


def lines_before(meeting: Meeting) -> tuple[ExceptionItem, ...]:
    """The lines of the reports that a meeting has before it, in their order; what was taken out is not."""
    rows = ExceptionItem.objects.filter(
        removed_on__isnull=True,
        report__tablings__paper__meeting=meeting,
        report__tablings__ended_on__isnull=True,
    )
    return tuple(rows.order_by("report__number", "position", "pk"))
