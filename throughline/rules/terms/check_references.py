"""Every word of the file that names something is looked up.

Source: the partnership file, sections 3.1, 11 and 12 (``E-unknown-id``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from throughline.rules.terms.addresses import entries, find
from throughline.rules.terms.check_context import finding
from throughline.rules.terms.check_structure import RESERVED
from throughline.rules.terms.model import (
    Body,
    Due,
    Entry,
    Finding,
    Leaf,
    Number,
    Open,
    Reading,
    Seat,
    Terms,
    Who,
    in_use,
)
from throughline.rules.terms.readings import ReadingUnusable, settle
from throughline.rules.terms.tables import READING, Table

EVENTS = (
    "meeting", "year-start", "first-meeting-of-year", "next-meeting", "new-chair",
    "vacancy", "referral", "request", "decision",
)  # fmt: skip


class _Known:
    """The ids of a file, by kind."""

    def __init__(self, terms: Terms) -> None:
        self.agency = {one.id for one in terms.agencies}
        self.external = {one.id for one in terms.externals}
        self.set = {one.id for one in terms.sets}
        self.body = {one.id for one in terms.bodies}
        self.mandate = {one.id for one in terms.mandates}
        self.pathway = {one.id for one in terms.pathways}
        self.programme = {one.id for one in terms.programmes}
        self.named = self.agency | self.external | self.set | self.body
        self.circle = self.body | self.external
        self.offices = {body.id: {office.id for office in body.offices} for body in terms.bodies}
        self.seats = {body.id: {seat.id for seat in body.seats} for body in terms.bodies}
        self.classes = {body.id: _classes(body) for body in terms.bodies}


def _classes(body: Body) -> set[str]:
    return {word for seat in body.seats for word in (in_use(seat.class_) or ())}


_NAMES: dict[tuple[str, str], tuple[str, str]] = {
    ("agency", "employer"): ("agency", "an agency of this file"),
    ("agency", "becomes"): ("agency", "an agency of this file"),
    ("body", "becomes"): ("body", "a body of this file"),
    ("body", "one_per"): ("set", "a set of this file"),
    ("external", "part_of"): ("named", "an agency, external, set or body of this file"),
    ("set", "part_of"): ("named", "an agency, external, set or body of this file"),
    ("set", "of"): ("named", "an agency, external, set or body of this file"),
    ("programme", "pathway"): ("pathway", "a pathway of this file"),
    ("programme", "governed_by"): ("body", "a body of this file"),
    ("programme", "serves"): ("mandate", "a mandate of this file"),
    ("indicator", "pathway"): ("pathway", "a pathway of this file"),
    ("indicator", "monitored_by"): ("body", "a body of this file"),
    ("indicator", "serves"): ("mandate", "a mandate of this file"),
    ("clause", "serves"): ("mandate", "a mandate of this file"),
    ("line", "via"): ("circle", "a body or external of this file"),
    ("seat", "agency"): ("agency", "an agency of this file"),
    ("seat", "body"): ("circle", "a body or external of this file"),
    ("seat", "of"): ("circle", "a body or external of this file"),
    ("seat", "programme"): ("programme", "a programme of this file"),
    ("seat", "one_per"): ("set", "a set of this file"),
    ("meets", "fits"): ("circle", "a body or external of this file"),
    ("casework", "exclude_if_engaged"): ("circle", "a body or external of this file"),
}
"""Which ids a key may name, by table and field."""


def references(terms: Terms) -> Iterator[Finding]:
    """Every word that names nothing. Source: the partnership file, section 12 (``E-unknown-id``)."""
    known = _Known(terms)
    for table, body, entry in entries(terms):
        if table is READING:
            continue
        yield from _named_by_keys(known, table, entry)
        if isinstance(entry, Seat) and body is not None:
            yield from _of_seat(known, body, entry)
        for key, part in _parts(entry, skip=("versions", "clauses") if isinstance(entry, Body) else ()):
            yield from _of_part(known, body, entry, key, part)


def _named_by_keys(known: _Known, table: Table, entry: Entry) -> Iterator[Finding]:
    for key in table.keys.values():
        if (table.name, key.field) in _NAMES:
            kind, what = _NAMES[table.name, key.field]
            for word in _words(getattr(entry, key.field)):
                if word not in getattr(known, kind):
                    yield _unknown(entry, key.field, word, what)


def _of_seat(known: _Known, body: Body, seat: Seat) -> Iterator[Finding]:
    there = in_use(seat.of)
    if seat.one_per is None or there is not None:
        where = there or body.id
        for word in _words(seat.office):
            if word not in known.offices.get(where, {word}):
                yield _unknown(seat, "office", word, f"an office of {where}")
    for word in _words(seat.same_as):
        if word not in known.seats.get(there or "", {word}):
            yield _unknown(seat, "same_as", word, f"a seat of {there}")
    for word in _words(seat.supports):
        if word not in known.seats[body.id]:
            yield _unknown(seat, "supports", word, f"a seat of {body.id}")


def _of_part(known: _Known, body: Body | None, entry: Entry, key: str, part: Any) -> Iterator[Finding]:
    if isinstance(part, Who):
        yield from _of_who(known, body, entry, key, part)
    elif isinstance(part, Leaf):
        for word in (*_words(part.from_each), *(name for name, _ in in_use(part.weight) or ())):
            if not _is_someone(known, body, word):
                yield _unknown(entry, key, word, _someone(body))
    elif isinstance(part, Number) and part.as_ and body and part.as_ not in known.seats[body.id]:
        yield _unknown(entry, key, part.as_, f"a seat of {body.id}")
    elif isinstance(part, Due) and part.event and not _is_event(known, body, part.event):
        yield _unknown(entry, key, part.event, "an event: a meeting, or a duty of this body")
    elif key in ("when", "chosen_at") and isinstance(part, str) and not _is_event(known, body, part):
        yield _unknown(entry, key, part, "an event: a meeting, or a duty of this body")


def _of_who(known: _Known, body: Body | None, entry: Entry, key: str, who: Who) -> Iterator[Finding]:
    for word in who.is_:
        if not _is_someone(known, body, word):
            yield _unknown(entry, key, word, _someone(body))
    for word in who.employer:
        if word not in known.agency:
            yield _unknown(entry, key, word, "an agency of this file")
    for word in who.seat:
        if body is not None and word not in known.seats[body.id]:
            yield _unknown(entry, key, word, f"a seat of {body.id}")
    if who.of is not None and who.of not in known.circle:
        yield _unknown(entry, key, who.of, "a body or external of this file")
    where = who.of or (body.id if body else "")
    for office in filter(None, (who.office, who.agency_of)):
        if office not in known.offices.get(where, {office}):
            yield _unknown(entry, key, office, f"an office of {where}")


def _is_someone(known: _Known, body: Body | None, word: str) -> bool:
    if word in RESERVED or word in known.named:
        return True
    return body is not None and (word in known.offices[body.id] or word in known.classes[body.id])


def _someone(body: Body | None) -> str:
    own = f"an office or class of seat of {body.id}, or " if body else ""
    return f"{own}an agency, external, set or body of this file"


def _is_event(known: _Known, body: Body | None, event: str) -> bool:
    if event in EVENTS:
        return True
    other, _, rest = event.partition("/")
    if rest:
        return other in known.circle and rest.split(":")[0] == "meeting"
    if body is None:
        return False
    if event.startswith("meeting:"):
        return event.removeprefix("meeting:") in {meets.kind for meets in body.meets}
    return event in {duty.id or duty.what for duty in body.duties}


def _unknown(entry: Entry, key: str, word: str, what: str) -> Finding:
    return finding("E", "unknown-id", entry, f"“{word}” is not {what}", key=key.rstrip("_"))


def _words(value: Any) -> tuple[str, ...]:
    """The plain words of a value, every reading of an open one included."""
    if isinstance(value, Open):
        options = (value.proposed, *value.alternatives, *(s.value for s in value.conflict))
        return tuple(word for option in options for word in _words(option))
    if isinstance(value, tuple):
        return tuple(word for word in value if isinstance(word, str))
    return (value,) if isinstance(value, str) else ()


_FREE = ("clause", "from_", "until", "decided", "note", "says")


def _parts(value: Any, key: str = "", skip: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every value within an entry, with the key under which it stands; not the entries of a body."""
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(item, key)
        return
    if key:
        yield key, value
    if is_dataclass(value) and not (key and isinstance(value, Entry)):
        for part in fields(value):
            if part.name not in skip and part.name not in _FREE:
                yield from _parts(getattr(value, part.name), key or part.name)


def unusable_readings(terms: Terms) -> dict[str, tuple[Finding, ...]]:
    """For each reading that settles no place of the file, or with a value that may not stand there, why.

    Keyed by the reading's address.
    Source: the partnership file, sections 4 and 12.
    """
    faults: dict[str, tuple[Finding, ...]] = {}
    for reading in terms.readings:
        found = tuple(_reading_faults(terms, reading))
        if found:
            faults[reading.at] = found
    return faults


def _reading_faults(terms: Terms, reading: Reading) -> Iterator[Finding]:
    if reading.settles is None:
        return
    try:
        find(terms, reading.settles)
        if reading.value is not None:
            settle(terms, reading)
    except KeyError:
        yield _unknown(reading, "settles", reading.settles, "a place in this file")
    except ReadingUnusable as fault:
        for each in fault.findings:
            yield Finding("E", each.code, f"{reading.at}.value", reading.clause, reading.line, each.message)
