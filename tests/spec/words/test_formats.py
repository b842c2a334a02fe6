"""How dates, times, numbers and lists are written."""

from datetime import date, time

import pytest

from throughline.words import dates, formats

WELSH = {"Tuesday": "Dydd Mawrth", "April": "Ebrill", "and": "a", "to": "i", "midday": "canol dydd"}


def cymraeg(word):
    return WELSH[word]


@pytest.mark.parametrize(
    ("sentence", "written", "expected"),
    [
        ("a day with its weekday", formats.weekday_words(date(2026, 4, 7)), "Tuesday 7 April 2026"),
        ("a day without it", formats.day_words(date(2009, 12, 31)), "31 December 2009"),
        ("a month", formats.month_words(date(2009, 9, 1)), "September 2009"),
        (
            "from one day to another",
            formats.days_words(date(2025, 4, 1), date(2026, 3, 31)),
            "1 April 2025 to 31 March 2026",
        ),
        ("a full hour has no minutes", formats.time_words(time(10, 0)), "10am"),
        ("half past two", formats.time_words(time(14, 30)), "2:30pm"),
        ("five past nine", formats.time_words(time(9, 5)), "9:05am"),
        ("12 at noon is midday", formats.time_words(time(12, 0)), "midday"),
        ("12 at night is midnight", formats.time_words(time(0, 0)), "midnight"),
        ("a quarter past midnight", formats.time_words(time(0, 15)), "12:15am"),
        ("thousands take a comma", formats.number_words(1102), "1,102"),
        ("a minus is a minus sign", formats.number_words(-16), "−16"),
        ("what rounds to nothing has no sign", formats.number_words(-0.4), "0"),
        ("halves go away from zero", formats.number_words(2.5), "3"),
        ("a rate keeps two places", formats.percent_words(7.5695), "7.57%"),
        ("one place when asked", formats.percent_words(65.5, 1), "65.5%"),
        ("nothing in a list", formats.list_words([]), ""),
        ("one in a list", formats.list_words(["police"]), "police"),
        ("two", formats.list_words(["police", "housing"]), "police and housing"),
        ("three, no comma before the last", formats.list_words(["a", "b", "c"]), "a, b and c"),
        ("alternatives", formats.list_words(["a", "b"], joining="or"), "a or b"),
        ("one seat", formats.plural(1, "seat"), "1 seat"),
        ("no seats", formats.plural(0, "seat"), "0 seats"),
        ("agencies", formats.plural(1102, "agency", "agencies"), "1,102 agencies"),
    ],
)
def test_how_it_is_written(sentence, written, expected):
    assert written == expected


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("the author's own words stay", "by end July", "by end July"),
        ("a month in figures is written out", "2009-09", "September 2009"),
        ("a season in figures is written out", "2009-autumn", "autumn 2009"),
        ("a quarter says its months", "2009-Q3", "October 2009 to December 2009"),
        ("a day in figures is written out", "2009-12-31", "31 December 2009"),
        ("a year stays a year", "2009", "2009"),
    ],
)
def test_an_imprecise_date_is_never_printed_as_a_false_day(sentence, text, expected):
    found = dates.read_imprecise(text, year_starts="04-01", plan_year=2009)
    assert formats.imprecise_words(found) == expected


def test_every_word_goes_through_the_translation():
    assert formats.weekday_words(date(2026, 4, 7), translate=cymraeg) == "Dydd Mawrth 7 Ebrill 2026"
    assert formats.list_words(["x", "y"], translate=cymraeg) == "x a y"
    assert formats.time_words(time(12, 0), translate=cymraeg) == "canol dydd"
