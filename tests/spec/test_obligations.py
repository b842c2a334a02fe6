"""What is owed to whom by when: the partnership file, sections 7 and 11; rules R14 and R15."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.spec.barnet_room import BARNET
from throughline.rules.deadlines import deadlines_of_meetings, deadlines_of_year, meetings_of
from throughline.rules.meeting_days import MeetingDay
from throughline.rules.obligations import Obligation, days_of_beginning, forward_plan, owed, owing
from throughline.rules.recipients import recipients
from throughline.rules.recurring import next_due
from throughline.rules.terms.model import Duty, Open, Span, Terms, Who
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"
APRIL = date(2026, 4, 1)
HEAD = """
schema = "throughline/partnership@1"
id = "t"
name = "T"
external = [{ id = "above", name = "Above" }, { id = "beside", name = "Beside" }]
set = [{ id = "parents", name = "The parents", of = ["above", "beside"] }]
[[body]]
id = "board"
name = "The board"
kind = "board"
version = [{ from = 2025-06-10 }]
"""


def founding(name: str) -> Terms:
    return read((PARTNERSHIPS / f"{name}.toml").read_text("utf-8"))


def of_board(duty: str) -> tuple[Obligation, ...]:
    """What a board with one duty owes over the year."""
    return owed(read(f"{HEAD}duty = [{{ {duty} }}]"), "board", APRIL)


HALVES = [date(2026, 9, 30), date(2027, 3, 31)]
QUARTERS = [date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31)]
RHYTHMS = [
    ("at least twice a year: one in each half", "at_least = { times = 2, per = 'year' }", HALVES),
    ("at least four times a year: one in each quarter", "at_least = { times = 4, per = 'year' }", QUARTERS),
    ("at least once a quarter", "at_least = { times = 1, per = 'quarter' }", QUARTERS),
    ("at least once a year", "at_least = { times = 1, per = 'year' }", [date(2027, 3, 31)]),
    ("five times a year fit no equal parts: by the year's end", "at_least = { times = 5, per = 'year' }",
     [date(2027, 3, 31)] * 5),
    ("every six months from the terms' first day", "every = { months = 6 }",
     [date(2025, 12, 10)]),
    ("every year from the terms' first day", "every = { years = 1 }", [date(2026, 6, 10)]),
    ("by a date", "due = { by = 2026-11-30 }", [date(2026, 11, 30)]),
    ("after the year's start", "due = { months = 2, after = 'year-start' }", [date(2026, 6, 1)]),
    ("within a month", "due = { within = ['january'] }", [date(2027, 1, 31)]),
]  # fmt: skip


@pytest.mark.parametrize(("rhythm", "dates"), [r[1:] for r in RHYTHMS], ids=[r[0] for r in RHYTHMS])
def test_when_a_duty_comes_round(rhythm: str, dates: list[date]) -> None:
    found = of_board(f"what = 'report', to = 'above', {rhythm}")
    assert [one.due for one in found] == dates
    assert {one.state for one in found} == {"dated"}


NO_DATES = [
    ("imprecise words suspend it", "every = { says = 'regular' }", "suspended",
     "“regular” sets no interval: no date is computed"),
    ("somebody sets the date", "due = { set_by = 'above' }", "no date",
     "when Above sets a date; no clock runs until then"),
    ("the terms give no date", "strength = 'firm'", "no date", "the terms give no date"),
    ("one for each decision", "each = 'decision'", "as required", "for each decision"),
    ("as required", "strength = 'as-required'", "as required", "when there is cause"),
]  # fmt: skip


@pytest.mark.parametrize(("rhythm", "state", "why"), [n[1:] for n in NO_DATES], ids=[n[0] for n in NO_DATES])
def test_nothing_is_dated_that_the_terms_do_not_date(rhythm: str, state: str, why: str) -> None:
    (found,) = of_board(f"what = 'report', to = 'above', {rhythm}")
    assert (found.due, found.state, found.why) == (None, state, why)


BEGINS = [
    ("with the year", "2026-04-01", QUARTERS),
    ("in the middle of it: only what is due from then on", "2026-10-01", QUARTERS[2:]),
    ("on the last day on which something is due", "2027-03-31", QUARTERS[3:]),
    ("after the year", "2027-04-01", []),
    ("long before", "2020-01-01", QUARTERS),
]  # fmt: skip


@pytest.mark.parametrize(("begins", "dates"), [row[1:] for row in BEGINS], ids=[row[0] for row in BEGINS])
def test_a_duty_is_owed_from_the_day_on_which_it_begins(begins: str, dates: list[date]) -> None:
    found = of_board(
        f"what = 'report', to = 'above', from = {begins}, at_least = {{ times = 4, per = 'year' }}"
    )
    assert [one.due for one in found if one.what == "report"] == dates


def test_a_body_that_begins_in_the_course_of_a_year_owes_from_then_on() -> None:
    later = HEAD.replace('kind = "board"', 'kind = "board"\nfrom = 2026-10-01')
    terms = read(
        f"{later}duty = [{{ what = 'report', to = 'above', at_least = {{ times = 4, per = 'year' }} }}]"
    )
    assert [one.due for one in owed(terms, "board", APRIL)] == QUARTERS[2:]
    with pytest.raises(KeyError):
        owed(terms, "board", date(2025, 4, 1))


def test_the_days_of_beginning_are_the_years_first_and_those_on_which_a_duty_begins() -> None:
    terms = read(
        f"{HEAD}duty = [{{ what = 'report', from = 2026-10-01 }}, {{ what = 'plan', from = 2028-01-01 }}]"
    )
    assert days_of_beginning(terms, "board", APRIL) == (APRIL, date(2026, 10, 1))


def test_the_regional_board_owes_the_national_one_its_exceptions_in_the_year_in_which_that_began() -> None:
    found = owed(founding("east-midlands"), "emrrp", date(2009, 4, 1))
    assert [one.state for one in found if one.to == "nrrpb" and one.what == "report"] == ["as required"]


def test_each_recipient_is_one_obligation_and_a_set_stands_for_its_members() -> None:
    found = of_board("what = 'report', to = 'parents', at_least = { times = 2, per = 'year' }")
    assert [(one.to, one.due) for one in found] == [
        ("above", HALVES[0]), ("beside", HALVES[0]), ("above", HALVES[1]), ("beside", HALVES[1]),
    ]  # fmt: skip


def test_the_recipients_own_dates_move_the_day_within_each_half() -> None:
    terms = read(
        f"{HEAD}duty = [{{ what = 'report', to = 'parents', at_least = {{ times = 2, per = 'year' }} }}]"
    )
    dates = {"above": [date(2026, 6, 17), date(2026, 9, 16), date(2026, 12, 16)]}
    found = owed(terms, "board", APRIL, recipient_dates=dates)
    assert {one.due for one in found if one.to == "above"} == {date(2026, 9, 16), date(2026, 12, 16)}
    assert {one.due for one in found if one.to == "beside"} == set(HALVES)


@pytest.mark.clause("C130", breaks="throughline.rules.recipients:recipients")
def test_pan_dorset_owes_its_progress_to_three_parents_each_by_itself() -> None:
    found = [one for one in owed(founding("pan-dorset"), "rrsg", APRIL) if one.what == "progress-report"]
    assert sorted(one.to for one in found) == ["bcp-csp", "dcjb", "dorset-csp"]
    assert {(one.state, one.owed_by) for one in found} == {("suspended", "chair")}


@pytest.mark.clause("C153", breaks="partnerships/pan-dorset.toml#rrsg.duty.progress-report.owed_by")
def test_pan_dorsets_chair_owes_the_updates() -> None:
    found = [one for one in owed(founding("pan-dorset"), "rrsg", APRIL) if one.what == "progress-report"]
    assert [one.owed_by for one in found] == ["chair"] * 3


@pytest.mark.clause("C048", breaks="throughline.rules.recurring:in_parts")
def test_leicestershire_reports_at_least_twice_a_year_one_in_each_half() -> None:
    terms = founding("llr")
    found = [one for one in owed(terms, terms.bodies[0].id, APRIL) if one.what == "report"]
    assert [(one.to, one.via, one.due) for one in found] == [
        ("spb", "spb-exec", HALVES[0]),
        ("spb", "spb-exec", HALVES[1]),
    ]


@pytest.mark.parametrize(
    ("last_done", "due", "overdue"),
    [
        (None, date(2021, 6, 1), True),
        (date(2025, 9, 14), date(2026, 9, 14), False),
        (date(2024, 9, 14), date(2025, 9, 14), True),
    ],
    ids=["never done: due a year after June 2020", "done last September", "done the year before"],
)
def test_pan_dorsets_terms_are_due_for_review_a_year_after_the_last(
    last_done: date | None, due: date, overdue: bool
) -> None:
    done = {} if last_done is None else {("rrsg.duty.terms-review", "rrsg"): [last_done]}
    (found,) = [
        one for one in owed(founding("pan-dorset"), "rrsg", APRIL, done=done) if one.what == "terms-review"
    ]
    assert (found.due, found.is_overdue) == (due, overdue)


RECEIVED = [
    ("nothing received, the year just begun", [], date(2026, 4, 1), ["dated", "dated"], [False, False]),
    ("nothing received in the first half", [], date(2026, 10, 1), ["dated", "dated"], [True, False]),
    ("the last day of the half is in time", [], date(2026, 9, 30), ["dated", "dated"], [False, False]),
    ("one received", [date(2026, 9, 30)], date(2026, 10, 1), ["done", "dated"], [False, False]),
    ("two in one half are not one in each", [date(2026, 5, 1), date(2026, 9, 1)], date(2027, 4, 1),
     ["done", "dated"], [False, True]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "today", "states", "overdue"), [r[1:] for r in RECEIVED], ids=[r[0] for r in RECEIVED]
)
def test_a_report_counts_for_the_half_in_which_its_recipient_received_it(
    days: list[date], today: date, states: list[str], overdue: list[bool]
) -> None:
    terms = read(
        f"{HEAD}duty = [{{ what = 'report', to = 'parents', at_least = {{ times = 2, per = 'year' }} }}]"
    )
    found = owed(terms, "board", APRIL, done={("board.duty.report", "above"): days}, today=today)
    mine = [one for one in found if one.to == "above"]
    others = [one for one in found if one.to == "beside"]
    assert [one.state for one in mine] == states
    assert [one.is_overdue for one in mine] == overdue
    assert [one.state for one in others] == ["dated", "dated"]


def test_a_line_upward_without_a_report_in_the_terms_is_said_to_have_no_interval() -> None:
    (line,) = [one for one in owed(BARNET, "iom", APRIL) if one.to == "rrdg"]
    assert (line.due, line.why) == (None, "accountable to: the terms set no interval")
    assert [one.body for one in owing(BARNET, "rrdg", APRIL)] == ["iom"]


def test_the_deadlines_of_each_meeting_are_no_obligations_of_the_year() -> None:
    assert {one.what for one in owed(BARNET, "rrdg", APRIL)} == {"account", "strategy"}


def test_the_forward_plan_puts_meetings_and_obligations_in_one_order() -> None:
    terms = founding("llr")
    reports = owed(terms, terms.bodies[0].id, APRIL)
    plan = forward_plan(meetings_of(BARNET, "rrdg", APRIL), [*reports, *owed(BARNET, "iom", APRIL)])
    days = [line.day for line in plan.dated]
    assert days == sorted(days)
    assert [line.what for line in plan.dated if line.day in HALVES].count("report") == 2
    assert [line.what for line in plan.dated].count("meeting") == 6
    assert [(one.what, one.to) for one in plan.undated] == [("account", "rrdg")]


@pytest.mark.parametrize(
    ("duty", "begun", "last", "due"),
    [
        (Duty(what="x", every=Span(1, "years")), date(2020, 6, 1), None, date(2021, 6, 1)),
        (Duty(what="x", every=Span(1, "years")), date(2020, 6, 1), date(2024, 2, 29), date(2025, 2, 28)),
        (Duty(what="x", every=Span(1, "years")), None, None, None),
        (Duty(what="x", every=Open(says="regular")), date(2020, 6, 1), None, None),
        (Duty(what="x"), date(2020, 6, 1), None, None),
    ],
    ids=["from the first day", "from the last time", "neither known", "only words", "does not come round"],
)
def test_the_next_time(duty: Duty, begun: date | None, last: date | None, due: date | None) -> None:
    assert next_due(duty, last_done=last, begun=begun) == due


def test_a_recipient_left_out_is_the_body_itself() -> None:
    assert recipients(BARNET, None, BARNET.body("rrdg")) == ("rrdg",)
    assert recipients(BARNET, Who(is_=("members", "scpb")), BARNET.body("rrdg")) == ("members", "scpb")


PARTIES = read("""
schema = "throughline/partnership@1"
id = "t"
name = "T"
agency = [
  { id = "county", name = "County", sector = "council" },
  { id = "borough", name = "Borough", sector = "council", until = 2020-12-31, becomes = "county" },
  { id = "homes", name = "Homes", employer = "county" },
  { id = "police", name = "Police", sector = "police" },
  { id = "trust", name = "Trust", sector = "probation", until = 2020-12-31 },
]
set = [{ id = "districts", name = "Districts", of = ["borough", "county", "police"] }]
[[body]]
id = "board"
name = "The board"
kind = "board"
seat = [{ id = "police", agency = "police" }, { id = "old", agency = "borough" }]
office = [{ id = "chair", held_by = "police" }]
""")
TO_WHOM = [
    ("a set, one that ended as its successor, and each once", Who(is_=("districts",)), ("county", "police")),
    ("a set less one", Who(is_=("districts",), except_=Who(is_=("police",))), ("county",)),
    ("an organisation that ended without a successor: the terms' word", Who(is_=("trust",)), ("Trust",)),
    ("a sector: its organisations that stand", Who(sector=("council",)), ("county",)),
    ("an employer: its organisations", Who(employer=("county",)), ("county", "homes")),
    ("each organisation with a seat", Who(is_=("each-agency",)), ("police", "county")),
    ("an office", Who(office="chair"), ("chair",)),
    ("any of several", Who(any_of=(Who(is_=("police",)), Who(post=("Mayor",)))), ("police", "post Mayor")),
    ("a post that the file cannot place", Who(post=("Mayor",)), ("post Mayor",)),
    ("nobody named: the body", None, ("board",)),
]


@pytest.mark.parametrize(("who", "parties"), [w[1:] for w in TO_WHOM], ids=[w[0] for w in TO_WHOM])
def test_each_recipient_is_listed_as_it_stands_on_the_day(who: Who | None, parties: tuple[str, ...]) -> None:
    assert recipients(PARTIES, who, PARTIES.body("board"), day=APRIL) == parties


@pytest.mark.parametrize(
    "how_often",
    ["at_least = { times = 2, per = 'year' }", "every = { months = 6 }"],
    ids=["a rate", "a span"],
)
def test_a_duty_that_says_how_often_is_not_owed_at_every_meeting(how_often: str) -> None:
    duty = f"what = 'report', to = 'above', due = {{ weeks = 1, before = 'meeting' }}, {how_often}"
    terms = read(
        f"{HEAD}meets = [{{ every = {{ months = 1 }}, on = 'first tuesday' }}]\nduty = [{{ {duty} }}]"
    )
    assert deadlines_of_year(terms, "board", APRIL) == ()
    assert {one.what for one in owed(terms, "board", APRIL)} == {"report"}


def test_a_duty_counted_in_meetings_says_so_and_names_no_day() -> None:
    (found,) = of_board("what = 'report', to = 'above', every = { meetings = 2 }")
    assert (found.due, found.state, found.why) == (None, "no date", "every 2 meetings; counted in meetings")


AROUND_ONE = [
    ("the year's first meeting", date(2026, 4, 7), ["plan"]),
    ("a later meeting is not the first, even asked about alone", date(2026, 5, 5), []),
]


@pytest.mark.parametrize(("day", "duties"), [a[1:] for a in AROUND_ONE], ids=[a[0] for a in AROUND_ONE])
def test_the_first_meeting_of_the_year_is_known_from_the_whole_year(day: date, duties: list[str]) -> None:
    terms = read(
        f"{HEAD}meets = [{{ every = {{ months = 1 }}, on = 'first tuesday' }}]\n"
        "duty = [{ what = 'plan', due = { at = 'first-meeting-of-year' } }]"
    )
    meeting = MeetingDay(body="board", kind="ordinary", day=day)
    found = deadlines_of_meetings(terms, "board", [meeting])
    assert [one.what for one in found] == duties


def test_the_next_meeting_is_known_when_one_meeting_is_asked_about_alone() -> None:
    terms = read(
        f"{HEAD}meets = [{{ every = {{ months = 1 }}, on = 'first tuesday' }}]\n"
        "duty = [{ what = 'actions', due = { weeks = 1, before = 'next-meeting' } }]"
    )
    meeting = MeetingDay(body="board", kind="ordinary", day=date(2026, 4, 7))
    (found,) = deadlines_of_meetings(terms, "board", [meeting])
    assert found.due == date(2026, 4, 28)


UNKNOWN_DAYS = [
    (
        "a new chair",
        "due = { days = 3, after = 'new-chair' }",
        "counted from a new chair, which has no date yet",
    ),
    ("a decision", "due = { at = 'decision' }", "counted from the decision, which has no date yet"),
]


@pytest.mark.parametrize(("due", "why"), [u[1:] for u in UNKNOWN_DAYS], ids=[u[0] for u in UNKNOWN_DAYS])
def test_a_duty_that_waits_for_an_event_names_it(due: str, why: str) -> None:
    (found,) = of_board(f"what = 'report', to = 'above', {due}")
    assert (found.state, found.why) == ("no date", why)


def test_a_duty_that_hangs_on_a_duty_of_each_meeting_is_a_deadline_of_each_and_owed_no_second_time() -> None:
    terms = read(
        f"{HEAD}meets = [{{ every = {{ months = 6 }}, on = 'first tuesday' }}]\n"
        "duty = [{ what = 'minutes', due = { working_days = 5, after = 'meeting' } },"
        " { what = 'actions', due = { days = 2, after = 'minutes' } }]"
    )
    assert owed(terms, "board", APRIL) == ()
    found = [one.due for one in deadlines_of_year(terms, "board", APRIL) if one.what == "actions"]
    assert found == [date(2026, 4, 16), date(2026, 10, 15)]
