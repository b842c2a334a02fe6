"""Who owes which figures by when: in time, late, partly, not yet due, overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.arrivals import ArrivalState, Came, Owed, arrivals, owed_by
from throughline.words.working_days import is_working_day

REGULATIONS = "SI 2007/1831, regulation 3"
APRIL, JUNE_END = date(2009, 4, 1), date(2009, 6, 30)
HOUSING = Owed("ni143", "probation", "quarter", 1)
WORK = Owed("ni144", "probation", "quarter", 1)
HOUSED = Came("ni143", APRIL, JUNE_END, date(2009, 7, 24))
IN_TIME, LATE, PARTLY, NOT_YET_DUE, OVERDUE = ArrivalState


@pytest.mark.parametrize(
    ("sentence", "ends", "months_after", "by"),
    [
        ("the information period that follows, under the regulations", "2007-09-30", 3, "2007-12-31"),
        ("the month after a quarter", "2009-06-30", 1, "2009-07-31"),
        ("within the month in which the period ends", "2009-06-30", 0, "2009-06-30"),
        ("a short month after a long one", "2010-01-31", 1, "2010-02-28"),
        ("a leap year", "2012-01-31", 1, "2012-02-29"),
        ("over new year", "2009-12-31", 2, "2010-02-28"),
        ("eighteen months for proven reoffending", "2009-06-30", 18, "2010-12-31"),
    ],
)
def test_figures_are_owed_by_the_end_of_a_month(sentence, ends, months_after, by):
    assert owed_by(date.fromisoformat(ends), months_after) == date.fromisoformat(by), sentence


def came_on(written):
    """Figures for the quarter to June 2009 written as “ni143 2009-07-24, ni144 2009-07-31”."""
    pairs = (one.split() for one in written.split(", ") if one)
    return [Came(indicator, APRIL, JUNE_END, date.fromisoformat(day)) for indicator, day in pairs]


def the_quarter(received, on, owed=(HOUSING, WORK)):
    rows = arrivals(owed, received, on=date.fromisoformat(on), expected_from=APRIL)
    (row,) = [row for row in rows if row.period.ends == JUNE_END]
    return row


@pytest.mark.parametrize(
    ("sentence", "received", "on", "state", "came", "working_days", "missing"),
    [
        ("nothing yet, and the day has not come", "", "2009-07-31", "not yet due", "", 0, "ni143, ni144"),
        ("nothing on the day after, a Saturday", "", "2009-08-01", "overdue", "", 0, "ni143, ni144"),
        ("nothing on the next working day", "", "2009-08-03", "overdue", "", 1, "ni143, ni144"),
        ("nothing after a bank holiday", "", "2009-09-01", "overdue", "", 21, "ni143, ni144"),
        (
            "all before the day", "ni143 2009-07-24, ni144 2009-07-20", "2009-08-10",
            "in time", "2009-07-24", 0, "",
        ),
        (
            "all on the day itself", "ni143 2009-07-24, ni144 2009-07-31", "2009-08-10",
            "in time", "2009-07-31", 0, "",
        ),
        (
            "the last of them two working days late", "ni143 2009-07-24, ni144 2009-08-04", "2009-08-10",
            "late", "2009-08-04", 2, "",
        ),
        ("one of two before the day", "ni143 2009-07-24", "2009-07-28", "partly", "2009-07-24", 0, "ni144"),
        ("one of two after the day", "ni143 2009-07-24", "2009-08-04", "partly", "2009-07-24", 2, "ni144"),
        (
            "what came after the day looked at is not known yet", "ni143 2009-08-04", "2009-08-03",
            "overdue", "", 1, "ni143, ni144",
        ),
        (
            "a revision does not make late what came in time",
            "ni143 2009-07-24, ni144 2009-07-24, ni143 2009-11-02", "2009-12-01",
            "in time", "2009-07-24", 0, "",
        ),
    ],
)  # fmt: skip
def test_figures_owed_by_31_july_2009(sentence, received, on, state, came, working_days, missing):
    row = the_quarter(came_on(received), on)
    assert (row.supplier, row.owed_by, row.expected) == ("probation", date(2009, 7, 31), ("ni143", "ni144"))
    assert row.state.value == state, sentence
    assert (row.came_on.isoformat() if row.came_on else "") == came
    assert (row.working_days_late, ", ".join(row.missing)) == (working_days, missing)


def test_a_total_since_the_year_began_is_of_the_period_that_it_ends_with():
    total = replace(HOUSED, starts=date(2008, 4, 1))
    assert the_quarter([total], "2009-08-03", owed=[HOUSING]).state is IN_TIME


def test_figures_of_another_period_or_indicator_do_not_count():
    others = [
        replace(HOUSED, ends=date(2009, 3, 31)),
        replace(HOUSED, ends=date(2009, 9, 30)),
        replace(HOUSED, indicator="ni30"),
    ]
    assert the_quarter(others, "2009-08-03", owed=[HOUSING]).state is OVERDUE


@pytest.mark.parametrize(
    ("sentence", "every", "on", "ends"),
    [
        ("months", "month", "2009-07-15", ["2009-04-30", "2009-05-31", "2009-06-30"]),
        ("a month that ends today has not ended", "month", "2009-05-31", ["2009-04-30"]),
        ("quarters", "quarter", "2010-01-01", ["2009-06-30", "2009-09-30", "2009-12-31"]),
        ("years", "year", "2011-03-31", ["2010-03-31"]),
        ("none has ended", "year", "2010-03-31", []),
    ],
)
def test_what_is_expected_are_the_periods_that_have_ended(sentence, every, on, ends):
    owed = [replace(HOUSING, every=every)]
    rows = arrivals(owed, [], on=date.fromisoformat(on), expected_from=APRIL)
    assert [row.period.ends.isoformat() for row in rows] == ends, sentence


def test_nothing_is_expected_of_a_period_that_began_before_the_first():
    rows = arrivals([HOUSING], [], on=date(2010, 1, 1), expected_from=date(2009, 5, 1))
    assert [row.period.starts for row in rows] == [date(2009, 7, 1), date(2009, 10, 1)]


def test_quarters_are_counted_from_the_day_on_which_the_year_starts():
    rows = arrivals([HOUSING], [], on=date(2009, 9, 1), expected_from=date(2009, 1, 1), year_starts="02-01")
    assert [(row.period.starts, row.period.ends) for row in rows] == [
        (date(2009, 2, 1), date(2009, 4, 30)),
        (date(2009, 5, 1), date(2009, 7, 31)),
    ]


def test_the_first_information_period_of_the_regulations():
    """Periods of three months run from 1 July 2007, and the first is due within the one from October."""
    owed = [Owed("burglary", "police", "quarter", 3, REGULATIONS)]
    (row,) = arrivals(owed, [], on=date(2007, 12, 31), expected_from=date(2007, 7, 1))
    assert (row.period.starts, row.owed_by, row.state) == (date(2007, 7, 1), date(2007, 12, 31), NOT_YET_DUE)
    assert row.sources == (REGULATIONS,)


def test_suppliers_and_days_stand_apart():
    owed = [HOUSING, replace(WORK, supplier="prisons"), replace(HOUSING, indicator="slow", months_after=2)]
    rows = arrivals(owed, [HOUSED], on=date(2009, 8, 3), expected_from=APRIL)
    assert [(row.owed_by.month, row.supplier, row.expected, row.state) for row in rows] == [
        (7, "prisons", ("ni144",), OVERDUE),
        (7, "probation", ("ni143",), IN_TIME),
        (8, "probation", ("slow",), NOT_YET_DUE),
    ]


def test_figures_cannot_be_owed_before_their_period_ends():
    with pytest.raises(ValueError, match="before its period ends"):
        arrivals([replace(HOUSING, months_after=-1)], [], on=date(2010, 1, 1), expected_from=APRIL)


days = st.dates(date(2009, 4, 1), date(2011, 4, 1))


@given(
    st.sampled_from(["month", "quarter", "year"]),
    st.integers(0, 4),
    st.lists(st.tuples(st.sampled_from(["ni143", "ni144"]), days), max_size=6),
    days,
)
def test_what_is_said_of_each_period_agrees_with_what_came(every, months_after, received, on):
    owed = [replace(one, every=every, months_after=months_after) for one in (HOUSING, WORK)]
    came = [Came(indicator, APRIL, JUNE_END, day) for indicator, day in received]
    rows = arrivals(owed, came, on=on, expected_from=APRIL)
    assert len({row.period for row in rows}) == len(rows)
    for row in rows:
        known = {one.indicator for one in came if one.received_on <= on and one.ends == row.period.ends}
        assert set(row.missing) == set(row.expected) - known
        assert row.period.ends < on
        assert (row.state is PARTLY) == bool(known and row.missing)
        assert (row.state is OVERDUE) == (not known and on > row.owed_by)
        assert (row.came_on is None) == (not known)
        if row.state in (IN_TIME, NOT_YET_DUE):
            assert row.working_days_late == 0
        if row.state is LATE:
            assert row.came_on > row.owed_by
            assert row.working_days_late >= is_working_day(row.came_on)


@given(days, days)
def test_as_days_pass_nothing_is_owed_less(one, other):
    early, late = sorted([one, other])
    before, after = (
        arrivals([HOUSING, WORK], [HOUSED], on=day, expected_from=APRIL) for day in (early, late)
    )
    assert [row.period for row in before] == [row.period for row in after][: len(before)]
    assert len(after) - len(before) <= (late - early) // timedelta(days=89) + 1
