"""Releases of one version beside each other: solved together they never give a small count away."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.figures.measures.releases_made import AT, counts, release_file
from throughline.figures.cohorts.flow import Flow, FlowStep
from throughline.figures.measures.protecting import RevealedBefore
from throughline.figures.measures.release_files.measured import release_from
from throughline.figures.measures.release_files.parts import refuse_what_parts_leave
from throughline.figures.measures.reoffending import EVERYONE
from throughline.figures.measures.versions import ROLLING_YEAR

BEGINS = (date(2009, 1, 1), date(2009, 4, 1), date(2009, 7, 1), date(2009, 10, 1))
ENDS = (date(2009, 3, 31), date(2009, 6, 30), date(2009, 9, 30), date(2009, 12, 31))
LATER = AT.replace(year=2011, month=9)
SEXES = ("female", "male")


def released(world, first, last, by="", left_out=None):
    """The release of quarters of a world, whose quarters have (reoffenders, rest) of each sex."""
    days = BEGINS[first], ENDS[last]
    own = world[first : last + 1]

    def told(cells):
        again, rest = sum(one[0] for one in cells), sum(one[1] for one in cells)
        return again + rest, again, 2 * again

    if by == "sex":
        groups = {sex: told([each[at] for each in own]) for at, sex in enumerate(SEXES)}
    elif by == "window":
        groups = {f"2009 Q{first + at + 1}": told(each) for at, each in enumerate(own)}
    else:
        groups = {EVERYONE: told([one for each in own for one in each])}
    counted = counts(groups, by=by, days=days)
    if left_out:
        steps = sum(left_out[first : last + 1])
        people = counted.everyone.counts.cohort
        counted = replace(counted, flow=Flow(people + steps, (FlowStep("Counted already", steps),), people))
    return release_from(json.loads(release_file(counted, at=LATER)))


@pytest.mark.parametrize(
    ("sentence", "before", "now"),
    [
        ("a year by window, then the quarter that was hidden beside", [(0, 3, "window")], (1, 1, "")),
        ("the quarter first", [(0, 0, ""), (1, 1, ""), (3, 3, "")], (0, 3, "window")),
        ("two halves that overlap, then both together", [(0, 2, ""), (2, 3, "")], (0, 3, "")),
        ("a half, two quarters beside it, then the year", [(0, 1, ""), (3, 3, ""), (0, 0, "")], (0, 3, "")),
        ("a whole that adds up from its sexes", [(1, 2, "sex"), (1, 1, "")], (1, 2, "")),
    ],
)
def test_a_quarter_of_three_reoffenders_does_not_follow(sentence, before, now):
    world = [[(20, 60), (30, 60)], [(15, 60), (25, 60)], [(1, 60), (2, 60)], [(20, 60), (30, 60)]]
    accepted = taken(world, [*before, now])
    assert len(accepted) < len(before) + 1


def test_a_step_of_a_year_less_that_of_a_quarter_is_not_small():
    """Seven events were left out in the year, five in its first quarter: two are left."""
    world = [[(20, 60), (30, 60)]] * 4
    year = released(world, 0, 3, left_out=(5, 1, 1, 0))
    with pytest.raises(RevealedBefore, match="small number of Counted already"):
        refuse_what_parts_leave(released(world, 0, 0, left_out=(5, 1, 1, 0)), [year])
    refuse_what_parts_leave(released(world, 0, 0, left_out=(5, 5, 5, 5)),
                            [released(world, 0, 3, left_out=(5, 5, 5, 5))])  # fmt: skip


def test_a_year_that_was_superseded_is_still_with_its_readers():
    """The year was first 300 and then 400 reoffenders; three quarters come to 298."""
    of_year = [[[(20, 60), (30, 60)]] * 3 + [[(at, 60), (1, 60)]] for at in (1, 200)]
    quarter = [released(of_year[0], at, at) for at in range(2)]
    before = [released(of_year[0], 0, 3), released(of_year[1], 0, 3), *quarter]
    with pytest.raises(RevealedBefore, match="Beside the release from 2009-01-01 to 2009-12-31"):
        refuse_what_parts_leave(released(of_year[0], 2, 2), before)


def test_years_that_overlap_in_part_are_refused_with_the_days_of_the_other():
    def year(first, last):
        counted = counts({EVERYONE: (300, 100, 200)}, days=(first, last), version=ROLLING_YEAR)
        return release_from(json.loads(release_file(counted, at=LATER)))

    with pytest.raises(RevealedBefore, match="Beside the release from 2009-01-01 to 2009-12-31"):
        refuse_what_parts_leave(
            year(date(2009, 2, 1), date(2010, 1, 31)), [year(date(2009, 1, 1), date(2009, 12, 31))]
        )


def taken(world, asked):
    """Those of a sequence of releases that are accepted."""
    accepted = []
    for first, last, by in asked:
        one = released(world, first, last, by)
        try:
            refuse_what_parts_leave(one, accepted)
        except RevealedBefore:
            continue
        accepted.append(one)
    return accepted


CELLS = list(product(range(4), range(2), range(2)))
"""Quarter, sex, and whether it is the rest."""


def rows_told(release):
    """What a reader is told: the cells that are added up, and what they come to."""
    inside = [at for at in range(4) if release.first <= BEGINS[at] <= release.last]
    rows = [(release.everyone, inside, range(2))]
    for one in release.groups:
        if release.by == "window":
            rows.append((one, [int(one.name[-1]) - 1], range(2)))
        else:
            rows.append((one, inside, [SEXES.index(one.name)]))
    for row, own, sexes in rows:
        for value, columns in ((row.reoffenders, [0]), (row.people, [0, 1])):
            if value is not None:
                yield (
                    [float(at in own and sex in sexes and column in columns) for at, sex, column in CELLS],
                    value,
                )


def pinned(accepted, aim):
    """The least and the most that a sum of cells may be to a reader of all releases."""
    told = [row for one in accepted for row in rows_told(one)]
    matrix, sums = np.array([row for row, _value in told]), [value for _row, value in told]
    found = []
    for sign in (1, -1):
        one = linprog(sign * np.array(aim), A_eq=matrix, b_eq=sums, bounds=(0, 10_000), method="highs")
        found.append(sign * one.fun)
    return found


COUNT = st.one_of(st.integers(0, 9), st.integers(20, 90))
QUARTER = st.tuples(st.tuples(COUNT, COUNT), st.tuples(COUNT, COUNT))
ASKED = st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", "sex", "window"]))


@given(st.lists(QUARTER, min_size=4, max_size=4), st.lists(ASKED, min_size=2, max_size=6, unique=True))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_accepted_pins_no_small_count(world, asked):
    """Each quarter, in all and by sex, is asked of a program of its own over what readers were told."""
    accepted = taken(world, [one for one in asked if one[0] <= one[1]])
    if not any(list(rows_told(one)) for one in accepted):
        return
    for quarter, column in product(range(4), range(2)):
        for sexes in ([0], [1], [0, 1]):
            aim = [float(at == quarter and c == column and s in sexes) for at, s, c in CELLS]
            truth = sum(world[quarter][sex][column] for sex in sexes)
            if 1 <= truth <= 4:
                lowest, highest = pinned(accepted, aim)
                assert highest - lowest >= 5 - 1e-6
