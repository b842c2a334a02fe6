"""Open values: imprecise, proposed or contradictory, wherever a value may stand.

Source: the partnership file, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughline.rules.terms.model import Open, Statement
from throughline.rules.terms.place import Place
from throughline.rules.terms.values import Kind, Several, Text

_OPENS = ("says", "proposed", "conflict")


def is_open(raw: object) -> bool:
    """Whether a value is imprecise, proposed or contradictory. Source: the partnership file, section 4."""
    return isinstance(raw, dict) and any(key in raw for key in _OPENS)


def read_value(kind: Kind, raw: Any, place: Place) -> Any:
    """Read a value that may be open.

    An open part of a span, due or other value table leaves the whole of it open.
    Source: the partnership file, section 4.
    """
    if is_open(raw):
        return _read_open(kind, raw, place)
    if isinstance(raw, dict) and getattr(kind, "opens_as_a_whole", False):
        for key, part in raw.items():
            if is_open(part):
                return read_value(kind, _opened(raw, key, part), place)
    return kind.read(raw, place)


def _opened(raw: Mapping[str, Any], key: str, part: dict[str, Any]) -> dict[str, Any]:
    whole = {k: v for k, v in part.items() if k in ("says", "clause", "note")}
    if "proposed" in part:
        whole["proposed"] = {**raw, key: part["proposed"]}
    if isinstance(part.get("or"), list):
        whole["or"] = [{**raw, key: other} for other in part["or"]]
    if isinstance(part.get("conflict"), list):
        whole["conflict"] = [
            {**s, "value": {**raw, key: s["value"]}} if isinstance(s, dict) and "value" in s else s
            for s in part["conflict"]
        ]
    return whole


def _read_open(kind: Kind, raw: dict[str, Any], place: Place) -> Open[Any]:
    for key in raw:
        if key not in ("says", "proposed", "or", "conflict", "clause", "note"):
            place.refuse("E-unknown-key", f"“{key}” is not a key here: this value is an open one")
    others = raw.get("or", [])
    if not isinstance(others, list) or ("or" in raw and "proposed" not in raw):
        place.bad("“or” is a list of the values that stand beside “proposed”")
        others = []
    if "conflict" in raw and ("proposed" in raw or "or" in raw):
        place.bad("a contradiction has no “proposed” and no “or”: a reading settles it")
    return Open(
        says=_text_or_none(raw.get("says"), place.under("says")),
        proposed=kind.read(raw["proposed"], place.under("proposed")) if "proposed" in raw else None,
        alternatives=tuple(kind.read(v, place.under(f"or.{n}")) for n, v in enumerate(others, 1)),
        conflict=_statements(kind, raw["conflict"], place.under("conflict")) if "conflict" in raw else (),
        clause=Several(Text()).read(raw["clause"], place.under("clause")) if "clause" in raw else (),
        note=_text_or_none(raw.get("note"), place.under("note")),
    )


def _text_or_none(raw: Any, place: Place) -> str | None:
    return None if raw is None else Text().read(raw, place)


def _statements(kind: Kind, raw: Any, place: Place) -> tuple[Statement[Any], ...]:
    if not isinstance(raw, list) or len(raw) < 2 or not all(isinstance(s, dict) for s in raw):
        place.bad(
            "a contradiction is a list of at least two statements, each a table of value, says and clause"
        )
        return ()
    made = []
    for n, statement in enumerate(raw, 1):
        here = place.under(n)
        for key in statement:
            if key not in ("value", "says", "clause"):
                here.refuse("E-unknown-key", f"“{key}” is not a key here")
        value = kind.read(statement["value"], here.under("value")) if "value" in statement else None
        clause = (
            Several(Text()).read(statement["clause"], here.under("clause")) if "clause" in statement else ()
        )
        made.append(Statement(value, _text_or_none(statement.get("says"), here.under("says")), clause))
    return tuple(made)


def write_value(kind: Kind, value: Any) -> Any:
    """A value, open or settled, as the file writes it. Source: the partnership file, section 4."""
    if not isinstance(value, Open):
        return kind.write(value)
    written: dict[str, Any] = {}
    if value.says is not None:
        written["says"] = value.says
    if value.proposed is not None:
        written["proposed"] = kind.write(value.proposed)
    if value.alternatives:
        written["or"] = [kind.write(other) for other in value.alternatives]
    if value.conflict:
        written["conflict"] = [_write_statement(kind, statement) for statement in value.conflict]
    if value.clause:
        written["clause"] = Several(Text()).write(value.clause)
    if value.note is not None:
        written["note"] = value.note
    return written


def _write_statement(kind: Kind, statement: Statement[Any]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if statement.value is not None:
        written["value"] = kind.write(statement.value)
    if statement.says is not None:
        written["says"] = statement.says
    if statement.clause:
        written["clause"] = Several(Text()).write(statement.clause)
    return written
