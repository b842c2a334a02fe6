"""What a board is there for, each aim with the indicators that show whether it is reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from throughline.words.refusals import Refused

NEEDED = ("id", "words", "source")
KNOWN = (*NEEDED, "indicators")


class AimUnreadable(Refused):
    """An aim cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Aim:
    """One aim in its source's sense; ``indicators`` are codes, none where nothing shows it yet."""

    id: str
    words: str
    source: str
    indicators: tuple[str, ...] = ()


def read_aims(entries: Any, codes: Collection[str]) -> tuple[Aim, ...]:
    """The entries ``[[aim]]`` of an indicators' file, in its order, each with codes that the file knows.

    Raises AimUnreadable, naming the entry and what to change.
    Source: Barnet terms of reference, 1.2 (reduce reoffending, crime and victims).
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise AimUnreadable("aim is written [[aim]], once for each. Correct it.")
    return tuple(_aim(f"Aim {at}", entry, codes) for at, entry in enumerate(entries, start=1))


def _aim(named: str, entry: Mapping[str, Any], codes: Collection[str]) -> Aim:
    if missing := [key for key in NEEDED if not isinstance(entry.get(key), str) or not entry[key]]:
        raise AimUnreadable(f"{named} has no {', '.join(missing)}. Write each as text.")
    if unknown := sorted(set(entry) - set(KNOWN)):
        raise AimUnreadable(f"{named} has {unknown[0]}, which no aim has. Take it out.")
    listed = entry.get("indicators", [])
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise AimUnreadable(f"indicators of {named} is no list of codes. Correct it.")
    if stray := sorted(set(listed) - set(codes)):
        raise AimUnreadable(f"{named} names {stray[0]}, which no indicator of the file has.")
    return Aim(**{key: entry[key] for key in NEEDED}, indicators=tuple(listed))
