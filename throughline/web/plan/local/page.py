"""What local plans do for each priority of the plan above them, as it was last told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from throughline.rules.plan.model import Plan, Priority
from throughline.rules.plan.roll_up import LocalStanding, RolledUp, rolled_up
from throughline.rules.plan.status import MilestoneStatus
from throughline.web.plan.models import LocalLine, PartnerPlan, PlanVersion
from throughline.web.plan.queries import plan_of


@dataclass(frozen=True)
class LocalShown:
    """One objective of a local plan, and the line of ours that it serves."""

    plan: str
    number: str
    words: str
    serves: str
    status: str
    told_on: date


@dataclass(frozen=True)
class PriorityShown:
    """One priority with the local objectives that serve it, and how they stand together."""

    priority: Priority
    worst: str
    by_status: tuple[tuple[str, int], ...]
    plans: tuple[str, ...]
    lines: tuple[LocalShown, ...]


@dataclass(frozen=True)
class ChildShown:
    """One local plan: how many of its objectives serve ours, and how they stand."""

    child: PartnerPlan
    objectives: int
    by_status: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class LocalPage:
    """The plan above with everything below it."""

    children: tuple[ChildShown, ...]
    priorities: tuple[PriorityShown, ...]
    unserved: tuple[str, ...]
    """The numbers of the priorities that no local plan serves."""


def local_page(version: PlanVersion, on: date) -> LocalPage:
    """The local plans under a version on a day, in two queries for any number of them."""
    plan = plan_of(version)
    children = tuple(children_of(version))
    # What is restricted in the plan is closed here too, with the local objectives that serve it.
    open_lines = [one.id for one in (*plan.priorities, *plan.objectives)]
    rows = tuple(
        LocalLine.objects.filter(child__in=children, told_on__lte=on, serves__in=open_lines)
        .select_related("child")
        .order_by("told_on", "pk")
    )
    last = {(str(row.child_id), row.number): row for row in rows}
    found = rolled_up(plan, (_standing(row) for row in rows))
    return LocalPage(
        children=tuple(
            _child(one, [row for row in last.values() if row.child_id == one.pk]) for one in children
        ),
        priorities=tuple(_priority(plan, one, last) for one in found),
        unserved=tuple(one.priority for one in found if one.worst is None),
    )


def children_of(version: PlanVersion) -> QuerySet[PartnerPlan]:
    """The local plans under the plan of a version."""
    found = PartnerPlan.objects.filter(plan=version.plan, stands=PartnerPlan.Stands.CHILD)
    return found.select_related("agency", "plan", "partnership").order_by("title", "pk")


def _standing(row: LocalLine) -> LocalStanding:
    return LocalStanding(str(row.child_id), row.number, row.serves, MilestoneStatus(row.status))


def _child(child: PartnerPlan, rows: Sequence[LocalLine]) -> ChildShown:
    counts = Counter(row.status for row in rows)
    return ChildShown(
        child,
        len(rows),
        tuple((_word(one.value), counts[one.value]) for one in MilestoneStatus if counts[one.value]),
    )


def _priority(plan: Plan, found: RolledUp, last: dict[tuple[str, str], LocalLine]) -> PriorityShown:
    rows = [last[one.plan, one.number] for one in found.lines]
    return PriorityShown(
        next(one for one in plan.priorities if one.id == found.priority),
        _word(found.worst.value) if found.worst else "",
        tuple((_word(status.value), count) for status, count in found.by_status),
        tuple(dict.fromkeys(row.child.title for row in rows)),
        tuple(
            LocalShown(row.child.title, row.number, row.words, row.serves, _word(row.status), row.told_on)
            for row in rows
        ),
    )


def _word(status: str) -> str:
    """The word by which the macro of statuses knows one."""
    return status.replace("-", " ")
