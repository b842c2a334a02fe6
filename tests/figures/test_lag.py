"""The lag line: cohort, follow-up, proof, publication, and the plan in force."""

from datetime import date

import pytest

from throughline.figures.indicators.lag import UNKNOWN, PlanYears, lag_line, months_after
from throughline.figures.indicators.model import LagProfile

OLD = PlanYears("the 2006-08 strategy", date(2006, 4, 1), date(2008, 3, 31))
NOW = PlanYears("the 2009-10 plan", date(2009, 4, 1), date(2010, 3, 31))
NI18, PROVEN = LagProfile(3, 6), LagProfile(12, 18)


@pytest.mark.parametrize(
    ("why", "day", "months", "expected"),
    [
        ("a month's last day stays one", date(2009, 3, 31), 3, date(2009, 6, 30)),
        ("out of a shorter month", date(2009, 6, 30), 3, date(2009, 9, 30)),
        ("out of February", date(2009, 2, 28), 1, date(2009, 3, 31)),
        ("into a leap February", date(2007, 11, 30), 3, date(2008, 2, 29)),
        ("within a month", date(2009, 3, 15), 12, date(2010, 3, 15)),
    ],
)
def test_months_after(why, day, months, expected):
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("why", "starts", "ends", "profile", "follow_up", "proof"),
    [
        (
            "NI 18: three months, convicted within six",
            date(2008, 4, 1), date(2009, 3, 31), NI18, date(2009, 6, 30), date(2009, 9, 30),
        ),
        (
            "proven reoffending: a year and six months more",
            date(2009, 1, 1), date(2009, 3, 31), PROVEN, date(2010, 3, 31), date(2010, 9, 30),
        ),
    ],
)  # fmt: skip
def test_follow_up_and_proof_end(why, starts, ends, profile, follow_up, proof):
    found = lag_line(starts, ends, profile, plans=[NOW], on=date(2010, 1, 12))
    assert (found.follow_up_ends, found.proof_ends) == (follow_up, proof)


@pytest.mark.parametrize(
    ("why", "starts", "current", "words"),
    [
        ("counted from the plan's first day", date(2009, 4, 1), True, "people counted under this plan"),
        ("counted the day before", date(2009, 3, 31), False, "people counted before this plan"),
        ("counted under another plan", date(2007, 1, 1), False, "people counted under the 2006-08 strategy"),
    ],
)
def test_the_plan_in_force_is_that_of_the_cohorts_first_day(why, starts, current, words):
    found = lag_line(starts, date(2009, 6, 30), NI18, plans=[OLD, NOW], on=date(2010, 1, 12))
    assert (found.outcome_of_current_plan, found.words) == (current, words)


def test_without_a_profile_it_is_no_outcome_of_the_current_plan():
    found = lag_line(NOW.starts, date(2009, 6, 30), None, plans=[NOW], on=date(2010, 1, 12))
    assert not found.outcome_of_current_plan
    assert found.words == UNKNOWN


def test_a_cohort_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="cannot end"):
        lag_line(date(2009, 6, 30), date(2009, 4, 1), NI18, plans=[], on=date(2010, 1, 12))
