"""The shape of a release file: its keys, and what each may hold. What is not here is in no release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from throughline.figures.measures.profiles import NONE, PROFILES
from throughline.figures.measures.released_reoffending import (
    FINAL,
    HIDDEN_RATE,
    PROVISIONAL,
    REVISED,
    TOO_FEW,
)
from throughline.figures.measures.reoffending import BREAKDOWNS

FORMAT: Final = "throughline-release"
FORMAT_VERSION: Final = 1
HIDDEN: Final = "hidden"
LONGEST: Final = 80
LARGEST: Final = 2_147_483_647
MOST_GROUPS: Final = 2_000
CALCULATED: Final = "=+-@\t"
"""What a spreadsheet takes for the beginning of a formula."""
OF_ONE_PERSON: Final = re.compile(r"\d{2,4}/\d+[A-Z]\b|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}")
"""A PNC id or a day in the name of a group: what tells of one person and never of a group."""


@dataclass(frozen=True)
class Kind:
    """What a value may be, in words, and the test of it."""

    words: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class ListOf:
    """A list whose entries have one shape."""

    shape: Any
    fewest: int = 0
    most: int = MOST_GROUPS


def faults(value: Any, shape: Any, where: str = "the file") -> Iterator[str]:
    """What keeps a value from a shape, one sentence each, naming the place.

    Source: figures, section 1 (one gate); house rules (the web accepts nothing but released values).
    """
    if isinstance(shape, Kind):
        if not shape.holds(value):
            yield f"{where} is not {shape.words}"
    elif isinstance(shape, ListOf):
        yield from _faults_of_list(value, shape, where)
    elif not isinstance(value, dict):
        yield f"{where} is not an object"
    else:
        yield from _faults_of_object(value, shape, where)


def _faults_of_list(value: Any, shape: ListOf, where: str) -> Iterator[str]:
    if not isinstance(value, list) or not shape.fewest <= len(value) <= shape.most:
        yield f"{where} is not a list of {shape.fewest:,} to {shape.most:,}"
        return
    for at, one in enumerate(value, start=1):
        yield from faults(one, shape.shape, f"{where} {at}")


def _faults_of_object(value: dict[str, Any], shape: Mapping[str, Any], where: str) -> Iterator[str]:
    if set(value) - set(shape):
        yield f"{where} has a key that no release has"
    for missing in sorted(set(shape) - set(value)):
        yield f"{where} has no “{missing}”"
    for key in shape:
        if key in value:
            yield from faults(value[key], shape[key], key if where == "the file" else f"{key} of {where}")


def is_plain_text(value: Any) -> bool:
    """Whether a value is text that can be shown anywhere: short, printable, and no formula.

    Source: trust (outputs: no formula cells in spreadsheets).
    """
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST
        and value.isprintable()
        and value == value.strip()
        and value[0] not in CALCULATED
    )


def _is_group(value: Any) -> bool:
    return is_plain_text(value) and not OF_ONE_PERSON.search(value)


def _is_whole(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _is_count(value: Any) -> bool:
    return _is_whole(value) or value == HIDDEN or value in _ROUNDED_AWAY


def _is_number(value: Any) -> bool:
    return value is None or (type(value) in (int, float) and abs(value) <= LARGEST)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and _reads(date.fromisoformat, value)


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 40 or not _reads(datetime.fromisoformat, value):
        return False
    return datetime.fromisoformat(value).tzinfo is not None


def _reads(reader: Callable[[str], Any], value: str) -> bool:
    try:
        reader(value)
    except ValueError:
        return False
    return True


def _one_of(*words: Any) -> Kind:
    return Kind(f"one of {', '.join(repr(one) for one in words)}", lambda value: value in words)


_ROUNDED_AWAY: Final = tuple(one.small_words for one in PROFILES.values() if one.step > 1)
TEXT: Final = Kind(f"plain text of at most {LONGEST} characters", is_plain_text)
GROUP_NAME: Final = Kind("the name of a group", _is_group)
OPTIONAL_TEXT: Final = Kind("plain text, or empty", lambda value: value == "" or is_plain_text(value))
DIGEST: Final = Kind(
    "a SHA-256", lambda value: isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))
)
DAY: Final = Kind("a day such as 2009-03-31", _is_day)
MOMENT: Final = Kind("a time with its zone", _is_moment)
COUNT: Final = Kind(f"a whole number, “{HIDDEN}” or “{_ROUNDED_AWAY[0]}”", _is_count)
WHOLE: Final = Kind("a whole number", _is_whole)
NUMBER: Final = Kind("a number or null", _is_number)

GROUP: Final = {
    "group": GROUP_NAME,
    "people": COUNT,
    "reoffenders": COUNT,
    "reoffences": COUNT,
    "rate": NUMBER,
    "frequency": NUMBER,
    "for_each_person": NUMBER,
    "adjusted": NUMBER,
    "no_rates": _one_of("", TOO_FEW, HIDDEN_RATE),
}
EXTRACT: Final = {
    "id": DIGEST,
    "sha256": DIGEST,
    "contract": TEXT,
    "supplier": TEXT,
    "starts": DAY,
    "ends": DAY,
    "rows": WHOLE,
    "came": DAY,
}
RELEASE: Final = {
    "format": _one_of(FORMAT),
    "format_version": _one_of(FORMAT_VERSION),
    "measure": {"code": TEXT, "name": TEXT, "definition": DIGEST},
    "cohort": {"first": DAY, "last": DAY},
    "followed_to": DAY,
    "proved_by": DAY,
    "status": _one_of(PROVISIONAL, FINAL, REVISED),
    "awaited": ListOf({"contract": TEXT, "supplier": TEXT, "starts": DAY, "ends": DAY}),
    "profile": _one_of(*(code for code in PROFILES if code != NONE.code)),
    "by": _one_of("", *BREAKDOWNS),
    "baseline": NUMBER,
    "groups": ListOf(GROUP),
    "everyone": GROUP,
    "flow": ListOf({"why": TEXT, "events": COUNT}, most=20),
    "receipts": ListOf(EXTRACT, fewest=1),
    "build": DIGEST,
    "linked_by": _one_of("PNC id", "linking"),
    "linking_model": OPTIONAL_TEXT,
    "program": TEXT,
    "released_at": MOMENT,
    "checksum": DIGEST,
}
"""Every key of a release file and what it holds."""
