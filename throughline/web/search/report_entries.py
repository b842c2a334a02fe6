"""What is found of reports and of indicators.

A report is found by its name alone: its words are composed anew for every reader, and leave out what that
reader may not see, so no one text of it may be searched.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from throughline.web.access.models import Partnership
from throughline.web.exceptions.models import ExceptionReport
from throughline.web.performance.models import IndicatorList
from throughline.web.performance.queries import read_list
from throughline.web.reports.models import Report
from throughline.web.search.entries import Entry, entry_of
from throughline.web.search.models import SearchEntry
from throughline.words.formats import days_words

Kind = SearchEntry.Kind
INDICATORS = "indicators"
"""The scope of the indicators: one list is read again as a whole."""


def entry_of_report(one: Report) -> Entry:
    """The name and the period of a report to a parent, for the readers of its body's papers."""
    place = {"partnership": one.body.partnership.slug, "body": one.body.code, "report": one.number}
    return entry_of(
        one.body.partnership, f"report:{one.pk}", f"report:{one.number}", Kind.REPORT, one.title,
        f"{one.body.name}, {days_words(one.period_starts, one.period_ends)}",
        reverse("reports:report", kwargs=place), body_id=one.body_id, day=one.begun_on,
    )  # fmt: skip


def entry_of_exceptions(one: ExceptionReport) -> Entry:
    """The name and the quarter of an exception report, for the readers of its body's papers."""
    place = {"partnership": one.body.partnership.slug, "exception_report": one.number}
    return entry_of(
        one.body.partnership, f"exceptions:{one.pk}", f"exceptions:{one.number}", Kind.EXCEPTIONS, str(one),
        f"{one.body.name}, {days_words(one.quarter_starts, one.quarter_ends)}",
        reverse("exceptions:report", kwargs=place), body_id=one.body_id, day=one.drafted_on,
    )  # fmt: skip


def entries_of_indicators(partnership: Partnership) -> Iterator[Entry]:
    """The indicators of the list loaded last, by name and definition; everybody may read the scorecard."""
    kept = IndicatorList.objects.filter(partnership=partnership).last()
    agencies = dict(partnership.agencies.values_list("code", "pk")) if kept else {}
    for one in (planned.indicator for planned in read_list(kept)) if kept else ():
        words = (one.code, one.numerator, one.denominator, *(each.words for each in one.definitions))
        place = {"partnership": partnership.slug, "indicator": one.id}
        yield entry_of(
            partnership, INDICATORS, f"indicator:{one.id}", Kind.INDICATOR, one.name,
            " ".join(filter(None, words)), reverse("performance:indicator", kwargs=place), is_for_all=True,
            agency_id=agencies.get(one.owner),
        )  # fmt: skip
