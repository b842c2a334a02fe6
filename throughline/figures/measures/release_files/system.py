"""The counts behind several releases as one system of sums, for the solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from throughline.figures.measures.release_files.facts import (
    BEGAN,
    FLOW,
    PEOPLE,
    REOFFENDERS,
    REST,
    Fact,
    Windows,
)
from throughline.figures.measures.reoffending import EVERYONE
from throughline.figures.measures.solving import Bounds, Cell, Known, Line

Count = tuple[Windows, str, str, int]
"""Windows that no release tells apart, split, group and column."""


@dataclass
class System:
    """What a reader knows of each count, the sums that hold them together, and the group of each count."""

    bounds: dict[Cell, Bounds] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    groups: dict[Cell, str] = field(default_factory=dict)
    counts: dict[Count, Cell] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """The same for the solver."""
        return Known(self.bounds, self.lines)

    def count(self, windows: Windows, by: str, group: str, column: int) -> Cell:
        """The cell of a count over windows that no release tells apart."""
        key = windows, by, group, column
        if key not in self.counts:
            self.counts[key] = self.cell(group, (0, None))
            if column == PEOPLE and by != FLOW:
                parts = [self.count(windows, by, group, each) for each in (REOFFENDERS, REST)]
                self.lines.append({**dict.fromkeys(parts, 1), self.counts[key]: -1})
        return self.counts[key]

    def cell(self, group: str, bounds: Bounds) -> Cell:
        """A new cell."""
        cell = (len(self.bounds), 0)
        self.bounds[cell], self.groups[cell] = bounds, group
        return cell


def system_of(facts: Sequence[Fact]) -> System:
    """The system of some facts: windows add up to cohorts, groups to everyone, the flow to its beginning.

    Source: figures, section 1 (annual is the sum of the quarters; disclosure).
    """
    system, parts = System(), _told_apart(facts)
    groups: defaultdict[tuple[Windows, str], dict[str, None]] = defaultdict(dict)
    for fact in facts:
        inside = [part for part in parts if part <= fact.windows]
        line = {system.count(part, fact.by, fact.group, fact.column): 1 for part in inside}
        system.lines.append({**line, system.cell(fact.group, fact.bounds): -1})
        for part in inside:
            groups[part, fact.by][fact.group] = None
    for (part, by), names in groups.items():
        if by == FLOW:
            _add_up_flow(system, part, names)
        elif by:
            for column in (REOFFENDERS, REST):
                whole = system.count(part, "", EVERYONE, column)
                own = {system.count(part, by, name, column): 1 for name in names}
                system.lines.append({**own, whole: -1})
    return system


def _add_up_flow(system: System, part: Windows, names: dict[str, None]) -> None:
    steps = {system.count(part, FLOW, why, PEOPLE): 1 for why in names if why != BEGAN}
    counted = system.count(part, "", EVERYONE, PEOPLE)
    system.lines.append({**steps, counted: 1, system.count(part, FLOW, BEGAN, PEOPLE): -1})


def _told_apart(facts: Sequence[Fact]) -> list[Windows]:
    """The windows, those together that every fact has together."""
    within: defaultdict[date, list[Windows]] = defaultdict(list)
    kinds = dict.fromkeys(fact.windows for fact in facts)
    for kind in kinds:
        for window in kind:
            within[window].append(kind)
    alike: defaultdict[tuple[Windows, ...], set[date]] = defaultdict(set)
    for window, its in within.items():
        alike[tuple(its)].add(window)
    return [frozenset(each) for each in alike.values()]
