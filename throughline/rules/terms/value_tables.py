"""The kinds of value that are small tables: numbers of seats, terms, vacancies, and what follows no quorum.

Source: the partnership file, sections 7 to 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughline.rules.terms.model import IfNotMet, Number, OutsideMeetings, Term, Vacancy
from throughline.rules.terms.open_values import read_value, write_value
from throughline.rules.terms.people import TestKind, WhoKind
from throughline.rules.terms.place import Place, shown
from throughline.rules.terms.times import UNITS, DueKind, SpanKind, read_span
from throughline.rules.terms.values import Choice, Flag, Kind, Whole, Word

Keys = Mapping[str, tuple[str, Kind]]
"""Each key of a table, with the field it fills and its kind."""


class SmallTable:
    """A table of named parts. Parts may be open where the shape holds open parts."""

    def __init__(
        self, makes: type[Any], keys: Keys, *, opens_as_a_whole: bool, needs_one_of: bool = True
    ) -> None:
        self.makes, self.keys, self.opens_as_a_whole = makes, keys, opens_as_a_whole
        self.needs_one_of = needs_one_of

    def read(self, raw: Any, place: Place) -> Any:
        """The shape; refused if it is no table or holds an unknown key."""
        if not isinstance(raw, dict) or (not raw and self.needs_one_of):
            place.bad(f"{shown(raw)} is not allowed here: write a table of {', '.join(self.keys)}")
            return None
        for key in raw:
            if key not in self.keys:
                place.under(key).refuse("E-unknown-key", f"“{key}” is not a key here")
        return self.makes(**self.read_fields(raw, place))

    def read_fields(self, raw: dict[str, Any], place: Place) -> dict[str, Any]:
        """The value of every known key present, by field."""
        return {
            field: read_value(kind, raw[key], place.under(key))
            for key, (field, kind) in self.keys.items()
            if key in raw
        }

    def write(self, value: Any) -> dict[str, Any]:
        """The shape as a table of what it says."""
        parts = ((key, kind, getattr(value, field)) for key, (field, kind) in self.keys.items())
        return {key: write_value(kind, part) for key, kind, part in parts if part not in (None, ())}


class TermKind(SmallTable):
    """How long a seat or office is held: { years = 2, renewable = true }."""

    def __init__(self) -> None:
        keys: Keys = {
            "renewable": ("renewable", Flag()),
            "total": ("total", SpanKind()),
            "staggered": ("staggered", Flag()),
            "strength": ("strength", STRENGTH),
        }
        super().__init__(Term, keys, opens_as_a_whole=True)

    def read(self, raw: Any, place: Place) -> Term | None:
        """The term; its span stands among its other keys."""
        if not isinstance(raw, dict) or not raw:
            place.bad(f"{shown(raw)} is not a term: write a table such as {{ years = 2, renewable = true }}")
            return None
        for key in raw:
            if key not in self.keys and key not in UNITS:
                place.under(key).refuse("E-unknown-key", f"“{key}” is not a key here")
        return Term(length=read_span(raw, place, "a term"), **self.read_fields(raw, place))

    def write(self, value: Term) -> dict[str, Any]:
        """The term as a table."""
        return {**(SpanKind().write(value.length) if value.length else {}), **super().write(value)}


class NumberKind(SmallTable):
    """How many seats one entry makes: 2, { at_least, at_most } or { as = "seat", less = 1 }."""

    def __init__(self) -> None:
        keys: Keys = {
            "at_least": ("at_least", Whole(0)),
            "at_most": ("at_most", Whole()),
            "as": ("as_", Word()),
            "less": ("less", Whole()),
            "more": ("more", Whole()),
        }
        super().__init__(Number, keys, opens_as_a_whole=True)

    def read(self, raw: Any, place: Place) -> int | Number | None:
        """A whole number, or the range or other seat that it follows."""
        if not isinstance(raw, dict):
            return Whole().read(raw, place)
        if ("as" in raw) == ("at_least" in raw or "at_most" in raw):
            place.bad("a number of seats is a range (at_least, at_most), or follows another seat (as)")
        elif ("less" in raw or "more" in raw) and "as" not in raw:
            place.bad("“less” and “more” stand beside “as”")
        made: Number | None = super().read(raw, place)
        if made and made.at_least and made.at_most and made.at_least > made.at_most:
            place.bad(f"{made.at_least} to {made.at_most} is no range: the larger number comes second")
        return made

    def write(self, value: int | Number) -> Any:
        """The number as the file writes it."""
        return value if isinstance(value, int) else super().write(value)


class PublicKind:
    """Whether meetings are public: true, false or "unless-resolved"."""

    def read(self, raw: Any, place: Place) -> bool | str | None:
        """The flag or the word."""
        if isinstance(raw, bool):
            return raw
        if raw != "unless-resolved" and not place.is_vague(raw):
            place.bad(f'{shown(raw)} is not allowed here: write true, false or "unless-resolved"')
        return "unless-resolved" if raw == "unless-resolved" else None

    def write(self, value: bool | str) -> bool | str:
        """The value as it stands."""
        return value


STRENGTH = Choice("firm", "usual", "best-effort", "as-required")

VACANCY = SmallTable(
    Vacancy,
    {"filled": ("filled", DueKind(WhoKind())), "offered_first_to": ("offered_first_to", WhoKind())},
    opens_as_a_whole=True,
)
IF_NOT_MET = SmallTable(
    IfNotMet,
    {
        "then": ("then", Choice("recommend", "informal", "repeat", "close")),
        "wait": ("wait", SpanKind()),
        "led_by": ("led_by", WhoKind()),
        "after": ("after", SpanKind()),
        "quorum": ("quorum", TestKind()),
    },
    opens_as_a_whole=False,
)
OUTSIDE_MEETINGS = SmallTable(
    OutsideMeetings,
    {
        "how": ("how", Choice("email", "writing", "chair")),
        "within": ("within", SpanKind()),
        "silence": ("silence", Choice("assent", "none")),
    },
    opens_as_a_whole=False,
)
