"""What reports tell the thread of an objective: in which of them its accepted updates went to whom."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.rules.terms.words_for import names_in
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.plan.strands import Knot, ObjectiveSeen, add_strand
from throughline.web.reports.content import Content
from throughline.web.reports.grid_page import STATES, address_parts
from throughline.web.reports.models import ReportSection
from throughline.web.reports.permits import codes_of_reports
from throughline.words.formats import list_words


def declare() -> None:
    """Give the thread this room's strand."""
    add_strand("report", "reports", gettext_lazy("Reports to parents"), reports_of)


def reports_of(seen: ObjectiveSeen) -> tuple[Knot, ...]:
    """The sent reports that hold an update of this objective, for a reader of those reports."""
    partnership, version = seen.viewpoint.partnership, seen.version.plan
    if partnership is None:
        return ()
    its_page = reverse(
        "plan:objective",
        kwargs={"partnership": partnership.slug, "year": version.year, "code": seen.objective.code},
    )
    rows = ReportSection.objects.filter(
        source="updates",
        content__isnull=False,
        version__report__partnership=partnership,
        version__report__period_starts__lte=version.year_ends,
        version__report__period_ends__gte=version.year_starts,
        version__report__body__code__in=codes_of_reports(seen.viewpoint),
    ).select_related("version__report__body", "version__report__partnership")
    return tuple(_knots(seen, rows.order_by("version__as_at", "pk"), its_page))


def _knots(seen: ObjectiveSeen, sections: QuerySet[ReportSection], its_page: str) -> Iterator[Knot]:
    names = _names(seen)
    for section in sections:
        content = Content.from_record(section.content or {})
        told = [one.came_from for one in content.lines if one.address == its_page]
        if told:
            report = section.version.report
            yield Knot(
                words=f"{report.title}: {names.get(report.recipient, report.recipient)}",
                on=section.version.as_at,
                address=f"{reverse('reports:report', kwargs=address_parts(report))}"
                f"?version={section.version.number}",
                note=_(STATES[report.state][1]).capitalize(),
                came_from=list_words(told),
            )


def _names(seen: ObjectiveSeen) -> dict[str, str]:
    try:
        return names_in(terms_on(seen.version.plan.partnership, seen.viewpoint.on))
    except NoTermsYet:
        return {}
