"""What a step asks for beside its date: a day, a vetting, something outside, news each period."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.asked import comes_to_the_board, is_met_by_its_day, what_completion_lacks
from throughline.rules.plan.by_area import areas_off_their_number, areas_reached, is_done_everywhere
from throughline.rules.plan.linter import lint
from throughline.rules.plan.model import Milestone, Objective, Plan, SuccessMeasure
from throughline.rules.plan.objective_status import News, objective_standing
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import PlanYear
from throughline.words.dates import ImpreciseDate

YEAR = PlanYear(date(2009, 4, 1), date(2010, 3, 31))
DAY = date(2009, 9, 14)
NO_NEWS = News(is_complete=False, forecast=None, is_of_this_period=False)
TOLD = News(is_complete=False, forecast=None, is_of_this_period=True)


def step(**more: object) -> Milestone:
    return Milestone(id="1.1.1.m1", parent="1.1.1", text="A step", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "own", "happened_on", "vetting", "lacks"),
    [
        ("an ordinary step asks for nothing more", step(), None, "", ""),
        (
            "a publication without its day is not complete",
            step(kind="publication"),
            None,
            "",
            "was published",
        ),
        ("with its day it is", step(kind="publication"), DAY, "", ""),
        (
            "an appointment without its day is not complete",
            step(kind="appointment"),
            None,
            "",
            "was appointed",
        ),
        ("with its day it is", step(kind="appointment"), DAY, "", ""),
        (
            "a post that asks for vetting names the vetting held",
            step(kind="appointment", vetting="secret"),
            DAY,
            " ",
            "this vetting: secret",
        ),
        ("and with it it is complete", step(kind="appointment", vetting="secret"), DAY, "Security check", ""),
        ("a day to come is no day yet", step(kind="publication"), date(2009, 10, 2), "", "still to come"),
    ],
)
def test_what_completion_lacks(
    sentence: str, own: Milestone, happened_on: date | None, vetting: str, lacks: str
) -> None:
    found = what_completion_lacks(own, happened_on=happened_on, vetting=vetting, told_on=date(2009, 10, 1))
    assert (lacks in found) if lacks else found == "", sentence


@pytest.mark.parametrize(
    ("sentence", "own", "expected"),
    [
        ("a publication is met by its day alone", step(kind="publication"), True),
        ("an appointment needs its evidence", step(kind="appointment"), False),
        ("an ordinary step too", step(), False),
    ],
)
def test_what_a_day_alone_completes(sentence: str, own: Milestone, expected: bool) -> None:
    assert is_met_by_its_day(own) is expected, sentence


def stands(own: Milestone, news: News | None, today: date) -> list[MilestoneStatus]:
    plan = Plan((Objective(id="1.1.1", parent="1.1"), own))
    standing = objective_standing(plan, "1.1.1", year=YEAR, news={own.id: news} if news else {}, today=today)
    return [one.status for one in standing.steps]


LATE, UNDATED, NONE, COURSE, COMPLETE = (
    MilestoneStatus.LATE, MilestoneStatus.UNDATED, MilestoneStatus.NO_NEWS, MilestoneStatus.ON_COURSE,
    MilestoneStatus.COMPLETE,
)  # fmt: skip
BID = {"due": "2010-01", "waits_for": "Second round of bids"}
LATER = date(2010, 2, 1)


@pytest.mark.parametrize(
    ("sentence", "own", "news", "expected"),
    [
        ("nothing is held against what waits for a bid", step(**BID), NO_NEWS, [UNDATED]),
        ("the bid came: its date counts", step(**BID), News(False, None, False, "came"), [LATE]),
        ("the bid failed: nothing is expected any more", step(**BID), News(False, None, True, "failed"), []),
        ("complete is complete, whatever it waited for", step(**BID), News(True, None, True), [COMPLETE]),
        ("an ongoing step confirmed this period is on course", step(due="ongoing"), TOLD, [COURSE]),
        ("an ongoing step that nobody confirmed has no news", step(due="ongoing"), NO_NEWS, [NONE]),
        ("nor has one that nobody ever told of", step(due="ongoing"), None, [NONE]),
        ("a step that only begins is confirmed the same way", step(start="2009-09"), TOLD, [COURSE]),
        ("and has no news without", step(start="2009-09"), NO_NEWS, [NONE]),
        ("a step with an end is judged by its end", step(start="2009-09", due="2010-01"), TOLD, [LATE]),
    ],
)
def test_how_a_step_stands_that_asks_for_more_than_a_date(
    sentence: str, own: Milestone, news: News | None, expected: list[MilestoneStatus]
) -> None:
    assert stands(own, news, LATER) == expected, sentence


DECEMBER = ImpreciseDate("2009-12", date(2009, 12, 1), date(2009, 12, 31), "month")


@pytest.mark.parametrize(
    ("sentence", "due", "next_meeting", "expected"),
    [
        ("the last meeting before the date takes it", DECEMBER, date(2010, 1, 12), True),
        ("an earlier one leaves it", DECEMBER, date(2009, 11, 10), False),
        ("a meeting on the last day itself is still in time", DECEMBER, date(2009, 12, 31), False),
        ("where no other meeting is known it is taken", DECEMBER, None, True),
        ("without a date nothing brings it", None, date(2010, 1, 12), False),
    ],
)
def test_which_meeting_takes_a_step(
    sentence: str, due: ImpreciseDate | None, next_meeting: date | None, expected: bool
) -> None:
    assert comes_to_the_board(due, next_meeting=next_meeting) is expected, sentence


AREAS = st.lists(st.sampled_from(["Ash", "Birch", "Cedar", "Dogwood"]), unique=True, min_size=1)


@given(AREAS, AREAS)
def test_a_step_is_done_everywhere_when_no_place_is_left(areas: list[str], done: list[str]) -> None:
    assert is_done_everywhere(step(areas=tuple(areas)), done) is not bool(set(areas) - set(done))


@given(AREAS, st.integers(0, 4), st.integers(0, 4))
def test_a_place_is_off_its_number_by_one_too_many_or_too_few(
    areas: list[str], asked: int, given: int
) -> None:
    measure = SuccessMeasure(
        id="1.1.1.a", parent="1.1.1", areas=tuple(areas), unit="deliverables an area", target=asked
    )  # type: ignore[arg-type]
    named = [
        Milestone(id=f"1.1.1.{area}{number}", parent="1.1.1", kind="deliverable", areas=(area,))
        for area in areas
        for number in range(given)
    ]
    found = areas_off_their_number(Plan((measure, *named)), measure)
    assert found == ({} if asked == given else dict.fromkeys(areas, given))


def test_places_without_exactly_their_deliverables_are_worth_a_look() -> None:
    measure = SuccessMeasure(
        id="1.1.1.a", parent="1.1.1", areas=("Ash", "Birch"), unit="deliverables an area", target=3
    )  # type: ignore[arg-type]
    three = [
        Milestone(id=f"1.1.1.m{n}", parent="1.1.1", kind="deliverable", areas=("Ash",)) for n in (1, 2, 3)
    ]
    found = [one for one in lint(Plan((measure, *three))) if one.code == "deliverables-off"]
    assert [(one.place, one.sentence[:29]) for one in found] == [("1.1.1.a", "Birch has named 0 of its 3 de")]


def test_a_measure_is_reached_in_a_place_by_all_steps_that_name_it() -> None:
    measure = SuccessMeasure(id="1.1.1.a", parent="1.1.1", areas=("Ash", "Birch", "Cedar"))
    first = step(areas=("Ash", "Birch"))
    second = Milestone(id="1.1.1.m2", parent="1.1.1", areas=("Birch",))
    found = areas_reached(Plan((measure, first, second)), measure, {"1.1.1.m1": {"Ash", "Birch"}})
    assert [(one.area, one.is_reached) for one in found] == [
        ("Ash", True),
        ("Birch", False),
        ("Cedar", False),
    ]


def test_a_forecast_stays_beside_what_waits() -> None:
    later = ImpreciseDate("2010-06", date(2010, 6, 1), date(2010, 6, 30), "month")
    plan = Plan((Objective(id="1.1.1", parent="1.1"), step(**BID)))
    news = {"1.1.1.m1": News(False, later, True)}
    [one] = objective_standing(plan, "1.1.1", year=YEAR, news=news, today=LATER).steps
    assert (one.status, one.forecast) == (UNDATED, later)
