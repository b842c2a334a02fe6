"""Reads a partnership file into its shapes, or refuses it with every error of form.

Source: the partnership file, sections 1 to 9 and 12.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from throughline.rules.terms import model
from throughline.rules.terms.model import Finding, Open, Terms, TermsUnreadable, in_use
from throughline.rules.terms.open_values import is_open, read_value
from throughline.rules.terms.place import Place, shown
from throughline.rules.terms.positions import Path, entry_lines
from throughline.rules.terms.tables import (
    BODY,
    OF_A_BODY,
    OF_THE_FILE,
    READING,
    SCHEMA,
    Key,
    Table,
    holds_open,
    identity,
)
from throughline.rules.terms.values import Choice, Id, Several, Text

LARGEST = 1_000_000
"""The most characters a partnership file may have; the founding ones have under 40,000."""
_CALENDAR: Mapping[str, Any] = {
    "working_days": Choice("england-and-wales", "scotland", "northern-ireland"),
    "year_starts": Text(),
    "timezone": Text(),
}
_MARKING: Mapping[str, Any] = {"scheme": Text(), "default": Text()}
_OF_THE_TOP = ("schema", "id", "name", "area", "calendar", "marking")


def read_bytes(content: bytes, name: str) -> Terms:
    """The terms in the bytes of a file; `name` is its name, for the message.

    Raises TermsUnreadable if the bytes are not UTF-8 text, or for any error of form.
    Source: the partnership file, section 12 (``E-syntax``).
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(1, f"{name} is saved as UTF-16: save it again as UTF-8")
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise _unreadable(line, f"{name} is not UTF-8 text: {_encoding_of(content)}") from None
    return read(text)


def _encoding_of(content: bytes) -> str:
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "it is not a text file; choose the partnership file, whose name ends in .toml"
    return "it seems to be saved as Windows text (cp1252); in the editor choose Save as, then UTF-8"


def _unreadable(line: int, message: str) -> TermsUnreadable:
    return TermsUnreadable((Finding("E", "E-syntax", "", (), line, message),))


def read(text: str) -> Terms:
    """The terms in the text of a partnership file, every entry and version as written.

    Raises TermsUnreadable with every error of form, each with its line.
    Source: the partnership file, sections 1 to 9.
    """
    if len(text) > LARGEST:
        raise _unreadable(
            1, f"the file has {len(text):,} characters; a partnership file has at most {LARGEST:,}"
        )
    return _read_once(text)


@lru_cache(maxsize=32)
def _read_once(text: str) -> Terms:
    try:
        raw = tomllib.loads(text)
        lines = entry_lines(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"at line (\d+)", str(fault))
        raise _unreadable(int(found[1]) if found else text.count("\n") + 1, str(fault)) from None
    except RecursionError:
        raise _unreadable(1, "the file holds lists within lists too deep to read") from None
    return _FormReader(lines).read_file(raw, text)


class _FormReader:
    def __init__(self, lines: Mapping[Path, int]) -> None:
        self.lines = lines
        self.findings: list[Finding] = []

    def read_file(self, raw: dict[str, Any], text: str) -> Terms:
        for key in raw:
            if key not in OF_THE_FILE and key not in _OF_THE_TOP:
                self._place(key, (key,)).refuse("E-unknown-key", f"“{key}” is not a key here")
        values: dict[str, Any] = self._read_top(raw)
        for name, table in OF_THE_FILE.items():
            values[table.attribute] = self._read_list(table, raw.get(name, []), "", (name,))
        if self.findings:
            raise TermsUnreadable(tuple(sorted(set(self.findings), key=lambda f: (f.line, f.code, f.at))))
        return Terms(**values, text=text)

    def _place(self, at: str, path: Path) -> Place:
        return Place(at, self.lines.get(path, 1), (), self.findings)

    def _read_top(self, raw: dict[str, Any]) -> dict[str, Any]:
        for key in ("schema", "id", "name"):
            if key not in raw:
                self._place(key, ()).refuse("E-missing-key", f"“{key}” is missing")
        if raw.get("schema", SCHEMA) != SCHEMA:
            self._place("schema", ("schema",)).bad(f'this software reads schema = "{SCHEMA}" and no other')
        calendar = self._read_parts("calendar", _CALENDAR, raw)
        if "year_starts" in calendar and not _is_month_and_day(calendar["year_starts"]):
            place = self._place("calendar.year_starts", ("calendar", "year_starts"))
            place.bad('the year starts on a month and day, such as "04-01"')
        marking = self._read_parts("marking", _MARKING, raw)
        return {
            "id": self._one("id", Id(), raw) or "",
            "name": self._one("name", Text(), raw) or "",
            "area": self._one("area", Several(Text()), raw) or (),
            "calendar": model.Calendar(**calendar),
            "marking_scheme": marking.get("scheme"),
            "marking_default": marking.get("default"),
        }

    def _one(self, key: str, kind: Any, raw: dict[str, Any]) -> Any:
        return kind.read(raw[key], self._place(key, (key,))) if key in raw else None

    def _read_parts(self, name: str, kinds: Mapping[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
        parts = raw.get(name, {})
        if not isinstance(parts, dict):
            self._place(name, (name,)).bad(f"“{name}” is a table of {', '.join(kinds)}")
            return {}
        read_parts = {}
        for key, value in parts.items():
            place = self._place(f"{name}.{key}", (name, key))
            if key not in kinds:
                place.refuse("E-unknown-key", f"“{key}” is not a key here")
            elif (part := kinds[key].read(value, place)) is not None:
                read_parts[key] = part
        return read_parts

    def _read_list(self, table: Table, raw: Any, prefix: str, path: Path) -> tuple[Any, ...]:
        base = f"{prefix}.{table.name}" if prefix else table.name
        if table.single and isinstance(raw, dict):
            entries, paths = [raw], [path]
        elif isinstance(raw, list):
            entries, paths = raw, [(*path, n) for n in range(len(raw))]
        else:
            self._place(base, path).bad(
                f"“{table.name}” is a {'table' if table.single else 'list of tables'}"
            )
            return ()
        made = [self._read_entry(table, e, base, p) for e, p in zip(entries, paths, strict=True)]
        return tuple(_addressed(table, [entry for entry in made if entry is not None], prefix))

    def _read_entry(self, table: Table, raw: Any, base: str, path: Path) -> Any:
        place = self._place(base, path)
        if not isinstance(raw, dict):
            place.bad(f"“{table.name}” is a list of tables")
            return None
        nested = OF_A_BODY if table is BODY else {}
        before = len(self.findings)
        own = {key: value for key, value in raw.items() if key not in nested}
        entry = read_entry(table, own, _named(place, table, raw))
        if table is not BODY or entry is None:
            for name in nested if entry is None else ():
                self._read_list(nested[name], raw.get(name, []), str(raw.get("id", "")), (*path, name))
            return entry if len(self.findings) == before else None
        parts = {
            part.attribute: self._read_list(part, raw[name], entry.id, (*path, name))
            for name, part in nested.items()
            if name in raw
        }
        return replace(entry, **parts)


def _is_month_and_day(text: str) -> bool:
    found = re.fullmatch(r"(\d\d)-(\d\d)", text)
    return bool(found) and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 28  # type: ignore[index]


def _named(place: Place, table: Table, raw: Mapping[str, Any]) -> Place:
    """The place of an entry by what names it, as far as that can be told before it is read."""
    names = [raw[key] for key in table.named_by if isinstance(raw.get(key), str)]
    clause = raw.get("clause")
    listed = clause if isinstance(clause, list) else [clause]
    sources = tuple(word for word in listed if isinstance(word, str))
    at = str(raw.get("id", place.at)) if table is BODY else ".".join((place.at, ":".join(names))).rstrip(".")
    return Place(at, place.line, sources, place.findings)


def read_entry(table: Table, raw: Any, place: Place) -> Any:
    """One entry of a table; None, with findings at its place, if it cannot be made.

    Source: the partnership file, sections 2 and 4.
    """
    before = len(place.findings)
    if not isinstance(raw, dict):
        place.bad(f"{shown(raw)} is not a table of {', '.join(table.keys)}")
        return None
    if table.single and is_open(raw):
        return _open_table(table, raw, place)
    _refuse_unknown(table, raw, place)
    values: dict[str, Any] = {}
    unsettled: list[tuple[str, Open[Any]]] = []
    for name, key in table.all_keys.items():
        if name in raw:
            values[key.field] = _read_key(table, name, key, raw[name], place, unsettled)
        elif key.required:
            place.under(name).refuse("E-missing-key", f"“{name}” is missing")
    if table.one_of and not any(name in raw for name in table.one_of):
        place.refuse("E-missing-key", f"one of {', '.join(table.one_of)} is missing")
    if table.test is not None:
        values["test"] = table.test.read_keys(
            {k: v for k, v in raw.items() if k not in table.all_keys}, place
        )
    if table is READING and "value" in raw:
        values["value"] = raw["value"]
    _refuse_pairs(table, raw, place)
    if len(place.findings) > before:
        return None
    if "name" in table.keys and "name" not in values:
        values["name"] = values["id"]
    return table.makes(**values, unsettled=tuple(unsettled), at=place.at, line=place.line)


def _open_table(table: Table, raw: dict[str, Any], place: Place) -> Any:
    whole = {key: value for key, value in raw.items() if key not in ("from", "until", "decided", "for")}
    life = {key: raw[key] for key in ("from", "until", "decided", "for", "clause") if key in raw}
    kind: Any = table.test or _WholeTable(table)
    value = read_value(kind, whole, place)
    entry = read_entry(table, life, place)
    if entry is None or table.test is not None:
        return entry and replace(entry, test=value)
    proposed = in_use(value)
    filled = (
        replace(proposed, **{k: getattr(entry, k) for k in ("at", "line", "clause")}) if proposed else entry
    )
    return replace(filled, unsettled=(("", value),))


class _WholeTable:
    """A single table as the value of an open one."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def read(self, raw: Any, place: Place) -> Any:
        if isinstance(raw, dict):
            return read_entry(self.table, raw, place)
        place.bad(f"“{self.table.name}” is a table")
        return None

    def write(self, value: Any) -> Any:
        return value


def _read_key(
    table: Table, name: str, key: Key, raw: Any, place: Place, unsettled: list[tuple[str, Open[Any]]]
) -> Any:
    here = place.under(name)
    if key.settled and is_open(raw):
        here.bad(f"“{name}” cannot be left open: it names the entry or records it")
        return None
    value = read_value(key.kind, raw, here)
    if not isinstance(value, Open) or holds_open(table, key):
        return value
    unsettled.append((name, value))
    return value.proposed if value.proposed is not None else _nothing(table, key, value)


def _nothing(table: Table, key: Key, value: Open[Any]) -> Any:
    """What a plain field holds while its value is open: the document's words for text, else silence."""
    if key.required:
        return value.says
    return table.makes.__dataclass_fields__[key.field].default


def _refuse_unknown(table: Table, raw: Mapping[str, Any], place: Place) -> None:
    known = {
        *table.all_keys,
        *(table.test.keys if table.test else ()),
        *(table.test.node_keys if table.test else ()),
    }
    for name in raw:
        if name not in known and not (table is READING and name == "value"):
            place.under(name).refuse("E-unknown-key", f"“{name}” is not a key here")


_PAIRS = {
    "office": (("rotates", "every"), ("every", "rotates")),
    "seat": (("same_as", "of"),),
}
_EXCLUDE = {"office": (("held_by", "rotates"),), "leaving": (("absences", "cause"),)}


def _refuse_pairs(table: Table, raw: Mapping[str, Any], place: Place) -> None:
    for key, partner in _PAIRS.get(table.name, ()):
        if key in raw and partner not in raw:
            place.under(partner).refuse("E-missing-key", f"“{partner}” is missing: it stands beside “{key}”")
    for one, other in _EXCLUDE.get(table.name, ()):
        if one in raw and other in raw:
            place.bad(f"“{one}” and “{other}” exclude each other")


def _addressed(table: Table, entries: list[Any], prefix: str) -> list[Any]:
    """Entries with their addresses: a second entry of one name adds where it begins."""
    met: Counter[str] = Counter()
    made = []
    for position, entry in enumerate(entries, 1):
        name = identity(table, entry)
        if table is READING:
            name = name or str(position)
        base = name if table is BODY else ".".join(filter(None, (prefix, table.name, name)))
        met[base] += 1
        begins = entry.from_ if entry.from_ and not isinstance(entry.from_, Open) else met[base]
        made.append(replace(entry, at=base if met[base] == 1 else f"{base}@{begins}"))
    return made


__all__ = ["LARGEST", "read", "read_bytes", "read_entry"]
