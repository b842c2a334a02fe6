"""Entries written back as the tables of the file that they came from."""

from __future__ import annotations

from typing import Any

from throughline.rules.terms.model import Body, Open, Terms
from throughline.rules.terms.open_values import write_value
from throughline.rules.terms.tables import BODY, OF_A_BODY, OF_THE_FILE, READING, SCHEMA, Table


def entry_as_table(table: Table, entry: Any) -> dict[str, Any]:
    """The keys and values with which the file would write one entry, without a body's own tables.

    Source: the partnership file, sections 6 to 9.
    """
    unsettled: dict[str, Open[Any]] = dict(entry.unsettled)
    fields = entry.__dataclass_fields__
    written: dict[str, Any] = {}
    for name, key in table.all_keys.items():
        value = unsettled.get(name, getattr(entry, key.field))
        if value is None or value == () or (value == fields[key.field].default and not key.required):
            continue
        written[name] = write_value(key.kind, value)
    if table is READING and entry.value is not None:
        written["value"] = entry.value
    if table.test is not None and entry.test is not None:
        written |= write_value(table.test, entry.test)
    if "" in unsettled:
        return _open_whole(table, written, unsettled[""])
    return written


def _open_whole(table: Table, written: dict[str, Any], value: Open[Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        key: written[key] for key in ("from", "until", "decided", "for", "clause") if key in written
    }
    for key in ("says", "note"):
        if getattr(value, key) is not None:
            whole[key] = getattr(value, key)
    if value.proposed is not None:
        whole["proposed"] = entry_as_table(table, value.proposed)
    if value.alternatives:
        whole["or"] = [entry_as_table(table, other) for other in value.alternatives]
    if value.conflict:
        whole["conflict"] = [_statement(table, statement) for statement in value.conflict]
    return whole


def _statement(table: Table, statement: Any) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if statement.value is not None:
        written["value"] = entry_as_table(table, statement.value)
    if statement.says is not None:
        written["says"] = statement.says
    if statement.clause:
        written["clause"] = list(statement.clause)
    return written


def body_as_table(body: Body) -> dict[str, Any]:
    """A body with every table it holds, as the file writes it. Source: the partnership file, section 7."""
    written = entry_as_table(BODY, body)
    for name, table in OF_A_BODY.items():
        entries = [entry_as_table(table, entry) for entry in getattr(body, table.attribute)]
        if entries:
            written[name] = entries
    return written


def terms_as_table(terms: Terms) -> dict[str, Any]:
    """The whole file as tables, lists and values. Source: the partnership file, section 2."""
    calendar = {key: getattr(terms.calendar, key) for key in ("working_days", "year_starts", "timezone")}
    marking = {"scheme": terms.marking_scheme, "default": terms.marking_default}
    written: dict[str, Any] = {"schema": SCHEMA, "id": terms.id, "name": terms.name}
    if terms.area:
        written["area"] = list(terms.area)
    written["calendar"] = calendar
    if any(marking.values()):
        written["marking"] = {key: value for key, value in marking.items() if value is not None}
    for name, table in OF_THE_FILE.items():
        write = body_as_table if table is BODY else lambda entry, table=table: entry_as_table(table, entry)
        entries = [write(entry) for entry in getattr(terms, table.attribute)]
        if entries:
            written[name] = entries
    return written
