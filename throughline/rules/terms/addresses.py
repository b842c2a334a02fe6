"""Addresses: the name of every place in a partnership file, and the way back to it.

Source: the partnership file, section 4 ("Address of a place").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from throughline.rules.terms.model import Body, Entry, Terms
from throughline.rules.terms.tables import OF_A_BODY, OF_THE_FILE, Table
from throughline.rules.terms.written import entry_as_table

Steps = tuple[str | int, ...]

EXPECTED = {
    "office": ("chair", "vice-chair", "secretariat"),
    "meets": ("ordinary",),
    "duty": ("agenda", "papers", "referral-papers", "minutes", "terms-review"),
}
"""Entries of lists that terms are expected to hold, so that a reading may supply them."""


@dataclass(frozen=True)
class Found:
    """A place in the file: its table, its entry, the way to a value inside the entry, and that value.

    `entry` is None where the file is silent: the table could stand there and does not.
    `value` is written as in the file; None where the key is absent.
    """

    address: str
    table: Table
    body: Body | None
    entry: Entry | None
    steps: Steps = ()
    value: Any = None
    name: str = ""
    """What would name the entry, where the file is silent."""


def entries(terms: Terms) -> Iterator[tuple[Table, Body | None, Entry]]:
    """Every entry of the file, bodies included, each with its table and the body it stands in.

    Source: the partnership file, section 2.
    """
    for table in OF_THE_FILE.values():
        for entry in getattr(terms, table.attribute):
            yield table, None, entry
    for body in terms.bodies:
        for table in OF_A_BODY.values():
            for entry in getattr(body, table.attribute):
                yield table, body, entry


def find(terms: Terms, address: str) -> Found:
    """The place that an address names.

    Raises KeyError, with a sentence, if there is no such place in the file.
    Source: the partnership file, section 4.
    """
    best: tuple[Table, Body | None, Entry] | None = None
    for table, body, entry in entries(terms):
        if address == entry.at or address.startswith(entry.at + "."):
            best = (table, body, entry) if best is None or len(entry.at) > len(best[2].at) else best
    if best is None:
        raise KeyError(f"“{address}” is not a place in this file: no body or entry has that name")
    table, body, entry = best
    rest = address[len(entry.at) + 1 :]
    if isinstance(entry, Body) and rest.split(".")[0] in OF_A_BODY:
        return _silent(entry, address, rest)
    return _inside(table, body, entry, address, rest)


def _silent(body: Body, address: str, rest: str) -> Found:
    """A place in a table that the body could hold and does not."""
    name, _, within = rest.partition(".")
    table = OF_A_BODY[name]
    if not table.named_by or (table.single and within.split(".")[0] in _keys(table)):
        return Found(address, table, body, None, steps=_steps(within))
    parts = within.split(".")
    ends = next((n for n, part in enumerate(parts) if n and part in _keys(table)), len(parts))
    named = ".".join(parts[:ends])
    if not table.single and named not in EXPECTED.get(name, ()):
        raise KeyError(f"“{address}” is not a place in this file: {body.id} has no {name} of that name")
    return Found(address, table, body, None, steps=_steps(".".join(parts[ends:])), name=named)


def _keys(table: Table) -> set[str]:
    tested = {*table.test.keys, *table.test.node_keys} if table.test else set()
    return {*table.all_keys, *tested, ""}


def _steps(rest: str) -> Steps:
    return tuple(int(step) if step.isdigit() else step for step in rest.split(".") if step)


def _inside(table: Table, body: Body | None, entry: Entry, address: str, rest: str) -> Found:
    steps = _steps(rest)
    if steps and steps[0] not in _keys(table) - {""}:
        raise KeyError(f"“{address}” is not a place in this file: “{steps[0]}” is not a key of {entry.at}")
    value: Any = entry_as_table(table, entry)
    for step in steps:
        value = _step(value, step)
    return Found(address, table, body, entry, steps, value)


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and 1 <= step <= len(value):
        return value[step - 1]
    return None
