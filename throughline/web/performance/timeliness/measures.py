"""What is counted of each quarter: the measures, the limits they are judged by, and their parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughline.figures.extracts.case_dates import CaseKind
from throughline.rules.supervision import visor
from throughline.rules.supervision.attendance import attended
from throughline.rules.supervision.limits import DayLimit, limit_on
from throughline.rules.supervision.mappa import (
    MappaCase,
    disclosure_decided,
    intervals_in_time,
    reviewed_in_time,
)
from throughline.rules.supervision.serious_further_offences import (
    DUTIES,
    FurtherOffence,
    StageName,
    rated_satisfactory,
    sent_in_time,
)
from throughline.rules.supervision.share import Share
from throughline.rules.supervision.visor import VisorRecord
from throughline.words.periods import Period

Limits = Sequence[DayLimit]
ENFORCEMENT: Final = "enforcement"


@dataclass(frozen=True)
class Cases:
    """Every case whose dates count for a quarter."""

    mappa: tuple[MappaCase, ...] = ()
    visor: tuple[VisorRecord, ...] = ()
    sfo: tuple[FurtherOffence, ...] = ()


Count = Callable[[Cases, Period, Limits], Share | None]
"""Counts what was done of what was asked; None where no limit is set, so that nothing can be in time."""


@dataclass(frozen=True)
class Part:
    """A second count beside a measure; ``is_within`` says that it counts some of the same."""

    words: str | Promise
    count: Count
    is_within: bool = True


@dataclass(frozen=True)
class Measure:
    """One measure; ``code`` is the indicator that it feeds where the list has it."""

    code: str
    kind: CaseKind
    words: str | Promise
    count: Count
    duties: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=())


def counted(count: Count, files: Sequence[tuple[Period, Cases]], limits: Limits) -> Share | None:
    """One count over several files, each through its own days; None where no limit is set."""
    shares = [count(cases, days, limits) for days, cases in files]
    return None if None in shares else sum((one for one in shares if one), Share(0, 0))


def _reviews(level: int) -> Count:
    def count(cases: Cases, quarter: Period, limits: Limits) -> Share | None:
        limit = limit_on(limits, f"mappa-level-{level}", quarter.first)
        return reviewed_in_time(cases.mappa, level=level, quarter=quarter, limit=limit) if limit else None

    return count


def _intervals(level: int) -> Count:
    def count(cases: Cases, quarter: Period, limits: Limits) -> Share | None:
        limit = limit_on(limits, f"mappa-level-{level}", quarter.first)
        return intervals_in_time(cases.mappa, level=level, quarter=quarter, limit=limit) if limit else None

    return count


def _disclosure(level: int) -> Count:
    return lambda cases, quarter, limits: disclosure_decided(cases.mappa, level=level, quarter=quarter)


def _attendance(agency: str, *levels: int) -> Count:
    def count(cases: Cases, quarter: Period, limits: Limits) -> Share:
        meetings = [one for case in cases.mappa for one in case.meetings]
        return attended(meetings, agency=agency, quarter=quarter, levels=levels)

    return count


def _entered(cases: Cases, quarter: Period, limits: Limits) -> Share:
    return visor.entered(cases.visor, quarter=quarter)


def _managed_entered(cases: Cases, quarter: Period, limits: Limits) -> Share:
    return visor.entered(cases.visor, quarter=quarter, levels=(2, 3))


def _records(cases: Cases, quarter: Period, limits: Limits) -> Share | None:
    limit = limit_on(limits, "visor-review", quarter.first)
    return visor.reviewed_in_time(cases.visor, quarter=quarter, limit=limit) if limit else None


def _partners(cases: Cases, quarter: Period, limits: Limits) -> Share:
    return visor.partner_status_taken(cases.visor, quarter=quarter, levels=(2, 3))


def _category_1_partners(cases: Cases, quarter: Period, limits: Limits) -> Share:
    return visor.partner_status_taken(cases.visor, quarter=quarter, category=1)


def _sent(stage: StageName | None = None) -> Count:
    wanted = {DUTIES[stage]} if stage else {*DUTIES.values()}

    def count(cases: Cases, quarter: Period, limits: Limits) -> Share | None:
        if not any(one.duty in wanted and one.from_on <= quarter.last for one in limits):
            return None
        return sent_in_time(cases.sfo, limits=limits, quarter=quarter, stage=stage)

    return count


def _rated(cases: Cases, quarter: Period, limits: Limits) -> Share:
    return rated_satisfactory(cases.sfo, quarter=quarter)


def _attendance_parts(agency: str) -> tuple[Part, ...]:
    return (
        Part(_("at level 2"), _attendance(agency, 2)),
        Part(_("at level 3"), _attendance(agency, 3)),
    )


MEASURES: Final = (
    Measure(
        "mappa-level-3-reviews", "mappa", _("MAPPA level 3 cases reviewed in time"), _reviews(3),
        ("mappa-level-3",), (Part(_("gaps between reviews"), _intervals(3), is_within=False),),
    ),
    Measure(
        "mappa-level-2-reviews", "mappa", _("MAPPA level 2 cases reviewed in time"), _reviews(2),
        ("mappa-level-2",), (Part(_("gaps between reviews"), _intervals(2), is_within=False),),
    ),
    Measure(
        "mappa-disclosure", "mappa", _("MAPPA level 2 meetings: disclosure considered and decided"),
        _disclosure(2), (), (Part(_("level 3 meetings"), _disclosure(3), is_within=False),),
    ),
    Measure(
        "mappa-prison-attendance", "mappa", _("Prison at MAPPA meetings, in person or by report"),
        _attendance("prison", 2, 3), (), _attendance_parts("prison"),
    ),
    Measure(
        "mappa-probation-attendance", "mappa", _("Probation at MAPPA meetings, in person"),
        _attendance("probation", 2, 3), (), _attendance_parts("probation"),
    ),
    Measure(
        "visor-entries", "visor", _("Category 2 offenders entered on ViSOR"), _entered, (),
        (Part(_("at levels 2 and 3"), _managed_entered),),
    ),
    Measure(
        "visor-reviews", "visor", _("ViSOR records reviewed in time"), _records, ("visor-review",),
    ),
    Measure(
        "visor-partner-status", "visor", _("Partner status taken, levels 2 and 3 in custody"), _partners, (),
        (Part(_("on category 1 in custody"), _category_1_partners, is_within=False),),
    ),
    Measure(
        "sfo-in-time", "sfo", _("Serious further offences: notifications and reviews sent in time"), _sent(),
        tuple(DUTIES.values()),
        (Part(_("notifications"), _sent("notification")), Part(_("reviews"), _sent("review"))),
    ),
    Measure("sfo-quality", "sfo", _("Serious further offence reviews rated satisfactory or better"), _rated),
)  # fmt: skip
"""In the order of the page. Source: rules R32 to R37."""
CODES: Final = (*(one.code for one in MEASURES), ENFORCEMENT)
