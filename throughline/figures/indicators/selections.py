"""Which areas chose an indicator for their own agreement, by when, and how many chose it in the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from throughline.words.refusals import Refused

NEEDED = ("code", "name", "source")
KNOWN = (*NEEDED, "areas", "of", "by_year", "nationally", "nationally_of", "local_only")
WHOLE = ("of", "by_year", "nationally", "nationally_of")


class SelectionUnreadable(Refused):
    """An entry of the areas that chose an indicator cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The areas that chose an indicator, of how many; the numbers of the country are facts with a source.

    ``is_local_only`` marks a measure that areas may use and not choose as one of their targets.
    """

    code: str
    name: str
    source: str
    areas: tuple[str, ...] = ()
    of: int | None = None
    by_year: int | None = None
    nationally: int | None = None
    nationally_of: int | None = None
    is_local_only: bool = False

    @property
    def share(self) -> Fraction | None:
        """The share of the areas that chose it, from 0 to 1; None where it is not said of how many."""
        return Fraction(len(self.areas), self.of) if self.of else None

    @property
    def national_share(self) -> Fraction | None:
        """The same for the whole country."""
        if self.nationally is None or not self.nationally_of:
            return None
        return Fraction(self.nationally, self.nationally_of)


def read_selections(entries: Any) -> tuple[Selection, ...]:
    """The entries ``[[selection]]`` of an indicators' file, in its order.

    Raises SelectionUnreadable, naming the entry and what to change.
    Source: East Midlands plan 2009-10 (local area agreements: which indicators which areas chose).
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SelectionUnreadable("selection is written [[selection]], once for each. Correct it.")
    return tuple(_selection(place, entry) for place, entry in enumerate(entries, start=1))


def _selection(place: int, entry: Mapping[str, Any]) -> Selection:
    named = f"Selection {place} ({entry.get('code', 'without a code')})"
    _check(named, entry)
    found = Selection(
        **{key: entry[key] for key in (*NEEDED, *WHOLE) if key in entry},
        areas=tuple(entry.get("areas", ())),
        is_local_only=entry.get("local_only", False),
    )
    if found.of is not None and len(found.areas) > found.of:
        raise SelectionUnreadable(
            f"{named} names {len(found.areas)} areas of {found.of}. Correct one of them."
        )
    if found.nationally_of is not None and (found.nationally or 0) > found.nationally_of:
        raise SelectionUnreadable(f"{named} says {found.nationally} of {found.nationally_of}. Correct it.")
    return found


def _check(named: str, entry: Mapping[str, Any]) -> None:
    if missing := [key for key in NEEDED if not isinstance(entry.get(key), str) or not entry[key]]:
        raise SelectionUnreadable(f"{named} has no {', '.join(missing)}. Write each as text.")
    if unknown := sorted(set(entry) - set(KNOWN)):
        raise SelectionUnreadable(f"{named} has {unknown[0]}, which no selection has. Take it out.")
    areas = entry.get("areas", [])
    sound = isinstance(areas, list) and all(isinstance(area, str) for area in areas)
    if not sound or len(set(areas)) != len(areas):
        raise SelectionUnreadable(f"areas of {named} is no list of names, each once. Correct it.")
    for key in WHOLE:
        if key in entry and (type(entry[key]) is not int or entry[key] < 1):
            raise SelectionUnreadable(f"{key} of {named} is no whole number above zero. Correct it.")
    if not isinstance(entry.get("local_only", False), bool):
        raise SelectionUnreadable(f"local_only of {named} is not true or false. Correct it.")
