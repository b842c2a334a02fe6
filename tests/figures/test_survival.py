"""Time to an event: the published curves of 432 people released, and the shapes that any curve must have."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.survival import cox_regression, cumulative_incidence, kaplan_meier, log_rank

WITH = ("fin", "age", "race", "wexp", "mar", "paro", "prio")

with (Path(__file__).parent / "reference" / "rossi.csv").open(newline="") as _file:
    RELEASED = [{name: int(number) for name, number in row.items()} for row in csv.DictReader(_file)]


def of(found, detail):
    """The cases of a function whose detail begins with some words."""
    chosen = [case for case in found if case.values[0]["detail"].startswith(detail)]
    assert chosen, f"no case of {detail}"
    return chosen


def column(name, rows=RELEASED):
    return [row[name] for row in rows]


def arrests(rows=RELEASED):
    return {"times": column("week", rows), "happened": [bool(each) for each in column("arrest", rows)]}


@pytest.mark.parametrize("case", of(cases("kaplan_meier"), "rossi S(t)"))
def test_the_share_not_arrested_again_by_week(case):
    curve = kaplan_meier(**arrests())
    assert [curve.at(week).share for week in (8, 26, 52)] == [near(case)(each) for each in case["expected"]]
    assert (curve.people, curve.happened, curve.followed_to) == (432, 114, 52)


@pytest.mark.parametrize("case", of(cases("kaplan_meier"), "rossi by fin"))
def test_the_share_not_arrested_again_with_and_without_aid(case):
    curve = kaplan_meier(**arrests([row for row in RELEASED if row["fin"] == case["inputs"]["fin"]]))
    last = curve.at(52)
    found = [curve.people, curve.happened, last.share, last.standard_error]
    assert found == [pytest.approx(each, rel=1e-12) for each in case["expected"]]


@pytest.mark.parametrize("case", of(cases("logrank"), "rossi"))
def test_whether_aid_made_a_difference(case):
    found = log_rank(**arrests(), groups=column("fin"))
    assert [found.chi_squared, found.probability] == [
        pytest.approx(each, rel=1e-9) for each in case["expected"]
    ]
    assert found.degrees == 1
    assert found.sentence == "The curves of 2 groups differ no more than chance allows (log-rank, p = 0.050)."


@pytest.mark.parametrize("case", cases("cox_ph_efron"))
def test_the_hazard_ratios_with_ties_by_efron(case):
    found = cox_regression(**arrests(), given={name: column(name) for name in WITH})
    assert [each.coefficient for each in found] == [near(case)(each) for each in case["expected"]]
    assert [each.name for each in found] == list(WITH)
    assert all(each.interval.lower < each.ratio < each.interval.upper for each in found)


def competing(case):
    given = case["inputs"]
    return cumulative_incidence(given["t"], outcomes=given["event"], of=given["event_of_interest"])


@pytest.mark.parametrize("case", of(cases("aalen_johansen"), "CIF"))
def test_the_cumulative_incidence_where_another_outcome_competes(case):
    assert [competing(case).at(time).share for time in case["inputs"]["t"]] == [
        near(case)(each) for each in case["expected"]
    ]


@pytest.mark.parametrize("case", of(cases("aalen_johansen"), "variance"))
def test_its_variance_as_published(case):
    curve = competing(case)
    points = [curve.at(time) for time in range(7)]
    found = [point.standard_error**2 if point else 0 for point in points]
    assert found == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", of(cases("aalen_johansen"), "95% CI"))
def test_its_log_log_limits_as_published(case):
    found = [competing(case).at(time).interval for time in (4, 5, 6)]
    assert [[each.lower, each.upper] for each in found] == [
        [near(case)(limit) for limit in limits] for limits in case["expected"]
    ]


def test_nobody_is_followed_past_the_last_week():
    with pytest.raises(ValueError, match="nobody was followed to 53"):
        kaplan_meier(**arrests()).at(53)


def test_before_anything_happened_there_is_no_point():
    assert kaplan_meier([3, 5], happened=[True, False]).at(2) is None


def test_where_nothing_happened_the_curve_has_no_point():
    curve = kaplan_meier([3, 5], happened=[False, False])
    assert (curve.points, curve.at(5)) == ((), None)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda: kaplan_meier([], happened=[]), "0 times do not fit 0 outcomes"),
        (lambda: kaplan_meier([1], happened=[True, False]), "1 times do not fit 2"),
        (lambda: kaplan_meier([-1], happened=[True]), "below zero"),
        (lambda: cumulative_incidence([1, 2], outcomes=[0, 1], of=2), "nobody had outcome 2"),
        (lambda: cumulative_incidence([1, 2], outcomes=[0, -1], of=1), "nobody had outcome 1"),
        (lambda: log_rank([1, 2], happened=[True, True], groups=[1, 1]), "two groups or more"),
        (lambda: cox_regression([1, 2], happened=[True, True], given={}), "one number a person"),
        (lambda: cox_regression([1, 2], happened=[True, True], given={"age": [3]}), "one number a person"),
    ],
)
def test_what_cannot_be_a_curve_is_refused(asked, says):
    with pytest.raises(ValueError, match=says):
        asked()


people = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2)), min_size=2, max_size=25).filter(
    lambda rows: any(outcome == 1 for _, outcome in rows)
)


def by_hand(rows, of):
    """An oracle from the definition: what is left is shared out at each time, in exact steps."""
    left, share, found = 1.0, 0.0, {}
    for time in sorted({time for time, outcome in rows if outcome}):
        at_risk = sum(each >= time for each, _ in rows)
        share += left * sum(each == time and outcome == of for each, outcome in rows) / at_risk
        left *= 1 - sum(each == time and outcome > 0 for each, outcome in rows) / at_risk
        found[time] = share
    return found


@settings(max_examples=60, deadline=None)
@given(people)
def test_the_incidence_equals_the_definition_and_never_exceeds_one_less_what_is_left_alone(rows):
    times, outcomes = zip(*rows, strict=True)
    curve = cumulative_incidence(times, outcomes=outcomes, of=1)
    alone = kaplan_meier(times, happened=[outcome == 1 for outcome in outcomes])
    for time, expected in by_hand(rows, 1).items():
        assert curve.at(time).share == pytest.approx(expected, abs=1e-12)
        left = alone.at(time).share if alone.at(time) else 1.0
        assert curve.at(time).share <= 1 - left + 1e-12
