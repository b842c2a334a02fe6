"""Targets of the country: base, direction, per cent, end, and the local indicators that serve each."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.national_targets import (
    NationalTargetUnreadable,
    read_national_targets,
)
from throughline.figures.indicators.plan_file import read_indicator_file

TEXT = (Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml").read_text(
    encoding="utf-8"
)
GOOD = {
    "id": "fewer",
    "words": "Fewer",
    "counted": "Offences",
    "direction": "reduce",
    "percent": 10,
    "base_year": 2005,
    "end_year": 2011,
    "indicators": ["NI 18"],
    "source": "a plan",
}


def read(**change):
    whole = {key: value for key, value in (GOOD | change).items() if value is not None}
    return read_national_targets([whole], {"NI 18"})[0]


@pytest.mark.clause("C297", breaks="throughline.figures.indicators.national_targets:read_national_targets")
def test_the_region_knows_both_strands_of_the_national_target():
    found = {one.id: one for one in read_indicator_file(TEXT).national_targets}
    cut, level = found["proven-offences"], found["serious-offences"]
    assert (cut.direction, cut.change_percent, cut.base_year, cut.end_year) == ("reduce", -10, 2005, 2011)
    assert (level.direction, level.change_percent) == ("no increase", 0)
    assert cut.indicators == ("NI 18", "NI 19", "NI 30")
    assert (cut.base, cut.due()) == (None, {}), "the plan gives no count of 2005, so nothing is worked out"


def test_with_a_base_each_year_has_what_is_due():
    due = read(base=1200).due()
    assert (due[2005], due[2008], due[2011]) == (1200, Fraction(1140), Fraction(1080))


@given(base=st.integers(1, 10**6), percent=st.integers(1, 100), years=st.integers(1, 20))
def test_the_last_year_due_is_the_base_less_the_cut(base, percent, years):
    due = read(base=base, percent=percent, end_year=2005 + years).due()
    assert due[2005 + years] == base * Fraction(100 - percent, 100)
    assert list(due.values()) == sorted(due.values(), reverse=True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"counted": ""}, "has no counted"),
        ({"base_year": "2005"}, "has no base_year"),
        ({"colour": "red"}, "has colour"),
        ({"end_year": 2005}, "ends before it begins"),
        ({"direction": "up"}, "is “reduce” or “no increase”"),
        ({"percent": 0}, "above 0 and at most 100"),
        ({"percent": None}, "above 0 and at most 100"),
        ({"direction": "no increase"}, "if it is to reduce, and none otherwise"),
        ({"base": 0}, "no whole number above zero"),
        ({"indicators": []}, "no list of codes"),
        ({"indicators": ["NI 9"]}, "names NI 9, which no indicator"),
    ],
)
def test_a_target_that_cannot_be_is_refused(change, sentence):
    with pytest.raises(NationalTargetUnreadable, match=sentence):
        read(**change)
