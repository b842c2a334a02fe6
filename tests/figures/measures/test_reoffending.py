"""Proven reoffending as counts and rates: of everyone, of groups, of a year, and as it may be shown."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.made_up_store import Ending, Event, Offence, store_of
from throughline.figures.cohorts.flow import Flow, FlowStep
from throughline.figures.measures.audit import audit
from throughline.figures.measures.profiles import SUPPRESS_7_ROUND_5
from throughline.figures.measures.rates import CohortCounts, pooled_score, pooled_year
from throughline.figures.measures.released_reoffending import HIDDEN_RATE, TOO_FEW, release_reoffending
from throughline.figures.measures.reoffending import (
    EVERYONE,
    GroupCounts,
    NoSuchBreakdown,
    NotMeasurableYet,
    ReoffendingCounts,
    must_be_measurable,
    reoffending_counts,
)
from throughline.figures.measures.scan import count_by_scan
from throughline.figures.measures.time_to_reoffend import (
    LEFT,
    REOFFENDED,
    STILL_FOLLOWED,
    read_leavings,
    time_to_reoffend,
    times_and_outcomes,
)
from throughline.figures.measures.versions import PROVEN_REOFFENDING, VERSIONS

FROM = ("receipt-1",)
FIRST, LAST = date(2009, 1, 1), date(2009, 12, 31)
QUARTER = (FIRST, date(2009, 3, 31))
JANUARY = date(2009, 1, 10)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Derby: three people, one of whom is in two quarters; Leicester: one; nowhere known: one."""
    may = date(2009, 5, 1)
    events = [
        Event(1, JANUARY, area="Derby", risk_score=0.25),
        Event(1, may, area="Derby", risk_score=0.75),
        Event(2, JANUARY, area="Derby", risk_score=0.5),
        Event(3, may, area="Derby", risk_score=0.5),
        Event(4, JANUARY, area="Leicester", risk_score=0.5),
        Event(5, JANUARY, area=None),
    ]
    offences = [
        Offence(1, date(2009, 6, 1), date(2009, 7, 1)),
        Offence(1, date(2009, 6, 2), date(2009, 7, 1)),
        Offence(4, date(2009, 2, 9), date(2009, 7, 1)),
    ]
    endings = [
        Ending(2, date(2009, 2, 9), "death"),
        Ending(1, date(2009, 1, 2), "recall"),
        Ending(1, date(2009, 8, 1), "recall"),
    ]
    return store_of(tmp_path_factory.mktemp("store"), offences, events, endings)


def counts_in(store, by, first=FIRST, last=LAST):
    return reoffending_counts(
        count_by_scan(store, PROVEN_REOFFENDING, first, last), PROVEN_REOFFENDING, first, last, by=by
    )


@pytest.mark.parametrize(
    ("sentence", "by", "groups"),
    [
        (
            "an area adds up its quarters, and who has none is a group",
            "area",
            [("Derby", 4, 2, 4), ("Leicester", 1, 1, 1), ("Not known", 1, 0, 0)],
        ),
        (
            "each quarter, those without anybody left out",
            "window",
            [("2009 Q1", 4, 2, 3), ("2009 Q2", 2, 1, 2)],
        ),
        ("no split, no groups", "", []),
    ],
)
def test_groups(store, sentence, by, groups):
    found = counts_in(store, by)
    assert [(one.group, *vars(one.counts).values()) for one in found.groups] == groups
    assert found.everyone.counts == CohortCounts(6, 3, 5)


def test_a_year_is_its_quarters_added_up(store):
    ends = [(1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31)]
    quarters = [
        counts_in(store, "", date(2009, begins, 1), date(2009, ends_in, day)).everyone.counts
        for begins, ends_in, day in ends
    ]
    assert pooled_year(quarters) == counts_in(store, "").everyone.counts


@pytest.mark.parametrize(
    ("sentence", "group", "score"),
    [
        ("the mean of everyone in it, in per cent", "Derby", 50.0),
        ("nobody's score is made up", "Not known", None),
    ],
)
def test_mean_scores(store, sentence, group, score):
    [found] = [one for one in counts_in(store, "area").groups if one.group == group]
    assert found.mean_score == score


def test_the_mean_score_of_a_year_is_that_of_its_quarters_pooled(store):
    derby = {one.group: one for one in counts_in(store, "area").groups}["Derby"]
    quarters = [(37.5, 2), (62.5, 2)]
    assert derby.mean_score == pooled_score([score for score, _ in quarters], [n for _, n in quarters])


def test_the_figures_name_their_windows_and_the_ends_of_follow_up_and_proof(store):
    found = counts_in(store, "")
    assert [window.name for window in found.windows] == ["2009 Q1", "2009 Q2", "2009 Q3", "2009 Q4"]
    assert (found.followed_to, found.proved_to) == (date(2010, 12, 31), date(2011, 6, 30))


def test_a_split_that_nobody_recorded_is_refused(store):
    with pytest.raises(NoSuchBreakdown, match="only by disposal, offence_group, area"):
        counts_in(store, "postcode")


@pytest.mark.parametrize(
    ("sentence", "code", "as_of", "is_ready"),
    [
        ("on the day itself", "proven-reoffending", date(2010, 9, 30), True),
        ("a day before", "proven-reoffending", date(2010, 9, 29), False),
        ("NI 18 waits six months", "ni-18-local", date(2009, 9, 30), True),
        ("and not less", "ni-18-local", date(2009, 9, 29), False),
    ],
)
def test_a_quarter_is_not_measured_before_everyones_time_for_proof_has_passed(
    sentence, code, as_of, is_ready
):
    if is_ready:
        must_be_measurable(VERSIONS[code], QUARTER[1], as_of)
    else:
        with pytest.raises(NotMeasurableYet, match="can be measured from 30 September"):
            must_be_measurable(VERSIONS[code], QUARTER[1], as_of)


def counts_with(*groups, flow=None):
    named = tuple(GroupCounts(name, CohortCounts(*counts), score) for name, counts, score in groups)
    total = CohortCounts(*(sum(getattr(one.counts, each) for one in named) for each in vars(named[0].counts)))
    everyone = GroupCounts(EVERYONE, total, None)
    return ReoffendingCounts(PROVEN_REOFFENDING, (), LAST, LAST, "area", named, everyone, flow)


LARGE = ("Derby", (200, 50, 125), 30.0)
THIRTY = ("Leicester", (30, 10, 20), 30.0)
UNDER_THIRTY = ("Rutland", (29, 10, 20), 30.0)
SMALL = ("Oadby", (100, 3, 9), 30.0)


@pytest.mark.parametrize(
    ("sentence", "group", "no_rates"),
    [
        ("enough people", LARGE, ""),
        ("thirty people are enough", THIRTY, ""),
        ("a share of 29 is not shown, their counts are", UNDER_THIRTY, TOO_FEW),
    ],
)
def test_which_rates_are_shown(sentence, group, no_rates):
    found = release_reoffending(counts_with(group, LARGE), receipts=FROM).groups[0]
    assert (found.no_rates, found.rates is None) == (no_rates, bool(no_rates))
    assert (found.cohort.value, found.reoffenders.value, found.reoffences.value) == group[1]


def test_three_rates_have_three_denominators():
    rates = release_reoffending(counts_with(LARGE), receipts=FROM).groups[0].rates
    assert (rates.binary, rates.frequency, rates.for_each_person) == (25.0, 2.5, 0.625)


def test_a_small_number_of_reoffenders_takes_everything_of_its_group_with_it():
    found = release_reoffending(counts_with(SMALL, LARGE, THIRTY), receipts=FROM)
    oadby = found.groups[0]
    assert oadby.reoffenders.value is None
    assert oadby.reoffences.value is None
    assert (oadby.rates, oadby.adjusted, oadby.no_rates) == (None, None, HIDDEN_RATE)
    assert found.everyone.reoffenders.value == 63


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 9)), min_size=2, max_size=5))
def test_no_small_number_follows_from_what_is_shown(numbers):
    groups = [
        (f"Area {place}", (again + rest, again, again + more if again else 0), None)
        for place, (again, rest, more) in enumerate(numbers)
    ]
    found = release_reoffending(counts_with(*groups), receipts=FROM)
    assert [
        each for each in audit(found.table, protected=small_cells(numbers)) if each.highest - each.lowest < 5
    ] == []
    for one in found.groups:
        assert (one.reoffences.value is None) or (one.reoffenders.value is not None)
        assert one.rates is None or one.cohort.value >= 30


def small_cells(numbers):
    grid = np.array([(again, rest) for again, rest, _ in numbers])
    whole = np.vstack([np.column_stack([grid, grid.sum(1)]), [*grid.sum(0), grid.sum()]])
    return [(int(r), int(c)) for r, c in zip(*np.nonzero((whole > 0) & (whole < 5)), strict=True)]


@pytest.mark.parametrize(
    ("sentence", "group", "baseline", "adjusted"),
    [
        ("the rate and what the baseline's risk is more", LARGE, 33.0, 28.0),
        ("no baseline was named", LARGE, None, None),
        ("somebody has no score", ("Derby", (200, 50, 125), None), 33.0, None),
        ("fewer than thirty people", UNDER_THIRTY, 33.0, None),
    ],
)
def test_adjusted_rates(sentence, group, baseline, adjusted):
    found = release_reoffending(counts_with(group, LARGE), receipts=FROM, baseline=baseline)
    assert found.groups[0].adjusted == adjusted


def test_rates_of_rounded_counts_are_worked_out_from_what_is_shown():
    found = release_reoffending(
        counts_with(("Derby", (203, 52, 128), None)), receipts=FROM, profile=SUPPRESS_7_ROUND_5
    )
    derby = found.groups[0]
    assert (derby.cohort.value, derby.reoffenders.value, derby.reoffences.value) == (205, 50, 130)
    assert (derby.rates.binary, derby.rates.frequency) == (100 * 50 / 205, 130 / 50)


def test_the_flow_is_shown_whole_where_no_step_is_small():
    flow = Flow(260, (FlowStep("one", 20), FlowStep("two", 0)), 240)
    found = release_reoffending(
        counts_with(LARGE, ("Leicester", (40, 10, 10), None), flow=flow), receipts=FROM
    )
    assert [(step.why, step.events.value) for step in found.flow] == [
        ("Index events", 260),
        ("one", 20),
        ("two", 0),
        ("People counted", 240),
    ]


def test_a_small_step_of_the_flow_does_not_follow_from_the_others():
    flow = Flow(263, (FlowStep("one", 20), FlowStep("two", 3)), 240)
    found = release_reoffending(
        counts_with(LARGE, ("Leicester", (40, 10, 10), None), flow=flow), receipts=FROM
    )
    shown = {step.why: step.events.value for step in found.flow}
    assert shown["People counted"] == 240
    assert shown["two"] is None
    assert [shown["one"], shown["Index events"]].count(None) >= 1


def test_a_later_release_of_the_same_table_revises_it_and_gives_no_difference_away():
    before = release_reoffending(counts_with(LARGE, THIRTY), receipts=FROM)
    after = release_reoffending(
        counts_with(("Derby", (200, 52, 127), 30.0), THIRTY), receipts=FROM, before=[before.table.as_before()]
    )
    assert (before.status, after.status) == ("final", "revised")
    assert before.groups[0].reoffenders.value == 50
    assert after.groups[0].reoffenders.value is None


@pytest.fixture(scope="module")
def counted(store):
    return count_by_scan(store, PROVEN_REOFFENDING, *QUARTER)


def test_what_came_first_for_each_person(store, counted):
    """One reoffends before a recall; one dies; one is followed to the end; a recall beforehand is nothing."""
    times, outcomes = times_and_outcomes(counted, PROVEN_REOFFENDING, *read_leavings(store.endings))
    assert list(zip(times, outcomes, strict=True)) == [
        (142, REOFFENDED),
        (30, LEFT),
        (30, REOFFENDED),
        (365, STILL_FOLLOWED),
    ]


@pytest.mark.parametrize(
    ("sentence", "with_endings", "method", "share"),
    [
        ("a death competes: two of four in any case", True, "Aalen-Johansen", 0.5),
        ("nobody left: two of four have not reoffended", False, "Kaplan-Meier", 0.5),
    ],
)
def test_the_curve_of_time_to_reoffend(store, counted, sentence, with_endings, method, share):
    nobody = (np.empty(0, np.int64), np.empty(0, np.int32))
    left = read_leavings(store.endings) if with_endings else nobody
    curve = time_to_reoffend(counted, PROVEN_REOFFENDING, *left)
    assert curve.method.startswith(method)
    assert curve.at(365).share == pytest.approx(share)
    assert (curve.people, curve.happened) == (4, 2)


def test_where_nobody_reoffends_there_is_no_curve(tmp_path):
    store = store_of(tmp_path, [], [Event(1, JANUARY)])
    counted = count_by_scan(store, PROVEN_REOFFENDING, *QUARTER)
    assert time_to_reoffend(counted, PROVEN_REOFFENDING, *read_leavings(tmp_path / "none.parquet")) is None


@pytest.mark.parametrize("code", sorted(VERSIONS))
def test_the_definition_is_also_spark_sql(code):
    """The words are translated and read back; no Spark is started."""
    import sqlglot

    found = VERSIONS[code].sql_for("spark")
    assert ":first" in found
    proved_within = {"ni-18-local": 6, "ni-19": 15}.get(code, 18)
    assert f"INTERVAL '{proved_within}' MONTH" in found
    again = sqlglot.parse_one(found, read="spark")
    assert {table.name for table in again.find_all(sqlglot.exp.Table)} >= {
        "index_events",
        "offences",
        "endings",
    }
