"""Objectives of the East Midlands plan whose steps ask for something of their own."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.plan.status import MilestoneStatus
from throughline.web.access.models import Partnership
from throughline.web.plan import actions, queries
from throughline.web.plan.models import MilestoneUpdate

PLAN = "partnerships/east-midlands-plan-2009-10.csv"
ADOPTED, TODAY = date(2009, 7, 14), date(2010, 1, 15)
pytestmark = pytest.mark.usefixtures("universe", "db")


def stands(objective: str, day: date = TODAY) -> queries.StandingObjective:
    version = queries.plan_named(Partnership.objects.get(slug="east-midlands"), "2009-10", day)
    shown = queries.standing_plan(version, day)
    return next(one for one in shown.objectives if one.objective.id == objective)


def findings(place: str) -> set[str]:
    version = queries.plan_named(Partnership.objects.get(slug="east-midlands"), "2009-10", TODAY)
    return {one.code for one in queries.findings_of(version, TODAY) if one.place == place}


def last_days(objective: str) -> dict[str, date | None]:
    return {step.step.id: step.due.latest if step.due else None for step in stands(objective).standing.steps}


@pytest.mark.clause("C411", breaks=f"{PLAN}#1.2.2.m1")
@pytest.mark.clause("C411", breaks=f"{PLAN}#1.2.2.m2")
def test_steps_after_the_plans_end_are_accepted_and_flagged() -> None:
    assert last_days("1.2.2") == {"1.2.2.m1": date(2010, 6, 30), "1.2.2.m2": date(2010, 11, 30)}
    assert all("after-year" in findings(step) for step in ("1.2.2.m1", "1.2.2.m2"))


@pytest.mark.clause("C421", breaks=f"{PLAN}#1.4.1.m1")
@pytest.mark.clause("C421", breaks=f"{PLAN}#1.4.1.m2")
@pytest.mark.clause("C421", breaks=f"{PLAN}#1.4.1.m3")
def test_two_meetings_and_a_workshop_are_a_step_each() -> None:
    assert last_days("1.4.1") == {
        "1.4.1.m1": date(2009, 7, 31), "1.4.1.m2": date(2010, 1, 31), "1.4.1.m3": date(2009, 11, 30),
    }  # fmt: skip
    status = {one.step.id: one.status for one in stands("1.4.1").standing.steps}
    assert (status["1.4.1.m1"], status["1.4.1.m2"]) == (MilestoneStatus.COMPLETE, MilestoneStatus.ON_COURSE)


@pytest.mark.clause("C424", breaks=f"{PLAN}#1.4.3.m2")
def test_a_step_before_the_plan_was_published_is_flagged() -> None:
    assert len(last_days("1.4.3")) == 4
    flagged = [step for step in last_days("1.4.3") if "past-at-adoption" in findings(step)]
    assert flagged == ["1.4.3.m2"]


@pytest.mark.clause("C450", breaks=f"{PLAN}#2.5.7.m2")
def test_a_term_that_spans_years_is_due_at_its_end() -> None:
    assert last_days("2.5.7")["2.5.7.m2"] == date(2011, 1, 31)
    assert {one.step.id: one.status for one in stands("2.5.7").standing.steps}["2.5.7.m2"] is (
        MilestoneStatus.ON_COURSE
    )


@pytest.mark.clause("C407", breaks=f"{PLAN}#1.1.1.m1")
def test_the_equality_assessment_completes_its_objective() -> None:
    one = stands("1.1.1")
    assert (one.lead, one.pathways) == (
        "Office of the Director of Offender Management, East Midlands", ("Equality and diversity",),
    )  # fmt: skip
    assert last_days("1.1.1") == {"1.1.1.m1": date(2009, 9, 30)}
    before, after = (stands("1.1.1", day).standing.status for day in (date(2009, 9, 30), TODAY))
    assert (before, after) == (MilestoneStatus.NO_NEWS, MilestoneStatus.COMPLETE)
    assert MilestoneUpdate.objects.get(milestone__code="1.1.1.m1").evidence


def test_every_step_of_the_plan_can_be_told_of() -> None:
    version = queries.plan_named(Partnership.objects.get(slug="east-midlands"), "2009-10", TODAY)
    named = set(version.plan.milestones.values_list("code", flat=True))
    shown = queries.standing_plan(queries.whole(version), TODAY)
    assert named == {step.step.id for one in shown.objectives for step in one.standing.steps}
    assert {"2.7.2.a", "2.5.5.a", "1.1.1.m1"} <= named
    with pytest.raises(actions.UpdateRefused):
        actions.record_milestone_update(
            milestone=queries.milestone_named(version, "2.7.2.a"),
            quarter_starts=date(2009, 10, 1), told_on=TODAY, is_complete=True, by=None,
            at=version.accepted_at,
        )  # fmt: skip
