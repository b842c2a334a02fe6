"""Cumulative returns against the plan's own steps."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.indicators.model import Change, Position
from throughline.figures.indicators.plan_file import IndicatorUnreadable, read_indicators
from throughline.figures.indicators.trajectory import trajectory_against_plan
from throughline.rules.plan.trajectory import NotCumulative

TEXT = (Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml").read_text()
PRINTED = {
    "obp-community": (189, 454, 827, 1181), "obp-custody": (169, 418, 701, 1102),
    "dv-community": (34, 89, 216, 257), "sotp-community": (15, 37, 58, 107),
    "sotp-custody": (9, 35, 117, 205),
}  # fmt: skip
DV, SOTP, CUSTODY = (PRINTED[each] for each in ("dv-community", "sotp-custody", "obp-custody"))


def target(name):
    """The target that the plan's own file sets."""
    return {each.indicator.id: each.target for each in read_indicators(TEXT)}[name]


@pytest.mark.parametrize(
    ("why", "plan", "returned", "change", "position", "says"),
    [
        (
            "domestic violence: a straight line would call 200 ahead", DV, [41, 96, 200],
            Change.TOO_LITTLE_DATA, Position.OFF_TARGET,
            "16 behind, no more than chance allows, the first return",
        ),
        (
            "sex offences, custody: a straight line would call 40 far behind", SOTP, [10, 40],
            Change.NO_RELIABLE_CHANGE, Position.ON_TARGET, "5 ahead",
        ),
        ("behind two returns running", DV, [34, 80, 210], Change.WORSE, Position.OFF_TARGET, "2 returns"),
        ("behind, ahead, behind is not running", DV, [30, 95, 210], Change.TOO_LITTLE_DATA, None, "6 behind"),
        ("one return more than chance behind", DV, [20], Change.WORSE, None, "more than chance allows"),
        ("on plan to the unit", DV, [34], Change.NO_RELIABLE_CHANGE, Position.ON_TARGET, "on plan"),
        ("ahead by more than chance", DV, [34, 130], Change.IMPROVED, Position.ON_TARGET, "41 ahead"),
        ("a gap is no return: the two around it run", DV, [30, None, 210], Change.WORSE, None, "2 returns"),
        ("the latest quarter is missing: the last return stands", DV, [41, None], Change.NO_RELIABLE_CHANGE,
         Position.ON_TARGET, "7 ahead"),
        ("nothing returned", DV, [None], Change.TOO_LITTLE_DATA, None, "No return has come yet"),
    ],
)  # fmt: skip
def test_against_plan(why, plan, returned, change, position, says):
    found = trajectory_against_plan(plan, returned)
    assert found.change is change
    assert position is None or found.position is position
    assert says in found.sentence


def test_within_a_stated_tolerance_is_not_behind():
    found = trajectory_against_plan(CUSTODY, [165, 410, 688], Fraction(3, 100))
    assert (found.change, found.position) == (Change.NO_RELIABLE_CHANGE, Position.WITHIN_TOLERANCE)
    assert found.sentence == "688 to date, plan 701: 13 behind, within the stated tolerance."


def test_what_the_rest_of_the_year_needs_comes_with_the_judgement():
    standing = trajectory_against_plan(DV, [41, 96, 200]).standing
    assert (standing.variance, standing.run_rate_needed) == (-16, 57)


def test_the_edge_of_chance_is_the_upper_limit_of_what_was_returned():
    """The exact 95% upper limit of 20 is 30.89, of 25 it is 36.90; the plan is 34."""
    assert trajectory_against_plan(DV, [20]).more_than_chance
    assert not trajectory_against_plan(DV, [25]).more_than_chance


def test_a_falling_total_is_refused_with_its_quarter():
    with pytest.raises(NotCumulative, match="Quarter 3"):
        trajectory_against_plan(DV, [41, 96, 90])


CLAUSES = {
    "obp-community": ("C465", "C466", "C467"),
    "obp-custody": ("C469", "C470", "C471"),
    "dv-community": ("C496", "C497", "C498"),
    "sotp-community": ("C503", "C504", "C505"),
    "sotp-custody": ("C507", "C508", "C509"),
}
JUDGES = "throughline.figures.indicators.trajectory:trajectory_against_plan"


@pytest.mark.parametrize(
    ("name", "quarter"),
    [
        pytest.param(name, quarter, marks=pytest.mark.clause(clause, breaks=JUDGES), id=f"{name} Q{quarter}")
        for name, clauses in CLAUSES.items()
        for quarter, clause in enumerate(clauses, start=1)
    ],
)
def test_each_quarter_is_compared_with_its_own_total(name, quarter):
    plan = target(name).plan
    on_plan = trajectory_against_plan(plan, PRINTED[name][:quarter])
    one_short = trajectory_against_plan(plan, [*PRINTED[name][: quarter - 1], PRINTED[name][quarter - 1] - 1])
    assert (on_plan.standing.variance, on_plan.position, on_plan.behind_running) == (0, Position.ON_TARGET, 0)
    assert (one_short.standing.variance, one_short.position) == (-1, Position.OFF_TARGET)
    assert one_short.behind_running == 1


@pytest.mark.clause(
    "C468", "C472", "C499", "C506", "C510", breaks="throughline.figures.indicators.plan_file:read_indicators"
)
@pytest.mark.parametrize(("name", "plan"), PRINTED.items(), ids=PRINTED)
@pytest.mark.parametrize("spoil", ["the year's end", "a falling quarter"])
def test_a_plan_that_falls_or_misses_its_year_is_refused(name, plan, spoil):
    assert target(name).plan == plan
    assert target(name).value == plan[-1]
    written = str(list(plan))
    wrong = [*plan[:-1], plan[-1] + 1] if spoil == "the year's end" else [plan[0], plan[2], plan[1], plan[3]]
    with pytest.raises(IndicatorUnreadable, match=name):
        read_indicators(TEXT.replace(written, str(wrong)))


growing = st.lists(st.integers(0, 200), min_size=4, max_size=4).map(
    lambda steps: [sum(steps[: place + 1]) for place in range(4)]
)


@given(growing, st.integers(1, 4))
def test_a_return_equal_to_plan_is_never_behind(plan, quarters):
    found = trajectory_against_plan(plan, plan[:quarters])
    assert found.position is Position.ON_TARGET
    assert found.behind_running == 0


@given(growing, growing)
def test_one_more_completion_never_makes_the_latest_return_worse(plan, returned):
    rank = [Change.WORSE, Change.TOO_LITTLE_DATA, Change.NO_RELIABLE_CHANGE, Change.IMPROVED]
    now = trajectory_against_plan(plan, returned)
    better = trajectory_against_plan(plan, [*returned[:-1], returned[-1] + 1])
    assert rank.index(better.change) >= rank.index(now.change)
