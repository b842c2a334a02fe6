"""The state of a milestone, computed from what is known of it and never typed."""

from __future__ import annotations

from datetime import date
from enum import Enum

SLIP_ALLOWED_DAYS = 30


class MilestoneStatus(Enum):
    """The words a milestone is reported by."""

    COMPLETE = "complete"
    ON_COURSE = "on-course"
    SLIPPING = "slipping"
    LATE = "late"
    NO_NEWS = "no-news"
    UNDATED = "undated"


STATUS_WORDS = {
    MilestoneStatus.COMPLETE: "Complete",
    MilestoneStatus.ON_COURSE: "On course",
    MilestoneStatus.SLIPPING: "Slipping",
    MilestoneStatus.LATE: "Late",
    MilestoneStatus.NO_NEWS: "No news",
    MilestoneStatus.UNDATED: "Undated",
}


def milestone_status(
    *,
    due: date | None,
    forecast: date | None,
    evidence_accepted: bool,
    updated_this_period: bool,
    today: date,
    is_confirmed_each_period: bool = False,
) -> MilestoneStatus:
    """The status of a milestone on ``today``.

    ``due`` is the last day its baseline date may mean, None when it has no date; ``forecast`` the
    last day its owner now expects, None when the owner names no other; an update counts when it
    was accepted. Complete comes first, then Undated, overdue, No news, and the forecast last. A step
    without an end that is confirmed in each period is on course by such news, and has no news without.
    Source: rule R20.
    """
    if evidence_accepted:
        return MilestoneStatus.COMPLETE
    if due is None and is_confirmed_each_period:
        return MilestoneStatus.ON_COURSE if updated_this_period else MilestoneStatus.NO_NEWS
    if due is None:
        return MilestoneStatus.UNDATED
    if today > due:
        return MilestoneStatus.LATE
    if not updated_this_period:
        return MilestoneStatus.NO_NEWS
    slip = (forecast - due).days if forecast else 0
    if slip > SLIP_ALLOWED_DAYS:
        return MilestoneStatus.LATE
    return MilestoneStatus.SLIPPING if slip > 0 else MilestoneStatus.ON_COURSE
