"""Which lines of a plan an organisation leads or supports, and the plan once others follow it.

Source: rule R48.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from throughline.rules.plan.model import EVERYONE, Line, Milestone, Objective, Plan, SuccessMeasure

Led = Objective | SuccessMeasure | Milestone


@dataclass(frozen=True)
class LineNamed:
    """A line of a plan that names an organisation: as its lead, or in support."""

    id: str
    text: str
    leads: bool


def lines_naming(plan: Plan, organisation: str) -> tuple[LineNamed, ...]:
    """The lines that an organisation leads or supports, in the order of the plan.

    Source: rule R48.
    """
    return tuple(
        LineNamed(line.id, line.text, leads=line.lead == organisation)
        for line in plan.lines
        if isinstance(line, Led) and organisation in (line.lead, *line.support)
    )


def lines_for(plan: Plan, organisation: str) -> tuple[LineNamed, ...]:
    """The lines that an organisation leads or supports, those among them that name every organisation.

    Source: rule R48; East Midlands plan 2009-10, objective 1.4.2 (led by all).
    """
    return tuple(
        LineNamed(line.id, line.text, leads=line.lead in (organisation, EVERYONE))
        for line in plan.lines
        if isinstance(line, Led) and {organisation, EVERYONE} & {line.lead, *line.support}
    )


def with_followers(plan: Plan, organisation: str, followers: Mapping[str, str]) -> Plan:
    """The plan in which others stand where an organisation led or supported.

    ``followers`` gives the organisation that follows on each line, by the line's id; on a line that it
    leaves out nobody follows, and a line that was led has no lead then.
    Source: rule R48.
    """
    return Plan(tuple(_followed(line, organisation, followers.get(line.id, "")) for line in plan.lines))


def _followed(line: Line, organisation: str, follower: str) -> Line:
    if not isinstance(line, Led) or organisation not in (line.lead, *line.support):
        return line
    lead = follower if line.lead == organisation else line.lead
    support = (follower if one == organisation else one for one in line.support)
    kept = tuple(dict.fromkeys(one for one in support if one and one != lead))
    return replace(line, lead=lead, support=kept)
