"""Each line of the East Midlands plan matters: what becomes late, orphaned or unknown without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.spec.plan.test_east_midlands_plan import FILE, agencies, plan
from tests.spec.terms.files import founding
from throughline.rules.circle import Present
from throughline.rules.plan.cross_checks import purposes_in
from throughline.rules.plan.linter import PlanFinding, Surroundings, lint
from throughline.rules.plan.model import Milestone, Objective, Plan
from throughline.rules.plan.objective_status import News, ObjectiveStanding, objective_standing, steps_of
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import due_windows, occurrences, plan_year
from throughline.rules.presiding import who_presides
from throughline.rules.seats import circle_on
from throughline.words.pathways import vocabulary, words_in

PLAN_DAY = date(2010, 1, 15)


def without(*ids: str) -> Plan:
    """The plan without some of its lines."""
    return Plan(tuple(line for line in plan().lines if line.id not in ids))


def places(code: str, of: Plan, around: Surroundings | None = None) -> list[PlanFinding]:
    return [each for each in lint(of, around) if each.code == code]


def priority(clause: str, number: str, objectives: int) -> object:
    return pytest.param(
        number, objectives, id=f"{clause}: {number}",
        marks=pytest.mark.clause(clause, breaks=f"{FILE}#{number}"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "objectives"),
    [
        priority("C409", "1.2", 3),
        priority("C413", "1.3", 3),
        priority("C420", "1.4", 4),
        priority("C428", "2.1", 1),
        priority("C430", "2.2", 2),
        priority("C433", "2.3", 3),
        priority("C437", "2.4", 5),
        priority("C454", "2.6", 5),
        priority("C460", "2.7", 2),
        priority("C473", "2.8", 2),
        priority("C476", "2.9", 2),
        priority("C518", "3.3", 1),
    ],
)
def test_a_priority_holds_its_objectives_and_without_it_each_is_an_orphan(
    number: str, objectives: int
) -> None:
    [own] = [one for one in plan().priorities if one.id == number]
    under = [line.id for line in plan().under(own.id) if isinstance(line, Objective)]
    assert len(under) == objectives
    assert places("no-parent", plan()) == []
    assert [each.place for each in places("no-parent", without(number))] == under


# -- milestones ---------------------------------------------------------------------------------

DONE = News(is_complete=True, forecast=None, is_of_this_period=True)


def stands(of: Plan, objective: str, milestone: str, today: date) -> ObjectiveStanding:
    """Where an objective stands when every step but one is complete and nobody has told of that one."""
    news = {step.id: DONE for step in steps_of(of, objective) if step.id != milestone}
    return objective_standing(of, objective, year=plan_year(of), news=news, today=today)


def milestone(clause: str, number: str, last: date) -> object:
    return pytest.param(
        number, last, id=f"{clause}: {number}", marks=pytest.mark.clause(clause, breaks=f"{FILE}#{number}")
    )


MILESTONES = [
    milestone("C421", "1.4.1.m1", date(2009, 7, 31)),
    milestone("C421", "1.4.1.m2", date(2010, 1, 31)),
    milestone("C421", "1.4.1.m3", date(2009, 11, 30)),
    milestone("C423", "1.4.2.m2", date(2009, 12, 31)),
    milestone("C425", "1.4.4.m1", date(2009, 12, 31)),
    milestone("C442", "2.4.5.m1", date(2009, 10, 31)),
    milestone("C442", "2.4.5.m2", date(2010, 3, 31)),
    milestone("C450", "2.5.7.m2", date(2011, 1, 31)),
    milestone("C452", "2.5.9.m1", date(2009, 10, 31)),
    milestone("C456", "2.6.2.m1", date(2009, 7, 31)),
    milestone("C456", "2.6.2.m2", date(2010, 3, 31)),
    milestone("C459", "2.6.5.m1", date(2009, 12, 31)),
    milestone("C459", "2.6.5.m2", date(2010, 7, 31)),
    milestone("C459", "2.6.5.m3", date(2010, 7, 31)),
    milestone("C461", "2.7.1.m1", date(2010, 3, 31)),
    milestone("C475", "2.8.2.m1", date(2009, 11, 30)),
    milestone("C478", "2.9.1.m2", date(2009, 9, 30)),
    milestone("C519", "3.3.1.m1", date(2009, 5, 31)),
]


@pytest.mark.parametrize(("number", "last"), MILESTONES)
def test_a_milestone_nobody_told_of_is_late_after_its_last_day_and_makes_its_objective_late(
    number: str, last: date
) -> None:
    [own] = [one for one in plan().milestones if one.id == number]
    in_time = stands(plan(), own.parent, number, last)
    after = stands(plan(), own.parent, number, last + timedelta(days=1))
    assert in_time.status is MilestoneStatus.NO_NEWS
    assert (after.status, after.decided_by and after.decided_by.step.id) == (MilestoneStatus.LATE, number)


@pytest.mark.parametrize(("number", "last"), MILESTONES)
def test_without_that_milestone_its_objective_is_not_late(number: str, last: date) -> None:
    [own] = [one for one in plan().milestones if one.id == number]
    left = stands(without(number), own.parent, number, last + timedelta(days=1))
    assert left.status in (MilestoneStatus.COMPLETE, MilestoneStatus.UNDATED)


@pytest.mark.parametrize(
    ("sentence", "number", "months"),
    [
        pytest.param("the steering group reports each quarter", "2.2.2.m1", [4, 7, 10, 1],
                     marks=pytest.mark.clause("C432", breaks=f"{FILE}#2.2.2.m1")),
        pytest.param("the delivery group reports each half year", "2.3.1.m1", [4, 10],
                     marks=pytest.mark.clause("C434", breaks=f"{FILE}#2.3.1.m1")),
        pytest.param("audits each quarter", "3.2.4.m1", [4, 7, 10, 1],
                     marks=pytest.mark.clause("C514", breaks=f"{FILE}#3.2.4.m1")),
    ],
)  # fmt: skip
def test_what_comes_round_in_the_plan_year(sentence: str, number: str, months: list[int]) -> None:
    [own] = [one for one in plan().milestones if one.id == number]
    assert [one.earliest.month for one in occurrences(own, plan_year(plan()))] == months, sentence


@pytest.mark.parametrize(
    ("sentence", "objective", "windows"),
    [
        ("beside the steering group's reports, a pilot in a window of dates", "2.2.2",
         {"2.2.2.m2": ("2009-06", date(2009, 12, 31))}),
        ("beside the half-yearly reports, a programme of activities", "2.3.1", {"2.3.1.m2": ("", date(2009, 10, 31))}),
        ("beside the audits, statistics and a round of training", "3.2.4",
         {"3.2.4.m2": ("", date(2009, 12, 31)), "3.2.4.m4": ("", date(2009, 8, 31))}),
    ],
)  # fmt: skip
def test_and_the_dated_milestones_beside_it(
    sentence: str, objective: str, windows: dict[str, tuple[str, date]]
) -> None:
    found = {
        one.id: (one.start, window.latest)
        for one in plan().milestones_of(objective)
        for window in due_windows(one, plan_year(plan()))
    }
    assert found == windows, sentence


@pytest.mark.clause("C432", breaks=f"{FILE}#2.2.2.a")
@pytest.mark.clause("C432", breaks=f"{FILE}#2.2.2.m2")
def test_the_schemes_are_told_by_an_indicator_a_rhythm_and_a_pilot() -> None:
    told = [(one.indicator, one.direction) for one in plan().measures_of("2.2.2") if one.indicator]
    pilot = next(one for one in plan().milestones_of("2.2.2") if one.start and one.due)
    assert (told, pilot.lead) == ([("NI 30", "down")], "jcp")


@pytest.mark.clause("C410", breaks=f"{FILE}#1.2.1.m2")
@pytest.mark.clause("C410", breaks=f"{FILE}#1.2.1")
def test_the_cohort_studies_have_a_step_without_end_one_during_the_year_and_a_local_lead() -> None:
    unending, during = plan().milestones_of("1.2.1")
    [objective] = [one for one in plan().objectives if one.id == "1.2.1"]
    [window] = due_windows(during, plan_year(plan()))
    assert [each.place for each in places("milestone-undated", plan()) if each.place == unending.id] == [
        unending.id
    ]
    assert (window.earliest, window.latest) == (date(2009, 1, 1), date(2009, 12, 31))
    assert (objective.lead, objective.pathways) == ("derbyshire-probation", ("OM",))


@pytest.mark.clause("C423", breaks=f"{FILE}#1.4.2.b")
def test_one_objective_has_a_second_measure_with_another_lead() -> None:
    assert [(one.id, one.lead) for one in plan().measures_of("1.4.2")] == [
        ("1.4.2.a", "noms"),
        ("1.4.2.b", "noms-dom"),
    ]


@pytest.mark.clause("C452", breaks=f"{FILE}#2.5.9.b")
@pytest.mark.clause("C519", breaks=f"{FILE}#3.3.1.a")
def test_a_measure_may_have_a_direction_alone_and_then_no_baseline_is_missed() -> None:
    alone = [one for one in plan().measures if one.id in ("2.5.9.b", "3.3.1.a")]
    assert [(one.direction, one.target) for one in alone] == [("up", None), ("up", None)]
    missed = {each.place for each in places("no-baseline", plan())}
    assert missed.isdisjoint(one.id for one in alone)


@pytest.mark.clause("C475", breaks=f"{FILE}#2.8.2.b")
def test_a_count_to_reach_is_kept_and_its_missing_baseline_is_asked_for() -> None:
    [starts] = [one for one in plan().measures if one.id == "2.8.2.b"]
    assert (starts.unit, starts.target, starts.direction) == ("count", 96, "up")
    assert "2.8.2.b" in {each.place for each in places("no-baseline", plan())}


@pytest.mark.clause("C299", breaks=f"{FILE}#adopted")
@pytest.mark.clause("C299", breaks="throughline.rules.plan.linter:_outside_year")
def test_what_was_due_before_the_plan_came_out_says_so() -> None:
    early = places("past-at-adoption", plan())
    assert len(early) == 7
    assert early[0].sentence.startswith("Due April 2009, past when the plan was adopted (July 2009).")
    later = Plan(
        tuple(replace(line, text="2009-12") if line.id == "adopted" else line for line in plan().lines)
    )
    assert len(places("past-at-adoption", later)) > len(early)


# -- who leads, and under which words ----------------------------------------------------------------


@pytest.mark.clause("C436", breaks="partnerships/east-midlands.toml#agency.shelter")
def test_a_charity_may_lead() -> None:
    [objective] = [one for one in plan().objectives if one.id == "2.3.3"]
    assert objective.lead == "shelter"
    assert "2.3.3" not in {each.place for each in places("agency-unknown", plan(), Surroundings(agencies()))}
    fewer = Surroundings(agencies() - {"shelter"})
    assert "2.3.3" in {each.place for each in places("agency-unknown", plan(), fewer)}


@pytest.mark.clause("C313", breaks=f"{FILE}#1.2.3")
def test_an_objective_has_one_who_answers_for_it_and_others_who_contribute() -> None:
    [objective] = [one for one in plan().objectives if one.id == "1.2.3"]
    assert (objective.lead, objective.support) == ("noms-prisons", ("noms-probation", "noms-dom"))
    load = [each.sentence for each in places("lead-overloaded", plan())]
    leads = [one.id for one in plan().objectives if one.lead == "noms-dom"]
    assert load[0].startswith(f"noms-dom leads {len(leads)} objectives")
    assert objective.id not in leads


@pytest.mark.clause("C298", breaks="partnerships/east-midlands.toml#emrrp.seat.dom")
def test_whoever_chairs_the_board_may_hold_a_seat_that_leads_in_the_plan() -> None:
    board = circle_on(founding("east-midlands"), "emrrp", PLAN_DAY)
    [seat] = [one for one in board.seats if one.seat == "dom"]
    director = Present(person="Burnet", seat="dom", organisation=seat.organisation)
    assert who_presides(board, [director]).person == "Burnet"
    led = [one.id for one in plan().objectives if one.lead == seat.organisation]
    members = Surroundings(members={one.organisation or "" for one in board.seats})
    assert set(led).isdisjoint(each.place for each in places("lead-not-a-member", plan(), members))
    assert "1.3.1" in led


@pytest.mark.clause("C380", breaks="throughline.words.pathways:vocabulary")
def test_every_code_under_pathway_is_a_word_of_the_plans_own_vocabulary() -> None:
    codes = {code for one in plan().objectives for code in one.pathways}
    unknown = {code: words_in(code, "seven-and-five").unknown for code in codes}
    assert {code: left for code, left in unknown.items() if left} == {}
    assert words_in("OM", "seven").unknown == ("OM",)
    own = [word for word in vocabulary("seven-and-five") if word.kind == "pathway" and not word.part_of]
    assert len(own) == 7


@pytest.mark.clause("C382", breaks=f"{FILE}#1.4.2")
@pytest.mark.clause("C382", breaks="throughline.words.pathways:words_in")
def test_an_objective_may_stand_in_several_areas_of_delivery() -> None:
    [objective] = [one for one in plan().objectives if one.id == "1.4.2"]
    words = words_in(" ".join(objective.pathways), "seven-and-five").words
    assert [(word.code, word.kind) for word in words] == [("OM", "delivery-area"), ("E&D", "delivery-area")]
    assert len([word for word in vocabulary("seven-and-five") if word.kind == "delivery-area"]) == 5


@pytest.mark.clause("C023", breaks="throughline.words.pathways:recognise")
@pytest.mark.parametrize("written", ["Health", "health", "Offender health"])
def test_health_is_a_pathway_with_its_code(written: str) -> None:
    assert [word.code for word in words_in(written, "seven").words] == ["Health"]


def test_every_milestone_belongs_to_an_objective_of_the_plan() -> None:
    objectives = {one.id for one in plan().objectives}
    assert [
        one.id for one in plan().lines if isinstance(one, Milestone) and one.parent not in objectives
    ] == []


@pytest.mark.clause("C443", breaks=f"{FILE}#2.5")
@pytest.mark.clause("C443", breaks="throughline.rules.plan.cross_checks:purposes_in")
def test_one_priority_supports_two_purposes_that_the_partnership_knows() -> None:
    [health] = [one for one in plan().priorities if one.id == "2.5"]
    known = {one.name.partition(":")[0] for one in founding("east-midlands").mandates}
    assert purposes_in(health.text) == ("PSA 23", "PSA 25")
    assert known >= set(purposes_in(health.text))
