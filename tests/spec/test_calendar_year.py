"""The year of meetings and deadlines: the partnership file, section 11; rules R3 to R5."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.spec.barnet_room import BARNET
from throughline.rules.calendar_year import (
    Called,
    KindYear,
    MeetingDay,
    year_of,
    year_of_meetings,
)
from throughline.rules.deadlines import Deadline, clashes, deadlines_of_year, meetings_of
from throughline.rules.parent_cycle import ParentMeeting, cycle_fits
from throughline.rules.terms.model import Pattern, Terms
from throughline.rules.terms.reader import read
from throughline.rules.windows import nth_weekday

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
APRIL = date(2026, 4, 1)
HEAD = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [{ id = "a", name = "A" }]
[[body]]
id = "board"
name = "The board"
kind = "board"
version = [{ from = 2020-01-01 }]
"""


def founding(name: str) -> Terms:
    return read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8"))


def of_board(toml: str, *, starts: date = APRIL, called: tuple[Called, ...] = ()) -> KindYear:
    """The ordinary meetings of a board with these lines in its file."""
    return year_of_meetings(read(HEAD + toml), "board", starts, called=called)[0]


def days(kind: KindYear) -> list[str]:
    return [f"{one.day.day} {one.day:%b}" for one in kind.meetings]


@pytest.mark.clause("C224", breaks="throughline.rules.windows:windows_in")
def test_barnets_group_meets_every_two_months() -> None:
    (kind,) = year_of_meetings(BARNET, "rrdg", APRIL)
    assert days(kind) == ["14 Apr", "9 Jun", "11 Aug", "13 Oct", "8 Dec", "9 Feb"]
    assert (kind.wanted, kind.shortfall) == (6, 0)
    assert all(one.is_proposed_pattern and one.time == "10:00" for one in kind.meetings)


@pytest.mark.clause("C272", breaks="partnerships/barnet.toml#iom.meets")
def test_barnets_panel_meets_every_month() -> None:
    (kind,) = year_of_meetings(BARNET, "iom", APRIL)
    assert days(kind) == [
        "1 Apr", "6 May", "3 Jun", "1 Jul", "5 Aug", "2 Sep",
        "7 Oct", "4 Nov", "2 Dec", "6 Jan", "3 Feb", "3 Mar",
    ]  # fmt: skip


@pytest.mark.clause("C224", breaks="throughline.rules.calendar_year:_otherwise")
def test_before_the_reading_the_other_meaning_of_bi_monthly_is_shown_beside() -> None:
    (kind,) = year_of_meetings(BARNET, "rrdg", date(2025, 4, 1))
    ((says, dates),) = kind.otherwise
    assert says == "every 2 weeks"
    assert dates[:3] == (date(2025, 4, 8), date(2025, 4, 22), date(2025, 5, 6))
    assert "“bi-monthly”: every 2 months is proposed until a reading" in kind.remarks


def _year_of_deadlines() -> list[Deadline]:
    return [one for body in ("rrdg", "iom") for one in deadlines_of_year(BARNET, body, APRIL)]


def test_barnets_year_has_sixty_six_dated_deadlines() -> None:
    found = _year_of_deadlines()
    by_kind = {
        (body, what): sum((one.body, one.what) == (body, what) for one in found)
        for body, what in {(one.body, one.what) for one in found}
    }
    assert by_kind == {
        ("rrdg", "agenda"): 6,
        ("rrdg", "papers"): 6,
        ("rrdg", "minutes"): 6,
        ("iom", "agenda"): 12,
        ("iom", "referral-papers"): 12,
        ("iom", "minutes"): 12,
        ("iom", "acknowledgement"): 12,
    }
    assert len(found) == 66


DEADLINES = [
    ("group 8 December: agenda", "rrdg", "agenda", date(2026, 12, 8), date(2026, 12, 1), "firm", None),
    ("group 8 December: papers, when possible", "rrdg", "papers", date(2026, 12, 8), date(2026, 12, 1),
     "best-effort", None),
    ("group 8 December: minutes", "rrdg", "minutes", date(2026, 12, 8), date(2026, 12, 22), "usual",
     "secure-if-marked"),
    ("panel 6 May: agenda, a bank holiday skipped", "iom", "agenda", date(2026, 5, 6), date(2026, 4, 28),
     "firm", "secure"),
    ("panel 6 May: referral papers", "iom", "referral-papers", date(2026, 5, 6), date(2026, 4, 28),
     "firm", "secure"),
    ("panel 1 April: minutes, over Easter", "iom", "minutes", date(2026, 4, 1), date(2026, 4, 10),
     "usual", "secure"),
    ("panel 1 April: acknowledgements", "iom", "acknowledgement", date(2026, 4, 1), date(2026, 4, 10),
     "usual", "secure"),
    ("panel 6 January: agenda", "iom", "agenda", date(2027, 1, 6), date(2026, 12, 29), "firm", "secure"),
]  # fmt: skip


@pytest.mark.clause("C283", breaks="partnerships/barnet.toml#iom.duty.minutes")
@pytest.mark.parametrize(
    ("body", "what", "meeting", "due", "strength", "channel"),
    [row[1:] for row in DEADLINES],
    ids=[row[0] for row in DEADLINES],
)
def test_barnets_deadlines_fall_where_the_terms_put_them(
    body: str, what: str, meeting: date, due: date, strength: str, channel: str | None
) -> None:
    found = [
        one for one in _year_of_deadlines() if (one.body, one.what, one.meeting) == (body, what, meeting)
    ]
    assert [(one.due, one.strength, one.channel) for one in found] == [(due, strength, channel)]


def test_the_deadline_in_christmas_week_carries_a_warning() -> None:
    warned = [one for one in _year_of_deadlines() if one.warnings]
    assert {(one.body, one.what, one.due) for one in warned} == {
        ("iom", "agenda", date(2026, 12, 29)),
        ("iom", "referral-papers", date(2026, 12, 29)),
    }
    assert {one.warnings for one in warned} == {("Christmas week",)}


def test_each_deadline_says_why_and_by_which_clause() -> None:
    agenda = next(one for one in _year_of_deadlines() if (one.body, one.due) == ("rrdg", date(2026, 4, 7)))
    assert agenda.why == "5 working days before the meeting"
    assert (agenda.clause, agenda.at) == (("4.7",), "rrdg.duty.agenda")


@pytest.mark.clause("C179", breaks="partnerships/pan-dorset.toml#rrsg.meets")
def test_terms_without_a_pattern_give_windows_and_no_dates() -> None:
    (kind,) = year_of_meetings(founding("pan-dorset"), "rrsg", APRIL)
    assert days(kind) == []
    assert [(one.first, one.last) for one in kind.windows] == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
    ]


@pytest.mark.clause("C075", breaks="throughline.rules.calendar_year:_kind_year")
def test_a_quarter_without_a_meeting_is_reported() -> None:
    terms = founding("west-mercia")
    called = [Called(day=date(2026, 5, 1)), Called(day=date(2026, 8, 3)), Called(day=date(2026, 8, 20))]
    (kind,) = year_of_meetings(terms, terms.bodies[0].id, APRIL, called=called)
    assert [window.first for window in kind.empty_windows] == [date(2026, 10, 1), date(2027, 1, 1)]
    assert (kind.wanted, kind.shortfall) == (4, 1)


@pytest.mark.clause("C053", breaks="partnerships/llr.toml#meets.at_least")
def test_at_least_four_a_year_forecasts_the_shortfall_and_proposes_no_date() -> None:
    terms = founding("llr")
    two = [Called(day=date(2026, 5, 1)), Called(day=date(2026, 10, 1))]
    (kind,) = year_of_meetings(terms, terms.bodies[0].id, APRIL, called=two)
    assert (kind.wanted, len(kind.meetings), kind.shortfall) == (4, 2, 2)
    assert "4 wanted, 2 planned" in kind.remarks


@pytest.mark.clause("C370", breaks="partnerships/east-midlands.toml#emrrp.meets.ordinary")
def test_the_regional_board_has_six_windows_of_two_months() -> None:
    terms = founding("east-midlands")
    board = next(body for body in terms.bodies if body.versions)
    (kind,) = year_of_meetings(terms, board.id, date(2009, 4, 1))
    assert [window.first.month for window in kind.windows] == [4, 6, 8, 10, 12, 2]
    assert "“bi-monthly”: every 2 months is proposed until a reading" in kind.remarks


def test_a_called_meeting_takes_the_place_of_the_proposal_for_its_window() -> None:
    (kind,) = year_of_meetings(BARNET, "rrdg", APRIL, called=[Called(day=date(2026, 6, 23), time="14:00")])
    assert days(kind) == ["14 Apr", "23 Jun", "11 Aug", "13 Oct", "8 Dec", "9 Feb"]
    assert [one.is_called for one in kind.meetings] == [False, True, False, False, False, False]
    agenda = [
        one.due
        for one in deadlines_of_year(BARNET, "rrdg", APRIL, called={"rrdg": [Called(day=date(2026, 6, 23))]})
        if (one.what, one.meeting) == ("agenda", date(2026, 6, 23))
    ]
    assert agenda == [date(2026, 6, 16)]


def test_a_date_on_a_bank_holiday_moves_to_the_next_working_day_and_says_so() -> None:
    kind = of_board('meets = [{ every = { months = 1 }, on = "first monday" }]')
    moved = [(one.shifted_from, one.day, one.why_shifted) for one in kind.meetings if one.shifted_from]
    assert moved == [
        (date(2026, 4, 6), date(2026, 4, 7), "Easter Monday"),
        (date(2026, 5, 4), date(2026, 5, 5), "Early May bank holiday"),
    ]


PHASES = """
meets = [
  { every = { months = 2 }, on = "second tuesday", until = 2026-09-30 },
  { every = { months = 3 }, on = "second tuesday", from = 2026-10-01 },
]
"""


@pytest.mark.clause("C240", breaks="throughline.rules.phases:stretches_of_year")
def test_each_date_takes_the_version_in_force_on_it() -> None:
    assert days(of_board(PHASES)) == ["14 Apr", "9 Jun", "11 Aug", "13 Oct", "12 Jan"]


@pytest.mark.clause("C240", breaks="partnerships/barnet.toml#rrdg.meets.ordinary@decision")
def test_a_phase_that_waits_for_a_decision_never_begins_of_itself() -> None:
    after = [entry.from_ for entry in BARNET.body("rrdg").meets]
    assert after == [None, "decision"]
    for year in (2014, 2026, 2040):
        (kind,) = year_of_meetings(BARNET, "rrdg", date(year, 4, 1))
        assert len(kind.meetings) == 6


def test_a_new_phase_counts_its_windows_from_the_month_after_the_decision() -> None:
    kind = of_board(
        'meets = [{ every = { months = 2 }, on = "second tuesday", until = 2026-09-14 },'
        ' { every = { months = 3 }, on = "second tuesday", from = 2026-09-15 }]'
    )
    assert days(kind) == ["14 Apr", "9 Jun", "11 Aug", "13 Oct", "12 Jan"]


WEEKS = 'meets = [{ every = { weeks = 2 }, on = "tuesday" }]'


def test_weeks_count_from_the_first_such_day_of_the_year_or_the_last_meeting_called() -> None:
    assert days(of_board(WEEKS))[:3] == ["7 Apr", "21 Apr", "5 May"]
    called = (Called(day=date(2026, 4, 9)),)
    assert days(of_board(WEEKS, called=called))[:3] == ["9 Apr", "23 Apr", "7 May"]


def test_a_season_takes_its_first_month_in_each_window() -> None:
    kind = of_board('meets = [{ every = { years = 1 }, within = ["june", "july"], on = "last friday" }]')
    assert days(kind) == ["26 Jun"]


def test_a_meeting_may_be_held_relative_to_another() -> None:
    kinds = year_of_meetings(
        read(
            HEAD
            + 'meets = [{ kind = "annual", every = { years = 1 }, within = "july", on = "first tuesday" },'
            ' { kind = "planning", due = { weeks = 3, before = "meeting:annual" } }]'
        ),
        "board",
        APRIL,
    )
    assert {kind.kind: days(kind) for kind in kinds} == {"annual": ["7 Jul"], "planning": ["16 Jun"]}


@pytest.mark.parametrize(
    ("pattern", "day"),
    [
        (Pattern(1, 2), date(2026, 4, 14)),
        (Pattern(4, -1), date(2026, 4, 24)),
        (Pattern(2, 1), date(2026, 4, 1)),
        (Pattern(4), date(2026, 4, 3)),
    ],
    ids=["second Tuesday", "last Friday", "first Wednesday, the first itself", "Friday"],
)
def test_a_pattern_means_one_day_of_a_month(pattern: Pattern, day: date) -> None:
    assert nth_weekday(date(2026, 4, 17), pattern) == day


def test_the_partnerships_year_begins_where_its_calendar_says() -> None:
    assert year_of(BARNET, date(2026, 3, 31)) == (date(2025, 4, 1), date(2026, 3, 31))
    assert year_of(BARNET, APRIL) == (APRIL, date(2027, 3, 31))


def test_a_day_on_which_two_bodies_meet_is_a_clash() -> None:
    called = {"rrdg": [Called(day=date(2026, 6, 3))]}
    both = [one for body in ("rrdg", "iom") for one in meetings_of(BARNET, body, APRIL, called)]
    ((day, there),) = clashes(both)
    assert (day, {one.body for one in there}) == (date(2026, 6, 3), {"rrdg", "iom"})
    assert clashes([MeetingDay(body="rrdg", kind="ordinary", day=APRIL)]) == ()


FITTING = """
meets = [{ every = { months = 3 }, fits = "above" }]
duty = [{ what = "minutes", due = { working_days = 5, after = "meeting" } }]
[[body]]
id = "above"
name = "The board above"
kind = "board"
"""
PARENTS = (
    ParentMeeting(day=date(2026, 6, 24), papers_due=date(2026, 6, 17)),
    ParentMeeting(day=date(2026, 9, 23), papers_due=date(2026, 9, 16)),
)


@pytest.mark.parametrize(
    ("meetings", "fits"),
    [
        ((date(2026, 6, 9), date(2026, 9, 8)), ["fits", "fits"]),
        ((date(2026, 6, 10), date(2026, 9, 10)), ["fits", "misses"]),
        ((date(2026, 6, 11),), ["misses", "misses"]),
    ],
    ids=["minutes out in time for both", "one meeting two days too late", "too late, then none at all"],
)
def test_a_body_fits_the_cycle_of_the_board_above_by_its_minutes(
    meetings: tuple[date, ...], fits: list[str]
) -> None:
    body = read(HEAD + FITTING).body("board")
    assert [one.fit for one in cycle_fits(body, meetings, PARENTS, calendar="england-and-wales")] == fits


def test_the_rule_on_the_cycle_is_suspended_where_the_parents_dates_are_not_known() -> None:
    terms = founding("llr")
    (found,) = cycle_fits(terms.bodies[0], [date(2026, 5, 1)], None, calendar="england-and-wales")
    assert (found.fit, found.why) == ("suspended", "the dates of the parent’s meetings are not known")


def test_the_rule_on_the_cycle_is_suspended_where_the_terms_give_minutes_no_deadline() -> None:
    terms = founding("llr")
    found = cycle_fits(terms.bodies[0], [date(2026, 5, 1)], PARENTS, calendar="england-and-wales")
    assert {one.fit for one in found} == {"suspended"}


def test_while_the_terms_contradict_themselves_on_how_often_no_date_is_proposed() -> None:
    kind = of_board(
        'meets = [{ every = { conflict = [{ value = { months = 3 }, clause = "4.1" },'
        ' { value = { months = 2 }, clause = "1" }] }, on = "second tuesday" }]'
    )
    assert (kind.meetings, kind.windows, kind.wanted) == ((), (), None)
    assert "the terms contradict themselves on how often: no date is proposed until a reading" in kind.remarks


EVENTS = [
    ("another duty of the same meeting", "after = 'minutes'", date(2026, 4, 24)),
    ("the next meeting", "before = 'next-meeting'", date(2026, 7, 9)),
    ("the first meeting of the year", "after = 'first-meeting-of-year'", date(2026, 4, 17)),
    ("a meeting of this kind", "before = 'meeting:ordinary'", date(2026, 4, 9)),
]


@pytest.mark.parametrize(("event", "day"), [e[1:] for e in EVENTS], ids=[e[0] for e in EVENTS])
def test_a_deadline_may_hang_on_other_events(event: str, day: date) -> None:
    terms = read(
        HEAD
        + 'meets = [{ every = { months = 3 }, on = "second tuesday" }]\n'
        + 'duty = [{ what = "minutes", due = { working_days = 5, after = "meeting" } },'
        + f' {{ what = "note", due = {{ working_days = 3, {event} }} }}]'
    )
    found = [one.due for one in deadlines_of_year(terms, "board", APRIL) if one.what == "note"]
    assert found[0] == day


OUTSIDE = """
meets = [{ every = { months = 3 }, on = "second tuesday" }]
duty = [{ what = "report", due = { working_days = 3, before = "above/meeting" } }]
"""


@pytest.mark.parametrize(
    ("called", "dues"),
    [({"above": [Called(day=date(2026, 6, 24))]}, [date(2026, 6, 19)]), ({}, [])],
    ids=["its date is known", "its dates are not known: no deadline is invented"],
)
def test_a_deadline_may_hang_on_the_meeting_of_an_outside_body(
    called: dict[str, list[Called]], dues: list[date]
) -> None:
    head = HEAD.replace("[[body]]", 'external = [{ id = "above", name = "Above" }]\n[[body]]', 1)
    found = deadlines_of_year(read(head + OUTSIDE), "board", APRIL, called=called)
    assert [one.due for one in found] == dues


TWO_WEEKS = 'meets = [{ every = { weeks = 2 }, on = "friday" }]'


def test_the_first_such_day_is_counted_from_the_year_that_starts_within_a_month() -> None:
    assert days(of_board(TWO_WEEKS, starts=date(2026, 4, 6)))[:2] == ["10 Apr", "24 Apr"]
    monthly = 'meets = [{ every = { months = 1 }, on = "first friday" }]'
    assert days(of_board(monthly, starts=date(2026, 4, 6)))[:2] == ["1 May", "5 Jun"]


def test_a_meeting_called_of_a_kind_the_terms_do_not_name_stands_in_the_year() -> None:
    called = (Called(day=date(2026, 6, 2), kind="extraordinary"), Called(day=date(2020, 6, 2), kind="old"))
    kinds = year_of_meetings(
        read(HEAD + 'meets = [{ at_least = { times = 4, per = "year" } }]'), "board", APRIL, called=called
    )
    assert {kind.kind: days(kind) for kind in kinds} == {"ordinary": [], "extraordinary": ["2 Jun"]}


HUNG = [
    ("after each meeting of another body", "{ weeks = 1, after = 'above/meeting' }", ["14 Jul"]),
    (
        "after one kind of another body's meetings",
        "{ weeks = 1, after = 'above/meeting:annual' }",
        ["14 Jul"],
    ),
    ("after a kind that the other body does not hold", "{ weeks = 1, after = 'above/meeting:ordinary' }", []),
    ("from the start of the year", "{ days = 20, after = 'year-start' }", ["21 Apr"]),
    ("by a date", "{ by = 2026-05-13 }", ["13 May"]),
    ("on a bank holiday: the next working day", "{ by = 2026-05-25 }", ["26 May"]),
    ("around this body's own other meetings", "{ days = 1, before = 'meeting' }", ["1 Sep"]),
    ("around its first meeting of the year", "{ at = 'first-meeting-of-year' }", ["2 Sep"]),
    ("when somebody says", "{ set_by = 'above' }", []),
    ("outside the year there is none of this year's", "{ months = 6, before = 'above/meeting' }", []),
]


@pytest.mark.parametrize(("due", "dates"), [h[1:] for h in HUNG], ids=[h[0] for h in HUNG])
def test_a_meeting_that_hangs_on_an_event(due: str, dates: list[str]) -> None:
    terms = read(
        f"""{HEAD}
meets = [
  {{ every = {{ years = 1 }}, within = "september", on = "first wednesday" }},
  {{ kind = "planning", due = {due} }},
]
[[body]]
id = "above"
name = "Above"
kind = "board"
meets = [
  {{ kind = "annual", every = {{ years = 1 }}, within = "july", on = "first tuesday" }},
  {{ kind = "echo", due = {{ at = "board/meeting" }} }},
]
"""
    )
    kinds = {kind.kind: days(kind) for kind in year_of_meetings(terms, "board", APRIL)}
    assert kinds == {"ordinary": ["2 Sep"], "planning": dates}
