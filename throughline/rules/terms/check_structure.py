"""Errors of a sound form: names used twice, versions that overlap, dates and lines that cannot hold.

Source: the partnership file, section 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from throughline.rules.terms.addresses import entries
from throughline.rules.terms.check_context import Checked, finding
from throughline.rules.terms.in_force import rule_of
from throughline.rules.terms.model import (
    Entry,
    Finding,
    Line,
    Open,
    Reading,
    Terms,
    Who,
    first_day,
    in_use,
    last_day,
)
from throughline.rules.terms.tables import OF_A_BODY, OF_THE_FILE, READING

RESERVED = (
    "members", "voters", "attendees", "everyone", "body",
    "each-agency", "owner", "referrer", "lead", "public",
)  # fmt: skip
UPWARD = ("reports-to", "accountable-to", "part-of")
"""Lines that point up, and so form no cycle."""


def structure(checked: Checked) -> Iterator[Finding]:
    """Every error of names, versions, dates and cycles. Source: the partnership file, section 12."""
    yield from _duplicates(checked.written)
    yield from _overlaps(checked.written)
    yield from _date_order(checked.written)
    yield from _line_cycles(checked)
    yield from _succession_cycles(checked.written)
    yield from _duties_of_law(checked)


def _duplicates(terms: Terms) -> Iterator[Finding]:
    shared: dict[str, str] = dict.fromkeys(RESERVED, "a reserved word")
    for name in ("agency", "external", "set", "body"):
        yield from _twice(getattr(terms, OF_THE_FILE[name].attribute), shared, name)
    for name in ("mandate", "pathway", "programme", "indicator"):
        yield from _twice(getattr(terms, OF_THE_FILE[name].attribute), {}, name)
    for body in terms.bodies:
        for office in body.offices:
            if office.id in RESERVED:
                yield _already(office, office.id, "a reserved word")
        for seat in body.seats:
            for label in seat.class_ if isinstance(seat.class_, tuple) else ():
                if label in RESERVED:
                    yield _already(seat, label, "a reserved word")


def _twice(named: Iterable[Any], met: dict[str, str], what: str) -> Iterator[Finding]:
    article = "an" if what[0] in "aei" else "a"
    for one in named:
        if one.id in met:
            yield _already(one, one.id, met[one.id])
        met.setdefault(one.id, f"{article} {what}: {one.name}")


def _already(entry: Entry, word: str, what: str) -> Finding:
    return finding("E", "duplicate-id", entry, f"“{word}” already names {what}")


def _overlaps(terms: Terms) -> Iterator[Finding]:
    met: set[tuple[str, str]] = set()
    for table, _, entry in entries(terms):
        if table.name not in OF_A_BODY and table is not READING:
            continue
        rule = _place_settled(entry) if isinstance(entry, Reading) else rule_of(entry)
        begins = f"{entry.from_.says}" if isinstance(entry.from_, Open) else f"{entry.from_}"
        if rule and (rule, begins) in met:
            yield finding("E", "versions-overlap", entry, f"two versions of {rule} begin on the same day")
        met.add((rule, begins))


def _place_settled(reading: Reading) -> str:
    """The place of a decided reading; open questions do not compete."""
    return f"the reading of {reading.settles}" if reading.settles and reading.decided else ""


def _date_order(terms: Terms) -> Iterator[Finding]:
    for _, _, entry in entries(terms):
        first, last = first_day(entry), last_day(entry)
        if first is not None and last is not None and last < first:
            message = f"ends {in_use(entry.until)}, before it begins on {in_use(entry.from_)}"
            yield finding("E", "date-order", entry, message)


def _line_cycles(checked: Checked) -> Iterator[Finding]:
    lines: dict[str, dict[str, Line]] = {}
    for _, body, entry in checked.standing():
        if body is not None and isinstance(entry, Line) and entry.type in UPWARD:
            for above in words_of(entry.to):
                lines.setdefault(body.id, {}).setdefault(above, entry)
    graph = {body: list(above) for body, above in lines.items()}
    for cycle in _cycles(graph):
        way = " -> ".join((*cycle, cycle[0]))
        begins = lines[cycle[0]][cycle[1 % len(cycle)]]
        yield finding("E", "line-cycle", begins, f"{cycle[0]} answers to itself: {way}")


def _succession_cycles(terms: Terms) -> Iterator[Finding]:
    for named in (terms.agencies, terms.bodies):
        by_id: Mapping[str, Any] = {one.id: one for one in named}
        for cycle in _cycles({one.id: list(one.becomes) for one in by_id.values()}):
            way = " -> ".join((*cycle, cycle[0]))
            yield finding("E", "succession-cycle", by_id[cycle[0]], f"{cycle[0]} succeeds itself: {way}")


def _duties_of_law(checked: Checked) -> Iterator[Finding]:
    """A duty that the law lays on a body which the file says is not statutory."""
    without_law = {body.id: body.name for body in checked.bodies() if in_use(body.statutory) is False}
    for mandate in checked.settled.mandates:
        for word in words_of(mandate.owner) if mandate.kind == "law" else ():
            if word in without_law:
                message = f"{without_law[word]} is not statutory: the law lays no duty on it"
                yield finding("E", "bad-value", mandate, message, key="owner")


def _cycles(graph: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """Each cycle of a graph once, from the member that the file names first."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in graph:
        ways: list[tuple[str, ...]] = [(start,)]
        while ways:
            way = ways.pop()
            for after in graph.get(way[-1], ()):
                if after == start:
                    found.setdefault(frozenset(way), way)
                elif after in graph and after not in way and len(ways) < 1000:
                    ways.append((*way, after))
    return list(found.values())


def words_of(value: Who | Open[Who] | None) -> tuple[str, ...]:
    """The plain words of a who in use. Source: the partnership file, section 3.1."""
    who = value.proposed if isinstance(value, Open) else value
    if not isinstance(who, Who):
        return ()
    return (*who.is_, *(word for one in who.any_of for word in words_of(one)))
