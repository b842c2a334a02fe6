"""Dates in their author's precision: each row says what one phrase means."""

import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.words import dates
from throughline.words.dates import DateUnreadable, ImpreciseDate, Recurrence, Several, Start, Undated

PLAN = {"year_starts": "04-01", "plan_year": 2009}


def read(text):
    return dates.read_imprecise(text, **PLAN)


def bounds(found):
    return found.earliest.isoformat(), found.latest.isoformat(), found.precision


@pytest.mark.clause("C525", breaks="throughline.words.dates:read_imprecise")
@pytest.mark.parametrize(
    ("sentence", "text", "earliest", "latest", "precision"),
    [
        ("a month is due on its last day", "September 2009", "2009-09-01", "2009-09-30", "month"),
        ("two figures are a year", "Dec 09", "2009-12-01", "2009-12-31", "month"),
        ("also after the turn of the year", "Jan 10", "2010-01-01", "2010-01-31", "month"),
        ("a month alone is that of the plan year", "by end July", "2009-07-01", "2009-07-31", "month"),
        ("also when it falls in the next calendar year", "by end March", "2010-03-01", "2010-03-31", "month"),
        ("the end of a month is that month", "end of June 2010", "2010-06-01", "2010-06-30", "month"),
        ("a hyphen makes no difference", "end-June 2009", "2009-06-01", "2009-06-30", "month"),
        ("spring ends in May", "Spring 2010", "2010-03-01", "2010-05-31", "season"),
        ("summer ends in August", "summer 2009", "2009-06-01", "2009-08-31", "season"),
        ("autumn ends in November", "Autumn 2009", "2009-09-01", "2009-11-30", "season"),
        ("winter ends in February of the next year", "Winter 2009", "2009-12-01", "2010-02-28", "season"),
        ("winter may end on a leap day", "Winter 2011", "2011-12-01", "2012-02-29", "season"),
        ("a quarter is one of the plan year", "Q3", "2009-10-01", "2009-12-31", "quarter"),
        ("the fourth falls in the next calendar year", "Q4", "2010-01-01", "2010-03-31", "quarter"),
        ("a quarter may name its year", "Q1 2010-11", "2010-04-01", "2010-06-30", "quarter"),
        ("a year is a calendar year", "During 2009", "2009-01-01", "2009-12-31", "year"),
        ("a stretch of months is due at its end", "June to December 09", "2009-06-01", "2009-12-31", "month"),
        ("a stretch may cross years", "Jan 2009 – Jan 2011", "2009-01-01", "2011-01-31", "month"),
        ("a day is a day", "31/12/09", "2009-12-31", "2009-12-31", "day"),
        ("a day may be written out", "17 December 2009", "2009-12-17", "2009-12-17", "day"),
        ("a full stop is no part of it", "May 09.", "2009-05-01", "2009-05-31", "month"),
        ("the plan file writes a month so", "2009-09", "2009-09-01", "2009-09-30", "month"),
        ("the plan file writes a season so", "2009-autumn", "2009-09-01", "2009-11-30", "season"),
        ("the plan file writes a quarter so", "2009-Q3", "2009-10-01", "2009-12-31", "quarter"),
        ("the plan file writes a year so", "2009", "2009-01-01", "2009-12-31", "year"),
        ("the plan file writes a day so", "2009-12-31", "2009-12-31", "2009-12-31", "day"),
    ],
)
def test_what_a_date_may_mean_at_the_earliest_and_at_the_latest(sentence, text, earliest, latest, precision):
    found = read(text)
    assert isinstance(found, ImpreciseDate)
    assert bounds(found) == (earliest, latest, precision)
    assert str(found) == text
    assert not found.is_past(date.fromisoformat(latest))
    assert found.is_past(date.fromisoformat(latest) + timedelta(days=1))


@pytest.mark.parametrize(
    ("sentence", "text", "begins"),
    [
        ("“from” is a start", "From Oct 2009", "2009-10-01"),
        ("“onwards” is a start", "October 2009 onwards", "2009-10-01"),
        ("“commencing” is a start", "Commencing Sept 2009", "2009-09-01"),
        ("a day may be one", "from 1 April 2009", "2009-04-01"),
    ],
)
def test_a_start_is_not_a_due_date(sentence, text, begins):
    found = read(text)
    assert isinstance(found, Start)
    assert found.begins.earliest.isoformat() == begins


@pytest.mark.clause("C451", breaks="throughline.words.date_shapes:recurrence")
@pytest.mark.parametrize(
    ("sentence", "text", "ends"),
    [
        (
            "quarterly is four ends of quarters",
            "quarterly",
            ["2009-06-30", "2009-09-30", "2009-12-31", "2010-03-31"],
        ),
        ("six-monthly is two halves", "6 monthly", ["2009-09-30", "2010-03-31"]),
        ("in words as well", "Six-monthly", ["2009-09-30", "2010-03-31"]),
        ("twice a year is the same", "twice a year", ["2009-09-30", "2010-03-31"]),
        ("the plan file writes it so", "every-6-months", ["2009-09-30", "2010-03-31"]),
        ("every year is one", "every-12-months", ["2010-03-31"]),
        ("annually is one", "annually", ["2010-03-31"]),
        (
            "every two months is six",
            "every 2 months",
            ["2009-05-31", "2009-07-31", "2009-09-30", "2009-11-30", "2010-01-31", "2010-03-31"],
        ),
    ],
)
def test_a_rhythm_gives_its_dates_inside_the_plan_year(sentence, text, ends):
    found = read(text)
    assert isinstance(found, Recurrence)
    assert [one.latest.isoformat() for one in found.occurrences] == ends


def test_monthly_is_the_twelve_months_of_the_plan_year():
    found = read("monthly")
    assert [one.latest.month for one in found.occurrences] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert found.occurrences[0].earliest == date(2009, 4, 1)


@pytest.mark.parametrize(
    ("sentence", "text", "ends"),
    [
        ("two months with their years", "July 2009 and January 2010", ["2009-07-31", "2010-01-31"]),
        ("a month shares the year after it", "June & December 2009", ["2009-06-30", "2009-12-31"]),
        (
            "four are four",
            "June, Sept, Dec 2009 & March 2010",
            ["2009-06-30", "2009-09-30", "2009-12-31", "2010-03-31"],
        ),
    ],
)
def test_a_list_of_months_is_as_many_dates(sentence, text, ends):
    found = read(text)
    assert isinstance(found, Several)
    assert [one.latest.isoformat() for one in found.dates] == ends


@pytest.mark.parametrize("text", ["to be determined", "ongoing", "(Ongoing)", "TBC", ""])
def test_words_that_give_no_date_are_undated(text):
    assert read(text) == Undated(text)


@pytest.mark.parametrize(
    ("sentence", "text", "says"),
    [
        ("a day that does not exist", "31/02/09", "“31/02/09” is not a day: February 2009 has 28 days"),
        ("in the plan file's form too", "2009-02-30", "“2009-02-30” is not a day: February 2009 has 28 days"),
        ("a thirteenth month", "2009-13", "“2009-13” has no such month"),
        ("a rhythm of two meanings", "bi-monthly", "“bi-monthly” may mean two rhythms: write every-2-months"),
        ("also by the year", "biannually", "“biannually” may mean two rhythms"),
        ("words that are no date", "when we can", "“when we can” is not a date that is understood"),
    ],
)
def test_what_cannot_be_a_date_is_refused_in_a_sentence(sentence, text, says):
    with pytest.raises(DateUnreadable, match=re.escape(says)):
        read(text)


@pytest.mark.parametrize(
    ("sentence", "value", "earliest", "latest", "precision"),
    [
        ("a TOML date is a day", date(2021, 6, 25), "2021-06-25", "2021-06-25", "day"),
        ("a month in quotes", "2020-06", "2020-06-01", "2020-06-30", "month"),
        ("a year in quotes", "2014", "2014-01-01", "2014-12-31", "year"),
        ("a year of the last century", "1998", "1998-01-01", "1998-12-31", "year"),
    ],
)
def test_a_date_of_the_partnership_file(sentence, value, earliest, latest, precision):
    assert bounds(dates.toml_date(value)) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("sentence", "value", "says"),
    [
        ("a bare year", 2014, "2014 is a number: write the year in quotes, “2014”"),
        ("a season", "2009-autumn", "is not a date: write 2021-06-25"),
        ("a time", datetime(2021, 6, 25, 10, 0), "is not a date"),
        ("true", True, "is not a date"),
        ("an impossible day", "2021-02-29", "February 2021 has 28 days"),
    ],
)
def test_what_the_partnership_file_may_not_hold_as_a_date(sentence, value, says):
    with pytest.raises(DateUnreadable, match=re.escape(says)):
        dates.toml_date(value)


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        (
            "two dates in one sentence",
            "Surveyed by end of June 2010, embedded by November 2010",
            ["by end of June 2010", "by November 2010"],
        ),
        (
            "a rhythm and a date",
            "Quarterly audit of each area; figures by December 2009",
            ["Quarterly", "by December 2009"],
        ),
        ("a financial year is not a milestone", "All 17 sites, 4 of them in the wave for 09/10", []),
        ("“may” and “march” as verbs are no months", "Areas may march on", []),
        ("“ongoing” counts only where it ends a line", "Support the ongoing work (Ongoing)", ["Ongoing"]),
        ("a trajectory is no date", "Q1: 189 Q2: 454", []),
        ("a number is no date", "Deliver 257 completions", []),
    ],
)
def test_the_dates_inside_a_sentence(sentence, text, found):
    assert [one.text for one in dates.dates_in(text, **PLAN)] == found


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_whatever_the_precision_the_day_lies_between_the_bounds(day):
    season = {
        12: "winter",
        1: "winter",
        2: "winter",
        3: "spring",
        4: "spring",
        5: "spring",
        6: "summer",
        7: "summer",
        8: "summer",
        9: "autumn",
        10: "autumn",
        11: "autumn",
    }[day.month]
    season_year = day.year - (day.month < 3)
    plan_year = day.year - (day.month < 4)
    quarter = (day.month - 4) % 12 // 3 + 1
    for text in (
        day.isoformat(),
        f"{day:%B %Y}",
        f"{season} {season_year}",
        f"Q{quarter} {plan_year}",
        f"during {day.year}",
    ):
        found = read(text)
        assert found.earliest <= day <= found.latest


FOUNDING = os.environ.get("THROUGHLINE_FOUNDING_DOCUMENTS")


@pytest.mark.skipif(not FOUNDING, reason="THROUGHLINE_FOUNDING_DOCUMENTS names no folder")
def test_the_founding_plan_leaves_no_date_that_cannot_be_read():
    """Every date phrase of the plan is read; the counts were made by hand from its print."""
    text = next(Path(FOUNDING).rglob("004_*.txt")).read_text(encoding="utf-8")
    table = text[text.index("Objectives and Success Measures") : text.index("\nGlossary")]
    cells = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)) for cell in table.split("\t")]
    found = [one for cell in cells for one in dates.dates_in(cell, **PLAN)]
    assert sum(isinstance(one, Start) for one in found) == 4
    assert sum(isinstance(one, Several) for one in found) == 3


WORDS = (
    "May Feb 09 2009 31 29 13 6 0 / - – , & . ( ) and to by end of from Q3 winter quarterly every monthly tbc"
)
PIECES = st.sampled_from([*WORDS.split(), "onwards", "during"])


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=40))
def test_any_words_are_read_or_refused_and_nothing_else_happens(text):
    try:
        found = read(text)
    except DateUnreadable:
        return
    assert isinstance(found, ImpreciseDate | Start | Recurrence | Several | Undated)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_what_is_found_in_a_sentence_stands_in_it(text):
    try:
        found = dates.dates_in(text, **PLAN)
    except DateUnreadable:
        return
    assert all(one.text in text for one in found)
