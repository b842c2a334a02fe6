"""The parts of Plan that its pages lead to; each room puts its own in, as with the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

ORDER = (
    "plan", "workshop", "life", "rounds", "exceptions", "reports", "risks", "provision", "voices", "sources",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One part: its place in ORDER, its words (lazily translated) and its route under a partnership."""

    code: str
    words: Any
    route: str


_sections: dict[str, Section] = {}


@dataclass(frozen=True)
class Part:
    """A part that some readers see: its words (lazily translated), its route and the permit to open it."""

    code: str
    words: Any
    route: str
    permit: str


_parts: dict[str, dict[str, Part]] = {}


def add_part(*, of: str, code: str, words: Any, route: str, permit: str) -> None:
    """Put a part into an entry of the navigation, such as “performance”, for whoever holds the permit."""
    _parts.setdefault(of, {})[code] = Part(code, words, route, permit)


def parts_of(of: str) -> tuple[Part, ...]:
    """The parts that rooms put into an entry of the navigation, in the order of the rooms."""
    return tuple(_parts.get(of, {}).values())


def add_section(*, code: str, words: Any, route: str) -> None:
    """Put a part into Plan, for everybody who may enter; `code` is one of ORDER, else KeyError."""
    if code not in ORDER:
        raise KeyError(f"{code} is no part of Plan, which are {', '.join(ORDER)}")
    _sections[code] = Section(code, words, route)


def sections_of(slug: str) -> Iterator[tuple[Section, str]]:
    """The parts in order, each with its address under the partnership."""
    for code in ORDER:
        if section := _sections.get(code):
            yield section, reverse(section.route, kwargs={"partnership": slug})
