"""The engagement summary: every record, its findings and outcomes, as one paper."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from throughline.papers.blocks import Document, Status
from throughline.papers.engagement_summary import CameOf, EngagementSummary, Voice, engagement_summary
from throughline.rules.voices import by_sector
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.queries import marking_on
from throughline.web.plan.queries import objectives_closed_to, shown_code
from throughline.web.site.jinja import long_date
from throughline.web.site.kinds import is_demonstration
from throughline.web.voices.lists import lead_of_list, sectors_heard, to_lines
from throughline.web.voices.models import Citation, Engagement, Outcome
from throughline.web.voices.standing import engagements_visible_to, who, with_what_follows
from throughline.words.sectors import sector_name


def summary_paper(partnership: Partnership, viewpoint: Viewpoint) -> Document:
    """Who was heard and what came of it, as a reader may know it on their day."""
    cited = Citation.objects.filter(withdrawn_on=None).select_related("objective")
    outcomes = Outcome.objects.order_by("number").prefetch_related(
        Prefetch("citations", cited, to_attr="cited_now")
    )
    rows = engagements_visible_to(viewpoint, partnership=partnership)
    found = list(with_what_follows(rows, "findings", outcomes=outcomes))
    lines, closed = to_lines(found, partnership, viewpoint), objectives_closed_to(viewpoint)
    shown = EngagementSummary(
        partnership=partnership.name,
        on=long_date(viewpoint.on),
        lead=lead_of_list(lines),
        voices=tuple(_voice(one.record, one.kind, viewpoint.on, closed) for one in lines),
        owed=tuple(
            (one.record.title, f"{owed.words}, {long_date(owed.by)}", _status(owed.kind, owed.state))
            for one in lines
            for owed in one.standing.owed
        ),
        sectors=tuple(
            (sector_name(code), count) for code, count in by_sector(map(sectors_heard, found)).items()
        ),
    )
    return engagement_summary(
        shown,
        marking=marking_on(partnership, viewpoint.on),
        computed_from=f"{len(found)} records of who was heard, on {shown.on}",
        fictional=is_demonstration(),
    )


def _voice(one: Engagement, kind: str, on: date, closed: frozenset[tuple[int, str]]) -> Voice:
    days = long_date(one.held_from)
    if one.held_until:
        days = _("%(first)s to %(last)s") % {"first": days, "last": long_date(one.held_until)}
    return Voice(
        title=one.title,
        kind=kind,
        when=days,
        who=who(one),
        findings=tuple(row.words for row in one.findings.all()),
        outcomes=tuple(_came(row, on, closed) for row in one.outcomes.all()),
    )


def _came(row: Outcome, on: date, closed: frozenset[tuple[int, str]]) -> CameOf:
    if row.came_on:
        state = Status("complete", _("Came about"))
    elif row.due and row.due < on:
        state = Status("late", _("Overdue"))
    else:
        state = Status("on-course", _("To come"))
    cited = (shown_code(one.objective, closed) for one in row.cited_now)  # type: ignore[attr-defined]
    return CameOf(row.words, state, tuple(code for code in cited if code))


def _status(kind: str, words: str) -> Status:
    return Status("late" if kind == "late" else "on-course", words)
