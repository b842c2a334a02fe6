"""Overrides print as overrides beside what is worked out; measures show gaps, revisions and what is needed."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.papers.plan_table import plan_table
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.trajectory import NotCumulative
from throughline.universe.story import morning
from throughline.web.access.actions import appoint_to_office
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.plan import actions
from throughline.web.plan.measures.reads import MeasureShown, measures_of_plan
from throughline.web.plan.models import (
    MeasureValue,
    MilestoneUpdate,
    Objective,
    StatusOverride,
    UpdateOfMeeting,
)
from throughline.web.plan.queries import StandingPlan, lines_of, plan_table_of, standing_plan, version_on
from throughline.web.plan.rounds.strands import measures, milestones, updates
from throughline.web.plan.strands import ObjectiveSeen

TODAY = date(2010, 1, 15)
PLAN = "/east-midlands/plan/2009-10"
Q1, Q2, Q3, Q4 = date(2009, 4, 1), date(2009, 7, 1), date(2009, 10, 1), date(2010, 1, 1)
REASON = "The board took the action plan in on 12 January; the papers follow."
AT: dict[str, Any] = {"by": None, "at": morning(TODAY)}


@pytest.fixture
def place(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def keeper(place: Partnership) -> Client:
    return signed_in("Priya Hawthorn", at="east-midlands")


@pytest.fixture
def chair(place: Partnership) -> Client:
    return signed_in("Clare Bryony", at="east-midlands")


def standing_on(place: Partnership, day: date = TODAY) -> StandingPlan:
    version = version_on(place, day)
    assert version is not None
    return standing_plan(version, day)


def measured(place: Partnership, day: date = TODAY) -> tuple[MeasureShown, ...]:
    version = version_on(place, day)
    assert version is not None
    return measures_of_plan(version, day)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(answer.content.decode()).split())


def objective(code: str) -> Objective:
    return Objective.objects.select_related("plan__partnership").get(
        plan__partnership__slug="east-midlands", code=code
    )


def told(
    code: str, quarter: date, count: int, *, out_of: int | None = None, on: date = TODAY
) -> MeasureValue:
    return actions.record_measure_value(
        objective=objective(code.rpartition(".")[0]),
        code=code,
        quarter_starts=quarter,
        count=count,
        out_of=out_of,
        told_on=on,
        **AT,
    )


def test_an_override_stands_beside_what_is_worked_out_on_the_page_and_in_the_paper(
    place: Partnership, keeper: Client
) -> None:
    shown = standing_on(place)
    worked = next(one for one in shown.objectives if one.objective.id == "2.5.6")
    assert worked.standing.status is MilestoneStatus.LATE, "what is worked out does not change"
    for address in (PLAN, f"{PLAN}/objectives/2.5.6"):
        found = page(keeper, address)
        assert f"Slipping by override of the chair on 13 January 2010: {REASON}" in found
    line = lines_of(shown)["2.5.6"]
    assert (line.status.word, line.note) == (
        "Late",
        f"Slipping by override of the chair on 13 January 2010: {REASON}",
    )
    paper = str(plan_table(plan_table_of(shown), marking="OFFICIAL", computed_from="the plan"))
    assert f"Slipping by override of the chair on 13 January 2010: {REASON}" in paper


def test_an_override_ends_with_its_quarter(place: Partnership) -> None:
    assert set(standing_on(place).overrides) == {"2.5.6"}
    assert standing_on(place, date(2010, 4, 1)).overrides == {}, "January to March is reported now"


def test_only_the_chair_gives_one_and_says_why(place: Partnership, keeper: Client, chair: Client) -> None:
    address = f"{PLAN}/objectives/2.4.3/override"
    given = {"line": "2.4.3", "status": "on-course", "reason": "The provider has signed."}
    assert keeper.post(address, given).status_code == 404
    assert "Say why the status is another" in page_of_post(chair, address, given | {"reason": ""})
    computed = next(
        one for one in standing_on(place).objectives if one.objective.id == "2.4.3"
    ).standing.status
    assert "already. Choose another status" in page_of_post(
        chair, address, given | {"status": computed.value}
    )
    assert chair.post(address, given).status_code == 302
    override = StatusOverride.objects.get(objective__code="2.4.3")
    assert (override.computed, override.status, override.by.name) == (
        computed.value,
        "on-course",
        "Clare Bryony",
    )
    assert "has an override for this quarter" in page_of_post(chair, address, given)
    chair.post(f"{PLAN}/overrides/{override.pk}/lift")
    assert "2.4.3" not in standing_on(place).overrides
    assert StatusOverride.objects.filter(pk=override.pk).exists(), "a lifted one stays readable"


def page_of_post(client: Client, address: str, given: dict[str, str]) -> str:
    return " ".join(html.unescape(client.post(address, given).content.decode()).split())


def test_the_chair_of_another_board_gives_none(place: Partnership) -> None:
    neil = Person.objects.get(partnership=place, name="Marek Rowan")
    appoint_to_office(
        person=neil, office="chair", from_on=TODAY, body_code="nrrpb", by=None, at=morning(TODAY)
    )
    assert (
        signed_in("Marek Rowan", at="east-midlands").get(f"{PLAN}/objectives/2.4.3/override").status_code
        == 404
    )


def test_what_must_never_be_false_of_an_override_is_a_constraint(place: Partnership) -> None:
    for changes in ({"reason": ""}, {"status": "late"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusOverride.objects.update(**changes)


def test_a_measure_that_returns_bring_shows_what_is_needed_and_two_forecasts(place: Partnership) -> None:
    found = {one.code: one for one in measured(place)}
    # 3.2.1.b, planned 34, 89, 216, 257; the returns of the year say 41, 96, 200
    assert [one.actual for one in found["3.2.1.b"].quarters] == [41, 96, 200, None]
    assert [one.variance for one in found["3.2.1.b"].quarters] == [7, 7, -16, None]
    assert found["3.2.1.b"].sentence == (
        "200 against 216 planned by the end of quarter 3: 16 fewer. 57 needed in the quarter left. "
        "The year ends at 238 in the plan’s own shape, or at 241 if the rest goes to plan."
    )
    assert not found["3.2.1.b"].may_tell


def test_a_missing_quarter_is_a_gap_and_a_later_figure_stands_beside_the_earlier(place: Partnership) -> None:
    starts = next(one for one in measured(place) if one.code == "2.8.2.b")
    assert [one.actual for one in starts.quarters] == [None, 24, 58, None]
    assert [one.earlier for one in starts.quarters] == [(), ("21",), (), ()]
    assert starts.sentence == "58 against a target of 96, by the end of quarter 3."
    before = next(one for one in measured(place, date(2009, 10, 20)) if one.code == "2.8.2.b")
    assert [one.actual for one in before.quarters] == [None, 21, None, None]


def test_a_percentage_says_how_many_misses_it_allows(place: Partnership) -> None:
    told("3.1.2.a", Q3, 19, out_of=20)
    found = next(one for one in measured(place) if one.code == "3.1.2.a")
    assert found.sentence == "19 of 20 (95%) against a target of 90%: met, with 2 misses allowed."


@pytest.mark.clause("C455", breaks="throughline.web.plan.measures.reads:measures_of_plan")
def test_a_coverage_target_is_of_all_prisons(place: Partnership) -> None:
    told("2.6.1.a", Q3, 16, out_of=17)
    found = next(one for one in measured(place) if one.code == "2.6.1.a")
    assert found.sentence.startswith("16 of 17 (94.1%) against a target of 100%: 1 short of the 17 needed")
    told("2.6.1.a", Q3, 17, out_of=17)
    found = next(one for one in measured(place) if one.code == "2.6.1.a")
    assert found.sentence == "17 of 17 (100%) against a target of 100%: met, with no misses allowed."
    assert found.quarters[2].earlier == ("16 of 17",)


@pytest.mark.parametrize(
    ("sentence", "code", "quarter", "count", "out_of", "refusal", "words"),
    [
        ("a count to date that falls is a quarter's own", "2.8.2.b", Q3, 20, None, NotCumulative, "Quarter 3 says 20"),
        ("a late figure above a later quarter's", "2.8.2.b", Q2, 60, None, NotCumulative, "Quarter 3 says 58"),
        ("more than all", "3.1.2.a", Q3, 21, 20, actions.ValueUnfit, "21 of 20 is more than all"),
        ("a quarter that is not over", "2.8.2.b", Q4, 70, None, actions.ValueUnfit, "Quarter 4 ends on"),
        ("a day that begins no quarter", "2.8.2.b", date(2009, 5, 1), 5, None, actions.ValueUnfit, "begins no quarter"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused(
    place: Partnership,
    sentence: str,
    code: str,
    quarter: date,
    count: int,
    out_of: int | None,
    refusal: type[Exception],
    words: str,
) -> None:
    kept = MeasureValue.objects.count()
    with pytest.raises(refusal, match=words):
        told(code, quarter, count, out_of=out_of)
    assert MeasureValue.objects.count() == kept, sentence


def test_the_page_of_measures_takes_a_figure_and_keeps_what_was_typed(
    place: Partnership, keeper: Client
) -> None:
    found = page(keeper, f"{PLAN}/measures")
    assert "no return" in found
    # 688 of 701, 200 of 216 and 49 of 58 are behind; 842 of 827 and 121 of 117 are not
    assert "3 measures are behind their plan in their latest quarter." in found
    assert "2.7.2.a + 2.7.2.b = 2283: holds, both sides are 2,283." in found
    address = f"{PLAN}/measures/2.8.2.b"
    refused = page_of_post(keeper, address, {"quarter": str(Q3), "count": "twelve"})
    assert "Write the number in figures" in refused
    assert 'value="twelve"' in refused
    assert keeper.post(address, {"quarter": str(Q3), "count": "61"}).status_code == 302
    assert "58" in page(keeper, address), "the figure before stays"
    assert MeasureValue.objects.filter(code="2.8.2.b", quarter_starts=Q3).count() == 2


@pytest.mark.clause("C110", breaks="throughline.web.plan.actions.answers:record_update_of_meeting")
def test_a_meeting_posts_an_update_that_names_it(place: Partnership) -> None:
    keeper = signed_in("Sam Larch", at="east-midlands")
    address = f"{PLAN}/objectives/2.2.2/from-meeting"
    told_of = {"meeting": "emrrp-2010-01-12", "step": "2.2.2.m1", "words": "The group reported on delivery."}
    assert "Write what the meeting said" in page_of_post(keeper, address, told_of | {"words": ""})
    assert "emrrp-2010-03-09" not in page(keeper, address), "a meeting to come has said nothing"
    assert keeper.post(address, told_of).status_code == 302
    assert UpdateOfMeeting.objects.get().held_on == date(2010, 1, 12)
    shown = page(keeper, f"{PLAN}/objectives/2.2.2")
    assert "The group reported on delivery." in shown
    body = place.bodies.get(code="emrrp")
    assert f"at the meeting of {body.name} on Tuesday 12 January 2010" in shown


def test_the_thread_shows_steps_updates_and_measures(place: Partnership) -> None:
    version = version_on(place, TODAY)
    assert version is not None
    viewpoint = Viewpoint(Person.objects.get(partnership=place, name="Priya Hawthorn").user, TODAY, place)

    def seen(code: str) -> ObjectiveSeen:
        return ObjectiveSeen(objective(code), version, viewpoint)

    step = next(one for one in milestones(seen("2.5.8")) if one.words.startswith("2.5.8.m1"))
    assert step.note == "First date June 2009. Moved once: 2010-02."
    assert [one.came_from for one in updates(seen("2.5.8")) if one.words.startswith("2.5.8.m1")] == [
        "Update round of quarter 3"
    ]
    override = next(one for one in updates(seen("2.5.6")) if one.came_from == "The chair")
    assert override.note == "Override: slipping instead of late"
    assert measures(seen("3.2.1"))[1].address.startswith("/east-midlands/indicators/")


def test_news_of_the_thread_is_news_of_the_plan(place: Partnership) -> None:
    assert MilestoneUpdate.objects.filter(answer__isnull=False).count() == 8


@pytest.mark.parametrize("address", ["measures", "objectives/3.2.1", "objectives/2.5.6/override"])
def test_a_page_asks_a_few_questions_of_the_store(place: Partnership, chair: Client, address: str) -> None:
    chair.get(f"{PLAN}/{address}")
    with CaptureQueriesContext(connection) as asked:
        chair.get(f"{PLAN}/{address}")
    few = len(asked)
    for quarter, count in ((Q1, 5), (Q2, 30), (Q3, 59)):
        told("2.8.2.b", quarter, count)
    with CaptureQueriesContext(connection) as asked:
        chair.get(f"{PLAN}/{address}")
    assert len(asked) == few, "not growing with rows"
    assert few <= 16
