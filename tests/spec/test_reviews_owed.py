"""When a body looks again at its terms, its members and its links: rule R15 and the membership of a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.terms.files import founding
from throughline.rules.reviews import Reviewed, reviews_owed, subjects_of_review

LINE = "line:reports-to:dcjb"
DUES = [
    # what, file, body, day, what was done, when it is due
    ("terms of June 2020, reviewed yearly, never reviewed", "pan-dorset", "rrsg", date(2021, 9, 1), [],
     "terms", date(2021, 6, 1)),
    ("reviewed late: the year runs from the review", "pan-dorset", "rrsg", date(2021, 12, 1),
     [Reviewed(about="terms", on=date(2021, 10, 5))], "terms", date(2022, 10, 5)),
    ("a review still to come counts for nothing", "pan-dorset", "rrsg", date(2021, 9, 1),
     [Reviewed(about="terms", on=date(2021, 10, 5))], "terms", date(2021, 6, 1)),
    ("a day was set at the last review", "pan-dorset", "rrsg", date(2021, 12, 1),
     [Reviewed(about="terms", on=date(2021, 10, 5), next_on=date(2022, 3, 1))], "terms", date(2022, 3, 1)),
    ("the last review counts, however they are listed", "pan-dorset", "rrsg", date(2022, 12, 1),
     [Reviewed(about="terms", on=date(2022, 10, 4)), Reviewed(about="terms", on=date(2021, 10, 5))],
     "terms", date(2023, 10, 4)),
    ("terms that ask for no review", "barnet", "rrdg", date(2026, 3, 30), [], "terms", None),
    ("the membership of 2013 is confirmed within a year", "llr", "rrpb", date(2013, 9, 1), [],
     "membership", date(2014, 1, 1)),
    ("confirmed for 2014: within a year of that", "llr", "rrpb", date(2014, 3, 1),
     [Reviewed(about="membership", on=date(2014, 2, 10))], "membership", date(2015, 2, 10)),
    ("a link has no day until the board sets one", "pan-dorset", "rrsg", date(2026, 3, 30), [], LINE, None),
    ("a link reviewed with a day set", "pan-dorset", "rrsg", date(2026, 3, 30),
     [Reviewed(about=LINE, on=date(2025, 7, 8), next_on=date(2026, 7, 7))], LINE, date(2026, 7, 7)),
    ("a link reviewed without one", "pan-dorset", "rrsg", date(2026, 3, 30),
     [Reviewed(about=LINE, on=date(2025, 7, 8))], LINE, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "body", "day", "done", "about", "due"), [row[1:] for row in DUES], ids=[row[0] for row in DUES]
)
def test_when_the_next_review_is_due(
    name: str, body: str, day: date, done: list[Reviewed], about: str, due: date | None
) -> None:
    [owed] = [one for one in reviews_owed(founding(name), body, day, done) if one.about == about]
    assert owed.due == due


def test_a_body_that_the_terms_do_not_have_reviews_nothing() -> None:
    assert subjects_of_review(founding("barnet"), "nowhere") == ()
    assert reviews_owed(founding("barnet"), "nowhere", date(2026, 3, 30)) == ()


@given(days=st.lists(st.dates(date(2021, 1, 1), date(2025, 12, 31)), min_size=1, max_size=6))
def test_a_further_review_never_brings_the_next_one_forward(days: list[date]) -> None:
    done = [Reviewed(about="terms", on=day) for day in days]
    fewer = reviews_owed(founding("pan-dorset"), "rrsg", date(2026, 1, 1), done[:-1])[0]
    more = reviews_owed(founding("pan-dorset"), "rrsg", date(2026, 1, 1), done)[0]
    assert fewer.due is not None
    assert more.due is not None
    assert more.due >= fewer.due
    assert more.last == max(days)
