"""Dates of invented cases for the East Midlands example: references only, and none of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

HEADING: Final = "reference,event,on,detail"
LEVEL_3: Final = {
    # reference: when level 3 began, and after how many days each review followed
    "M-0141": (date(2009, 8, 3), (38, 41, 40, 14)),
    "M-0142": (date(2009, 8, 17), (42, 42, 38)),
    "M-0143": (date(2009, 9, 1), (35, 36, 33)),
    "M-0144": (date(2009, 9, 7), (40, 39, 26)),
    "M-0145": (date(2009, 9, 21), (41, 36)),
    "M-0146": (date(2009, 9, 28), (37, 40)),
    "M-0147": (date(2009, 10, 5), (42, 35)),
    "M-0148": (date(2009, 10, 12), (30, 36)),
    "M-0149": (date(2009, 10, 26), (39,)),
    "M-0150": (date(2009, 11, 2), (37, 15)),
    "M-0151": (date(2009, 11, 16), (31,)),
    "M-0152": (date(2009, 8, 24), (40, 41)),
}
"""The last of them waits for its review since 13 November."""
LEFT: Final = {"M-0143": date(2009, 12, 21)}
ABSENT: Final = {("M-0144", 1), ("M-0150", 0)}
"""At which meetings, by their place, probation was not there."""
BY_REPORT: Final = {("M-0141", 1), ("M-0147", 0), ("M-0148", 1)}
RECORDS: Final = {
    # reference: level, when it was entered, reviews, and whether it is one of somebody in custody
    "V-0201": ("2", date(2009, 5, 11), (date(2009, 9, 1), date(2009, 12, 14)), False),
    "V-0202": ("3", date(2009, 6, 2), (date(2009, 9, 28),), False),
    "V-0203": ("2", date(2009, 6, 30), (date(2009, 10, 30),), True),
    "V-0204": ("3", date(2009, 7, 20), (date(2009, 11, 16),), True),
    "V-0205": ("1", date(2009, 8, 3), (date(2009, 12, 3),), False),
    "V-0206": ("1", date(2009, 8, 24), (date(2009, 12, 18),), False),
    "V-0207": ("2", date(2009, 5, 18), (date(2009, 8, 31),), False),
    "V-0208": ("1", date(2009, 9, 14), (), False),
}
OFFENCES: Final = {
    # reference: charged, notified, review sent
    "S-0301": (date(2009, 10, 19), date(2009, 10, 23), date(2009, 12, 18)),
    "S-0302": (date(2009, 11, 30), date(2009, 12, 7), None),
}


def lines_of(kind: str) -> Iterator[str]:
    """The lines of one file: dates of MAPPA cases at level 3, of ViSOR records or of further offences."""
    yield HEADING
    yield from {"mappa": _mappa, "visor": _visor, "sfo": _offences}[kind]()


def _mappa() -> Iterator[str]:
    for reference, (begins, gaps) in LEVEL_3.items():
        yield f"{reference},category,{begins},2"
        yield f"{reference},level,{begins},3"
        day = begins
        for place, gap in enumerate(gaps):
            day += timedelta(days=gap)
            yield f"{reference},review,{day},"
            yield from _meeting(reference, place, day)
        if reference in LEFT:
            yield f"{reference},level,{LEFT[reference]},none"


def _meeting(reference: str, place: int, day: date) -> Iterator[str]:
    at = (reference, place)
    yield f"{reference},meeting,{day},3"
    yield f"{reference},disclosure,{day},{'disclose' if place % 3 else 'not appropriate'}"
    yield f"{reference},prison,{day},{'by report' if at in BY_REPORT else 'in person'}"
    yield f"{reference},probation,{day},{'absent' if at in ABSENT else 'in person'}"


def _visor() -> Iterator[str]:
    for reference, (level, entered, reviews, is_inside) in RECORDS.items():
        yield f"{reference},category,{entered},2"
        yield f"{reference},level,{entered},{level}"
        yield f"{reference},entered,{entered},"
        yield from (f"{reference},reviewed,{day}," for day in reviews)
        if is_inside:
            yield f"{reference},custody,{entered},"
            yield f"{reference},partner,{entered + timedelta(days=9)},"


def _offences() -> Iterator[str]:
    for reference, (charged, notified, reviewed) in OFFENCES.items():
        yield f"{reference},charged,{charged},"
        yield f"{reference},notified,{notified},"
        if reviewed:
            yield f"{reference},review-sent,{reviewed},"
