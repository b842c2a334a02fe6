"""Limits in days or months in the indicators' file: dated, with a source, and for known duties only."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.figures.indicators.plan_file import IndicatorUnreadable, read_indicator_file

INDICATOR = """
[[indicator]]
id = "i"
code = "I"
name = "One"
method = "percentage"
polarity = "higher"
unit = "cases"
numerator = "Met"
"""


def limits_of(entry: str) -> list[tuple[str, date]]:
    """The duty of each limit, and the day on which what began on 31 October 2009 would be due."""
    file = read_indicator_file(f"{INDICATOR}\n[[day_limit]]\n{entry}")
    return [(one.duty, one.due_on(date(2009, 10, 31))) for one in file.day_limits]


READ = [
    ("days are counted", 'duty = "mappa-level-3"\ndays = 42\nfrom = 2009-04-01\nsource = "3.1.2"',
     ("mappa-level-3", date(2009, 12, 12))),
    ("months are those of the calendar", 'duty = "visor-review"\nmonths = 4\nfrom = 2009-04-01\nsource = "3.2.4"',
     ("visor-review", date(2010, 2, 28))),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "entry", "limit"), READ)
def test_a_limit_is_read(sentence: str, entry: str, limit: tuple[str, date]) -> None:
    assert limits_of(entry) == [limit], sentence


REFUSED = [
    ("no source", 'duty = "mappa-level-3"\ndays = 42\nfrom = 2009-04-01', "needs duty, days or months"),
    ("days and months", 'duty = "visor-review"\ndays = 1\nmonths = 4\nfrom = 2009-04-01\nsource = "x"',
     "needs duty, days or months"),
    ("neither", 'duty = "visor-review"\nfrom = 2009-04-01\nsource = "x"', "needs duty, days or months"),
    ("half a day", 'duty = "visor-review"\ndays = 1.5\nfrom = 2009-04-01\nsource = "x"',
     "needs duty, days or months"),
    ("no days at all", 'duty = "visor-review"\ndays = 0\nfrom = 2009-04-01\nsource = "x"', "at least one day"),
    ("a day in words", 'duty = "visor-review"\ndays = 1\nfrom = "April"\nsource = "x"', "a day such as 2009"),
    ("a duty that nobody has", 'duty = "mappa-level-4"\ndays = 1\nfrom = 2009-04-01\nsource = "x"',
     "is one of mappa-level-2, mappa-level-3"),
]  # fmt: skip


ONE = 'duty = "visor-review"\nmonths = 4\nfrom = 2009-04-01\nsource = "x"'
REFUSED.append(("two of one duty from one day", f"{ONE}\n[[day_limit]]\n{ONE}", "limit 2 is a second one"))


@pytest.mark.parametrize(("sentence", "entry", "says"), REFUSED)
def test_a_limit_is_refused_with(sentence: str, entry: str, says: str) -> None:
    with pytest.raises(IndicatorUnreadable, match=says):
        limits_of(entry)
