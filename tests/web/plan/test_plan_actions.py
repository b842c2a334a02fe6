"""A plan is accepted whole, followed and never edited; first dates and news stay."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.web.conftest import NOW, TODAY
from throughline.rules.plan.cells import PlanRefused
from throughline.rules.plan.status import MilestoneStatus
from throughline.universe.story import PARTNERSHIPS
from throughline.web.access.models import Event, Partnership
from throughline.web.plan import actions, queries
from throughline.web.plan.models import Milestone, MilestoneUpdate, PlanVersion
from throughline.words.dates import DateUnreadable

HEAD = "row,id,parent,text,theme,lead,pathways,start,due\n"
FACTS = "plan,name,,Hazelmere plan,,,,,\nplan,year_starts,,2026-04-01,,,,,\nplan,year_ends,,2027-03-31,,,,,\n"
LINES = (
    "priority,1.1,,Homes,,,,,\nobjective,1.1.1,1.1,Rooms,,cst,,,\n"
    "milestone,1.1.1.m1,1.1.1,Keys handed over,,,,,{due}\n"
)
QUARTER = date(2026, 4, 1)


def plan_due(due: str) -> str:
    """Hazelmere's plan for 2026-27 with one milestone."""
    return HEAD + FACTS + LINES.format(due=due)


def accept(partnership: Partnership, due: str = "2026-09", on: date = TODAY) -> PlanVersion:
    return actions.accept_plan(partnership=partnership, text=plan_due(due), accepted_on=on, by=None, at=NOW)


def update(version: PlanVersion, **told: object) -> MilestoneUpdate:
    return actions.record_milestone_update(
        milestone=queries.milestone_named(version, "1.1.1.m1"),
        **{"quarter_starts": QUARTER, "told_on": date(2026, 5, 1), "by": None, "at": NOW} | told,  # type: ignore[arg-type]
    )


def stands(version: PlanVersion, day: date) -> queries.StandingObjective:
    return queries.standing_plan(version, day).objectives[0]


def test_the_file_of_the_east_midlands_comes_back_to_the_letter(partnership: Partnership) -> None:
    text = (PARTNERSHIPS / "east-midlands-plan-2009-10.csv").read_text(encoding="utf-8")
    version = actions.accept_plan(partnership=partnership, text=text, accepted_on=TODAY, by=None, at=NOW)
    assert (version.text, version.plan.year) == (text, "2009-10")
    assert (version.plan.objectives.count(), version.number) == (56, 1)


def test_accepting_leaves_an_event_with_the_digest_and_no_words(partnership: Partnership) -> None:
    version = accept(partnership)
    event = Event.objects.get(what="plan accepted")
    assert event.detail == {"year": "2026-27", "number": 1, "digest": version.digest}


@pytest.mark.parametrize(
    ("sentence", "text", "refusal"),
    [
        ("an unknown kind of row", HEAD + FACTS + "wish,1,,x,,,,,\n", PlanRefused),
        ("a date that is none", plan_due("2026-13"), PlanRefused),
        ("no year", HEAD + LINES.format(due="2026-09"), DateUnreadable),
    ],
)
def test_a_plan_that_is_refused_leaves_nothing(
    partnership: Partnership, sentence: str, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.accept_plan(partnership=partnership, text=text, accepted_on=TODAY, by=None, at=NOW)
    assert not PlanVersion.objects.exists(), sentence


def test_the_same_plan_is_not_accepted_twice(partnership: Partnership) -> None:
    accept(partnership)
    with pytest.raises(actions.AlreadyAccepted, match="says this already"):
        accept(partnership)
    assert PlanVersion.objects.count() == 1


def test_a_later_version_moves_the_date_now_and_never_the_first(partnership: Partnership) -> None:
    accept(partnership, "2026-09")
    later = accept(partnership, "2026-12", on=date(2026, 8, 1))
    assert Milestone.objects.get(code="1.1.1.m1").first_due == "2026-09"
    line = queries.plan_table_of(queries.standing_plan(later, date(2026, 8, 2))).priorities[0].objectives[0]
    assert (line.first_date, line.date_now) == ("September 2026", "December 2026")


def test_a_step_that_had_no_date_takes_the_first_it_is_given(partnership: Partnership) -> None:
    accept(partnership, "")
    accept(partnership, "2026-12", on=date(2026, 8, 1))
    assert Milestone.objects.get(code="1.1.1.m1").first_due == "2026-12"


def test_the_plan_of_a_day_is_the_version_accepted_by_then(partnership: Partnership) -> None:
    accept(partnership, "2026-09")
    accept(partnership, "2026-12", on=date(2026, 8, 1))
    numbers = [queries.plan_named(partnership, "2026-27", day).number for day in (TODAY, date(2026, 8, 1))]
    assert numbers == [1, 2]
    assert queries.version_on(partnership, date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("sentence", "told", "status"),
    [
        ("nothing told is no news", None, MilestoneStatus.NO_NEWS),
        ("news of the quarter is on course", {}, MilestoneStatus.ON_COURSE),
        ("a later forecast is slipping", {"forecast": "2026-10-20"}, MilestoneStatus.SLIPPING),
        ("a forecast more than 30 days after is late", {"forecast": "2026-12"}, MilestoneStatus.LATE),
        ("evidence makes it complete", {"is_complete": True, "evidence": "Key register"},
         MilestoneStatus.COMPLETE),
    ],
)  # fmt: skip
def test_what_is_told_gives_the_status(
    partnership: Partnership, sentence: str, told: dict[str, object] | None, status: MilestoneStatus
) -> None:
    version = accept(partnership)
    if told is not None:
        update(version, **told)
    assert stands(version, date(2026, 6, 1)).standing.status is status, sentence


def test_news_of_an_earlier_quarter_is_no_news_later(partnership: Partnership) -> None:
    version = accept(partnership, "2027-01")
    update(version)
    days = (date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 1))
    found = [stands(version, day).standing.status for day in days]
    assert found == [MilestoneStatus.ON_COURSE, MilestoneStatus.ON_COURSE, MilestoneStatus.NO_NEWS]


def test_a_day_before_the_news_does_not_know_it(partnership: Partnership) -> None:
    version = accept(partnership)
    update(version, is_complete=True, evidence="Key register")
    assert stands(version, date(2026, 4, 30)).standing.status is MilestoneStatus.NO_NEWS


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        pytest.param({"is_complete": True}, "not complete without evidence", id="complete without evidence"),
        pytest.param(
            {"quarter_starts": date(2026, 5, 1)}, "begins no quarter", id="a month that begins none"
        ),
        pytest.param({"forecast": "ongoing"}, "no date to expect", id="a forecast that is no date"),
    ],
)
def test_an_update_that_says_too_little_is_refused(
    partnership: Partnership, told: dict[str, object], sentence: str
) -> None:
    version = accept(partnership)
    with pytest.raises(actions.UpdateRefused, match=sentence):
        update(version, **told)
    assert not MilestoneUpdate.objects.exists()


def test_the_store_itself_keeps_no_completion_without_evidence(partnership: Partnership) -> None:
    told = update(accept(partnership))
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneUpdate.objects.filter(pk=told.pk).update(is_complete=True)


def test_an_unknown_year_says_which_there_are(partnership: Partnership) -> None:
    accept(partnership)
    with pytest.raises(queries.NoPlanYet, match="It has one for 2026-27"):
        queries.plan_named(partnership, "2030-31", TODAY)
