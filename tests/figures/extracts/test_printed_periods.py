"""Periods and days as tables print them: read where the words mean one thing, refused where they may mean two."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.printed_periods import (
    Conventions,
    NotAPeriod,
    is_a_period,
    last_part,
    read_day,
    read_period,
)
from throughline.figures.extracts.returns import Window

CALENDAR = Conventions(years="calendar")
FINANCIAL = Conventions(years="financial")
MONTHLY, QUARTERLY, YEARLY = (Conventions(every=length) for length in ("month", "quarter", "year"))
FROM_FIRST = Conventions(every="quarter", named_by="first-day")
FROM_LAST = Conventions(every="quarter", named_by="last-day")
UNDECLARED = Conventions()


@pytest.mark.parametrize(
    ("sentence", "text", "declared", "starts", "ends"),
    [
        ("a quarter of a financial year", "Q1 2009-10", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("with the quarter last", "2009/10 Q4", UNDECLARED, "2010-01-01", "2010-03-31"),
        ("a quarter in full", "Quarter 2 2009-10", UNDECLARED, "2009-07-01", "2009-09-30"),
        ("a quarter of a calendar year", "Q1 2009", CALENDAR, "2009-01-01", "2009-03-31"),
        ("the same of a financial year", "Q1 2009", FINANCIAL, "2009-04-01", "2009-06-30"),
        ("months with a year once", "Apr-Jun 2009", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("months in full", "April to June 2009", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("a long dash", "Apr – Jun 2009", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("years twice", "Apr 2009 to Mar 2010", UNDECLARED, "2009-04-01", "2010-03-31"),
        ("over new year with one year", "Dec-Feb 2010", UNDECLARED, "2009-12-01", "2010-02-28"),
        ("a year in two digits", "Jan-Mar 10", UNDECLARED, "2010-01-01", "2010-03-31"),
        ("days too", "1 April 2009 to 30 June 2009", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("one month", "September 2009", UNDECLARED, "2009-09-01", "2009-09-30"),
        ("a month as a spreadsheet shortens it", "Sep-09", UNDECLARED, "2009-09-01", "2009-09-30"),
        ("a month in numbers", "2009-04", UNDECLARED, "2009-04-01", "2009-04-30"),
        ("a financial year", "2009/10", YEARLY, "2009-04-01", "2010-03-31"),
        ("a financial year that is no month", "2012-13", UNDECLARED, "2012-04-01", "2013-03-31"),
        ("what may be October, where periods are months", "2009-10", MONTHLY, "2009-10-01", "2009-10-31"),
        ("what may be October, where periods are years", "2009-10", YEARLY, "2009-04-01", "2010-03-31"),
        ("a calendar year", "2009", CALENDAR, "2009-01-01", "2009-12-31"),
        ("the end of a year", "Year ending March 2010", UNDECLARED, "2009-04-01", "2010-03-31"),
        ("twelve months and a day", "12 months to 30 June 2009", UNDECLARED, "2008-07-01", "2009-06-30"),
        ("the end of a quarter", "Quarter ending June 2009", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("the first day of a quarter", "2009-10-01", FROM_FIRST, "2009-10-01", "2009-12-31"),
        ("its last day", "31/12/2009", FROM_LAST, "2009-10-01", "2009-12-31"),
        ("a mark of a note", "Q1 2009-10 [p]", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("a note in small print", "Apr-Jun 2009¹", UNDECLARED, "2009-04-01", "2009-06-30"),
        ("February of a leap year", "Feb 2012", UNDECLARED, "2012-02-01", "2012-02-29"),
    ],
)
def test_a_period_is_read(sentence, text, declared, starts, ends):
    window = Window(date.fromisoformat(starts), date.fromisoformat(ends))
    assert read_period(text, declared) == window, sentence


@pytest.mark.parametrize(
    ("sentence", "text", "declared", "says"),
    [
        ("a year that may be either", "2009", UNDECLARED, "Declare which years are meant"),
        ("a quarter that may be either", "Q1 2009", UNDECLARED, "Declare which years are meant"),
        ("a month or a year", "2009-10", UNDECLARED, "may be a month or the year from April 2009"),
        ("a year that is none", "2009/11", YEARLY, "after 2009 comes 2010"),
        ("a month among years", "2009-11", YEARLY, "covers 1 month,"),
        ("a quarter of no year", "Q2 2009-11", UNDECLARED, "after 2009 comes 2010"),
        ("a fifth quarter", "Q5 2009-10", UNDECLARED, "names no period"),
        ("a year among quarters", "2012-13", QUARTERLY, "covers 12 months"),
        ("a day alone", "2009-04-01", UNDECLARED, "Declare how long a period is"),
        ("a day in the middle", "2009-04-15", FROM_FIRST, "is not the first day of a month"),
        ("a last day that is not", "2009-06-29", FROM_LAST, "is not the last day of a month"),
        ("half of a month", "1 April 2009 to 15 June 2009", UNDECLARED, "last of another"),
        ("the wrong way round", "June 2009 to April 2009", UNDECLARED, "does not run from"),
        ("no day of the calendar", "31 June 2009 to 31 July 2009", UNDECLARED, "no day of the calendar"),
        ("words", "last year", UNDECLARED, "names no period"),
        ("nothing", "", UNDECLARED, "names no period"),
        ("a figure", "1,204", UNDECLARED, "names no period"),
        ("a year of another age", "0009", CALENDAR, "names no period"),
    ],
)
def test_what_is_no_period_or_may_be_two_is_refused(sentence, text, declared, says):
    with pytest.raises(NotAPeriod, match=says):
        read_period(text, declared)


@pytest.mark.parametrize(
    ("sentence", "text", "order", "day"),
    [
        ("as the standard has it", "2009-02-01", "", "2009-02-01"),
        ("as a spreadsheet has it", "2009-02-01T00:00:00", "", "2009-02-01"),
        ("the day first, declared", "01/02/09", "day-first", "2009-02-01"),
        ("the month first, declared", "01/02/09", "month-first", "2009-01-02"),
        ("only one reading is a day", "13/02/09", "", "2009-02-13"),
        ("only the other reading is a day", "02/13/2009", "", "2009-02-13"),
        ("both readings are the same day", "02/02/2009", "", "2009-02-02"),
        ("with dots", "01.02.2009", "day-first", "2009-02-01"),
        ("in words", "1st February 2009", "", "2009-02-01"),
        ("a year of the last century", "01/02/98", "day-first", "1998-02-01"),
    ],
)
def test_a_day_is_read(sentence, text, order, day):
    assert read_day(text, order) == date.fromisoformat(day), sentence


@pytest.mark.parametrize(
    ("sentence", "text", "order", "says"),
    [
        ("two readings", "01/02/09", "", "may be 2 January 2009 or 1 February 2009"),
        ("no day in the declared order", "02/13/2009", "day-first", "no day of the calendar"),
        ("no day in any order", "31/31/2009", "", "no day of the calendar"),
        ("a leap day of a common year", "29 February 2009", "", "no day of the calendar"),
    ],
)
def test_a_day_that_may_be_two_or_none_is_refused(sentence, text, order, says):
    with pytest.raises(NotAPeriod, match=says):
        read_day(text, order)


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from("/.-"), st.sampled_from(["%Y", "%y"]))
def test_a_day_written_in_numbers_never_becomes_another_day(day, separator, year):
    written = day.strftime(f"%d{separator}%m{separator}{year}")
    assert read_day(written, "day-first") == day
    if day.day > 12 or day.day == day.month:
        assert read_day(written) == day
    else:
        with pytest.raises(NotAPeriod, match="Declare whether"):
            read_day(written)


@given(st.integers(1990, 2060), st.integers(1, 12), st.sampled_from([1, 3, 12]))
def test_a_run_of_months_is_read_to_its_last_day(year, month, months):
    first = date(year, month, 1)
    last_year, last_month = divmod(year * 12 + month - 1 + months - 1, 12)
    last = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    window = read_period(f"{first:%B %Y} to {last:%B %Y}")
    assert window == Window(first, last)
    every = {1: "month", 3: "quarter", 12: "year"}[months]
    assert last_part(last, every) == window
    assert read_period(first.isoformat(), Conventions(every=every, named_by="first-day")) == window


@given(st.integers(1990, 2060), st.integers(1, 4))
def test_the_quarters_of_a_year_follow_each_other(year, quarter):
    tail = f"{(year + 1) % 100:02d}"
    window = read_period(f"Q{quarter} {year}-{tail}")
    assert window.starts.month == (4, 7, 10, 1)[quarter - 1]
    following = f"Q{quarter + 1} {year}-{tail}" if quarter < 4 else f"Q1 {year + 1}-{(year + 2) % 100:02d}"
    assert read_period(following).starts == window.ends + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2009", True),
        ("Q1 2009", True),
        ("Apr-Jun 2009", True),
        ("2009-04-01", True),
        ("01/04/09", False),
        ("Area", False),
    ],
)
def test_a_heading_is_known_for_a_period_before_anything_is_declared(text, is_one):
    assert is_a_period(text) is is_one
