"""Attendance at MAPPA meetings by the organisations that had to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from throughline.rules.supervision.mappa import MappaMeeting
from throughline.rules.supervision.share import Share, share_of
from throughline.words.periods import Period

IN_PERSON: Final = "in person"
BY_REPORT: Final = "by report"
ABSENT: Final = "absent"
REPORT_COUNTS: Final = ("prison",)
"""The plan lets prisons send a report instead; whether probation may is unclear, so it may not."""
LEVELS: Final = (2, 3)


def attended(
    meetings: Iterable[MappaMeeting],
    *,
    agency: str,
    quarter: Period,
    levels: Collection[int] = LEVELS,
    report_counts: Collection[str] = REPORT_COUNTS,
) -> Share:
    """The meetings of a quarter that an organisation attended, of those to which it had to come.

    A report counts as attendance for the organisations in ``report_counts``.
    Source: rule R35; East Midlands plan, 3.1.2.
    """
    enough = {IN_PERSON, BY_REPORT} if agency in report_counts else {IN_PERSON}
    asked = [
        one.attendance[agency]
        for one in meetings
        if one.level in levels and one.held_on in quarter and agency in one.attendance
    ]
    return share_of([came in enough for came in asked])
