"""What of a plan only some may read: a priority or an objective that names its readers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from throughline.rules.plan.model import Check, Line, Milestone, Objective, Plan, Priority
from throughline.rules.plan.sums import named_in


def restricted_to(plan: Plan, offices: Collection[str], besides: Collection[str] = ()) -> frozenset[str]:
    """The ids of the lines that whoever holds these offices may not read.

    A priority or an objective that names readers is closed to everybody else, with all that stands under
    it; an objective under a closed priority opens only to those whom both name. ``besides`` are the ids of
    lines that are closed already, such as by a later version.
    Source: rule R50; East Midlands plan 2009-10, priority 3.4.
    """
    closed = {
        line.id
        for line in plan.lines
        if line.id in besides
        or (isinstance(line, Priority | Objective) and line.readers and not set(line.readers) & set(offices))
    }
    while more := {line.id for line in plan.lines if line.parent in closed and line.id not in closed}:
        closed |= more
    return frozenset(closed)


def part_open_to(plan: Plan, offices: Collection[str], besides: Collection[str] = ()) -> Plan:
    """The plan without the lines that whoever holds these offices may not read, nor anything that names one.

    A sum that names one goes whole; of what a line comes after or waits for, only the number goes.

    Source: rule R50; East Midlands plan 2009-10, priority 3.4.
    """
    closed = restricted_to(plan, offices, besides)
    measures = {one.id for one in plan.measures if one.id in closed}
    left = (
        _without(line, closed)
        for line in plan.lines
        if line.id not in closed and not _adds_up(line, measures)
    )
    return Plan(tuple(left)) if closed else plan


def _adds_up(line: Line, measures: Collection[str]) -> bool:
    return isinstance(line, Check) and not named_in(line.expression).isdisjoint(measures)


def _without(line: Line, closed: Collection[str]) -> Line:
    if isinstance(line, Objective):
        return replace(line, after=tuple(one for one in line.after if one not in closed))
    if isinstance(line, Milestone) and line.waits_for in closed:
        return replace(line, waits_for="")
    return line
