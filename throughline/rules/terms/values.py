"""The plain kinds of value: words, numbers, dates, spans, rates and dues.

Each kind reads a value of the parsed file into its shape, reports at its place what
may not stand there, and writes the shape back. Source: the partnership file, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Protocol, get_args

from throughline.rules.terms.model import DECISION, Due, Open, Pattern, Rate, Span, Statement, Unit
from throughline.rules.terms.place import Place, shown
from throughline.words.dates import ImpreciseDate, toml_date

UNITS: tuple[str, ...] = get_args(Unit)
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_OPENS = ("says", "proposed", "conflict")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Kind(Protocol):
    """A kind of value: how it is read and how it is written."""

    def read(self, raw: Any, place: Place) -> Any:
        """The value in its shape; None, with a finding, if it may not stand here."""

    def write(self, value: Any) -> Any:
        """The value as the file writes it."""


def is_open(raw: object) -> bool:
    """Whether a value of the file is an open one: imprecise, proposed or contradictory."""
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
    """A value, open or settled, as the file writes it."""
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


class _Plain:
    def write(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Text(_Plain):
    """Free text, in which every word is allowed."""

    def read(self, raw: Any, place: Place) -> str | None:
        """The text; refused if empty or not text."""
        if isinstance(raw, str) and raw.strip():
            return raw
        place.bad(f"{shown(raw)} is not text: write words between quotation marks")
        return None


@dataclass(frozen=True)
class Word(_Plain):
    """A word or a few, with which the software computes: words that mislead are refused."""

    def read(self, raw: Any, place: Place) -> str | None:
        """The words; refused if they are vague, empty or not text."""
        return None if place.is_vague(raw) else Text().read(raw, place)


@dataclass(frozen=True)
class Id(_Plain):
    """An id: lower-case letters, digits and hyphens."""

    def read(self, raw: Any, place: Place) -> str | None:
        """The id; refused if it holds anything else."""
        if place.is_vague(raw):
            return None
        if isinstance(raw, str) and _ID.match(raw):
            return raw
        place.bad(f"{shown(raw)} is not an id: use lower-case letters, digits and hyphens")
        return None


class Choice(_Plain):
    """One of a few words."""

    def __init__(self, *options: str) -> None:
        self.options = options

    def read(self, raw: Any, place: Place) -> str | None:
        """The word; refused if it is not one of the options."""
        if raw in self.options:
            return str(raw)
        if not place.is_vague(raw):
            place.bad(f"{shown(raw)} is not allowed here: write one of {', '.join(self.options)}")
        return None


@dataclass(frozen=True)
class Flag(_Plain):
    """True or false."""

    def read(self, raw: Any, place: Place) -> bool | None:
        """The flag; refused if it is anything else."""
        if isinstance(raw, bool):
            return raw
        if not place.is_vague(raw):
            place.bad(f"{shown(raw)} is not true or false")
        return None


@dataclass(frozen=True)
class Whole(_Plain):
    """A whole number."""

    least: int = 1

    def read(self, raw: Any, place: Place) -> int | None:
        """The number; refused below the least allowed."""
        if isinstance(raw, int) and not isinstance(raw, bool) and raw >= self.least:
            return raw
        if not place.is_vague(raw):
            place.bad(f"{shown(raw)} is not a whole number of {self.least} or more")
        return None


class Threshold:
    """A whole number of 1 or more, or a fraction written as text."""

    def read(self, raw: Any, place: Place) -> int | Fraction | None:
        """An int for a whole number, a Fraction for "1/2"; refused outside 0 < f <= 1."""
        if isinstance(raw, int):
            return Whole().read(raw, place)
        if place.is_vague(raw):
            return None
        found = re.fullmatch(r"(\d{1,9})/(\d{1,9})", raw) if isinstance(raw, str) else None
        if found and 0 < int(found[1]) <= int(found[2]):
            return Fraction(int(found[1]), int(found[2]))
        place.bad(
            f'{shown(raw)} is neither a whole number of 1 or more nor a fraction such as "1/2", at most 1'
        )
        return None

    def write(self, value: int | Fraction) -> int | str:
        """The number, or the fraction as text."""
        return value if isinstance(value, int) else f"{value.numerator}/{value.denominator}"


class Several:
    """One value or a list of them; one needs no brackets."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def read(self, raw: Any, place: Place) -> tuple[Any, ...]:
        """The values, in the file's order; an empty list is refused."""
        if not isinstance(raw, list):
            value = self.kind.read(raw, place)
            return () if value is None else (value,)
        if not raw:
            place.bad("an empty list says nothing: leave the key out")
        values = [self.kind.read(item, place.under(n)) for n, item in enumerate(raw, 1)]
        return tuple(value for value in values if value is not None)

    def write(self, value: tuple[Any, ...]) -> Any:
        """One value bare, several as a list."""
        written = [self.kind.write(item) for item in value]
        return written[0] if len(written) == 1 else written


class ListOf(Several):
    """A list in order, written as a list even when it holds one value."""

    def write(self, value: tuple[Any, ...]) -> Any:
        """The values as a list."""
        return [self.kind.write(item) for item in value]


@dataclass(frozen=True)
class Day:
    """A date in its author's precision, or a decision that the terms do not date."""

    decision: bool = False

    def read(self, raw: Any, place: Place) -> ImpreciseDate | str | None:
        """The date; refused if it is a bare year, a date with a time, or no date."""
        if raw == DECISION and self.decision:
            return DECISION
        if place.is_vague(raw):
            return None
        if isinstance(raw, int) and not isinstance(raw, bool):
            place.bad(f'{raw} without quotes is a number: write "{raw}"')
        elif isinstance(raw, datetime) or not isinstance(raw, date | str):
            place.bad(f'{shown(raw)} is not a date: write 2021-06-25, "2021-06" or "2021"')
        else:
            try:
                return toml_date(raw)
            except ValueError:
                place.bad(f'{shown(raw)} is not a date: write 2021-06-25, "2021-06" or "2021"')
        return None

    def write(self, value: ImpreciseDate | str) -> date | str:
        """A day as a date, anything less precise as text."""
        if isinstance(value, ImpreciseDate):
            return value.earliest if value.precision == "day" else value.text
        return value


def _table(raw: Any, keys: tuple[str, ...], place: Place, what: str) -> dict[str, Any] | None:
    if not isinstance(raw, dict):
        if not place.is_vague(raw):
            place.bad(f"{shown(raw)} is not {what}")
        return None
    for key in raw:
        if key not in keys:
            place.under(key).refuse("E-unknown-key", f"“{key}” is not a key here")
    return raw


def read_span(raw: dict[str, Any], place: Place, what: str) -> Span | None:
    """The one span among the keys of a table, if there is one; several are refused."""
    units = [unit for unit in UNITS if unit in raw]
    if len(units) > 1:
        place.bad(f"{what} has one unit of time, not {' and '.join(units)}")
        return None
    number = Whole().read(raw[units[0]], place.under(units[0])) if units else None
    return Span(number, units[0]) if number is not None else None  # type: ignore[arg-type]


class SpanKind:
    """A length of time: { months = 2 }."""

    opens_as_a_whole = True

    def read(self, raw: Any, place: Place) -> Span | None:
        """The span; refused unless it has exactly one unit."""
        table = _table(raw, UNITS, place, "a span of time: write a table such as { months = 2 }")
        if table is None:
            return None
        if not any(unit in table for unit in UNITS):
            place.bad(f"a span of time has one of {', '.join(UNITS)}")
        return read_span(table, place, "a span of time")

    def write(self, value: Span) -> dict[str, int]:
        """The span as a table of one key."""
        return {value.unit: value.number}


class RateKind:
    """So many times in a period: { times = 2, per = "year" }."""

    opens_as_a_whole = True

    def read(self, raw: Any, place: Place) -> Rate | None:
        """The rate; refused unless it has both keys."""
        table = _table(
            raw, ("times", "per"), place, 'a rate: write a table such as { times = 2, per = "year" }'
        )
        if table is None:
            return None
        for key in ("times", "per"):
            if key not in table:
                place.under(key).refuse("E-missing-key", f"“{key}” is missing")
        times = Whole().read(table.get("times", 1), place.under("times"))
        per = Choice("week", "month", "quarter", "year").read(table.get("per", "year"), place.under("per"))
        return Rate(times, per) if times and per else None  # type: ignore[arg-type]

    def write(self, value: Rate) -> dict[str, Any]:
        """The rate as a table."""
        return {"times": value.times, "per": value.per}


class PatternKind:
    """A weekday of the month, with a time if there is one: "second tuesday 10:00"."""

    _FORM = re.compile(
        rf"(?:({'|'.join(NTH)}) )?({'|'.join(WEEKDAYS)})(?: ([01]\d|2[0-3]):([0-5]\d))?\Z", re.IGNORECASE
    )

    def read(self, raw: Any, place: Place) -> Pattern | None:
        """The pattern; nth is 1 to 4, -1 for the last, None for every such weekday."""
        if place.is_vague(raw):
            return None
        found = self._FORM.match(raw) if isinstance(raw, str) else None
        if found is None:
            place.bad(
                f'{shown(raw)} is not a pattern such as "second tuesday 10:00", "last friday" or "friday"'
            )
            return None
        nth, weekday = found[1], found[2].lower()
        time = f"{found[3]}:{found[4]}" if found[3] else None
        return Pattern(WEEKDAYS.index(weekday), NTH[nth.lower()] if nth else None, time, str(raw))

    def write(self, value: Pattern) -> str:
        """The pattern in the file's words."""
        return value.text


RELATIONS = ("before", "after", "at", "by", "within", "set_by")


class DueKind:
    """A moment by which something is owed: { working_days = 5, before = "meeting" }."""

    opens_as_a_whole = True

    def __init__(self, who: Kind) -> None:
        self.who = who

    def read(self, raw: Any, place: Place) -> Due | None:
        """The due; refused unless it has exactly one relation."""
        what = 'a due: write a table such as { working_days = 5, before = "meeting" }'
        table = _table(raw, (*UNITS, *RELATIONS, "clear"), place, what)
        if table is None:
            return None
        relations = [r for r in RELATIONS if r in table]
        if len(relations) != 1:
            place.bad(f"a due has exactly one of {', '.join(RELATIONS)}")
            return None
        return self._read_one(relations[0], table, place)

    def _read_one(self, relation: str, table: dict[str, Any], place: Place) -> Due | None:
        here, value = place.under(relation), table[relation]
        span = read_span(table, place, "a due")
        if relation not in ("before", "after") and any(unit in table for unit in UNITS):
            place.bad(f"a length of time stands only beside before or after, not beside {relation}")
        clear = Flag().read(table["clear"], place.under("clear")) if "clear" in table else False
        if clear and (span is None or span.unit != "working_days"):
            place.bad("“clear” adds a day to working days only")
        return Due(
            relation=relation,  # type: ignore[arg-type]
            span=span,
            event=Word().read(value, here) if relation in ("before", "after", "at") else None,
            day=Day().read(value, here) if relation == "by" else None,  # type: ignore[arg-type]
            months=Several(Choice(*MONTHS)).read(value, here) if relation == "within" else (),
            who=self.who.read(value, here) if relation == "set_by" else None,
            clear=bool(clear),
        )

    def write(self, value: Due) -> dict[str, Any]:
        """The due as a table."""
        written: dict[str, Any] = SpanKind().write(value.span) if value.span else {}
        if value.event is not None:
            written[value.relation] = value.event
        if value.day is not None:
            written[value.relation] = Day().write(value.day)
        if value.months:
            written[value.relation] = Several(Word()).write(value.months)
        if value.who is not None:
            written[value.relation] = self.who.write(value.who)
        return {**written, "clear": True} if value.clear else written
