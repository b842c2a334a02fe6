"""Which reviews and stages are overdue or due soon, and each case's gaps: for keepers of the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.extracts.case_histories import further_offence, mappa_case, visor_record
from throughline.figures.measures.release import release
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.review_strip import ReviewedCase, review_strip
from throughline.rules.supervision import visor
from throughline.rules.supervision.limits import limit_on
from throughline.rules.supervision.mappa import level_gaps, level_on, next_review_due
from throughline.rules.supervision.serious_further_offences import FurtherOffence, Stage, stages
from throughline.web.performance.timeliness.measures import Limits
from throughline.web.performance.timeliness.reads import HeldCase
from throughline.words.formats import day_words
from throughline.words.periods import Period

SOON: Final = timedelta(days=14)
LEVELS: Final = (3, 2)
MOST_IN_A_STRIP: Final = 40
"""Cases that one drawing can hold; the most pressing come first."""


@dataclass(frozen=True)
class Coming:
    """Something owed of one case, as its last file tells: what, by when, and who sent the file."""

    reference: str
    duty: str
    due_on: date
    supplier: str
    days_left: int

    @property
    def words(self) -> str:
        """How near it is, or how late."""
        days = abs(self.days_left)
        if self.days_left < 0:
            return ngettext("%(num)s day overdue", "%(num)s days overdue", days) % {"num": days}
        if not days:
            return _("due today")
        return ngettext("due in %(num)s day", "due in %(num)s days", days) % {"num": days}

    @property
    def due_words(self) -> str:
        """The day by which it is due."""
        return day_words(self.due_on, translate=_)


@dataclass(frozen=True)
class Offence:
    """One serious further offence with its two stages and its rating; references only."""

    case: FurtherOffence
    stages: tuple[Stage, Stage]
    until: date
    """The last day that the file tells of."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Its row: the charge, each stage with its day and how it stands, and the rating."""
        return (
            self.case.reference,
            day_words(self.case.charged_on, translate=_),
            *(_stage_words(stage, self.until) for stage in self.stages),
            self.case.rating or _("not rated"),
        )


def _stage_words(stage: Stage, until: date) -> str:
    """When a stage was sent and by when it was due, and whether that was in time. Source: rule R37."""
    sent = (
        _("sent %(day)s") % {"day": day_words(stage.sent_on, translate=_)} if stage.sent_on else _("not sent")
    )
    if stage.due_on is None:
        return f"{sent}, {_('no deadline set')}"
    due = _("due %(day)s") % {"day": day_words(stage.due_on, translate=_)}
    verdict = {True: _("in time"), False: _("late"), None: _("not due yet")}[stage.is_in_time_on(until)]
    return f"{sent}, {due}: {verdict}"


def coming(held: Iterable[HeldCase], limits: Limits, day: date) -> tuple[Coming, ...]:
    """What is overdue on a day, or falls due within a fortnight of it; the most pressing first."""
    owed = (
        Coming(one.reference, duty, due, one.sent.supplier, (due - day).days)
        for one in held
        for duty, due in _owed(one, limits, day)
        if due <= day + SOON
    )
    return tuple(sorted(owed, key=lambda one: (one.due_on, one.reference, one.duty)))


def how_many(owed: Sequence[Coming], receipts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """How many are overdue and how many due soon, as others than the keepers may know it."""
    if not receipts:
        return ()
    late = sum(one.days_left < 0 for one in owed)
    counts = ((late, _("overdue")), (len(owed) - late, _("due within a fortnight")))
    return tuple((release(count, receipts=receipts).words, words) for count, words in counts)


def offences(held: Iterable[HeldCase], limits: Limits) -> tuple[Offence, ...]:
    """The serious further offences with the days by which their stages were due."""
    return tuple(
        Offence(case, stages(case, limits), one.sent.until)
        for one in held
        if one.sent.kind == "sfo" and (case := further_offence(one.reference, one.events))
    )


def strips(held: Iterable[HeldCase], limits: Limits, quarter: Period) -> tuple[Chart, ...]:
    """The gaps between reviews of each case in a quarter, drawn against the limit of its level."""
    rows = [row for one in held if one.sent.kind == "mappa" for row in _rows(one, limits, quarter)]
    if not rows:
        return ()
    pressing = sorted(rows, key=lambda row: (row.limit - (row.open or -10_000), row.reference))
    return (review_strip(_("MAPPA reviews"), quarter.last, _apart(pressing[:MOST_IN_A_STRIP])),)


def _apart(rows: Iterable[ReviewedCase]) -> tuple[ReviewedCase, ...]:
    """The same rows, where one reference stands twice with the limit, and the place if that is not enough."""
    seen: dict[str, ReviewedCase] = {}
    for row in rows:
        limited = f"{row.reference}, {row.limit}"
        named = next(name for name in (row.reference, limited, f"{limited}, {len(seen)}") if name not in seen)
        seen[named] = replace(row, reference=named)
    return tuple(seen.values())


def _rows(one: HeldCase, limits: Limits, quarter: Period) -> Iterator[ReviewedCase]:
    case, days = mappa_case(one.reference, one.events), Period(quarter.first, one.sent.until)
    for level in LEVELS:
        limit = limit_on(limits, f"mappa-level-{level}", quarter.first)
        gaps = level_gaps(case, level, days)
        if not gaps or limit is None or limit.months:
            continue
        lengths = tuple(gap.days for gap in gaps)
        is_open = level_on(case.periods, days.last) == level and gaps[-1].to_on not in case.reviews
        ended, still = (lengths[:-1], lengths[-1]) if is_open else (lengths, None)
        yield ReviewedCase(case.reference, limit.days, ended, still)


def _owed(one: HeldCase, limits: Limits, day: date) -> Iterator[tuple[str, date]]:
    if one.sent.kind == "mappa":
        case = mappa_case(one.reference, one.events)
        for level in LEVELS:
            limit = limit_on(limits, f"mappa-level-{level}", day)
            due = next_review_due(case, level=level, limit=limit, on=day) if limit else None
            if due:
                yield _("MAPPA level %(level)s review") % {"level": level}, due
    elif one.sent.kind == "visor":
        limit = limit_on(limits, "visor-review", day)
        record = visor_record(one.reference, one.events)
        due = visor.next_review_due(record, limit=limit, on=day) if limit else None
        if due:
            yield _("ViSOR review"), due
    else:
        yield from _stages_owed(further_offence(one.reference, one.events), limits)


def _stages_owed(case: FurtherOffence, limits: Limits) -> Iterator[tuple[str, date]]:
    names = {"notification": _("Notification"), "review": _("Review of a further offence")}
    for stage in stages(case, limits):
        if stage.due_on and not stage.sent_on:
            yield names[stage.name], stage.due_on
