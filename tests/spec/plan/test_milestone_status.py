"""The state of a milestone: what comes first, and where the edges are."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.plan.status import STATUS_WORDS, MilestoneStatus, milestone_status

DUE = date(2009, 11, 30)
BEFORE, AFTER = date(2009, 11, 1), date(2009, 12, 1)
COMPLETE, COURSE, SLIPPING, LATE, NO_NEWS, UNDATED = (
    MilestoneStatus.COMPLETE,
    MilestoneStatus.ON_COURSE,
    MilestoneStatus.SLIPPING,
    MilestoneStatus.LATE,
    MilestoneStatus.NO_NEWS,
    MilestoneStatus.UNDATED,
)


@pytest.mark.parametrize(
    ("sentence", "due", "forecast", "accepted", "updated", "today", "expected"),
    [
        ("accepted evidence outweighs everything", DUE, date(2010, 3, 1), True, False, AFTER, COMPLETE),
        ("accepted evidence completes an undated one", None, None, True, False, AFTER, COMPLETE),
        ("without a date it is undated, news or not", None, None, False, True, AFTER, UNDATED),
        ("overdue is late even with news", DUE, None, False, True, AFTER, LATE),
        ("overdue is late even without news", DUE, None, False, False, AFTER, LATE),
        ("the last day of the season is not overdue", DUE, None, False, True, DUE, COURSE),
        ("no accepted update is no news, not green", DUE, None, False, False, BEFORE, NO_NEWS),
        ("an old forecast does not make up for news", DUE, date(2010, 3, 1), False, False, BEFORE, NO_NEWS),
        ("thirty days after is still slipping", DUE, date(2009, 12, 30), False, True, BEFORE, SLIPPING),
        ("thirty-one days after is late", DUE, date(2009, 12, 31), False, True, BEFORE, LATE),
        ("one day after is slipping", DUE, date(2009, 12, 1), False, True, BEFORE, SLIPPING),
        ("the day itself is on course", DUE, DUE, False, True, BEFORE, COURSE),
        ("earlier is on course", DUE, date(2009, 10, 1), False, True, BEFORE, COURSE),
        ("no other forecast is on course", DUE, None, False, True, BEFORE, COURSE),
    ],
)
def test_milestone_status(
    sentence: str,
    due: date | None,
    forecast: date | None,
    accepted: bool,
    updated: bool,
    today: date,
    expected: MilestoneStatus,
) -> None:
    found = milestone_status(
        due=due, forecast=forecast, evidence_accepted=accepted, updated_this_period=updated, today=today
    )
    assert found is expected, sentence


def test_every_status_has_its_word() -> None:
    assert set(STATUS_WORDS) == set(MilestoneStatus)
