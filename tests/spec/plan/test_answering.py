"""Update rounds: which lines are due news, what a lead may say of one, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.plan.answering import (
    AnswerLacks,
    Claim,
    LineNow,
    Said,
    answers_until,
    closing_day,
    is_due_news,
    may_claim,
    midpoint,
    refuse_answer,
    reminder_on,
    what_follows,
)
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import PlanYear
from throughline.words.periods import Period

YEAR = PlanYear(date(2009, 4, 1), date(2010, 3, 31))
Q3 = Period(date(2009, 10, 1), date(2009, 12, 31), "Q3 2009-10")
ON = date(2010, 1, 7)
DONE, COURSE, LATER, STUCK, SAME = (
    Claim.DONE,
    Claim.ON_COURSE,
    Claim.LATER,
    Claim.STUCK,
    Claim.NO_CHANGE,
)


def line(due: date | None = date(2010, 3, 31), said: date | None = date(2009, 10, 8), **more: str) -> LineNow:
    return LineNow(code="2.4.3.m1", due=due, said_on=said, **more)


@pytest.mark.parametrize(
    ("sentence", "status", "starts", "told", "due"),
    [
        ("a step without news this quarter is due it", MilestoneStatus.NO_NEWS, None, False, True),
        ("a late step is due news above all", MilestoneStatus.LATE, None, False, True),
        ("a step with no date is asked too, so that it is given one", MilestoneStatus.UNDATED, None, False, True),
        ("a step told of this quarter already is not asked twice", MilestoneStatus.ON_COURSE, None, True, False),
        ("a complete step needs no news", MilestoneStatus.COMPLETE, None, False, False),
        ("a step that begins after the quarter has nothing to tell", MilestoneStatus.NO_NEWS,
         date(2010, 1, 1), False, False),
        ("a step that begins on the quarter's last day has", MilestoneStatus.NO_NEWS,
         date(2009, 12, 31), False, True),
    ],
)  # fmt: skip
def test_which_lines_are_due_news(
    sentence: str, status: MilestoneStatus, starts: date | None, told: bool, due: bool
) -> None:
    assert is_due_news(status=status, starts=starts, told_this_quarter=told, quarter=Q3) is due, sentence


@pytest.mark.parametrize(
    ("sentence", "now", "claims"),
    [
        ("a line in time, of which something was said", line(), (SAME, COURSE, DONE, LATER, STUCK)),
        ("nothing was ever said: nothing can be unchanged", line(said=None), (COURSE, DONE, LATER, STUCK)),
        (
            "its day has passed: neither on course nor unchanged",
            line(due=date(2010, 1, 6)),
            (DONE, LATER, STUCK),
        ),
        ("due today is not passed", line(due=ON), (SAME, COURSE, DONE, LATER, STUCK)),
        ("no date at all: it may be on course", line(due=None), (SAME, COURSE, DONE, LATER, STUCK)),
    ],
)
def test_what_a_lead_may_say(sentence: str, now: LineNow, claims: tuple[Claim, ...]) -> None:
    assert may_claim(now, on=ON) == claims, sentence


@pytest.mark.parametrize(
    ("sentence", "now", "said", "begins"),
    [
        ("done needs evidence", line(), Said(DONE), "2.4.3.m1: say what shows that it is done"),
        ("spaces are no evidence", line(), Said(DONE, evidence="  "), "2.4.3.m1: say what shows"),
        ("later needs the new date", line(), Said(LATER), "2.4.3.m1: say when you expect it now"),
        ("stuck needs a date too, or it would read as on course", line(), Said(STUCK, help_asked="A provider"),
         "2.4.3.m1: say when you expect it now"),
        ("stuck says what help is asked", line(), Said(STUCK, forecast="2010-02"),
         "2.4.3.m1: say what help you need"),
        ("a date that is none", line(), Said(LATER, forecast="soonish"), "2.4.3.m1: “soonish” is no date"),
        ("a rhythm is no date to expect it by", line(), Said(LATER, forecast="quarterly"),
         "2.4.3.m1: “quarterly” is no date"),
        ("a date that has passed", line(), Said(LATER, forecast="2009-12"), "2.4.3.m1: “2009-12” has passed"),
        ("on course where the day has passed", line(due=date(2009, 11, 30)), Said(COURSE),
         "2.4.3.m1: its day, Monday 30 November 2009, has passed"),
        ("no change where the day has passed", line(due=date(2009, 11, 30)), Said(SAME),
         "2.4.3.m1: its day, Monday 30 November 2009, has passed"),
        ("no change where nothing was said", line(said=None), Said(SAME), "2.4.3.m1: nothing was told of it before"),
    ],
)  # fmt: skip
def test_an_answer_that_lacks_something_is_refused_in_a_sentence(
    sentence: str, now: LineNow, said: Said, begins: str
) -> None:
    with pytest.raises(AnswerLacks) as refusal:
        refuse_answer(now, said, on=ON, year=YEAR)
    assert str(refusal.value).startswith(begins), sentence
    assert str(refusal.value).endswith("."), sentence


@pytest.mark.parametrize(
    ("sentence", "now", "said", "complete", "forecast", "words"),
    [
        ("done completes it, by its evidence", line(), Said(DONE, words="Signed.", evidence="Minutes of 5 January"),
         True, "", "Signed."),
        ("on course is for the date expected before: a slip is never forgotten", line(forecast="2010-02"),
         Said(COURSE, words="Two more signed."), False, "2010-02", "Two more signed."),
        ("on course for the first date where no other was named", line(), Said(COURSE), False, "", ""),
        ("later takes the new date in its author's precision", line(), Said(LATER, forecast="2010-spring"),
         False, "2010-spring", ""),
        ("stuck keeps what help is asked with the words", line(),
         Said(STUCK, words="No provider.", forecast="2010-06", help_asked="A decision on money"),
         False, "2010-06", "No provider. Help asked: A decision on money"),
        ("no change carries the date expected before", line(forecast="2010-02"), Said(SAME),
         False, "2010-02", "No change since Thursday 8 October 2009."),
    ],
)  # fmt: skip
def test_what_follows_from_an_accepted_answer(
    sentence: str, now: LineNow, said: Said, complete: bool, forecast: str, words: str
) -> None:
    refuse_answer(now, said, on=ON, year=YEAR)
    found = what_follows(now, said)
    assert (found.is_complete, found.forecast, found.words) == (complete, forecast, words), sentence


@pytest.mark.parametrize(
    ("sentence", "opens", "closes", "middle"),
    [
        ("five working days: the third", date(2010, 1, 4), date(2010, 1, 8), date(2010, 1, 6)),
        ("the middle of two weeks moves off a weekend", date(2010, 1, 4), date(2010, 1, 14), date(2010, 1, 8)),
        ("too short to have a middle", date(2010, 1, 4), date(2010, 1, 5), None),
    ],
)  # fmt: skip
def test_the_middle_of_a_round(sentence: str, opens: date, closes: date, middle: date | None) -> None:
    assert midpoint(opens, closes) == middle, sentence


@pytest.mark.parametrize(
    ("sentence", "on", "step"),
    [
        ("on the opening day the letter itself is enough", date(2010, 1, 4), ""),
        ("on the middle day", date(2010, 1, 11), "midpoint"),
        ("the day after, whoever was not told yet is", date(2010, 1, 12), "midpoint"),
        ("the working day before it closes", date(2010, 1, 15), "closing"),
        ("on the closing day", date(2010, 1, 18), "closing"),
        ("the working day after", date(2010, 1, 19), "missing"),
        ("weeks after", date(2010, 1, 30), "missing"),
    ],
)
def test_what_the_silent_are_reminded_of(sentence: str, on: date, step: str) -> None:
    assert reminder_on(date(2010, 1, 4), date(2010, 1, 18), on) == step, sentence


def test_a_weekend_after_a_friday_is_quiet() -> None:
    assert reminder_on(date(2010, 1, 4), date(2010, 1, 8), date(2010, 1, 9)) == ""
    assert reminder_on(date(2010, 1, 4), date(2010, 1, 8), date(2010, 1, 11)) == "missing"


def test_a_round_closes_on_the_tenth_working_day_and_takes_late_answers_for_two_weeks() -> None:
    assert closing_day(date(2010, 1, 4)) == date(2010, 1, 18)
    assert answers_until(date(2010, 1, 8)) == date(2010, 1, 22)


@given(opens=st.dates(date(2009, 1, 1), date(2012, 12, 1)), lasts=st.integers(1, 60))
def test_a_middle_lies_between_its_ends(opens: date, lasts: int) -> None:
    closes = opens + timedelta(days=lasts)
    middle = midpoint(opens, closes)
    assert middle is None or opens < middle < closes


@given(
    due=st.none() | st.dates(date(2009, 6, 1), date(2010, 12, 1)),
    said=st.none() | st.dates(date(2009, 4, 1), date(2010, 1, 6)),
    claim=st.sampled_from(Claim),
)
def test_what_is_offered_is_what_is_taken(due: date | None, said: date | None, claim: Claim) -> None:
    whole = Said(claim, words="x", forecast="2010-12", evidence="x", help_asked="x")
    now = line(due=due, said=said)
    if claim in may_claim(now, on=ON):
        refuse_answer(now, whole, on=ON, year=YEAR)
    else:
        with pytest.raises(AnswerLacks):
            refuse_answer(now, whole, on=ON, year=YEAR)
