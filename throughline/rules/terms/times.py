"""The kinds of value that tell time: dates, spans, rates, patterns and dues.

Source: the partnership file, sections 3, 7 and 11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from throughline.rules.terms.model import DECISION, Due, Pattern, Rate, Span, Unit
from throughline.rules.terms.place import Place, shown
from throughline.rules.terms.values import Choice, Flag, Kind, Several, Whole, Word
from throughline.words.dates import ImpreciseDate, toml_date

UNITS: tuple[str, ...] = get_args(Unit)
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


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
    """The one span among the keys of a table, if there is one; several are refused.

    Source: the partnership file, section 3 ("span").
    """
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
        if not table:
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
