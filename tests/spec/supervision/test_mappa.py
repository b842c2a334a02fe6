"""MAPPA: reviews in time at levels 2 and 3, and disclosure considered at every meeting; rules R32 to R34."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.rules.supervision.gaps import Spell, gaps_in
from throughline.rules.supervision.limits import DayLimit, limit_on
from throughline.rules.supervision.mappa import (
    LevelPeriod,
    MappaCase,
    MappaMeeting,
    disclosure_decided,
    intervals_in_time,
    level_on,
    next_review_due,
    reviewed_in_time,
)
from throughline.rules.supervision.share import Share
from throughline.words.periods import Period

QUARTER = Period(date(2009, 10, 1), date(2009, 12, 31))
START = date(2009, 4, 1)
SIX_WEEKS = DayLimit("mappa-level-3", 42, START, "regional plan, 3.1.2")
TWELVE_WEEKS = DayLimit("mappa-level-2", 84, START, "regional plan, 3.1.2")
LIMITS = {3: SIX_WEEKS, 2: TWELVE_WEEKS}
MEETING = date(2009, 10, 20)


def at(level: int, begins: date, *reviews: date, ends: date | None = None, **more: object) -> MappaCase:
    return MappaCase("M-01", (LevelPeriod(level, begins, ends),), reviews, **more)  # type: ignore[arg-type]


def after(begins: date, *days: int) -> tuple[date, ...]:
    return tuple(begins + timedelta(days=number) for number in days)


def met(level: int, *cases: MappaCase, includes_custody: bool = True) -> Share:
    return reviewed_in_time(
        cases, level=level, quarter=QUARTER, limit=LIMITS[level], includes_custody=includes_custody
    )


OCTOBER = date(2009, 10, 5)
NOVEMBER = date(2009, 11, 25)
LAST_DAY_SO_FAR = QUARTER.last - timedelta(days=42)

REVIEWS = [
    ("a review on day 42 is in time", 3, at(3, OCTOBER, *after(OCTOBER, 42, 84)), "1 of 1"),
    ("a review on day 43 is not", 3, at(3, OCTOBER, *after(OCTOBER, 43, 85)), "0 of 1"),
    ("open for 42 days at the end of the quarter is in time", 3, at(3, LAST_DAY_SO_FAR), "1 of 1"),
    (
        "open for 43 days is not: what is never closed counts too",
        3,
        at(3, LAST_DAY_SO_FAR - timedelta(days=1)),
        "0 of 1",
    ),
    (
        "a review after the quarter does not mend the gap in it",
        3,
        at(3, OCTOBER, *after(OCTOBER, 42), QUARTER.last + timedelta(days=1)),
        "0 of 1",
    ),
    (
        "leaving level 3 ends the period: nothing is owed after it",
        3,
        at(3, OCTOBER, ends=OCTOBER + timedelta(days=40)),
        "1 of 1",
    ),
    (
        "leaving level 3 on day 43 without a review is too late",
        3,
        at(3, OCTOBER, ends=OCTOBER + timedelta(days=43)),
        "0 of 1",
    ),
    (
        "a gap that ended before the quarter is no longer counted",
        3,
        at(3, date(2009, 6, 1), date(2009, 9, 15), *after(date(2009, 9, 15), 40, 80)),
        "1 of 1",
    ),
    (
        "a gap that began before the quarter counts where it ends",
        3,
        at(3, date(2009, 8, 20), *after(date(2009, 8, 20), 43, 85, 127)),
        "0 of 1",
    ),
    ("a period that ended before the quarter is not of it", 3, at(3, date(2009, 6, 1), ends=date(2009, 9, 30)),
     "no cases"),
    ("a period that begins after the quarter is not of it", 3, at(3, date(2010, 1, 1)), "no cases"),
    ("a case that began on the last day owes nothing yet", 3, at(3, QUARTER.last), "1 of 1"),
    ("day 84 is in time at level 2", 2, at(2, OCTOBER, *after(OCTOBER, 84)), "1 of 1"),
    ("day 85 is not", 2, at(2, OCTOBER, *after(OCTOBER, 85)), "0 of 1"),
    ("a level 2 case is none of level 3", 3, at(2, OCTOBER), "no cases"),
    (
        "a meeting at which the level was not reviewed is no review",
        3,
        at(3, OCTOBER, meetings=(MappaMeeting(OCTOBER + timedelta(days=30), 3),)),
        "0 of 1",
    ),
    (
        "a review before the period does not begin it",
        3,
        at(3, OCTOBER, OCTOBER - timedelta(days=1), *after(OCTOBER, 43, 80)),
        "0 of 1",
    ),
]  # fmt: skip


@pytest.mark.clause("C487", "C488", breaks="throughline.rules.supervision.mappa:reviewed_in_time")
@pytest.mark.parametrize(("sentence", "level", "case", "counted"), REVIEWS)
def test_a_case_is_in_time_if_every_gap_of_the_quarter_is(
    sentence: str, level: int, case: MappaCase, counted: str
) -> None:
    assert met(level, case).words == counted, sentence


def test_one_case_with_two_periods_at_level_3_is_one_case_and_both_must_be_kept() -> None:
    back = LevelPeriod(3, NOVEMBER)
    kept = MappaCase("M-01", (LevelPeriod(3, OCTOBER, OCTOBER + timedelta(days=20)), back), ())
    late = MappaCase("M-02", (LevelPeriod(3, OCTOBER, OCTOBER + timedelta(days=43)), back), ())
    assert met(3, kept, late) == Share(1, 2)


def test_nine_of_ten_closed_in_time_are_not_all_if_one_is_open_too_long() -> None:
    kept = at(3, OCTOBER, *after(OCTOBER, 40, 80))
    assert met(3, *[kept] * 9, at(3, OCTOBER)) == Share(9, 10)


def test_without_cases_nothing_is_counted() -> None:
    assert met(3) == Share(0, 0)
    assert not Share(0, 0).has_cases


CUSTODY = [
    ("custody counts unless the scheme says otherwise", True, QUARTER.first, None, "0 of 1"),
    ("in custody all through the quarter, a scheme may leave the case out", False, QUARTER.first, None,
     "no cases"),
    ("in custody for a part of it, the case counts all the same", False, NOVEMBER, None, "0 of 1"),
    ("released within it, the case counts all the same", False, date(2009, 6, 1), NOVEMBER, "0 of 1"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "includes_custody", "begins", "ends", "counted"), CUSTODY)
def test_custody_is_included_unless_the_scheme_says(
    sentence: str, includes_custody: bool, begins: date, ends: date | None, counted: str
) -> None:
    case = at(3, date(2009, 9, 1), custody=(Spell(begins, ends),))
    assert met(3, case, includes_custody=includes_custody).words == counted, sentence


INTERVALS = [
    ("one long gap of three is one case, and two of three intervals", (42, 85), "2 of 3"),
    ("a review on the first day makes no interval of its own", (0, 42, 84), "3 of 3"),
    ("two reviews on one day are one", (42, 42, 84), "3 of 3"),
    ("no review is one open interval", (), "0 of 1"),
]


@pytest.mark.parametrize(("sentence", "days", "counted"), INTERVALS)
def test_intervals_are_counted_as_a_second_share(sentence: str, days: tuple[int, ...], counted: str) -> None:
    case = at(3, OCTOBER, *after(OCTOBER, *days))
    assert intervals_in_time([case], level=3, quarter=QUARTER, limit=SIX_WEEKS).words == counted, sentence


DISCLOSURE = [
    ("a decision to disclose counts", ("disclose",), "1 of 1"),
    ("a decision not to disclose counts", ("do not disclose",), "1 of 1"),
    ("“not appropriate” was considered, so it counts", ("not appropriate",), "1 of 1"),
    ("a blank was not", ("",), "0 of 1"),
    ("every meeting counts, not every case", ("disclose", "", "disclose"), "2 of 3"),
]


@pytest.mark.clause("C489", breaks="throughline.rules.supervision.mappa:disclosure_decided")
@pytest.mark.parametrize(("sentence", "entries", "counted"), DISCLOSURE)
def test_disclosure_is_considered_and_decided_at_every_level_2_meeting(
    sentence: str, entries: tuple[str, ...], counted: str
) -> None:
    held = tuple(
        MappaMeeting(MEETING + timedelta(days=7 * place), 2, entry) for place, entry in enumerate(entries)
    )
    case = at(2, OCTOBER, meetings=held)
    assert disclosure_decided([case], level=2, quarter=QUARTER).words == counted, sentence


def test_meetings_of_another_level_or_quarter_are_counted_apart() -> None:
    held = (MappaMeeting(MEETING, 3, "disclose"), MappaMeeting(date(2010, 1, 4), 2, "disclose"))
    case = at(2, OCTOBER, meetings=held)
    assert disclosure_decided([case], level=2, quarter=QUARTER) == Share(0, 0)
    assert disclosure_decided([case], level=3, quarter=QUARTER) == Share(1, 1)


LEVELS = [
    ("before the first period there is none", date(2009, 10, 4), None),
    ("on its first day", OCTOBER, 3),
    ("the day of the change belongs to the new level", NOVEMBER, 2),
    ("after the last there is none", date(2009, 12, 20), None),
]


@pytest.mark.parametrize(("sentence", "day", "level"), LEVELS)
def test_the_level_of_a_day(sentence: str, day: date, level: int | None) -> None:
    periods = (LevelPeriod(3, OCTOBER, NOVEMBER), LevelPeriod(2, NOVEMBER, date(2009, 12, 20)))
    assert level_on(periods, day) == level, sentence


DUE = [
    ("six weeks after the period began", at(3, OCTOBER), OCTOBER + timedelta(days=42)),
    ("six weeks after the last review", at(3, OCTOBER, NOVEMBER), NOVEMBER + timedelta(days=42)),
    ("a review that is still to come does not count", at(3, OCTOBER, QUARTER.last),
     OCTOBER + timedelta(days=42)),
    ("nothing is owed once the level was left", at(3, OCTOBER, ends=date(2009, 11, 2)), None),
    ("nothing is owed at another level", at(2, OCTOBER), None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "case", "due"), DUE)
def test_when_the_next_review_is_due(sentence: str, case: MappaCase, due: date | None) -> None:
    assert next_review_due(case, level=3, limit=SIX_WEEKS, on=date(2009, 11, 30)) == due, sentence


IN_FORCE = [
    ("before the first there is none", date(2009, 3, 31), None),
    ("from its first day on", START, 42),
    ("until a later one follows", date(2010, 3, 31), 42),
    ("the later one", date(2010, 4, 1), 28),
]


@pytest.mark.parametrize(("sentence", "day", "days"), IN_FORCE)
def test_the_limit_in_force_on_a_day(sentence: str, day: date, days: int | None) -> None:
    later = DayLimit("mappa-level-3", 28, date(2010, 4, 1), "a later plan")
    found = limit_on([later, SIX_WEEKS, TWELVE_WEEKS], "mappa-level-3", day)
    assert (found.days if found else None) == days, sentence


days = st.integers(-120, 140).map(lambda number: QUARTER.first + timedelta(days=number))


@st.composite
def a_case(draw: st.DrawFn) -> MappaCase:
    begins = draw(days)
    ends = draw(st.none() | st.integers(0, 200).map(lambda number: begins + timedelta(days=number)))
    return at(3, begins, *draw(st.lists(days, max_size=6)), ends=ends)


def day_by_day(case: MappaCase) -> bool | None:
    """Whether no day of the quarter is further than the limit from the last review; None if not of it."""
    period = case.periods[0]
    last = min(period.to_on or QUARTER.last, QUARTER.last)
    if period.from_on > QUARTER.last or last < QUARTER.first:
        return None
    waited, day, kept = 0, period.from_on, True
    while day <= last:
        kept = kept and (day < QUARTER.first or waited <= 42)
        waited = 1 if day in case.reviews else waited + 1
        day += timedelta(days=1)
    return kept


@given(a_case())
def test_a_case_agrees_with_counting_it_day_by_day(case: MappaCase) -> None:
    kept = day_by_day(case)
    assert met(3, case) == (Share(0, 0) if kept is None else Share(int(kept), 1))


@given(a_case())
def test_gaps_stand_end_to_end_and_none_is_longer_than_its_period(case: MappaCase) -> None:
    gaps = gaps_in(case.periods[0].spell, case.reviews, QUARTER)
    assert all(before.to_on == gap.from_on for before, gap in pairwise(gaps))
    assert all(gap.days > 0 and gap.to_on in QUARTER for gap in gaps)
    assert all(gap.from_on >= case.periods[0].from_on for gap in gaps)
