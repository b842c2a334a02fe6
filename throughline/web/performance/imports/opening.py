"""What somebody sent, opened: its sheets, the tables in them, and the saved profile of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.figures.extracts.profiles import Profile, profile_from, recognise
from throughline.figures.extracts.tables import FoundTable, find_tables
from throughline.papers.reading import read_sheets
from throughline.web.access.models import Partnership
from throughline.web.performance.models import MappingProfile


@dataclass(frozen=True)
class SavedProfile:
    """A profile as it is read, and the row that keeps it."""

    row: MappingProfile
    profile: Profile


@dataclass(frozen=True)
class Recognised:
    """A table of the file, and the saved profile that was made for such tables."""

    table: FoundTable
    saved: SavedProfile


@dataclass(frozen=True)
class Opened:
    """A file as it was opened: its tables, how it was understood, and what knows one of them."""

    tables: tuple[FoundTable, ...]
    notes: tuple[str, ...]
    recognised: Recognised | None


def saved_profiles(partnership: Partnership) -> tuple[SavedProfile, ...]:
    """The profiles of a partnership, the earliest first."""
    rows = MappingProfile.objects.filter(partnership=partnership).order_by("pk")
    return tuple(SavedProfile(row, profile_from(row.settings)) for row in rows)


def opened(content: bytes, name: str, saved: Sequence[SavedProfile] = ()) -> Opened:
    """The tables of a file; a text is read again as a saved profile says where that knows a table of it.

    Raises Unreadable with one sentence.
    """
    first = _opened(content, name, saved)
    if first.recognised:
        return first
    ways = dict.fromkeys((one.profile.encoding, one.profile.delimiter) for one in saved)
    others = (_opened(content, name, saved, *way) for way in ways if any(way))
    return next((one for one in others if one.recognised), first)


def _opened(
    content: bytes, name: str, saved: Sequence[SavedProfile], encoding: str = "", delimiter: str = ""
) -> Opened:
    read = read_sheets(content, name, encoding=encoding, delimiter=delimiter)
    tables = find_tables(read.sheets, {one.profile.fingerprint for one in saved})
    return Opened(tables, read.notes, _recognised(tables, saved))


def _recognised(tables: Sequence[FoundTable], saved: Sequence[SavedProfile]) -> Recognised | None:
    for table in tables:
        if profile := recognise(table, [one.profile for one in saved]):
            return Recognised(table, next(one for one in reversed(saved) if one.profile is profile))
    return None
