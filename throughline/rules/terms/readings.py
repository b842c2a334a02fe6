"""Readings: how the board settled a place that the document leaves open.

Source: the partnership file, section 4 ("Reading").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from throughline.rules.terms.addresses import Found, Steps, find
from throughline.rules.terms.model import Body, Clause, Entry, Finding, Reading, Terms, first_day, today_is_in
from throughline.rules.terms.place import Place
from throughline.rules.terms.reader import read_entry
from throughline.rules.terms.tables import BODY, CLAUSE, MEETS
from throughline.rules.terms.written import entry_as_table


class ReadingUnusable(ValueError):
    """The value of a reading may not stand at the place that the reading settles."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{f.at}: {f.message}" for f in self.findings))


def has_effect(reading: Reading, day: date) -> bool:
    """Whether a reading holds on a day: decided, with a place and a value, and begun.

    Source: the partnership file, section 4.
    """
    settled = reading.decided is not None and reading.settles is not None and reading.value is not None
    return settled and today_is_in(reading, day)


def readings_on(terms: Terms, day: date) -> tuple[Reading, ...]:
    """The readings that hold on a day: of several for one place, the one that began last.

    Source: the partnership file, section 4.
    """
    latest: dict[str, Reading] = {}
    for reading in terms.readings:
        if has_effect(reading, day) and reading.settles:
            held = latest.get(reading.settles)
            if held is None or (first_day(held) or date.min) <= (first_day(reading) or date.min):
                latest[reading.settles] = reading
    return tuple(latest.values())


def with_readings(terms: Terms, day: date) -> Terms:
    """The terms with every reading of that day in place of what it settles.

    Raises KeyError for a reading of a place that is not in the file, and
    ReadingUnusable for a value that may not stand there.
    Source: the partnership file, section 4.
    """
    for reading in sorted(readings_on(terms, day), key=lambda r: len(r.settles or "")):
        terms = settle(terms, reading)
    return terms


def settle(terms: Terms, reading: Reading) -> Terms:
    """The terms with one reading in place of what it settles, whatever its date and decision.

    Raises KeyError and ReadingUnusable as `with_readings` does.
    Source: the partnership file, section 4.
    """
    found = find(terms, reading.settles or "")
    if found.table is CLAUSE and isinstance(found.entry, Clause) and not found.steps:
        supplied = replace(found.entry, kind="context", text=str(reading.value), decided=reading.decided)
        return _put(terms, found, supplied)
    raw = entry_as_table(found.table, found.entry) if found.entry else _named(found)
    findings: list[Finding] = []
    at = found.entry.at if found.entry else _address_of(found)
    place = Place(at, found.entry.line if found.entry else reading.line, reading.clause, findings)
    entry = read_entry(found.table, _with(raw, found.steps, reading.value), place)
    if entry is None:
        raise ReadingUnusable(findings)
    if found.entry is None:
        entry = replace(
            entry, clause=entry.clause or reading.clause, decided=entry.decided or reading.decided
        )
    return _put(terms, found, entry)


def _address_of(found: Found) -> str:
    body = found.body.id if found.body else ""
    return ".".join(filter(None, (body, found.table.name, found.name)))


def _named(found: Found) -> dict[str, Any]:
    if not found.name:
        return {}
    key = {
        "duty": "what",
        "approval": "what",
        "meets": "kind",
        "quorum": "for",
        "vote": "for",
        "agenda": "item",
    }
    if found.table is MEETS and found.name == "ordinary":
        return {}
    return {key.get(found.table.name, "id"): found.name}


def _with(raw: Any, steps: Steps, value: Any) -> Any:
    """The written value with another one at the end of some steps inside it."""
    if not steps:
        kept = {
            key: raw[key]
            for key in ("id", "what", "kind", "for", "type", "to", "item", "clause")
            if key in raw
        }
        kept |= {key: raw[key] for key in ("from", "until") if key in raw}
        return {**kept, **value} if isinstance(value, dict) else value
    first, rest = steps[0], steps[1:]
    if isinstance(raw, list) and isinstance(first, int) and 1 <= first <= len(raw):
        changed = _with(raw[first - 1], rest, value) if rest else value
        return [*raw[: first - 1], changed, *raw[first:]]
    table = raw if isinstance(raw, dict) else {}
    inner = table.get(str(first), {})
    return {**table, str(first): _with(inner, rest, value) if rest else value}


def _put(terms: Terms, found: Found, entry: Any) -> Terms:
    if found.table is BODY:
        kept = {name: getattr(found.entry, name) for name in _body_lists(entry)}
        return _swap(terms, "bodies", found.entry, replace(entry, **kept))
    if found.body is None:
        return _swap(terms, found.table.attribute, found.entry, entry)
    listed: tuple[Entry, ...] = getattr(found.body, found.table.attribute)
    changed = tuple(entry if old is found.entry else old for old in listed)
    if found.entry is None:
        changed = (*listed, entry)
    lists: dict[str, Any] = {found.table.attribute: changed}
    return _swap(terms, "bodies", found.body, replace(found.body, **lists))


def _body_lists(body: Body) -> tuple[str, ...]:
    own: set[str] = {key.field for key in BODY.all_keys.values()} | {"at", "line", "unsettled"}
    return tuple(name for name in body.__dataclass_fields__ if name not in own)


def _swap(terms: Terms, attribute: str, old: Entry | None, new: Any) -> Terms:
    lists: dict[str, Any] = {attribute: tuple(new if e is old else e for e in getattr(terms, attribute))}
    return replace(terms, **lists)


__all__ = ["ReadingUnusable", "has_effect", "readings_on", "settle", "with_readings"]
