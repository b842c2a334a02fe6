"""The half-life of promises: worked by hand, and against a peer that multiplies by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.half_life import FEWEST, Promise, half_life

DONE, OPEN = True, False

ROWS = [
    # sentence, promises (days, verified), half-life, verdict
    ("ten finished after 1 to 10 days: half are left after the fifth",
     [(day, DONE) for day in range(1, 11)], 5, "said"),
    ("nine are too few, however clear", [(5, DONE)] * 9, None, "too few"),
    ("none at all is too few", [], None, "too few"),
    ("more than half still open: there is no half-life yet",
     [(day, DONE) for day in range(1, 5)] + [(100, OPEN)] * 6, None, "not yet half"),
    ("exactly half finished, the others open longer: the day of the fifth",
     [(day, DONE) for day in range(1, 6)] + [(100, OPEN)] * 5, 5, "said"),
    # 10 at risk; 5 leave unfinished at day 2; of the 5 left one is finished each on days 3, 4 and 5:
    # 4/5, 3/5, 2/5, so the share falls below half on day 5 and not on the third finish of ten
    ("what is open for a short while leaves the count and does not hold the curve up",
     [(2, OPEN)] * 5 + [(3, DONE), (4, DONE), (5, DONE), (9, OPEN), (9, OPEN)], 5, "said"),
    ("open ones are censored, not dropped: dropping them would say 2",
     [(1, DONE), (2, DONE), (3, DONE)] + [(50, OPEN)] * 7, None, "not yet half"),
    ("all finished on the day they were raised", [(0, DONE)] * 10, 0, "said"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "promises", "days", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_half_life(sentence, promises, days, verdict):
    found = half_life(Promise(*one) for one in promises)
    assert (found.days, found.verdict) == (days, verdict)
    assert (found.promises, found.verified) == (len(promises), sum(done for _, done in promises))


def by_hand(promises: list[tuple[int, bool]]) -> int | None:
    """Kaplan and Meier with whole fractions: at each day, those at risk, those finished."""
    share = Fraction(1)
    for day in sorted({days for days, done in promises if done}):
        at_risk = sum(days >= day for days, _ in promises)
        finished = sum(days == day and done for days, done in promises)
        share *= 1 - Fraction(finished, at_risk)
        if share <= Fraction(1, 2):
            return day
    return None


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=FEWEST, max_size=60))
def test_it_is_what_multiplying_by_hand_gives(promises):
    found = half_life(Promise(*one) for one in promises)
    expected = by_hand(promises)
    if expected is None:
        assert (found.days, found.verdict) == (None, "not yet half")
    else:
        assert found.days == expected
