"""What of a plan only some may read: a priority or an objective that names its readers."""

from __future__ import annotations

from collections.abc import Collection

from throughline.rules.plan.model import Check, Line, Objective, Plan, Priority


def restricted_to(plan: Plan, offices: Collection[str]) -> frozenset[str]:
    """The ids of the lines that whoever holds these offices may not read.

    A priority or an objective that names readers is closed to everybody else, with all that stands under
    it; an objective under a closed priority opens only to those whom both name.
    Source: rule R50; East Midlands plan 2009-10, priority 3.4.
    """
    closed = {
        line.id
        for line in plan.lines
        if isinstance(line, Priority | Objective) and line.readers and not set(line.readers) & set(offices)
    }
    while more := {line.id for line in plan.lines if line.parent in closed and line.id not in closed}:
        closed |= more
    return frozenset(closed)


def part_open_to(plan: Plan, offices: Collection[str]) -> Plan:
    """The plan without the lines that whoever holds these offices may not read, nor any sum that names one.

    Source: rule R50; East Midlands plan 2009-10, priority 3.4.
    """
    closed = restricted_to(plan, offices)
    measures = {one.id for one in plan.measures if one.id in closed}
    left = (line for line in plan.lines if line.id not in closed and not _adds_up(line, measures))
    return Plan(tuple(left)) if closed else plan


def _adds_up(line: Line, measures: Collection[str]) -> bool:
    return isinstance(line, Check) and not set(measures).isdisjoint(line.expression.split())
