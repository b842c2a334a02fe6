"""Targets set for the whole country: from when, which way, by how much, by when, and what serves them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from throughline.figures.indicators.dated_target import DatedTarget, due_by_year
from throughline.words.refusals import Refused

Direction = Literal["reduce", "no increase"]
TEXTS = ("id", "words", "counted", "direction", "source")
NEEDED = (*TEXTS, "base_year", "end_year", "indicators")
KNOWN = (*NEEDED, "percent", "base")


class NationalTargetUnreadable(Refused):
    """A target of the country cannot be read."""


@dataclass(frozen=True, kw_only=True)
class NationalTarget:
    """What the country set itself; ``base`` is the count of the base year where the source says it.

    ``change_percent`` is below zero for a cut and nought for no increase. ``indicators`` are codes of
    indicators, each of which may stand for several areas.
    """

    id: str
    words: str
    counted: str
    direction: Direction
    change_percent: Fraction
    base_year: int
    end_year: int
    source: str
    indicators: tuple[str, ...]
    base: int | None = None

    def due(self) -> Mapping[int, Fraction]:
        """What is due in each year from the base year to the end year; empty where the base is not said."""
        if self.base is None:
            return {}
        return due_by_year(DatedTarget(self.base_year, self.base, self.end_year, self.change_percent))


def read_national_targets(entries: Any, codes: Collection[str]) -> tuple[NationalTarget, ...]:
    """The entries ``[[national_target]]`` of an indicators' file; each is served by codes that it lists.

    Raises NationalTargetUnreadable, naming the entry and what to change.
    Source: East Midlands plan 2009-10 (Public Service Agreement 23: reduce by 10% from 2005 to 2011).
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise NationalTargetUnreadable("national_target is written [[national_target]], once for each.")
    return tuple(_target(f"National target {at}", entry, codes) for at, entry in enumerate(entries, start=1))


def _target(named: str, entry: Mapping[str, Any], codes: Collection[str]) -> NationalTarget:
    _check(named, entry, codes)
    return NationalTarget(
        **{key: entry[key] for key in (*TEXTS, "base_year", "end_year")},
        change_percent=-Fraction(entry.get("percent", 0)),
        indicators=tuple(entry["indicators"]),
        base=entry.get("base"),
    )


def _check(named: str, entry: Mapping[str, Any], codes: Collection[str]) -> None:
    missing = [key for key in TEXTS if not isinstance(entry.get(key), str) or not entry[key]]
    missing += [key for key in ("base_year", "end_year") if type(entry.get(key)) is not int]
    if missing:
        raise NationalTargetUnreadable(f"{named} has no {', '.join(missing)}. Write each.")
    if unknown := sorted(set(entry) - set(KNOWN)):
        raise NationalTargetUnreadable(f"{named} has {unknown[0]}, which no target has. Take it out.")
    if entry["end_year"] <= entry["base_year"]:
        raise NationalTargetUnreadable(f"{named} ends before it begins. Correct one of the two years.")
    _check_size(named, entry)
    listed = entry.get("indicators")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
        raise NationalTargetUnreadable(f"indicators of {named} is no list of codes. Name at least one.")
    if stray := sorted(set(listed) - set(codes)):
        raise NationalTargetUnreadable(f"{named} names {stray[0]}, which no indicator of the file has.")


def _check_size(named: str, entry: Mapping[str, Any]) -> None:
    percent, base = entry.get("percent"), entry.get("base")
    if entry["direction"] not in ("reduce", "no increase"):
        raise NationalTargetUnreadable(f"direction of {named} is “reduce” or “no increase”. Correct it.")
    sound = (type(percent) is int or isinstance(percent, Fraction)) and 0 < percent <= 100
    if (entry["direction"] == "reduce") != sound or (percent is not None and not sound):
        raise NationalTargetUnreadable(
            f"{named} needs percent, above 0 and at most 100, if it is to reduce, and none otherwise."
        )
    if base is not None and (type(base) is not int or base < 1):
        raise NationalTargetUnreadable(f"base of {named} is no whole number above zero. Correct it.")
