"""Enforcement from breach to end: by the quarter and for the year so far; rule R38."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.rules.supervision.enforcement import year_to_date
from throughline.rules.supervision.share import Share
from throughline.words.periods import quarters, year_beginning

YEAR = year_beginning(2009)
Q1, Q2, Q3, Q4 = quarters(YEAR)
FIRST, SECOND, THIRD = Share(60, 100), Share(50, 80), Share(70, 110)

SO_FAR = [
    ("the first quarter is the year so far", {Q1: FIRST}, Q1, "60 of 100", ()),
    ("counts are added up, percentages never are", {Q1: FIRST, Q2: SECOND}, Q2, "110 of 180", ()),
    ("a later quarter is not yet part of it", {Q1: FIRST, Q2: SECOND, Q3: THIRD}, Q2, "110 of 180", ()),
    ("a quarter without a return is missing, and is not nought", {Q1: FIRST, Q3: THIRD}, Q3,
     "130 of 210", (Q2,)),
    ("a quarter without breaches is not missing", {Q1: FIRST, Q2: Share(0, 0)}, Q2, "60 of 100", ()),
    ("before any return", {}, Q2, "no cases", (Q1, Q2)),
]  # fmt: skip


@pytest.mark.clause("C351", breaks="throughline.rules.supervision.enforcement:year_to_date")
@pytest.mark.parametrize(("sentence", "returned", "through", "counted", "missing"), SO_FAR)
def test_the_year_so_far(
    sentence: str, returned: dict[object, Share], through: object, counted: str, missing: tuple[object, ...]
) -> None:
    by_day = {quarter.first: share for quarter, share in returned.items()}  # type: ignore[attr-defined]
    found = year_to_date(by_day, year=YEAR, through=through)  # type: ignore[arg-type]
    assert (found.share.words, found.missing) == (counted, missing), sentence


def test_a_year_that_begins_in_january_adds_its_own_quarters() -> None:
    year = year_beginning(2010, "01-01")
    found = year_to_date({date(2010, 1, 1): FIRST}, year=year, through=quarters(year)[0])
    assert found.share == FIRST


@pytest.mark.parametrize(("met", "of"), [(2, 1), (-1, 3)])
def test_a_share_is_part_of_a_whole(met: int, of: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        Share(met, of)
