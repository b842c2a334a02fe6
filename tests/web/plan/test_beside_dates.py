"""Steps of the East Midlands plan that ask for more than a date: a day, a vetting, a place, a condition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.plan.test_plan_pages import PLAN, page_of
from tests.web.universe import signed_in
from throughline.rules.plan.linter import lint
from throughline.rules.plan.model import Milestone as PlannedMilestone
from throughline.rules.plan.model import Plan
from throughline.rules.plan.restriction import restricted_to
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import due_windows, plan_year
from throughline.web.access.models import Partnership
from throughline.web.plan import actions, queries
from throughline.web.plan.beside_date import places_of
from throughline.web.plan.measures.reads import measures_of_objective
from throughline.web.plan.models import MilestoneUpdate, PlanVersion
from throughline.web.plan.rounds.overrides import row_of_objective

FILE = "partnerships/east-midlands-plan-2009-10.csv"
ASKED, AREAS = "throughline.rules.plan.asked", "throughline.rules.plan.by_area"
TODAY, ENDED = date(2010, 1, 15), date(2009, 12, 31)
LATE, UNDATED, NO_NEWS, COURSE = (
    MilestoneStatus.LATE, MilestoneStatus.UNDATED, MilestoneStatus.NO_NEWS, MilestoneStatus.ON_COURSE,
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("universe", "db")


def version(day: date = TODAY) -> PlanVersion:
    return queries.whole(queries.plan_named(Partnership.objects.get(slug="east-midlands"), "2009-10", day))


def statuses(objective: str, day: date = TODAY) -> dict[str, MilestoneStatus]:
    shown = queries.standing_plan(version(), day)
    [found] = [one for one in shown.objectives if one.objective.id == objective]
    return {one.step.id: one.status for one in found.standing.steps}


def tell(step: str, day: date = TODAY, **more: Any) -> MilestoneUpdate:
    return actions.record_milestone_update(
        milestone=queries.milestone_named(version(), step), quarter_starts=date(2009, 10, 1), told_on=day,
        by=None, at=version().accepted_at, **more,
    )  # fmt: skip


def last_days(objective: str) -> dict[str, date]:
    plan = version_plan()
    year = plan_year(plan)
    return {
        one.id: window.latest for one in plan.milestones_of(objective) for window in due_windows(one, year)
    }


def version_plan() -> Plan:
    return queries.whole_plan_of(version())


@pytest.fixture
def owner(universe: None, db: None) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.mark.clause("C414", breaks=f"{FILE}#1.3.1.m1")
@pytest.mark.clause("C414", breaks=f"{ASKED}:is_met_by_its_day")
def test_the_plan_is_published_once_the_day_of_its_publication_is_recorded() -> None:
    MilestoneUpdate.objects.filter(milestone__code="1.3.1.m1").delete()
    with pytest.raises(actions.UpdateRefused, match="day on which it was published"):
        tell("1.3.1.m1", is_complete=True, evidence="On the site")
    assert statuses("1.3.1")["1.3.1.m1"] is LATE
    made = tell("1.3.1.m1", happened_on=date(2009, 7, 14))
    assert (made.is_complete, made.evidence) == (True, "Published on 14 July 2009")
    assert statuses("1.3.1")["1.3.1.m1"] is MilestoneStatus.COMPLETE


@pytest.mark.clause("C435", breaks=f"{FILE}#2.3.2.m1")
@pytest.mark.clause("C435", breaks=f"{ASKED}:waits_for_something_outside")
@pytest.mark.clause("C435", breaks=f"{ASKED}:has_fallen_away")
def test_a_step_waits_for_a_bid_and_falls_away_where_the_bid_fails() -> None:
    after = date(2010, 2, 15)
    tell("2.3.2.m1", words="Bids are in.")
    assert statuses("2.3.2", after) == {"2.3.2.m1": UNDATED}
    tell("2.3.2.m1", came="came")
    assert statuses("2.3.2", after) == {"2.3.2.m1": LATE}
    tell("2.3.2.m1", came="failed")
    assert statuses("2.3.2", after) == {}


def test_what_became_of_nothing_is_refused() -> None:
    with pytest.raises(actions.UpdateRefused, match="waits for nothing"):
        tell("1.1.1.m1", came="came")


@pytest.mark.clause("C448", breaks=f"{FILE}#2.5.5.a")
@pytest.mark.clause("C448", breaks=f"{FILE}#2.5.5.m1")
@pytest.mark.clause("C448", breaks=f"{ASKED}:waits_for_something_outside")
def test_autumn_is_september_to_november_and_the_actions_wait_for_a_publication() -> None:
    plan = version_plan()
    [audit] = [one for one in plan.measures if one.id == "2.5.5.a"]
    [autumn] = due_windows(audit, plan_year(plan))
    assert (autumn.earliest, autumn.latest) == (date(2009, 9, 1), date(2009, 11, 30))
    MilestoneUpdate.objects.filter(milestone__objective__code="2.5.5").delete()
    assert statuses("2.5.5") == {"2.5.5.a": LATE, "2.5.5.m1": UNDATED, "2.5.5.m2": UNDATED}
    tell("2.5.5.m1", came="came")
    assert statuses("2.5.5")["2.5.5.m1"] is LATE


@pytest.mark.clause("C493", breaks=f"{FILE}#3.2.1.m1")
@pytest.mark.clause("C493", breaks=f"{FILE}#3.2.1.m2")
@pytest.mark.clause("C493", breaks=f"{FILE}#3.2.1.m3")
@pytest.mark.clause("C493", breaks=f"{FILE}#3.2.1.m4")
def test_three_dated_steps_and_one_that_waits_for_the_national_review(owner: Client) -> None:
    december, november = date(2009, 12, 31), date(2009, 11, 30)
    assert last_days("3.2.1") == {"3.2.1.m1": december, "3.2.1.m2": december, "3.2.1.m3": november}
    page = page_of(owner, f"{PLAN}/objectives/3.2.1").get_text(" ", strip=True)
    assert "Waits for: National review of violence programmes." in page


@pytest.mark.clause("C444", breaks=f"{FILE}#2.5.1.m1")
@pytest.mark.clause("C444", breaks=f"{FILE}#2.5.1.m2")
@pytest.mark.clause("C444", breaks=f"{FILE}#2.5.1.m3")
@pytest.mark.clause("C444", breaks=f"{ASKED}:what_completion_lacks")
def test_an_appointment_is_complete_with_the_day_of_it() -> None:
    september = date(2009, 9, 30)
    assert last_days("2.5.1") == {"2.5.1.m1": date(2009, 8, 31), "2.5.1.m2": september, "2.5.1.m3": september}
    with pytest.raises(actions.UpdateRefused, match="day on which it was appointed"):
        tell("2.5.1.m1", is_complete=True, evidence="Letter")
    tell("2.5.1.m1", is_complete=True, evidence="Letter", happened_on=date(2009, 8, 10))
    assert statuses("2.5.1")["2.5.1.m1"] is MilestoneStatus.COMPLETE


@pytest.mark.clause("C521", breaks=f"{FILE}#3.4.1.m1")
@pytest.mark.clause("C521", breaks=f"{FILE}#3.4.1.m2")
@pytest.mark.clause("C521", breaks=f"{FILE}#3.4.1.m3")
@pytest.mark.clause("C521", breaks="throughline.rules.plan.restriction:restricted_to")
@pytest.mark.clause("C521", breaks=f"{ASKED}:what_completion_lacks")
def test_a_restricted_objective_with_two_contributions_and_a_contact_who_is_vetted() -> None:
    assert "3.4.1" in restricted_to(version_plan(), ["analyst"])
    days = last_days("3.4.1")
    assert (days["3.4.1.m1"], days["3.4.1.m2"]) == (date(2009, 6, 30), date(2009, 12, 31))
    told = {"is_complete": True, "evidence": "Letter", "happened_on": date(2009, 9, 14)}
    with pytest.raises(actions.UpdateRefused, match="asks for somebody with this vetting"):
        tell("3.4.1.m3", **told)
    assert tell("3.4.1.m3", vetting="Security check", **told).vetting == "Security check"


@pytest.mark.clause("C522", breaks=f"{FILE}#3.4.2.m1")
@pytest.mark.clause("C522", breaks=f"{FILE}#3.4.2.m4")
@pytest.mark.clause("C522", breaks=f"{FILE}#3.4.2.m5")
@pytest.mark.clause("C522", breaks=f"{FILE}#3.4.2.m6")
@pytest.mark.clause("C522", breaks=f"{ASKED}:is_confirmed_each_period")
def test_four_assessments_and_two_ongoing_items_that_are_confirmed_each_quarter() -> None:
    assert list(last_days("3.4.2").values()) == [
        date(2009, 6, 30), date(2009, 9, 30), date(2009, 12, 31), date(2010, 3, 31),
    ]  # fmt: skip
    found = statuses("3.4.2")
    assert (found["3.4.2.m5"], found["3.4.2.m6"]) == (NO_NEWS, NO_NEWS)
    tell("3.4.2.m5", words="Plans stand and were tried.")
    found = statuses("3.4.2")
    assert (found["3.4.2.m5"], found["3.4.2.m6"]) == (COURSE, NO_NEWS)
    assert statuses("3.4.2", date(2010, 4, 15))["3.4.2.m5"] is NO_NEWS


@pytest.mark.clause("C523", breaks=f"{FILE}#3.4.3.a")
@pytest.mark.clause("C523", breaks=f"{FILE}#3.4.3.m1")
@pytest.mark.clause("C523", breaks="throughline.rules.plan.shares:is_told_in_numbers")
def test_training_is_told_by_how_many_staff_it_reached_and_begins_on_a_date() -> None:
    [begins] = [one for one in version_plan().milestones if one.id == "3.4.3.m1"]
    assert (begins.start, begins.due) == ("2009-09", "")
    assert statuses("3.4.3")["3.4.3.m1"] is NO_NEWS
    assert "210 of 280, 75.0 per cent" in told_share("3.4.3", "3.4.3.a", 210, 280)


def told_share(objective: str, measure: str, part: int, whole: int) -> str:
    actions.record_measure_value(
        objective=row_of_objective(version().plan, objective), code=measure,
        quarter_starts=date(2009, 10, 1), count=part, out_of=whole, told_on=TODAY, by=None,
        at=version().accepted_at,
    )  # fmt: skip
    [found] = [one for one in measures_of_objective(version(), TODAY, objective) if one.code == measure]
    return found.sentence


@pytest.mark.clause("C447", breaks=f"{FILE}#2.5.4.d")
@pytest.mark.clause("C447", breaks="throughline.rules.plan.shares:share_told")
def test_the_share_picked_up_keeps_both_of_its_counts() -> None:
    said = told_share("2.5.4", "2.5.4.d", 120, 160)
    assert said == "120 of 160, 75.0 per cent, by the end of quarter 3. It has no target."


@pytest.mark.clause("C431", breaks=f"{FILE}#2.2.1.a")
@pytest.mark.clause("C431", breaks=f"{FILE}#2.2.1.c")
@pytest.mark.clause("C431", breaks=f"{FILE}#2.2.1.m1")
@pytest.mark.clause("C431", breaks="throughline.rules.plan.shares:share_told")
def test_referral_and_engagement_are_two_shares_and_come_out_each_quarter() -> None:
    assert told_share("2.2.1", "2.2.1.a", 50, 80).startswith("50 of 80, 62.5 per cent,")
    assert told_share("2.2.1", "2.2.1.c", 30, 50).startswith("30 of 50, 60.0 per cent,")
    [published] = [one for one in version_plan().milestones if one.id == "2.2.1.m1"]
    assert (published.recurs, "2.2.1.m1" in statuses("2.2.1")) == ("every-3-months", True)


@pytest.mark.clause("C524", breaks=f"{FILE}#3.4.4.m1")
@pytest.mark.clause("C524", breaks=f"{FILE}#3.4.4.m2")
@pytest.mark.clause("C524", breaks=f"{FILE}#3.4.4.m3")
@pytest.mark.clause("C524", breaks=f"{AREAS}:areas_reached")
def test_a_national_timetable_three_cities_and_items_without_end(owner: Client) -> None:
    page = page_of(owner, f"{PLAN}/objectives/3.4.4")
    assert "Waits for: National timetable." in page.get_text(" ", strip=True)
    places = places_of(queries.standing_plan(version(), TODAY), "3.4.4")
    assert [(one.code, [row[0] for row in one.rows]) for one in places] == [
        ("3.4.4.m2", ["Derby", "Leicester", "Nottingham"])
    ]
    found = statuses("3.4.4")
    assert [found[f"3.4.4.{step}"] for step in ("m1", "m2", "m3", "m4")] == [
        UNDATED,
        NO_NEWS,
        NO_NEWS,
        NO_NEWS,
    ]


@pytest.mark.clause("C500", breaks=f"{FILE}#3.2.2.a")
@pytest.mark.clause("C500", breaks=f"{FILE}#3.2.2.m2")
@pytest.mark.clause("C500", breaks=f"{AREAS}:areas_reached")
def test_five_of_five_forces_each_with_its_state(owner: Client) -> None:
    MilestoneUpdate.objects.filter(milestone__objective__code="3.2.2").delete()
    tell("3.2.2.m1", is_complete=True, evidence="Three centres are open")
    tell("3.2.2.m2", is_complete=True, evidence="Opened in January", area="Lincolnshire")
    [measure, *_steps] = places_of(queries.standing_plan(version(), TODAY), "3.2.2")
    assert {area: kind for area, kind, _words in measure.rows} == {
        "Derbyshire": "complete", "Leicestershire": "complete", "Lincolnshire": "complete",
        "Northamptonshire": "no news", "Nottinghamshire": "complete",
    }  # fmt: skip
    assert "4 of 5 places reached." in page_of(owner, f"{PLAN}/objectives/3.2.2").get_text(" ", strip=True)
    assert statuses("3.2.2")["3.2.2.m2"] is not MilestoneStatus.COMPLETE
    tell("3.2.2.m2", is_complete=True, evidence="Opened in January", area="Northamptonshire")
    assert statuses("3.2.2")["3.2.2.m2"] is MilestoneStatus.COMPLETE
    with pytest.raises(actions.UpdateRefused, match="names no Rutland"):
        tell("3.2.2.m2", area="Rutland")


@pytest.mark.clause("C477", breaks=f"{FILE}#2.9.1.a")
@pytest.mark.clause("C477", breaks=f"{AREAS}:areas_off_their_number")
def test_each_probation_area_names_exactly_three_deliverables() -> None:
    plan = version_plan()
    [measure] = [one for one in plan.measures if one.id == "2.9.1.a"]
    named = [
        PlannedMilestone(
            id=f"2.9.1.{area}{number}", parent="2.9.1", text=f"{area} {number}", kind="deliverable",
            areas=(area,),
        )
        for area in measure.areas
        for number in range(3)
    ]  # fmt: skip
    off = [len(found_off(Plan((*plan.lines, *extra)))) for extra in ((), named, named[1:])]
    assert off == [5, 0, 1]
    fourth = PlannedMilestone(id="2.9.1.x", parent="2.9.1", kind="deliverable", areas=measure.areas[:1])
    [finding] = found_off(Plan((*plan.lines, *named, fourth)))
    assert finding.startswith(f"{measure.areas[0]} has named 4 of its 3 deliverables.")


def found_off(plan: Plan) -> list[str]:
    return [one.sentence for one in lint(plan) if one.code == "deliverables-off"]


@pytest.mark.clause("C418", breaks=f"{FILE}#1.3.2.m1")
@pytest.mark.clause("C418", breaks=f"{FILE}#1.3.2.m2")
@pytest.mark.clause("C418", breaks=f"{AREAS}:areas_reached")
def test_a_pilot_in_one_area_an_open_step_for_the_others_and_a_lead_for_each() -> None:
    pilot, others = places_of(queries.standing_plan(version(), TODAY), "1.3.2")
    assert [row[0] for row in pilot.rows] == ["Nottinghamshire"]
    assert "Nottinghamshire" not in {row[0] for row in others.rows}
    assert len(others.rows) == 4
    leads = {one.id: one.lead for one in version_plan().milestones_of("1.3.2")}
    assert leads == {"1.3.2.m1": "police", "1.3.2.m2": "goem"}
    assert statuses("1.3.2", date(2011, 1, 1))["1.3.2.m2"] is UNDATED


@pytest.mark.clause("C422", breaks="throughline.rules.plan.leads:lines_for")
@pytest.mark.clause("C422", breaks=f"{FILE}#1.4.2.m1")
@pytest.mark.parametrize("agency", ["jcp", "shelter", "police"])
def test_a_line_that_all_lead_stands_on_the_record_of_every_organisation(owner: Client, agency: str) -> None:
    page = page_of(owner, f"/east-midlands/organisations/{agency}").get_text(" ", strip=True)
    assert "1.4.2.m1 Third sector consulted" in page
    assert "1.4.2.m2 Regional way in place" not in page
