"""Who answers for each priority of a plan: one lead, contributors, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from throughline.rules.plan.model import EVERYONE, Plan, Priority

Part = Literal["lead", "contributor", "none"]
Trouble = Literal["gap", "double-lead", ""]


@dataclass(frozen=True)
class ResponsibleFor:
    """One priority: the part of each body or organisation, and what is wrong with them together."""

    priority: Priority
    parts: tuple[Part, ...]
    trouble: Trouble


@dataclass(frozen=True)
class Responsibilities:
    """The matrix: ``who`` are ids of bodies and organisations, one for each part of a row."""

    who: tuple[str, ...]
    rows: tuple[ResponsibleFor, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The numbers of the priorities that nobody leads."""
        return tuple(row.priority.id for row in self.rows if row.trouble == "gap")

    @property
    def double_leads(self) -> tuple[str, ...]:
        """The numbers of the priorities that several lead."""
        return tuple(row.priority.id for row in self.rows if row.trouble == "double-lead")


def responsibilities(plan: Plan) -> Responsibilities:
    """Each priority with the part that each body or organisation has in it.

    What priorities themselves say counts. Where no priority of the plan names anyone, whoever leads an
    objective leads its priority, and everyone else that its objectives name contributes.
    Source: Pan-Dorset terms, role 0 (responsibilities are clear and every priority is covered).
    """
    is_said = any(one.lead or one.support for one in plan.priorities)
    named = {one.id: _said(one) if is_said else _below(plan, one) for one in plan.priorities}
    who = tuple(dict.fromkeys(code for leads, others in named.values() for code in (*leads, *others)))
    rows = tuple(_row(one, who, *named[one.id]) for one in plan.priorities)
    return Responsibilities(who, rows)


def _row(
    priority: Priority, who: tuple[str, ...], leads: tuple[str, ...], others: tuple[str, ...]
) -> ResponsibleFor:
    trouble: Trouble = "gap" if not leads else "double-lead" if len(leads) > 1 else ""
    parts: tuple[Part, ...] = tuple(
        "lead" if code in leads else "contributor" if code in others else "none" for code in who
    )
    return ResponsibleFor(priority, parts, trouble)


def _said(priority: Priority) -> tuple[tuple[str, ...], tuple[str, ...]]:
    leads = _codes(priority.lead)
    return leads, tuple(code for code in priority.support if code not in leads)


def _below(plan: Plan, priority: Priority) -> tuple[tuple[str, ...], tuple[str, ...]]:
    objectives = [one for one in plan.objectives if one.parent == priority.id]
    leads = dict.fromkeys(code for one in objectives for code in _codes(one.lead))
    others = dict.fromkeys(code for one in objectives for code in one.support if code != EVERYONE)
    return tuple(leads), tuple(code for code in others if code not in leads)


def _codes(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(";") if part.strip())
