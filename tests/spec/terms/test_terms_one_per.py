"""A body that the terms give once for each member of a set: the partnership file, section 7 (``one_per``)."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.calendar_year import Called, year_of_meetings
from throughline.rules.deadlines import deadlines_of_year
from throughline.rules.obligations import owed
from throughline.rules.presence import units_of
from throughline.rules.quorum import is_quorate
from throughline.rules.seats import Appointment, circle_on
from throughline.rules.terms import check, read

TERMS = read("""
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [
  { id = "north", name = "North" },
  { id = "south", name = "South" },
  { id = "police", name = "Police" },
]
external = [{ id = "above", name = "Above" }]
set = [
  { id = "towns", name = "Towns", of = ["north", "inner"] },
  { id = "inner", name = "Inner", of = ["south"] },
]
[[body]]
id = "panel"
name = "Local panel"
kind = "group"
one_per = "towns"
version = [{ from = 2025-01-01 }]
seat = [{ id = "police", agency = "police" }]
meets = [{ every = { months = 6 }, on = "first tuesday" }]
quorum = { count = "people", at_least = 1 }
duty = [
  { what = "minutes", due = { working_days = 5, after = "meeting" } },
  { what = "report", to = "above", at_least = { times = 1, per = "year" } },
]
""")
APRIL = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("word", "name"),
    [("panel", "Local panel"), ("panel/north", "Local panel, North"), ("panel/south", "Local panel, South")],
    ids=["the entry itself", "a member's", "a member of a set within the set"],
)
def test_each_member_has_a_body_of_its_own_with_the_same_terms(word: str, name: str) -> None:
    body = TERMS.body(word)
    assert (body.id, body.name, body.seats) == (word, name, TERMS.body("panel").seats)


@pytest.mark.parametrize("word", ["panel/police", "panel/towns", "nowhere", "nowhere/north"])
def test_nobody_else_has_one(word: str) -> None:
    with pytest.raises(KeyError):
        TERMS.body(word)


def test_each_has_its_own_seats_calendar_deadlines_and_duties() -> None:
    rose = Appointment(body="panel/north", seat="police", person="Rose", from_=APRIL)
    held = {
        word: [seat.person for seat in circle_on(TERMS, word, APRIL, appointments=[rose]).seats]
        for word in ("panel/north", "panel/south")
    }
    assert held == {"panel/north": ["Rose"], "panel/south": [None]}
    called = (Called(day=date(2026, 4, 21)),)
    (north,) = year_of_meetings(TERMS, "panel/north", APRIL, called=called)
    (south,) = year_of_meetings(TERMS, "panel/south", APRIL)
    assert [one.day for one in north.meetings] == [date(2026, 4, 21), date(2026, 10, 6)]
    assert [one.day for one in south.meetings] == [date(2026, 4, 7), date(2026, 10, 6)]
    due = [(one.body, one.due) for one in deadlines_of_year(TERMS, "panel/south", APRIL)]
    assert due == [("panel/south", date(2026, 4, 14)), ("panel/south", date(2026, 10, 13))]
    assert [(one.body, one.to) for one in owed(TERMS, "panel/north", APRIL)] == [("panel/north", "above")]


def test_each_counts_its_own_quorum_and_the_checker_speaks_of_their_terms_once() -> None:
    circle = circle_on(TERMS, "panel/north", APRIL)
    assert units_of("people", (), circle) == ()
    assert is_quorate(circle, ()).result == "false"
    silences = [found.code for found in check(TERMS, on=APRIL) if found.code == "S-vote"]
    assert silences == ["S-vote"]
