"""What becomes of the rows of an extract of offences, read one by one in plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

GROUPS = (
    "violence", "sexual", "robbery", "theft", "criminal-damage", "drugs", "weapons", "public-order",
    "miscellaneous", "fraud", "summary-non-motoring", "summary-motoring",
)  # fmt: skip
CODES = {
    "sex": ("female", "male", "other", "unknown"),
    "ethnicity": ("white", "mixed", "asian", "black", "other", "not-stated"),
    "outcome": ("conviction", "caution"),
    "offence_group": GROUPS,
    "disposal": (
        "custody",
        "suspended-sentence",
        "community-order",
        "fine",
        "discharge",
        "caution",
        "other",
    ),
}
DAYS = ("date_of_birth", "offence_date", "proved_date")
COLUMNS = (
    "record", "pnc_id", "forename", "surname", "date_of_birth", "sex", "ethnicity", "postcode", "area",
    "offence_date", "proved_date", "outcome", "offence_group", "disposal",
)  # fmt: skip
REQUIRED = ("record", "offence_date", "offence_group")
NOTHING = ("", "#N/A", "N/A", "NULL", "-")
BLANKS = " \t\r\n\u00a0\ufeff"
ORDERS = {"ymd": "2009-10-20", "dmy": "20/10/2009"}
Cells = Mapping[str, str]


@dataclass
class Told:
    """What is taken in, by its row in the file, and what is sent back: row, record, column, reason."""

    taken: dict[int, dict[str, object]] = field(default_factory=dict)
    sent_back: list[tuple[str, str, str, str]] = field(default_factory=list)


def read_plainly(rows: Sequence[Cells], *, received_on: date, order: str, first: int = 2) -> Told:
    """Each row alone, then the sound rows beside each other; ``first`` is the number of the first row."""
    told = Told()
    sound: dict[int, dict[str, object]] = {}
    records: dict[int, str] = {}
    for row, cells in enumerate(rows, first):
        texts = {name: _text(cells.get(name, "")) for name in COLUMNS}
        if not any(texts.values()):
            continue
        held = {name: _held(name, text, received_on, order) for name, text in texts.items()}
        records[row] = _plain_record(texts["record"])
        faults = list(_faults(texts, held, received_on, order))
        told.sent_back += [(str(row), records[row], column, reason) for column, reason in faults]
        if not faults:
            sound[row] = held
    clashes = [*_sent_twice(sound), *_one_id_of_two(sound)]
    told.sent_back += [(str(row), records[row], column, reason) for row, column, reason in clashes]
    back = {row for row, *_ in clashes}
    told.taken = {row: held for row, held in sound.items() if row not in back}
    return told


def _text(cell: str) -> str | None:
    bare = cell.strip(BLANKS)
    return None if bare in NOTHING else bare


def _plain_record(text: str | None) -> str:
    return text if text and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}", text) else ""


def _held(name: str, text: str | None, received_on: date, order: str) -> object:
    if text is None:
        return None
    if name in DAYS:
        return _day(text, order)
    if name in CODES:
        return text.lower() if text.lower() in CODES[name] else None
    return _pnc_id(text, received_on) if name == "pnc_id" else text


def _day(text: str, order: str) -> date | None:
    time = r"(?:[ T][0-9:.]+Z?)?"
    with suppress(ValueError):
        if found := re.fullmatch(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){time}", text):
            return date(*map(int, found.groups()))
        numbered = rf"([0-9]{{1,2}})[-/. ]([0-9]{{1,2}})[-/. ]([0-9]{{4}}){time}"
        if order == "dmy" and (found := re.fullmatch(numbered, text)):
            return date(*map(int, reversed(found.groups())))
        if re.fullmatch(r"[0-9]{1,2}[- ][A-Za-z]{3}[- ][0-9]{4}", text):
            return datetime.strptime(text.replace("-", " "), "%d %b %Y").date()
    return None


def _pnc_id(text: str, received_on: date) -> str | None:
    found = re.fullmatch(r"([0-9]{2}|[0-9]{4})/([0-9]{1,7})([A-Z])", text.replace(" ", "").upper())
    if not found:
        return None
    year, number, letter = found.groups()
    if len(year) == 2:
        year = ("19" if int(year) > received_on.year % 100 else "20") + year
    return f"{year}/{number.zfill(7)}{letter}"


def _faults(texts, held, received_on, order):  # type: ignore[no-untyped-def]
    for name in COLUMNS:
        if (said := _fault(name, texts[name], held[name], received_on, order)) is not None:
            yield name, said
    for before, after in (("date_of_birth", "offence_date"), ("offence_date", "proved_date")):
        if held[before] and held[after] and held[after] < held[before]:
            yield after, f"This is before {before}. Check both."
    if texts["proved_date"] and not texts["outcome"]:
        yield "outcome", "proved_date is given, so this is needed too."
    if not texts["pnc_id"] and not all(texts[one] for one in ("forename", "surname", "date_of_birth")):
        yield (
            "pnc_id",
            "Nothing tells whose row it is. Give a PNC id, or the whole name and the date of birth.",
        )


def _fault(name: str, text: str | None, held: object, received_on: date, order: str) -> str | None:
    if text is None:
        return "There is nothing here. Every row needs it." if name in REQUIRED else None
    if held is None:
        return _unreadable(name, text, order)
    if isinstance(held, date) and held > received_on:
        return f"The day is after {received_on}, when the extract came. Send what has happened."
    if isinstance(held, date) and held < date(1900, 1, 1):
        return "The day is before 1900-01-01. Check it."
    return None


def _unreadable(name: str, text: str, order: str) -> str:
    if name in DAYS:
        return f"This is no day. Write it as {ORDERS[order]}, the year with four digits."
    if name == "pnc_id":
        return "This is no PNC id. Write it as 2009/0123456X."
    choices = ", ".join(CODES[name])
    if len(text) > 24:
        return f"This is too long for a code. The codes are {choices}."
    return f"The code “{text}” is not known. In the profile, map it under [codes.{name}] to one of {choices}."


def _sent_twice(sound: Mapping[int, Mapping[str, object]]) -> list[tuple[int, str, str]]:
    first: dict[object, int] = {}
    found = []
    for row, held in sound.items():
        if first.setdefault(held["record"], row) != row:
            said = f"The same record stands on row {first[held['record']]}. Keep one."
            found.append((row, "record", said))
    return found


def _one_id_of_two(sound: Mapping[int, Mapping[str, object]]) -> list[tuple[int, str, str]]:
    found = []
    for number in {held["pnc_id"] for held in sound.values()} - {None}:
        births = {row: held["date_of_birth"] for row, held in sound.items() if held["pnc_id"] == number}
        known = sorted((birth, row) for row, birth in births.items() if birth is not None)
        if not known or known[0][0] == known[-1][0]:
            continue
        youngest = next(row for birth, row in known if birth == known[-1][0])
        for row, birth in births.items():
            other = youngest if birth == known[0][0] else known[0][1]
            said = f"Row {other} gives this PNC id another date of birth. Ask which is right."
            found.append((row, "pnc_id", said))
    return found
