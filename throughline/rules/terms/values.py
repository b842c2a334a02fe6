"""The plain kinds of value: text, words, ids, choices, numbers and lists of them.

Each kind reads a value of the parsed file into its shape, reports at its place what
may not stand there, and writes the shape back. Source: the partnership file, section 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from throughline.rules.terms.place import Place, shown

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Kind(Protocol):
    """A kind of value: how it is read and how it is written."""

    def read(self, raw: Any, place: Place) -> Any:
        """The value in its shape; None, with a finding, if it may not stand here."""

    def write(self, value: Any) -> Any:
        """The value as the file writes it."""


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
