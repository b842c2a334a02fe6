"""Financial years and what they divide into."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.words import periods

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
STARTS = st.sampled_from(["04-01", "01-01", "09-01", "04-06"])


@pytest.mark.parametrize(
    ("sentence", "day", "starts", "name", "first", "last"),
    [
        ("1 April opens the year", "2009-04-01", "04-01", "2009-10", "2009-04-01", "2010-03-31"),
        ("31 March closes it", "2010-03-31", "04-01", "2009-10", "2009-04-01", "2010-03-31"),
        (
            "the turn of the century is written with two figures",
            "2099-05-01",
            "04-01",
            "2099-00",
            "2099-04-01",
            "2100-03-31",
        ),
        ("a calendar year has one name", "2014-07-01", "01-01", "2014", "2014-01-01", "2014-12-31"),
        ("a school year begins in September", "2014-08-31", "09-01", "2013-14", "2013-09-01", "2014-08-31"),
        ("a leap day belongs", "2012-02-29", "04-01", "2011-12", "2011-04-01", "2012-03-31"),
    ],
)
def test_the_year_that_a_day_falls_in(sentence, day, starts, name, first, last):
    year = periods.year_holding(date.fromisoformat(day), starts)
    assert (year.name, year.first.isoformat(), year.last.isoformat()) == (name, first, last)


def test_the_quarters_of_a_financial_year():
    year = periods.year_beginning(2009)
    assert [(one.name, one.last.isoformat()) for one in periods.quarters(year)] == [
        ("Q1", "2009-06-30"),
        ("Q2", "2009-09-30"),
        ("Q3", "2009-12-31"),
        ("Q4", "2010-03-31"),
    ]


def test_the_halves_of_a_financial_year():
    halves = periods.halves(periods.year_beginning(2009))
    assert [one.last.isoformat() for one in halves] == ["2009-09-30", "2010-03-31"]


def test_windows_of_five_months_leave_a_short_one_at_the_end():
    windows = periods.windows(periods.year_beginning(2026), 5)
    assert [one.last.isoformat() for one in windows] == ["2026-08-31", "2027-01-31", "2027-03-31"]


@pytest.mark.parametrize("name", ["2009-10", "2009/10", "2009–10", "2009-2010", "2009"])
def test_a_financial_year_by_any_of_its_names(name):
    assert periods.year_named(name) == periods.year_beginning(2009)


@pytest.mark.parametrize("name", ["2009-11", "09-10", "this year", ""])
def test_what_names_no_year_is_refused(name):
    with pytest.raises(periods.PeriodUnreadable, match="is not a year: write it as 2009-10"):
        periods.year_named(name)


@pytest.mark.parametrize("starts", ["13-01", "02-30", "April", "04"])
def test_a_year_must_begin_on_a_day_that_exists(starts):
    with pytest.raises(periods.PeriodUnreadable, match="is not a month and day"):
        periods.year_start(2009, starts)


@given(day=DAYS, starts=STARTS, months=st.integers(1, 12))
def test_windows_cover_the_year_without_gap_or_overlap(day, starts, months):
    year = periods.year_holding(day, starts)
    windows = periods.windows(year, months)
    assert sum(window.days for window in windows) == year.days
    assert sum(day in window for window in windows) == 1
