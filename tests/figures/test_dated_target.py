"""A cut by an end year, and “no increase”: what is due in each year"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.dated_target import (
    DatedTarget,
    against_dated_target,
    due_by_year,
    due_in,
)
from throughline.figures.indicators.model import Change, Position

CUT = DatedTarget(2005, 3000, 2011, Fraction(-10))
NO_MORE = DatedTarget(2005, 400, 2011, Fraction(0))
DUE = "throughline.figures.indicators.dated_target:due_in"
JUDGED = "throughline.figures.indicators.dated_target:against_dated_target"


@pytest.mark.clause("C314", breaks=DUE)
@pytest.mark.parametrize(
    ("sentence", "year", "due"),
    [
        ("all of it in the base year", 2005, 3000), ("a sixth of the cut after a year", 2006, 2950),
        ("half of it half way", 2008, 2850), ("all of the cut in the end year", 2011, 2700),
        ("and level after it", 2013, 2700),
    ],
)  # fmt: skip
def test_a_tenth_fewer_by_2011_than_in_2005(sentence: str, year: int, due: int) -> None:
    assert due_in(CUT, year) == due, sentence


@pytest.mark.clause("C314", breaks="throughline.figures.indicators.dated_target:due_by_year")
def test_every_year_has_its_own_line() -> None:
    assert due_by_year(CUT) == {
        2005: 3000,
        2006: 2950,
        2007: 2900,
        2008: 2850,
        2009: 2800,
        2010: 2750,
        2011: 2700,
    }


@pytest.mark.clause("C315", breaks=JUDGED)
@pytest.mark.parametrize(
    ("sentence", "count", "position", "change"),
    [
        ("as many as in the base year", 400, Position.ON_TARGET, Change.NO_RELIABLE_CHANGE),
        ("one more is above the base, though no more than chance", 401, Position.OFF_TARGET, Change.NO_RELIABLE_CHANGE),
        ("fewer by more than chance", 340, Position.ON_TARGET, Change.IMPROVED),
        ("more by more than chance", 460, Position.OFF_TARGET, Change.WORSE),
    ],
)  # fmt: skip
def test_no_increase_means_not_above_the_base(
    sentence: str, count: int, position: Position, change: Change
) -> None:
    found = against_dated_target(NO_MORE, 2009, count)
    assert (found.count, found.due, found.position, found.change) == (count, 400, position, change), sentence
    assert "with no increase by 2011" in found.sentence


def test_a_year_on_the_way_is_said_with_what_is_due_in_it() -> None:
    assert against_dated_target(CUT, 2008, 2900).sentence == (
        "2,900 in 2008 against 3,000 in 2005, with a cut of 10% by 2011: at most 2,850 is due, off target, no "
        "further from the base than chance allows."
    )


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("an end before the base", lambda: DatedTarget(2005, 100, 2005, Fraction(-10))),
        ("a base of nothing", lambda: DatedTarget(2005, 0, 2011, Fraction(-10))),
        ("more than all of it", lambda: DatedTarget(2005, 100, 2011, Fraction(-101))),
        ("a rise as a target", lambda: DatedTarget(2005, 100, 2011, Fraction(10))),
        ("a year before the base", lambda: due_in(CUT, 2004)),
    ],
)
def test_a_target_that_cannot_be_is_refused(sentence: str, wrong) -> None:
    with pytest.raises(ValueError, match="base"):
        wrong()


@given(st.integers(1, 5000), st.integers(0, 100), st.integers(1, 12))
def test_what_is_due_never_rises_and_ends_at_the_target(base: int, cut: int, years: int) -> None:
    target = DatedTarget(2005, base, 2005 + years, Fraction(-cut))
    line = list(due_by_year(target).values())
    assert line == sorted(line, reverse=True)
    assert (line[0], line[-1]) == (base, base * Fraction(100 - cut, 100))
    assert len(line) == years + 1
