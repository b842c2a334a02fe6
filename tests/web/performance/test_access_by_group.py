"""Access to a service by ethnic group against the caseload, with what is under the set count hidden."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from throughline.web.performance.workbench.reads import GroupCounts, compared

YEAR = (date(2009, 4, 1), date(2010, 3, 31))
REACHED = (
    ("White", 300, 1200),
    ("Black", 48, 160),
    ("Asian", 30, 150),
    ("Eastern European", 3, 60),
    ("Mixed", 20, 80),
)
"""How many of each group's caseload the service reached."""


@pytest.mark.clause("C399", breaks="throughline.figures.measures.release:release_table")
def test_each_groups_rate_stands_against_its_caseload_and_a_small_group_is_hidden() -> None:
    answer = compared(GroupCounts(YEAR, REACHED, ("2010-04-06/1",)), "White")
    assert answer.found is not None
    rates = {row.name: row.rate for row in answer.found.rows}
    assert rates.items() >= {"White": Fraction(1, 4), "Black": Fraction(3, 10)}.items()
    assert "Eastern European" in answer.hidden
    assert "Eastern European" not in rates


def test_the_hidden_group_does_not_follow_from_the_total_of_all() -> None:
    """Whoever knows how many the service reached in all cannot subtract: another group is hidden too."""
    answer = compared(GroupCounts(YEAR, REACHED, ("2010-04-06/1",)), "White")
    assert len(answer.hidden) == 2


def test_where_every_group_is_large_enough_none_is_hidden() -> None:
    large = tuple(one for one in REACHED if one[1] >= 5)
    assert compared(GroupCounts(YEAR, large, ("2010-04-06/1",)), "White").hidden == ()
