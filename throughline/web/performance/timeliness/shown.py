"""The measures of a quarter as the page and the export show them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.rules.supervision.enforcement import year_to_date
from throughline.rules.supervision.limits import DayLimit, limit_on
from throughline.rules.supervision.share import Share
from throughline.web.performance.timeliness.measures import (
    ENFORCEMENT,
    MEASURES,
    Limits,
    Measure,
    counted,
)
from throughline.web.performance.timeliness.reads import HeldCase, Returned, by_file
from throughline.web.performance.timeliness.standing import Reader, Standing, part_words, standing
from throughline.words.formats import day_words
from throughline.words.periods import Period, year_holding

Counts = Mapping[str, Mapping[date, Returned]]


@dataclass(frozen=True)
class ShownMeasure:
    """One measure for one quarter: how it stands, its parts, the limits it is judged by, its receipts."""

    code: str
    words: str
    standing: Standing
    parts: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    receipts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Quarter:
    """All that was sent for one quarter, and what it is judged by."""

    period: Period
    held: Sequence[HeldCase]
    returned: Counts
    planned: Mapping[str, PlannedIndicator]
    limits: Limits


def shown_measures(quarter: Quarter, *, sees_all: bool) -> tuple[ShownMeasure, ...]:
    """Every measure of which dates or counts came for the quarter, in the order of the page."""
    found = [_measured(one, quarter, sees_all) for one in MEASURES]
    return (*(one for one in found if one), *_enforcement(quarter, sees_all))


def lead_of(measures: Iterable[ShownMeasure], quarter: Period) -> str:
    """How many measures are on target, in one sentence; hidden ones are not counted."""
    judged = [one for one in measures if one.code and one.standing.look]
    met = sum(one.standing.look == "complete" for one in judged)
    if not judged:
        return _("Nothing of %(quarter)s can be judged yet.") % {"quarter": quarter.name}
    said = _("In %(quarter)s, %(met)s of %(judged)s measures are on target.") % {
        "quarter": quarter.name,
        "met": met or _("none"),
        "judged": len(judged),
    }
    missed = "; ".join(one.words for one in judged if one.standing.look != "complete")
    return said + (_(" Not on target: %(measures)s.") % {"measures": missed} if missed else "")


def as_return(measures: Iterable[ShownMeasure]) -> str:
    """The counts of a quarter as a return in CSV; what is hidden for its reader has no numbers.

    A year so far is no figure of the quarter, so it is left out.
    """
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(("indicator", "numerator", "denominator", "note"))
    for one in measures:
        if one.code:
            share = one.standing.share
            note = "" if share else one.standing.counts or one.standing.verdict
            lines.writerow((one.code, share.met if share else "", share.of if share else "", note))
    return written.getvalue()


def _measured(measure: Measure, quarter: Quarter, sees_all: bool) -> ShownMeasure | None:
    """A measure from dates or from counts: what came last stands, and no cases hide no counts."""
    held = [one for one in quarter.held if one.sent.kind == measure.kind]
    counts = quarter.returned.get(measure.code, {}).get(quarter.period.first)
    if not held:
        return _from_counts(measure, counts, quarter, sees_all) if counts else None
    files = by_file(held)
    share = counted(measure.count, files, quarter.limits)
    is_newer = counts is not None and counts.came > max(one.sent.came for one in held)
    if counts and (is_newer or share is None or not share.has_cases):
        return _from_counts(measure, counts, quarter, sees_all)
    receipts = {one.sent.reference: one.sent.receipt for one in held}
    reader = _reader(measure.code, quarter, sees_all)
    parts = [
        (str(one.words), counted(one.count, files, quarter.limits), one.is_within) for one in measure.parts
    ]
    return ShownMeasure(
        measure.code,
        str(measure.words),
        _standing(measure.code, share, quarter, tuple(receipts), reader),
        part_words(share, parts, receipts=tuple(receipts), reader=reader),
        _limits(measure, quarter),
        tuple(receipts.items()),
    )


def _from_counts(measure: Measure, found: Returned, quarter: Quarter, sees_all: bool) -> ShownMeasure:
    reader = _reader(measure.code, quarter, sees_all)
    return ShownMeasure(
        measure.code,
        str(measure.words),
        _standing(measure.code, found.share, quarter, (found.reference,), reader),
        limits=_limits(measure, quarter),
        receipts=((found.reference, found.receipt),),
    )


def _enforcement(quarter: Quarter, sees_all: bool) -> Iterable[ShownMeasure]:
    """Enforcement in the quarter and for the year so far. Source: rule R38."""
    returned = quarter.returned.get(ENFORCEMENT, {})
    reader = _reader(ENFORCEMENT, quarter, sees_all)
    if found := returned.get(quarter.period.first):
        yield ShownMeasure(
            ENFORCEMENT,
            _("Enforcement, end to end"),
            _standing(ENFORCEMENT, found.share, quarter, (found.reference,), reader),
            receipts=((found.reference, found.receipt),),
        )
        year = year_holding(quarter.period.first)
        shares = {first: one.share for first, one in returned.items()}
        so_far = year_to_date(shares, year=year, through=quarter.period)
        of_year = [
            one for first, one in sorted(returned.items()) if year.first <= first <= quarter.period.first
        ]
        missing = ", ".join(one.name for one in so_far.missing)
        yield ShownMeasure(
            "",
            _("Enforcement, the year so far"),
            _standing(ENFORCEMENT, so_far.share, quarter, tuple(one.reference for one in of_year), reader),
            (_("Without %(quarters)s: no return came.") % {"quarters": missing},) if missing else (),
            receipts=tuple({one.reference: one.receipt for one in of_year}.items()),
        )


def _reader(code: str, quarter: Quarter, sees_all: bool) -> Reader:
    named = quarter.planned.get(code)
    return Reader(sees_all, named.indicator.counts_people if named else True)


def _standing(
    code: str, share: Share | None, quarter: Quarter, receipts: Sequence[str], reader: Reader
) -> Standing:
    named = quarter.planned.get(code)
    unset = _("No deadline set") if code.startswith("sfo") else _("No limit set")
    return standing(
        share,
        named.target if named else None,
        receipts=receipts,
        reader=reader,
        unset=unset,
    )


def _limits(measure: Measure, quarter: Quarter) -> tuple[str, ...]:
    found = (limit_on(quarter.limits, duty, quarter.period.first) for duty in measure.duties)
    return tuple(limit_words(one) for one in found if one)


def limit_words(limit: DayLimit) -> str:
    """A limit with the day from which it is in force and its source."""
    length = (
        _("%(number)s months") % {"number": limit.months}
        if limit.months
        else _("%(number)s days") % {"number": limit.days}
    )
    return _("%(length)s, from %(day)s. %(source)s") % {
        "length": length,
        "day": day_words(limit.from_on),
        "source": limit.source,
    }
