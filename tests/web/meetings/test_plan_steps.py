"""A step of the plan that the board has to decide comes onto an agenda, and the decision closes it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.web.conftest import NOW
from throughline.web.decisions.actions import record_decision
from throughline.web.decisions.models import Decision
from throughline.web.meetings.calling.planning import agenda_proposed
from throughline.web.meetings.models import AgendaItem, Meeting
from throughline.web.meetings.plan_steps import close_step
from throughline.web.plan.models import MilestoneUpdate

FILE = "partnerships/east-midlands-plan-2009-10.csv"
CODE, NOVEMBER, SEPTEMBER = "plan-step-2-9-1-m5", date(2009, 11, 10), date(2009, 9, 8)
pytestmark = pytest.mark.usefixtures("universe", "db")


def meeting(day: date) -> Meeting:
    return Meeting.objects.get(body__code="emrrp", body__partnership__slug="east-midlands", held_on=day)


def told() -> list[MilestoneUpdate]:
    return list(MilestoneUpdate.objects.filter(milestone__code="2.9.1.m5", told_on__lte=NOVEMBER))


@pytest.mark.clause("C480", breaks=f"{FILE}#2.9.1.m5")
@pytest.mark.clause("C480", breaks="throughline.rules.plan.asked:comes_to_the_board")
@pytest.mark.clause("C480", breaks="throughline.web.meetings.plan_steps:code_of_step")
def test_the_last_meeting_before_the_date_takes_the_step_and_its_decision_closes_it() -> None:
    lines = {day: {one.code: one for one in agenda_proposed(meeting(day))} for day in (SEPTEMBER, NOVEMBER)}
    assert CODE not in lines[SEPTEMBER]
    line = lines[NOVEMBER][CODE]
    assert (line.asks, line.because) == ("decide", "step 2.9.1.m5 of the plan, December 2009")
    assert told() == []
    item = AgendaItem.objects.get(meeting=meeting(NOVEMBER), code=CODE)
    close_step(item, decided("recommended"), by=None, at=NOW)
    assert told() == []
    made = decided("no-quorum-stated")
    close_step(item, made, by=None, at=NOW)
    assert [(one.is_complete, one.evidence) for one in told()] == [(True, f"Decision {made.number}")]
    assert CODE not in {one.code for one in agenda_proposed(meeting(NOVEMBER))}


def decided(authority: str) -> Decision:
    return record_decision(
        body=meeting(NOVEMBER).body, decided_on=NOVEMBER, text="Work on housing for women comes first.",
        authority=authority, by=None, at=NOW,
    )  # fmt: skip


def test_a_decision_under_another_item_closes_nothing() -> None:
    other = AgendaItem.objects.filter(meeting=meeting(NOVEMBER)).exclude(code=CODE)[0]
    close_step(other, decided("no-quorum-stated"), by=None, at=NOW)
    assert told() == []
