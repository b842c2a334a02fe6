"""All that the page of public protection shows for one quarter and one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.papers.charts.chart import Chart
from throughline.web.access.models import Partnership
from throughline.web.performance.drawings.queries import ShownChart, shown_charts
from throughline.web.performance.timeliness.cases_counted import CasesCounted, cases_counted
from throughline.web.performance.timeliness.coming import Coming, Offence, coming, how_many, offences, strips
from throughline.web.performance.timeliness.reads import (
    Sent,
    cases_in,
    category_rules_on,
    counts_returned,
    files_sent,
    last_of_each,
    limits_on,
    planned_on,
    quarter_of,
)
from throughline.web.performance.timeliness.shown import Quarter, ShownMeasure, lead_of, shown_measures
from throughline.words.periods import Period

MOST_QUARTERS = 8


@dataclass(frozen=True)
class Page:
    """The page: what is on target, what is coming, and for keepers each case by its reference."""

    quarter: Period
    quarters: tuple[Period, ...]
    lead: str
    measures: tuple[ShownMeasure, ...]
    files: tuple[Sent, ...]
    coming: tuple[Coming, ...]
    counts_coming: tuple[tuple[str, str], ...]
    offences: tuple[Offence, ...]
    charts: tuple[ShownChart, ...]
    counted: CasesCounted | None


def page_of(partnership: Partnership, *, day: date, quarter: Period | None, sees_all: bool) -> Page | None:
    """The page for one quarter, the last of which something came if none is named; None before anything came.

    Cases by their references are told only to readers who see all.
    """
    sent, returned = files_sent(partnership, day), counts_returned(partnership, day)
    known = _quarters(sent, [one.quarter for of in returned.values() for one in of.values()])
    chosen = quarter or next(iter(known), None)
    if chosen is None:
        return None
    files, latest = last_of_each(one for one in sent if one.quarter == chosen), last_of_each(sent)
    held = cases_in({*files, *latest})
    limits = limits_on(partnership, day)
    of_quarter = [one for one in held if one.sent in files]
    judged = Quarter(chosen, of_quarter, returned, planned_on(partnership, day), limits)
    measures = shown_measures(judged, sees_all=sees_all)
    owed = coming([one for one in held if one.sent in latest], limits, day)
    return Page(
        quarter=chosen,
        quarters=known,
        lead=lead_of(measures, chosen),
        measures=measures,
        files=files,
        coming=owed if sees_all else (),
        counts_coming=how_many(owed, [one.reference for one in latest]),
        offences=offences(of_quarter, limits) if sees_all else (),
        charts=shown_charts(partnership, strips(of_quarter, limits, chosen)) if sees_all else (),
        counted=cases_counted(of_quarter, chosen, category_rules_on(partnership, day)),
    )


def charts_to_draw(partnership: Partnership, day: date) -> tuple[Chart, ...]:
    """The review strip of the last quarter of which dates came, for the worker to draw."""
    sent = files_sent(partnership, day)
    if not sent:
        return ()
    last = sent[-1].quarter
    held = cases_in(last_of_each(one for one in sent if one.quarter == last))
    return strips(held, limits_on(partnership, day), last)


def quarters_to_send(day: date) -> tuple[Period, ...]:
    """The quarters that dates may be sent for, the one that ended last first, then the one that runs."""
    found = [quarter_of(day)]
    while len(found) <= MOST_QUARTERS:
        found.append(quarter_of(found[-1].first - timedelta(days=1)))
    return (found[1], found[0], *found[2:])


def _quarters(sent: Sequence[Sent], returned: Sequence[Period]) -> tuple[Period, ...]:
    known = {one.quarter for one in sent} | set(returned)
    return tuple(sorted(known, reverse=True)[:MOST_QUARTERS])
