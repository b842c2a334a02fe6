"""Quarterly returns as partners send them: checked line by line, received with a receipt."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from throughline.words.refusals import Refused

COLUMNS = ("indicator", "numerator", "denominator")


class ReturnUnreadable(Refused):
    """The file as a whole cannot be read as a return."""


@dataclass(frozen=True)
class Window:
    """The first and last day that a return covers."""

    starts: date
    ends: date


@dataclass(frozen=True)
class Receipt:
    """Proof of what came in: from whom, for when, on which day, and the fingerprint of its bytes."""

    id: str
    supplier: str
    period: Window
    received_on: date
    sha256: str
    lines_read: int
    lines_accepted: int


@dataclass(frozen=True)
class Rejection:
    """A line that was not taken in, with its place in the file and the reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class ReturnLine:
    """One figure of a return; the denominator is None for a plain count."""

    line: int
    indicator: str
    numerator: int
    denominator: int | None


@dataclass(frozen=True)
class Return:
    """What one partner returned for one quarter: the lines taken in, and those that were not."""

    supplier: str
    period: Window
    lines: tuple[ReturnLine, ...]
    receipt: Receipt
    rejections: tuple[Rejection, ...]


def read_return(
    content: bytes,
    *,
    supplier: str,
    period: Window,
    received_on: date,
    number: int,
    known: Iterable[str],
    earlier_totals: Mapping[str, int] | None = None,
) -> Return:
    """A return from the bytes of a CSV file with columns indicator, numerator and denominator.

    ``number`` tells apart the returns of one day; ``known`` holds the indicators that may be returned;
    ``earlier_totals`` the highest total to date of each indicator that only grows within the year.
    Raises ReturnUnreadable if the columns are missing or the file is not text.
    Source: rules R22 and R30; product, section 7 (30: an import that trusts).
    """
    rows = _rows(content)
    accepted: list[ReturnLine] = []
    rejections: list[Rejection] = []
    allowed, totals = frozenset(known), earlier_totals or {}
    for place, row in rows:
        outcome = _line(place, row, allowed, totals, {line.indicator: line.line for line in accepted})
        if isinstance(outcome, Rejection):
            rejections.append(outcome)
        else:
            accepted.append(outcome)
    receipt = Receipt(
        f"{received_on.isoformat()}/{number}",
        supplier,
        period,
        received_on,
        sha256(content).hexdigest(),
        len(rows),
        len(accepted),
    )
    return Return(supplier, period, tuple(accepted), receipt, tuple(rejections))


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_text(content), newline=""))
    heading = [cell.strip().lower() for cell in next(reader, [])]
    missing = [column for column in COLUMNS if column not in heading]
    if missing:
        raise ReturnUnreadable(
            f"Line 1 has no column {', '.join(missing)}. The first line of a return names its columns: "
            f"{', '.join(COLUMNS)}."
        )
    return [
        (reader.line_num, dict(zip(heading, (cell.strip() for cell in row), strict=False)))
        for row in reader
        if any(cell.strip() for cell in row)
    ]


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise ReturnUnreadable("The file is not text. Save the sheet as CSV and send it again.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _line(
    place: int,
    row: Mapping[str, str],
    known: frozenset[str],
    totals: Mapping[str, int],
    taken: Mapping[str, int],
) -> ReturnLine | Rejection:
    indicator = row.get("indicator", "")
    if indicator not in known:
        return Rejection(place, "indicator", f"“{indicator}” is no indicator of the plan. Use its id.")
    if indicator in taken:
        return Rejection(
            place, "indicator", f"{indicator} already stands on line {taken[indicator]}. Keep one."
        )
    numbers: dict[str, int | None] = {}
    for column in ("numerator", "denominator"):
        number = _whole_number(place, column, row.get(column, ""))
        if isinstance(number, Rejection):
            return number
        numbers[column] = number
    return _figure(place, indicator, numbers["numerator"], numbers["denominator"], totals.get(indicator))


def _whole_number(place: int, column: str, cell: str) -> int | Rejection | None:
    bare = cell.replace(",", "")
    if not bare:
        return None
    if bare.isascii() and bare.isdigit():
        return int(bare)
    return Rejection(place, column, f"“{cell}” is not a whole number. Write a count, such as 57.")


def _figure(
    place: int, indicator: str, numerator: int | None, denominator: int | None, earlier: int | None
) -> ReturnLine | Rejection:
    if numerator is None:
        return Rejection(
            place, "numerator", "There is no figure. Write 0 for none, or leave the line out if not counted."
        )
    if denominator is not None and numerator > denominator:
        return Rejection(
            place, "numerator", f"{numerator} is more than the {denominator} counted from. Check both."
        )
    if earlier is not None and numerator < earlier:
        return Rejection(
            place,
            "numerator",
            f"{numerator} is less than the {earlier} already returned. A total since April cannot fall: "
            "send the total to date, or correct the earlier quarter first.",
        )
    return ReturnLine(place, indicator, numerator, denominator)
