"""What releases say, number by number: of which windows, which group, and what a reader knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from throughline.figures.measures.release_files.measured import MeasuredGroup, MeasuredRelease
from throughline.figures.measures.reoffending import BY_WINDOW, EVERYONE
from throughline.figures.measures.solving import Bounds

FLOW: Final = "flow"
BEGAN: Final = "Index events"
REOFFENDERS: Final = 0
REST: Final = 1
PEOPLE: Final = 2
Windows = frozenset[date]
"""Windows by their first days: those of one version have one length."""


@dataclass(frozen=True)
class Fact:
    """A count as released, over some windows added up."""

    windows: Windows
    by: str
    group: str
    column: int
    bounds: Bounds


def facts_of(releases: Sequence[MeasuredRelease]) -> list[Fact]:
    """All that some releases say; a group that a release by the same split does not name had nobody.

    Source: figures, section 1 (annual is the sum of the quarters; one person may be in several windows).
    """
    named: dict[str, dict[str, None]] = {}
    for one in releases:
        named.setdefault(one.by, {}).update(dict.fromkeys(group.name for group in one.groups))
    return [fact for one in releases for fact in _facts(one, named[one.by])]


def _facts(release: MeasuredRelease, names: Iterable[str]) -> Iterator[Fact]:
    all_windows = frozenset(window.first for window in release.windows)
    yield from _row(release, release.everyone, all_windows, "", EVERYONE)
    rows = {group.name: group for group in release.groups}
    if release.by == BY_WINDOW:
        for window in release.windows:
            own = frozenset([window.first])
            yield from _row(release, rows.get(window.name), own, "", EVERYONE)
    else:
        for name in names:
            yield from _row(release, rows.get(name), all_windows, release.by, name)
    began, *steps = release.flow or [("", None)]
    if steps:
        for why, events in ((BEGAN, began[1]), *steps[:-1]):
            yield Fact(all_windows, FLOW, why, PEOPLE, release.profile.between(events))
        yield Fact(all_windows, "", EVERYONE, PEOPLE, release.profile.between(steps[-1][1]))


def _row(
    release: MeasuredRelease, group: MeasuredGroup | None, windows: Windows, by: str, name: str
) -> Iterator[Fact]:
    shown = group.shown(release.profile) if group else (0, 0, 0)
    for column, value in enumerate(shown):
        yield Fact(windows, by, name, column, release.profile.between(value))
