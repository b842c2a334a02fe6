"""The life of a plan on its pages: strategy, gates, adoption, consultation, equality, the next year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.papers.reading import read_rows
from throughline.rules.plan.file_form import read_plan
from throughline.rules.plan.life import DecisionMissing, GateNotPassed, LifeStepRefused
from throughline.web.access.models import Person
from throughline.web.decisions.actions import record_decision
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.models import Body
from throughline.web.plan import actions
from throughline.web.plan.life.queries import baseline_of, gates_of, is_adopted, state_of_plan
from throughline.web.plan.models import (
    Consultation,
    DeliveryPlan,
    EqualityAssessment,
    EqualityStrand,
    GateWaiver,
    LifeStep,
    PlanVersion,
    Strategy,
)

ADOPTED = date(2009, 7, 14)
AT: dict[str, Any] = {"by": None, "at": datetime(2026, 3, 30, 9, tzinfo=UTC)}
EAST = "/east-midlands/plan"
pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def owner() -> Client:
    """Priya Hawthorn, who keeps the plan of the East Midlands."""
    return signed_in("Priya Hawthorn", at="east-midlands")


def plan_of_place(place: str) -> DeliveryPlan:
    return DeliveryPlan.objects.select_related("partnership").get(partnership__slug=place)


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def words_of(client: Client, address: str) -> str:
    return page_of(client, address).get_text(" ", strip=True)


def decided(body: str, place: str) -> Decision:
    on = date(2015, 1, 5) if place == "llr" else date(2009, 9, 8)
    return record_decision(
        body=Body.objects.get(partnership__slug=place, code=body),
        decided_on=on,
        text="It is agreed.",
        authority="made",
        **AT,
    )


@pytest.mark.clause("C293", breaks="throughline.web.plan.life.queries:is_adopted")
def test_the_plan_is_adopted_by_the_boards_decision_and_its_version_is_kept() -> None:
    plan = plan_of_place("east-midlands")
    step = LifeStep.objects.get(plan=plan, to="adopted")
    assert step.decision is not None
    assert (step.on, step.decision.decided_on, step.decision.body.code) == (ADOPTED, ADOPTED, "emrrp")
    assert [is_adopted(plan, day) for day in (date(2009, 7, 13), ADOPTED)] == [False, True]
    before = baseline_of(plan)
    latest = PlanVersion.objects.filter(plan=plan).latest("number")
    made = actions.accept_plan(
        partnership=plan.partnership, text=latest.text.replace("Share in the national", "Join the national"),
        accepted_on=date(2010, 1, 15), **AT,
    )  # fmt: skip
    assert made.number == latest.number + 1
    assert baseline_of(plan) == before
    assert before is not None
    assert before.number == 1


@pytest.mark.parametrize(
    ("sentence", "on", "state"),
    [
        ("on the eve of its adoption", date(2009, 7, 13), "consulting"),
        ("in its year from the day of the decision", ADOPTED, "in-year"),
        ("closed by the calendar", date(2010, 4, 1), "closed"),
    ],
)
def test_the_calendar_takes_the_plan_through_its_year(sentence: str, on: date, state: str) -> None:
    assert state_of_plan(plan_of_place("east-midlands"), on) == state, sentence


def take(plan: DeliveryPlan, to: Any, on: date, **more: Any) -> LifeStep:
    return actions.take_life_step(plan=plan, to=to, on=on, **more, **AT)


@pytest.mark.clause("C049", breaks="throughline.web.plan.life.queries:_parent_answered")
@pytest.mark.clause("C134", breaks="throughline.web.plan.life.queries:unmeasured")
def test_a_plan_is_adopted_only_when_every_gate_is_shown_or_waived_and_a_decision_says_so() -> None:
    plan, day = plan_of_place("llr"), date(2015, 1, 5)
    take(plan, "consulting", day)
    with pytest.raises(GateNotPassed, match=r"a consultation that has closed.* and what the parent"):
        take(plan, "parent-consulted", day)
    asked = actions.open_consultation(
        plan=plan, title="Autumn talks", who="Providers", method="A meeting", opens=date(2014, 10, 1),
        closes=date(2014, 11, 1), **AT,
    )  # fmt: skip
    actions.record_consultation_finding(consultation=asked, theme="Homes", words="More beds.", **AT)
    with pytest.raises(GateNotPassed, match="no record of what the parent body answered"):
        take(plan, "parent-consulted", day)
    actions.record_parent_answer(
        plan=plan, parent="spb", name="Strategic board", on=date(2014, 12, 1), answer="Agreed.", **AT
    )
    take(plan, "parent-consulted", day)
    actions.waive_gate(plan=plan, gate="equality", reason="The first year has no counts.", on=day, **AT)
    assert take(plan, "equality-assessed", day).waived == "The first year has no counts."
    with pytest.raises(GateNotPassed, match="a measure of success for every objective"):
        take(plan, "adopted", day, decision=decided("rrpb", "llr"))
    actions.waive_gate(plan=plan, gate="measures", reason="Measures follow in May.", on=day, **AT)
    with pytest.raises(DecisionMissing):
        take(plan, "adopted", day)
    step = take(plan, "adopted", day, decision=Decision.objects.latest("pk"))
    there_was = PlanVersion.objects.filter(plan=plan, accepted_on__lte=day)
    assert step.version == there_was.latest("number")
    with pytest.raises(LifeStepRefused):
        take(plan, "adopted", day, decision=Decision.objects.latest("pk"))


def test_a_plan_is_not_adopted_by_the_decision_of_another_body() -> None:
    plan = plan_of_place("east-midlands")
    LifeStep.objects.filter(plan=plan, to="adopted").delete()
    other = Body.objects.filter(partnership=plan.partnership).exclude(code="emrrp")[0]
    decision = record_decision(body=other, decided_on=ADOPTED, text="Adopted.", authority="made", **AT)
    with pytest.raises(actions.NoApprovingDecision, match="Choose a decision of that body"):
        take(plan, "adopted", ADOPTED, decision=decision)
    assert baseline_of(plan) is None


def test_a_waiver_needs_a_reason_and_is_given_once() -> None:
    plan = plan_of_place("llr")
    with pytest.raises(actions.WaiverRefused, match="Say why"):
        actions.waive_gate(plan=plan, gate="parent", reason=" ", on=date(2015, 1, 5), **AT)
    actions.waive_gate(plan=plan, gate="parent", reason="No parent.", on=date(2015, 1, 5), **AT)
    with pytest.raises(actions.WaiverRefused, match="waived already"):
        actions.waive_gate(plan=plan, gate="parent", reason="Again.", on=date(2015, 1, 5), **AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        GateWaiver.objects.create(
            plan=plan, gate="measures", reason="", on=date(2015, 1, 5), recorded_at=AT["at"]
        )


def test_a_stopped_assessment_passes_no_gate() -> None:
    plan = plan_of_place("east-midlands")
    EqualityAssessment.objects.filter(plan=plan).update(outcome="stop")
    assert gates_of(plan, date(2010, 1, 15))["equality"].evidence == ""


@pytest.mark.clause("C301", breaks="throughline.web.plan.actions.life:name_predecessor")
def test_the_page_shows_gates_waivers_the_baseline_and_what_the_plan_replaces(owner: Client) -> None:
    words = words_of(owner, f"{EAST}/2009-10/life")
    for said in (
        "Adopted on 14 July 2009 by decision",
        "Version 1 was adopted and is kept as the baseline.",
        "The year was 104 days old when it was adopted.",
        "Waived: The count by group comes in the autumn",
        "Youth Resettlement Strategy, 2006-2008",
    ):
        assert said in words


def draft() -> Strategy:
    body = Body.objects.get(partnership__slug="east-midlands", code="emrrp")
    return actions.record_strategy(
        partnership=body.partnership, title="Strategy for 2018 to 2022", starts=date(2018, 4, 1),
        ends=date(2022, 3, 31), written_by=body, owner=body, watched_by=body, **AT,
    )  # fmt: skip


@pytest.mark.clause("C004", breaks="throughline.web.plan.actions.life:_refuse_other_decision")
def test_a_strategy_is_approved_only_by_a_decision_of_its_body() -> None:
    strategy = draft()
    with pytest.raises(actions.NoApprovingDecision, match="none is given"):
        actions.approve_strategy(strategy=strategy, decision=None, **AT)
    other = Body.objects.filter(partnership__slug="east-midlands").exclude(code="emrrp")[0]
    with pytest.raises(actions.NoApprovingDecision, match="Choose a decision of that body"):
        actions.approve_strategy(strategy=strategy, decision=decided(other.code, "east-midlands"), **AT)
    actions.approve_strategy(strategy=strategy, decision=decided("emrrp", "east-midlands"), **AT)
    with pytest.raises(actions.StrategyRefused, match="already"):
        actions.approve_strategy(strategy=strategy, decision=decided("emrrp", "east-midlands"), **AT)


@pytest.mark.clause("C005", breaks="throughline.rules.plan.life:years_without_plan")
def test_a_strategy_names_its_years_without_an_agreed_plan() -> None:
    reader = signed_in("Sam Larch", at="llr")
    words = words_of(reader, "/llr/plan/life/strategies/1")
    assert "No agreed plan for 2014-15, 2015-16, 2016-17 and 2017-18." in words
    assert "Closed: " in words


@pytest.mark.clause("C227", breaks="throughline.web.plan.life.page:strategy_line")
def test_each_state_of_a_strategy_has_a_body_that_answers_for_it() -> None:
    bodies = {one.code: one for one in Body.objects.filter(partnership__slug="east-midlands")}
    first, other = bodies["emrrp"], next(one for code, one in bodies.items() if code != "emrrp")
    strategy = actions.record_strategy(
        partnership=first.partnership, title="Strategy for 2009 to 2013", starts=date(2009, 4, 1),
        ends=date(2013, 3, 31), written_by=other, owner=first, watched_by=other, **AT,
    )  # fmt: skip
    reader = signed_in("Sam Larch", at="east-midlands")
    address = f"{EAST}/life/strategies/{strategy.number}"
    assert f"Draft: {other.name} answers for it." in words_of(reader, address)
    actions.approve_strategy(strategy=strategy, decision=decided("emrrp", "east-midlands"), **AT)
    assert f"In force: {other.name} answers for it." in words_of(reader, address)


def test_the_plan_owner_records_a_strategy_on_the_page_and_a_reader_cannot(owner: Client) -> None:
    board = Body.objects.get(partnership__slug="east-midlands", code="emrrp").pk
    typed = {
        "strategy-do": "strategy", "strategy-title": "Strategy 2010 to 2014", "strategy-starts": "2010-04-01",
        "strategy-ends": "2010-03-31", "strategy-written_by": board, "strategy-owner": board,
        "strategy-watched_by": board, "strategy-summary": "", "strategy-supersedes": "",
    }  # fmt: skip
    refused = owner.post(f"{EAST}/life", typed)
    assert "A strategy cannot end on 31 March 2010, before it begins." in refused.content.decode()
    assert signed_in("Marek Rowan", at="east-midlands").post(f"{EAST}/life", typed).status_code == 404
    assert owner.post(f"{EAST}/life", typed | {"strategy-ends": "2014-03-31"}).status_code == 302
    assert Strategy.objects.get(partnership__slug="east-midlands").title == "Strategy 2010 to 2014"


@pytest.mark.clause("C366", breaks="throughline.web.plan.life.consulted:_asked")
def test_the_consultation_counts_71_answers_over_a_thousand_delegates_and_six_findings(owner: Client) -> None:
    page = page_of(owner, f"{EAST}/2009-10/consultation")
    words = page.get_text(" ", strip=True)
    assert "6 findings, 1 of dissent" in words
    assert ("71" in words, "over 1,000" in words) == (True, True)
    rows = page.select("tbody tr")
    assert [row.get_text(" ", strip=True)[:2] for row in rows] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert "Objective 2.1.1" in rows[0].get_text(" ", strip=True)


@pytest.mark.clause("C367", breaks="throughline.papers.consultation_summary:_words")
def test_the_minoritys_view_is_a_finding_like_any_other(owner: Client) -> None:
    last = page_of(owner, f"{EAST}/2009-10/consultation").select("tbody tr")[-1]
    assert "A minority would go by need" in last.get_text()
    assert "Priorities, dissent" in last.get_text()
    assert "Both are kept" in last.get_text()


def test_what_was_said_is_answered_once_on_the_page(owner: Client) -> None:
    asked = Consultation.objects.get(plan__partnership__slug="east-midlands")
    address = f"{EAST}/2009-10/consultation"
    said = {
        "find-do": "find",
        "find-consultation": asked.pk,
        "find-theme": "Work",
        "find-words": "More jobs.",
    }
    assert owner.post(address, said).status_code == 302
    finding = asked.findings.last()
    assert finding is not None
    assert "Not answered yet." in words_of(owner, address)
    answer = {
        "answer-do": "answer", "answer-finding": finding.pk, "answer-what_we_did": "A strategy for employers.",
        "answer-objective": "2.4.5", "answer-on": "2010-01-15",
    }  # fmt: skip
    assert owner.post(address, answer).status_code == 302
    finding.refresh_from_db()
    assert (finding.what_we_did, finding.objective and finding.objective.code) == (
        "A strategy for employers.",
        "2.4.5",
    )
    with pytest.raises(actions.ConsultationRefused, match="An answer is not replaced"):
        actions.answer_consultation_finding(finding=finding, what_we_did="Other.", on=date(2010, 1, 15), **AT)


@pytest.mark.clause("C309", breaks="throughline.web.plan.life.consulted:_group")
def test_the_assessment_shows_its_outcome_each_group_and_the_action_that_answers() -> None:
    page = page_of(signed_in("Sam Larch", at="east-midlands"), f"{EAST}/2009-10/equality")
    words = page.get_text(" ", strip=True)
    assert "Signed off on 10 November 2009: the plan is adjusted." in words
    rows = {row.th.get_text(): row for row in page.select("tbody tr") if row.th}
    assert len(rows) == 7
    action = Action.objects.get(text__startswith="Say when advice")
    link = rows["Age"].find("a")
    assert link is not None
    assert link["href"] == f"/east-midlands/actions/{action.number}"


def test_an_assessment_with_a_group_left_out_is_not_signed_off() -> None:
    plan = plan_of_place("llr")
    begun = actions.begin_equality_assessment(
        plan=plan, summary="s", evidence="e", written_on=date(2015, 1, 5), **AT
    )
    assert EqualityStrand.objects.filter(partnership=plan.partnership).count() == 9
    person = Person.objects.filter(partnership=plan.partnership)[0]
    with pytest.raises(actions.EqualityRefused, match="Age: nothing is said yet"):
        actions.sign_off_equality_assessment(
            assessment=begun, outcome="no-change", person=person, on=date(2015, 1, 6),
            review_on=date(2016, 1, 6), **AT,
        )  # fmt: skip
    begun.refresh_from_db()
    assert begun.signed_off_on is None


def test_open_work_goes_into_a_draft_that_reads_as_a_plan_and_nothing_is_accepted(owner: Client) -> None:
    before = PlanVersion.objects.count()
    answer = owner.get(f"{EAST}/2009-10/roll-forward.csv")
    draft_plan = read_plan(read_rows(answer.content, "draft.csv").rows)
    assert (draft_plan.fact("year_starts"), draft_plan.fact("year_ends")) == ("2010-04-01", "2011-03-31")
    assert "3.2.3" in [one.id for one in draft_plan.objectives]
    assert all(one.source.startswith("2009-10, ") for one in draft_plan.milestones)
    assert PlanVersion.objects.count() == before
    assert "Nothing is accepted by itself" in words_of(owner, f"{EAST}/2009-10/roll-forward")


@pytest.mark.parametrize("what", ["consultation", "equality"])
def test_a_paper_can_be_taken_as_a_file(owner: Client, what: str) -> None:
    answer = owner.get(f"{EAST}/2009-10/{what}.docx")
    assert answer.content[:2] == b"PK"
    assert owner.get(f"{EAST}/2009-10/{what}.exe").status_code == 404


@pytest.mark.parametrize(
    "address", ["life", "2009-10/life", "2009-10/consultation", "2009-10/equality", "2009-10/roll-forward"]
)
def test_a_page_asks_at_most_twelve_questions_however_much_there_is(owner: Client, address: str) -> None:
    plan = plan_of_place("east-midlands")
    asked = Consultation.objects.get(plan=plan)
    for number in range(12):
        actions.record_consultation_finding(
            consultation=asked, theme="t", words=f"Finding {number}", what_we_did="Done.", **AT
        )
    with CaptureQueriesContext(connection) as queries:
        assert owner.get(f"{EAST}/{address}").status_code == 200
    assert len(queries) <= 12
