"""From when exception reports are owed, and of which quarters (East Midlands delivery plan, 1.3.1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from throughline.rules.exception_duty import (
    ReportDuty,
    asked_when_escalated,
    quarters_missing,
    quarters_owed,
    report_duty,
)
from throughline.rules.terms.in_force import on
from throughline.rules.terms.reader import read

FILE = Path(__file__).parents[2] / "partnerships" / "east-midlands.toml"
OCTOBER = ReportDuty(date(2009, 10, 1), 3)

OWED = [
    # sentence, today, the first days of the quarters owed
    ("before the duty began nothing is owed", date(2009, 9, 30), []),
    ("on its first day the quarter before is", date(2009, 10, 1), [date(2009, 7, 1)]),
    ("until the next quarter has ended", date(2009, 12, 31), [date(2009, 7, 1)]),
    ("then that one too", date(2010, 1, 1), [date(2009, 7, 1), date(2009, 10, 1)]),
    ("and into the next year", date(2010, 4, 1), [date(2009, 7, 1), date(2009, 10, 1), date(2010, 1, 1)]),
]


@pytest.mark.parametrize(("sentence", "today", "first"), OWED, ids=[row[0] for row in OWED])
def test_quarters_owed(sentence, today, first):
    assert [one.first for one in quarters_owed(OCTOBER, today=today, year_starts="04-01")] == first


def test_a_duty_from_inside_a_quarter_begins_with_that_quarter():
    duty = ReportDuty(date(2009, 11, 15), 3)
    owed = quarters_owed(duty, today=date(2010, 1, 15), year_starts="04-01")
    assert [one.first for one in owed] == [date(2009, 10, 1)]


def test_the_quarters_of_which_no_report_was_made():
    owed = quarters_owed(OCTOBER, today=date(2010, 1, 15), year_starts="04-01")
    assert [one.first for one in quarters_missing(owed, [date(2009, 7, 1)])] == [date(2009, 10, 1)]
    assert quarters_missing(owed, [one.first for one in owed]) == ()


def test_the_east_midlands_board_is_owed_one_each_quarter_from_october_2009():
    terms = on(read(FILE.read_text("utf-8")), date(2010, 1, 15))
    duty = report_duty(terms.body("emrrp"))
    assert duty is not None
    assert (duty.from_on, duty.months, duty.clause) == (date(2009, 10, 1), 3, ("1.3.1",))


def test_a_board_without_such_a_duty_is_owed_none():
    terms = on(read((FILE.parent / "barnet.toml").read_text("utf-8")), date(2026, 3, 30))
    assert report_duty(terms.body("rrdg")) is None


ABOVE = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
external = [{ id = "above", name = "Above" }, { id = "beside", name = "Beside" }]
[[body]]
id = "board"
name = "The board"
kind = "board"
"""
ASKED = [
    ("nobody is named", "", ()),
    ("those to whom it reports", "line = [{ type = 'reports-to', to = 'above' }]", ("above",)),
    ("those to whom its exceptions are owed",
     "duty = [{ what = 'report', id = 'exception-report-above', to = 'beside' }]", ("beside",)),
    ("both, those to whom exceptions are owed first",
     "line = [{ type = 'reports-to', to = 'above' }]\n"
     "duty = [{ what = 'report', id = 'exception-report', to = 'beside' }]", ("beside", "above")),
    ("not the board itself", "duty = [{ what = 'report', id = 'exception-report' }]", ()),
    ("not those to whom another report is owed", "duty = [{ what = 'report', to = 'beside' }]", ()),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "asked"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_whom_a_board_asks_when_it_escalates_a_report(terms: str, asked: tuple[str, ...]) -> None:
    assert asked_when_escalated(read(f"{ABOVE}{terms}"), "board") == asked


def test_the_regional_board_escalates_to_the_national_one() -> None:
    assert asked_when_escalated(on(read(FILE.read_text("utf-8")), date(2010, 1, 15)), "emrrp") == ("nrrpb",)
