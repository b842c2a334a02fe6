"""What a step of a plan asks for beside its date: a day, a vetting, something outside, news now and again.

Source: East Midlands plan 2009-10, objectives 1.3.1, 2.3.2, 2.5.1, 3.4.1, 3.4.2 and 3.4.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from throughline.rules.plan.model import Milestone, SuccessMeasure
from throughline.words.dates import ImpreciseDate

Came = Literal["", "came", "failed"]
"""What became of what a step waits for: nothing yet, it came, or it will not."""

DAYS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {"publication": "was published", "appointment": "was appointed"}
)
ONGOING: Final = "ongoing"


def is_met_by_its_day(step: Milestone | SuccessMeasure) -> bool:
    """Whether a day alone completes the step: the day on which what it promises was published.

    Source: East Midlands plan 2009-10, objective 1.3.1.
    """
    return isinstance(step, Milestone) and step.kind == "publication"


def what_completion_lacks(
    step: Milestone | SuccessMeasure, *, happened_on: date | None, vetting: str, told_on: date
) -> str:
    """What is missing before the step may be recorded as complete, in a sentence; nothing where all is there.

    Source: East Midlands plan 2009-10, objectives 1.3.1, 2.5.1 and 3.4.1.
    """
    if not isinstance(step, Milestone):
        return ""
    if step.kind in DAYS_OF and happened_on is None:
        return f"{step.id} is complete with a day. Write the day on which it {DAYS_OF[step.kind]}."
    if happened_on is not None and happened_on > told_on:
        return f"{happened_on:%-d %B %Y} is still to come. Write a day that has been."
    if step.vetting and not vetting.strip():
        return (
            f"{step.id} asks for somebody with this vetting: {step.vetting}. "
            "Write which vetting whoever was appointed holds."
        )
    return ""


def waits_for_something_outside(step: Milestone | SuccessMeasure, came: Came) -> bool:
    """Whether the step waits for something that nobody in the partnership decides and that has not come.

    Until then no date is held against it. Source: East Midlands plan 2009-10, objectives 2.3.2 and 3.4.4.
    """
    return isinstance(step, Milestone) and bool(step.waits_for) and not came


def has_fallen_away(step: Milestone | SuccessMeasure, came: Came) -> bool:
    """Whether what the step waited for will not come, so that nothing is expected of it any more.

    Source: East Midlands plan 2009-10, objective 2.3.2 (areas that win a grant).
    """
    return isinstance(step, Milestone) and bool(step.waits_for) and came == "failed"


def is_confirmed_each_period(step: Milestone | SuccessMeasure) -> bool:
    """Whether the step has no end, or only a beginning, and is confirmed in each period instead.

    Source: East Midlands plan 2009-10, objectives 3.4.2 and 3.4.3.
    """
    if step.due.strip().casefold() == ONGOING:
        return True
    return isinstance(step, Milestone) and bool(step.start) and not (step.due or step.recurs)


def comes_to_the_board(due: ImpreciseDate | None, *, next_meeting: date | None) -> bool:
    """Whether a step that a board decides is taken at a meeting: none follows before the step's last day.

    ``next_meeting`` is the day of the meeting after it, None where none is known.
    Source: East Midlands plan 2009-10, objective 2.9.1.
    """
    return due is not None and (next_meeting is None or due.latest < next_meeting)
