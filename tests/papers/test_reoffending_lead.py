"""The sentence that leads a measure's paper says the rate that the measure is known by."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.figures.measures.rates import CohortCounts
from throughline.figures.measures.released_reoffending import release_reoffending
from throughline.figures.measures.reoffending import EVERYONE, GroupCounts, ReoffendingCounts
from throughline.figures.measures.versions import NI_19, PROVEN_REOFFENDING, MeasureVersion
from throughline.papers.proven_reoffending import lead
from throughline.words.periods import Period

FIRST, MIDDLE, LAST = date(2009, 1, 1), date(2009, 4, 1), date(2009, 6, 30)
QUARTERS = (Period(FIRST, date(2009, 3, 31), "2009 Q1"), Period(MIDDLE, LAST, "2009 Q2"))


@pytest.mark.parametrize(
    ("sentence", "version", "people", "reoffenders", "quarters", "said"),
    [
        (
            "proven reoffending: the share who reoffended",
            PROVEN_REOFFENDING,
            50,
            20,
            1,
            "20 of 50 people reoffended: 40.0%.",
        ),
        (
            "NI 19: reoffences for each young person, not for each who reoffended",
            NI_19,
            50,
            20,
            1,
            "35 reoffences by 50 people: 0.70 for each of them.",
        ),
        (
            "of several cohorts",
            NI_19,
            50,
            20,
            2,
            "35 reoffences by 50 people: 0.70 for each of them. "
            "A person may be counted in each of the 2 cohorts.",
        ),
        (
            "too few for a rate",
            NI_19,
            29,
            20,
            1,
            "No rate is shown of this cohort: fewer than 30 people.",
        ),
    ],
)
def test_the_lead(
    sentence: str, version: MeasureVersion, people: int, reoffenders: int, quarters: int, said: str
) -> None:
    everyone = GroupCounts(EVERYONE, CohortCounts(people, reoffenders, 35), None)
    counted = ReoffendingCounts(version, QUARTERS[:quarters], LAST, LAST, "", (), everyone, None)
    assert lead(release_reoffending(counted, receipts=["made-up"])) == said
