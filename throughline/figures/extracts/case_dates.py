"""Dates of cases by their reference, one event a line; a line that may hold a name is never repeated."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from throughline.figures.extracts.returns import Rejection
from throughline.rules.supervision.attendance import ABSENT, BY_REPORT, IN_PERSON
from throughline.rules.supervision.mappa_counts import CHECKS
from throughline.rules.supervision.serious_further_offences import LESS, SATISFACTORY
from throughline.words.refusals import Refused

CaseKind = Literal["mappa", "visor", "sfo"]
COLUMNS: Final = ("reference", "event", "on", "detail")
EARLIEST: Final = date(2000, 1, 1)
"""No such arrangement is older, so an earlier day is a mistake, or a birthday."""
LONGEST_REFERENCE: Final = 40
REFERENCE: Final = re.compile(r"[A-Z0-9]+(?:[-/.][A-Z0-9]+)*", re.ASCII)
DAY: Final = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
DAYS: Final = (
    re.compile(r"(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[12][0-9]{3})"),
)
NOTHING: Final = ("",)
CAME: Final = (IN_PERSON, BY_REPORT, ABSENT, "")
CATEGORIES: Final = ("1", "2", "3")
AGES: Final = ("under 18", "18 and over")
PLACES: Final = {
    "category": CATEGORIES,
    "level": ("1", "2", "3", "none"),
    "custody": NOTHING,
    "released": NOTHING,
}
DETAILS: Final[Mapping[CaseKind, Mapping[str, tuple[str, ...]]]] = {
    "mappa": {
        **PLACES,
        "age": AGES,
        "identified": NOTHING,
        "notified": NOTHING,
        "checked": CHECKS,
        "meeting": ("2", "3"),
        "review": NOTHING,
        "disclosure": ("disclose", "do not disclose", "not appropriate", ""),
        "prison": CAME,
        "probation": CAME,
        "police": CAME,
    },
    "visor": {**PLACES, "entered": NOTHING, "reviewed": NOTHING, "partner": NOTHING, "closed": NOTHING},
    "sfo": {
        "charged": NOTHING,
        "notified": NOTHING,
        "review-sent": NOTHING,
        "rated": (*SATISFACTORY, *LESS),
    },
}
"""What may be told of a case of each kind, and what may stand beside it; in their order on one day."""
ONCE: Final = frozenset(
    {"category", "identified", "entered", "partner", "closed", "charged", "notified", "review-sent", "rated"}
)
NEEDS: Final[Mapping[CaseKind, Mapping[str, str]]] = {
    "mappa": {"review": "level", "notified": "identified"},
    "visor": {
        **dict.fromkeys(("level", "custody", "entered", "closed"), "category"),
        **dict.fromkeys(("reviewed", "partner"), "entered"),
    },
    "sfo": {"notified": "charged", "review-sent": "charged", "rated": "review-sent"},
}
"""What must have happened to the same case on or before the day."""
AT_A_MEETING: Final = ("disclosure", "prison", "probation", "police")


class CaseDatesUnreadable(Refused):
    """The file as a whole is none of case dates."""


@dataclass(frozen=True)
class DatedEvent:
    """One thing that happened to a case on a day; ``detail`` is a word from a list, or empty."""

    event: str
    on: date
    detail: str


@dataclass(frozen=True)
class CaseDates:
    """The events of each case in order of time, by reference, and the lines that were not taken in."""

    cases: Mapping[str, tuple[DatedEvent, ...]]
    rejections: tuple[Rejection, ...]
    lines_read: int

    @property
    def lines_accepted(self) -> int:
        """How many lines were taken in."""
        return self.lines_read - len(self.rejections)


@dataclass(frozen=True)
class _Line:
    place: int
    reference: str
    told: DatedEvent


def is_reference(text: str) -> bool:
    """Whether a text is a reference number that cannot be read as a name or as a birthday.

    Letters, digits and single - / . between them, with at least as many digits as letters.
    Source: rules R32 to R37 (references, never names).
    """
    bare = text.upper()
    digits, letters = sum(sign.isdigit() for sign in bare), sum(sign.isalpha() for sign in bare)
    shaped = REFERENCE.fullmatch(bare) is not None and DAY.fullmatch(bare) is None
    return shaped and len(bare) <= LONGEST_REFERENCE and digits >= max(letters, 1)


def read_case_dates(
    rows: Iterable[tuple[int, Sequence[str]]], *, kind: CaseKind, received_on: date
) -> CaseDates:
    """The dates of cases from rows of cells, each with its line; the first row names the columns.

    A refused line is named by its place alone, and nothing of it is repeated.
    Raises CaseDatesUnreadable if columns are missing, there are others, or no line follows.
    Source: rules R32 to R37; product, section 7 (26: a name in the governance store).
    """
    filled = [
        (place, [cell.strip() for cell in cells]) for place, cells in rows if any(map(str.strip, cells))
    ]
    columns = _columns(filled[0][1] if filled else [])
    if len(filled) < 2:
        raise CaseDatesUnreadable("There is no line below the heading. Write one line for each event.")
    lines: list[_Line] = []
    rejected: list[Rejection] = []
    for place, cells in filled[1:]:
        found = _line(place, cells, columns, kind, received_on)
        (rejected if isinstance(found, Rejection) else lines).append(found)  # type: ignore[arg-type]
    cases, out_of_order = _in_order(lines, kind)
    return CaseDates(
        cases,
        tuple(sorted([*rejected, *out_of_order], key=lambda one: one.line)),
        len(filled) - 1,
    )


def _columns(heading: Sequence[str]) -> dict[str, int]:
    named = [cell.lower() for cell in heading]
    missing = [column for column in COLUMNS if column not in named]
    if missing:
        raise CaseDatesUnreadable(
            f"The first line has no column {', '.join(missing)}. It names its columns: {', '.join(COLUMNS)}."
        )
    if len([name for name in named if name]) > len(COLUMNS):
        raise CaseDatesUnreadable(
            f"The file has other columns beside {', '.join(COLUMNS)}. Take them out: they could hold names."
        )
    return {column: named.index(column) for column in COLUMNS}


def _line(
    place: int, cells: Sequence[str], columns: Mapping[str, int], kind: CaseKind, received_on: date
) -> _Line | Rejection:
    told = {column: cells[at] if at < len(cells) else "" for column, at in columns.items()}
    if any(cell for at, cell in enumerate(cells) if at not in columns.values()):
        return Rejection(place, "detail", "There are more cells than columns. Take the others out.")
    if not is_reference(told["reference"]):
        return Rejection(
            place,
            "reference",
            "This is no reference number. Write at least as many digits as letters, no spaces, never a name.",
        )
    event = told["event"].lower()
    allowed = DETAILS[kind].get(event)
    if allowed is None:
        return Rejection(place, "event", f"This event is not known. Use {', '.join(DETAILS[kind])}.")
    day = _day(told["on"])
    if day is None or not EARLIEST <= day <= received_on:
        return Rejection(place, "on", _day_fault(day, received_on))
    detail = " ".join(told["detail"].lower().split())
    if detail not in allowed:
        return Rejection(place, "detail", _detail_fault(event, allowed))
    return _Line(place, told["reference"].upper(), DatedEvent(event, day, detail))


def _day(text: str) -> date | None:
    for form in DAYS:
        if found := form.fullmatch(text):
            year, month, day = (int(found[part]) for part in ("year", "month", "day"))
            return (
                date(year, month, day)
                if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
                else None
            )
    return None


def _day_fault(day: date | None, received_on: date) -> str:
    if day is None:
        return "This is no day. Write it as 2009-10-20."
    if day > received_on:
        return f"The day is after {received_on}, when the file came. Send what has happened."
    return f"The day is before {EARLIEST}. Check it; a date of birth has no place here."


def _detail_fault(event: str, allowed: Sequence[str]) -> str:
    if tuple(allowed) == NOTHING:
        return f"Nothing stands beside {event}. Leave the detail empty."
    return f"Beside {event} stands one of: {', '.join(one or 'nothing' for one in allowed)}."


def _in_order(
    lines: Iterable[_Line], kind: CaseKind
) -> tuple[Mapping[str, tuple[DatedEvent, ...]], list[Rejection]]:
    """The events of each case that can have happened one after the other, and the lines that cannot."""
    ranks = {event: rank for rank, event in enumerate(DETAILS[kind])}
    waiting: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        waiting[line.reference].append(line)
    cases: dict[str, tuple[DatedEvent, ...]] = {}
    rejected: list[Rejection] = []
    for reference in sorted(waiting):
        taken: list[_Line] = []
        for line in sorted(
            waiting[reference], key=lambda one: (one.told.on, ranks[one.told.event], one.place)
        ):
            fault = _order_fault(line, taken, kind)
            if fault:
                rejected.append(Rejection(line.place, *fault))
            else:
                taken.append(line)
        if taken:
            cases[reference] = tuple(line.told for line in taken)
    return cases, rejected


def _order_fault(line: _Line, taken: Sequence[_Line], kind: CaseKind) -> tuple[str, str] | None:
    told = line.told
    before = [one.told for one in taken]
    again = next((one.place for one in taken if _is_again(told, one.told)), None)
    if again is not None:
        return "event", f"{told.event} of this case stands on line {again} already. Keep one of them."
    needed = NEEDS[kind].get(told.event)
    if needed and not any(one.event == needed for one in before):
        return (
            "on",
            f"There is no {needed} of this case on or before that day. Add that line, or correct the day.",
        )
    if told.event in AT_A_MEETING and DatedEvent("meeting", told.on, "") not in _bare(before):
        return "on", "There was no meeting on this case that day. Add the meeting, or correct the day."
    return _level_fault(told, before) or _custody_fault(told, before)


def _is_again(told: DatedEvent, earlier: DatedEvent) -> bool:
    if told.event == "checked" and told.detail != earlier.detail:
        return False
    return told.event == earlier.event and (told.event in ONCE or told.on == earlier.on)


def _bare(events: Iterable[DatedEvent]) -> list[DatedEvent]:
    return [DatedEvent(one.event, one.on, "") for one in events]


def _level_fault(told: DatedEvent, before: Iterable[DatedEvent]) -> tuple[str, str] | None:
    level = next((one.detail for one in reversed(list(before)) if one.event == "level"), "none")
    if told.event == "level" and told.detail == level:
        return "detail", "The case is at this level already. Write a line only when it changes."
    if told.event == "review" and level == "none":
        return "on", "The case was at no level that day. Correct the day, or the level."
    return None


def _custody_fault(told: DatedEvent, before: Iterable[DatedEvent]) -> tuple[str, str] | None:
    last = next(
        (one.event for one in reversed(list(before)) if one.event in ("custody", "released")), "released"
    )
    if told.event in ("custody", "released") and told.event == last:
        where = "in custody already" if told.event == "custody" else "not in custody"
        return "on", f"The person was {where} that day. Correct the day, or add the line that is missing."
    return None
