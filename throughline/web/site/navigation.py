"""The navigation under a partnership: each room puts its own entry in, in the order of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

ORDER = ("today", "meetings", "actions", "plan", "performance", "partnership")


@dataclass(frozen=True)
class Entry:
    """One entry: its place in ORDER, its words (lazily translated), its route and the permit to see it."""

    code: str
    words: Any
    route: str
    permit: str


_entries: dict[str, Entry] = {}


def add_entry(*, code: str, words: Any, route: str, permit: str) -> None:
    """Put a room's entry into the navigation; `code` is one of ORDER, else KeyError."""
    if code not in ORDER:
        raise KeyError(f"{code} is not in the navigation, which is {', '.join(ORDER)}")
    _entries[code] = Entry(code, words, route, permit)


_search: list[str] = []


def set_search(route: str) -> None:
    """Say which route searches a partnership; the masthead then has a box for it."""
    _search[:] = [route]


def search_for(slug: str) -> str:
    """The address that searches a partnership, or nothing."""
    return reverse(_search[0], kwargs={"partnership": slug}) if _search else ""


def entries_for(slug: str) -> Iterator[tuple[Entry, str]]:
    """The entries in order, each with its address under the partnership."""
    for code in ORDER:
        if entry := _entries.get(code):
            try:
                yield entry, reverse(entry.route, kwargs={"partnership": slug})
            except NoReverseMatch:
                continue
