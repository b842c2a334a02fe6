"""Working days: what the calendars say, against the government's own list."""

from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from throughline.words import working_days as wd

DAYS = st.dates(min_value=date(2009, 1, 1), max_value=date(2035, 12, 31))
ANNOUNCED_LATE = {"scotland": {date(2026, 6, 15)}}
"""Bank holidays proclaimed after the oracle's list was printed: the World Cup in Scotland."""


@pytest.mark.parametrize("calendar", wd.CALENDARS)
def test_the_calendar_agrees_with_the_published_list(calendar):
    published = {
        event["date"]: event["title"]
        for event in BankHolidays(use_cached_holidays=True).get_holidays(division=calendar)
    }
    first, last = min(published), max(published)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    weekdays = {day for day in days if day.weekday() < 5}
    ours = {day for day in weekdays if wd.bank_holiday_name(day, calendar)}
    assert ours - ANNOUNCED_LATE.get(calendar, set()) == {day for day in published if day.weekday() < 5}


@pytest.mark.parametrize(
    ("sentence", "event", "n", "due"),
    [
        ("five before 7 April 2026 skip Good Friday and Easter Monday", "2026-04-07", -5, "2026-03-27"),
        ("ten after 17 December 2026 skip Christmas and New Year", "2026-12-17", 10, "2027-01-05"),
        ("five after 17 December 2026 end on Christmas Eve", "2026-12-17", 5, "2026-12-24"),
        ("five before 6 May 2026 skip the early May holiday", "2026-05-06", -5, "2026-04-28"),
        ("five after 1 April 2026 skip Easter", "2026-04-01", 5, "2026-04-10"),
        ("ten after 8 December 2026 meet no holiday", "2026-12-08", 10, "2026-12-22"),
        ("five before 6 January 2027 skip New Year", "2027-01-06", -5, "2026-12-29"),
        ("one after 16 September 2022 skips the state funeral", "2022-09-16", 1, "2022-09-20"),
        ("one after 1 June 2022 skips the two Jubilee days", "2022-06-01", 1, "2022-06-06"),
        ("one after Friday 24 April 2009 is Monday", "2009-04-24", 1, "2009-04-27"),
        ("one before Tuesday 14 April 2009 skips Easter", "2009-04-14", -1, "2009-04-09"),
        ("none leaves a Sunday where it is", "2026-04-05", 0, "2026-04-05"),
        ("one before a Sunday is the Friday", "2026-03-22", -1, "2026-03-20"),
    ],
)
def test_a_day_so_many_working_days_away(sentence, event, n, due):
    assert wd.add_working_days(date.fromisoformat(event), n) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("sentence", "day", "calendar", "working"),
    [
        ("a Saturday is not", "2026-03-28", "england-and-wales", False),
        ("a Sunday is not", "2026-03-29", "england-and-wales", False),
        ("an ordinary Monday is", "2026-03-30", "england-and-wales", True),
        ("Easter Monday is not, in England and Wales", "2026-04-06", "england-and-wales", False),
        ("Easter Monday is, in Scotland", "2026-04-06", "scotland", True),
        ("2 January is not, in Scotland", "2026-01-02", "scotland", False),
        ("St Patrick's Day is not, in Northern Ireland", "2026-03-17", "northern-ireland", False),
        ("St Patrick's Day is, in England and Wales", "2026-03-17", "england-and-wales", True),
        ("the coronation was not", "2023-05-08", "england-and-wales", False),
        ("the royal wedding of 2011 was not", "2011-04-29", "england-and-wales", False),
        ("the Monday after a Boxing Day on Saturday is not", "2026-12-28", "england-and-wales", False),
        ("May Day was moved to 8 May in 2020", "2020-05-04", "england-and-wales", True),
    ],
)
def test_whether_a_day_is_a_working_day(sentence, day, calendar, working):
    assert wd.is_working_day(date.fromisoformat(day), calendar) is working


@pytest.mark.parametrize(
    ("sentence", "start", "end", "names"),
    [
        ("Easter, counted back", "2026-04-07", "2026-03-27", ("Good Friday", "Easter Monday")),
        ("Easter, counted forward", "2026-03-27", "2026-04-07", ("Good Friday", "Easter Monday")),
        ("the early May holiday", "2026-05-06", "2026-04-28", ("Early May bank holiday",)),
        (
            "the substitute for Boxing Day has its name",
            "2026-12-24",
            "2026-12-29",
            ("Christmas Day", "Boxing Day"),
        ),
        ("an ordinary week has none", "2026-03-09", "2026-03-16", ()),
        ("neither end is counted", "2026-04-03", "2026-04-06", ()),
    ],
)
def test_the_holidays_that_were_skipped(sentence, start, end, names):
    assert wd.skipped(date.fromisoformat(start), date.fromisoformat(end)) == names


@pytest.mark.parametrize(
    ("sentence", "start", "end", "count"),
    [
        ("sent on the day it was due is not late", "2026-03-27", "2026-03-27", 0),
        ("sent on the Monday after a Friday is one late", "2026-03-27", "2026-03-30", 1),
        ("Easter is not counted", "2026-04-02", "2026-04-07", 1),
        ("sent early is a negative number", "2026-03-30", "2026-03-27", -1),
    ],
)
def test_working_days_between_two_days(sentence, start, end, count):
    assert wd.working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == count


def test_a_day_past_the_published_list_is_a_projection():
    assert not wd.is_projected(date(2028, 12, 26))
    assert wd.is_projected(date(2029, 1, 1))


def test_the_published_list_ends_where_the_module_says():
    events = BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    assert max(event["date"] for event in events).year == wd.PUBLISHED_UNTIL.year


def test_a_day_that_is_not_worked_moves_to_the_next_that_is():
    assert wd.next_working_day(date(2026, 4, 3)) == date(2026, 4, 7)
    assert wd.next_working_day(date(2026, 4, 7)) == date(2026, 4, 7)


def test_an_unknown_calendar_is_refused_with_the_three_that_are_known():
    with pytest.raises(wd.UnknownCalendar, match="“wales” is not a calendar of working days; use one of"):
        wd.is_working_day(date(2026, 3, 30), "wales")


@given(day=DAYS, n=st.integers(1, 40))
def test_going_on_and_counting_agree(day, n):
    due = wd.add_working_days(day, n)
    assert wd.is_working_day(due)
    assert wd.working_days_between(day, due) == n


@given(day=DAYS, n=st.integers(1, 40))
def test_going_on_and_back_from_a_working_day_returns(day, n):
    start = wd.next_working_day(day)
    assert wd.add_working_days(wd.add_working_days(start, n), -n) == start
