"""Follow-up is counted in calendar months, and a quarter is measurable when the time for proof has passed."""

from datetime import date

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.cohorts.follow_up import (
    day_of_number,
    measurable_on,
    months_after,
    months_after_each,
    number_of,
)
from throughline.figures.cohorts.rule import CohortRule, NoSuchWindow, windows_of
from throughline.words.periods import Period

QUARTERLY = CohortRule(3, ("court-order",), 12, 18)
YEARLY = CohortRule(12, ("court-order",), 12, 18, windows_at_once=1)


@pytest.mark.parametrize(
    ("sentence", "day", "months", "later"),
    [
        ("twelve months are a year", date(2009, 1, 15), 12, date(2010, 1, 15)),
        ("a leap day has its year end on the last of February", date(2008, 2, 29), 12, date(2009, 2, 28)),
        ("and its eighteen months on a 29th again", date(2008, 2, 29), 18, date(2009, 8, 29)),
        ("the last of August and eighteen months", date(2009, 8, 31), 18, date(2011, 2, 28)),
        ("the same into a leap year", date(2010, 8, 31), 18, date(2012, 2, 29)),
        ("a day before 1970", date(1969, 12, 31), 6, date(1970, 6, 30)),
    ],
)
def test_months_after_a_day(sentence, day, months, later):
    assert months_after(day, months) == later
    assert day_of_number(int(months_after_each(np.array([number_of(day)], np.int32), months)[0])) == later


@given(st.lists(st.dates(date(1940, 1, 1), date(2100, 12, 31))), st.sampled_from([3, 6, 12, 18]))
def test_many_days_at_once_are_as_one_day_each(days, months):
    many = months_after_each(np.array([number_of(day) for day in days], np.int32), months)
    assert [day_of_number(int(each)) for each in many] == [day + relativedelta(months=months) for day in days]


def test_a_quarter_is_measurable_eighteen_months_after_its_last_day():
    assert measurable_on(Period(date(2008, 7, 1), date(2008, 9, 30)), 18) == date(2010, 3, 30)


@pytest.mark.parametrize(
    ("sentence", "rule", "first", "last", "names"),
    [
        ("a quarter", QUARTERLY, date(2009, 4, 1), date(2009, 6, 30), ["2009 Q2"]),
        (
            "a financial year is four of them",
            QUARTERLY,
            date(2009, 4, 1),
            date(2010, 3, 31),
            ["2009 Q2", "2009 Q3", "2009 Q4", "2010 Q1"],
        ),
        (
            "the old measure begins with any month",
            YEARLY,
            date(2009, 2, 1),
            date(2010, 1, 31),
            ["12 months from 2009-02-01"],
        ),
    ],
)
def test_windows(sentence, rule, first, last, names):
    found = windows_of(rule, first, last)
    assert [window.name for window in found] == names
    assert (found[0].first, found[-1].last) == (first, last)


@pytest.mark.parametrize(
    ("sentence", "rule", "first", "last", "what"),
    [
        ("a quarter begins in its first month", QUARTERLY, date(2009, 5, 1), date(2009, 7, 31), "begins no"),
        ("and on its first day", QUARTERLY, date(2009, 4, 2), date(2009, 6, 30), "begins no"),
        ("it ends on its last day", QUARTERLY, date(2009, 4, 1), date(2009, 6, 29), "ends no"),
        ("the end does not come first", QUARTERLY, date(2009, 4, 1), date(2009, 3, 31), "ends no"),
        ("the old measure counts one year", YEARLY, date(2008, 1, 1), date(2009, 12, 31), "not 2 times"),
    ],
)
def test_days_that_are_no_windows_are_refused(sentence, rule, first, last, what):
    with pytest.raises(NoSuchWindow, match=what):
        windows_of(rule, first, last)
