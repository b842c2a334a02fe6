"""Signal or noise: the published cases of XmR charts and the run of settled homes."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.reference_cases import cases, near
from throughline.figures.indicators.series import (
    ASSURED,
    OVERLAPPING,
    Cause,
    Limits,
    NoReasonToRebase,
    Rebase,
    assurance,
    filled_back,
    first_cause,
    read_series,
    run_ends,
    signal_or_noise,
    trend_ends,
    two_of_three,
    windows_overlap,
    xmr_limits,
)


@pytest.mark.parametrize("case", cases("spc_xmr"))
def test_limits_equal_the_published_ones(case):
    found = xmr_limits(case["inputs"]["y"], case["inputs"].get("screen_outliers", True))
    assert [found.mean, found.lower, found.upper] == [near(case)(each) for each in case["expected"]]


@pytest.mark.parametrize("case", cases("spc_trend7"))
def test_trends_of_seven_points(case):
    assert trend_ends(*case["inputs"]) == case["expected"]


@pytest.mark.parametrize("case", cases("spc_run7_oneside"))
def test_runs_of_seven_on_one_side(case):
    assert run_ends(*case["inputs"]) == case["expected"]


@pytest.mark.parametrize("case", cases("spc_backfill7"))
def test_marks_fill_back_over_all_seven(case):
    assert [abs(each) for each in filled_back(*case["inputs"])] == case["expected"]


@pytest.mark.parametrize("case", cases("spc_two_in_three"))
def test_two_of_three_near_a_limit(case):
    close, side = case["inputs"]
    found = two_of_three([bool(each) for each in close], side)
    assert [abs(each) for each in found] == case["expected"]


@pytest.mark.parametrize(
    "case", cases("spc_assurance improvement=increase") + cases("spc_assurance improvement=decrease")
)
def test_assurance_against_a_target(case):
    lower, upper, target = case["inputs"]
    better = "higher" if case["function"].endswith("increase") else "lower"
    found = [assurance(Limits(0, low, high), target, better) for low, high in zip(lower, upper, strict=True)]
    assert found == case["expected"]
    assert set(found) <= set(ASSURED)


WRITTEN = {
    Cause.OUTSIDE_LIMITS: "outside limits", Cause.TREND: "7-point trend", Cause.TWO_OF_THREE: "2-in-3",
    Cause.RUN_OF_SEVEN: "7 one side",
}  # fmt: skip
ASIDE = {
    "7 Point Trend": Cause.TREND, "7 Points Above CL": Cause.RUN_OF_SEVEN, "2 in 3": Cause.TWO_OF_THREE,
    "Below LCL": Cause.OUTSIDE_LIMITS,
}  # fmt: skip
RULES = ("outside", "trend", "near", "run")


@pytest.mark.parametrize("case", cases("spc_special_cause_precedence"))
def test_of_several_special_causes_the_published_order_decides(case):
    published = case["inputs"].split(" > ")
    assert published == [*(WRITTEN[cause] for cause in Cause), "common cause"]
    for earlier, later in pairwise(range(len(RULES))):
        marked = first_cause(**{rule: int(place in (earlier, later)) for place, rule in enumerate(RULES)})
        assert WRITTEN[marked.cause] == published[earlier]


@pytest.mark.parametrize("case", cases("spc_special_cause_precedence"))
def test_every_published_kind_of_special_cause_has_its_own_word(case):
    told = [kind for kind in case["expected"] if kind != "Common Cause"]
    causes = {next(cause for words, cause in ASIDE.items() if kind.startswith(words)) for kind in told}
    assert causes == set(Cause)


@pytest.mark.parametrize(
    ("why", "given", "cause"),
    [
        ("outside comes before all", (1, 1, 1, 1), Cause.OUTSIDE_LIMITS),
        ("then the trend", (0, -1, 1, 1), Cause.TREND),
        ("then two of three", (0, 0, -1, 1), Cause.TWO_OF_THREE),
        ("then the run", (0, 0, 0, 1), Cause.RUN_OF_SEVEN),
    ],
)
def test_the_first_rule_that_applies_marks_the_point(why, given, cause):
    outside, trend, close, run = given
    assert first_cause(outside=outside, trend=trend, near=close, run=run).cause is cause


def test_no_rule_no_mark():
    assert first_cause(outside=0, trend=0, near=0, run=0) is None


SETTLED = [
    (281, 402), (282, 391), (294, 418), (260, 377), (293, 409), (279, 398), (284, 411), (278, 386),
    (258, 364), (288, 420), (279, 395), (307, 430), (281, 401), (282, 388), (305, 415), (298, 399),
    (272, 372), (304, 405),
    (309, 417), (295, 392), (276, 371),
]  # fmt: skip
HOMES = [100 * settled / ended for settled, ended in SETTLED]


def test_settled_homes_stand_above_the_mean_for_eight_months():
    found = signal_or_noise(HOMES)
    assert (f"{found.limits.mean:.1f}", f"{found.limits.lower:.1f}") == ("71.8", "67.6")
    assert [mark.direction for mark in found.marks[-8:]] == [1] * 8
    assert found.marks[-1].cause is Cause.RUN_OF_SEVEN
    assert not any(found.marks[:-8])
    assert "above the mean" in found.sentence


def test_a_stable_series_with_one_wobble_has_nothing_to_explain():
    found = signal_or_noise([70, 72, 71, 69, 71, 70, 72, 70, 71, 69, 70, 74])
    assert found.marks[-1] is None
    assert "nothing to explain" in found.sentence


def test_a_point_far_below_is_outside_the_limits():
    found = signal_or_noise([70, 72, 71, 69, 71, 70, 72, 70, 71, 69, 70, 50])
    assert (found.marks[-1].cause, found.marks[-1].direction) == (Cause.OUTSIDE_LIMITS, -1)


def test_eleven_points_are_too_few():
    found = signal_or_noise(HOMES[-11:])
    assert found.limits is None
    assert not any(found.marks)
    assert "too few" in found.sentence


values = st.lists(st.integers(0, 1000), min_size=12, max_size=40)


@given(values, st.integers(-500, 500))
def test_moving_a_whole_series_moves_its_limits_and_keeps_its_marks(series, step):
    here, there = signal_or_noise(series), signal_or_noise([each + step for each in series])
    assert there.limits.mean == pytest.approx(here.limits.mean + step, abs=1e-6)
    assert there.limits.upper - there.limits.lower == pytest.approx(here.limits.upper - here.limits.lower)


@given(st.lists(st.integers(0, 50), min_size=7, max_size=30))
def test_a_trend_upside_down_is_the_other_trend(series):
    assert trend_ends([-each for each in series]) == [-each for each in trend_ends(series)]


def test_rolling_cohorts_that_share_people_are_not_tested_for_runs():
    """The same eight months above the mean are a signal in a series of months, and none in rolling years."""
    alone, shared = signal_or_noise(HOMES), signal_or_noise(HOMES, overlapping=True)
    assert alone.marks[-1].cause is Cause.RUN_OF_SEVEN
    assert not any(shared.marks)
    assert OVERLAPPING in shared.warnings
    assert OVERLAPPING not in alone.warnings


def test_a_point_outside_the_limits_is_marked_even_among_rolling_cohorts():
    found = signal_or_noise([70, 72, 71, 69, 71, 70, 72, 70, 71, 69, 70, 50], overlapping=True)
    assert found.marks[-1].cause is Cause.OUTSIDE_LIMITS


MONTHS = [date(2008 + place // 12, place % 12 + 1, 1) for place in range(30)]
POINTS = [(day, 70.0 + place % 3 if place < 15 else 50.0 + place % 3) for place, day in enumerate(MONTHS)]
BREAK = Rebase(MONTHS[15], "recording moved to the new trust")


def test_limits_start_anew_only_at_a_recorded_break():
    (whole,) = read_series(POINTS, [])
    before, after = read_series(POINTS, [BREAK])
    assert (before.first, before.after, before.begins) == (0, 15, None)
    assert (after.first, after.after, after.begins) == (15, 30, BREAK)
    assert after.reading.limits.upper < before.reading.limits.lower
    assert any(whole.reading.marks)
    assert not any(before.reading.marks)
    assert not any(after.reading.marks)


def test_a_short_stretch_after_a_break_is_too_few():
    _, after = read_series(POINTS, [Rebase(MONTHS[25], "a new definition")])
    assert after.reading.limits is None
    assert "5 returns are too few" in after.reading.sentence


@pytest.mark.parametrize(
    ("sentence", "day", "stretches"),
    [
        ("before the first point it divides nothing", date(2007, 1, 1), 1),
        ("on the first point it divides nothing", MONTHS[0], 1),
        ("between two points it divides before the later one", date(2009, 3, 20), 2),
        ("after the last point it divides nothing", date(2012, 1, 1), 1),
    ],
)
def test_where_a_break_divides(sentence, day, stretches):
    found = read_series(POINTS, [Rebase(day, "a decision of the board")])
    assert len(found) == stretches, sentence
    assert [segment.after for segment in found[:-1]] == [segment.first for segment in found[1:]]
    assert found[-1].after == len(POINTS)


def test_limits_do_not_start_anew_without_a_reason():
    with pytest.raises(NoReasonToRebase, match="record the break or the decision"):
        Rebase(MONTHS[15], "  ")


def test_a_series_out_of_order_is_refused():
    with pytest.raises(ValueError, match="order of time"):
        read_series(list(reversed(POINTS)), [])


@given(st.sets(st.integers(1, 29), max_size=4))
def test_stretches_cover_the_series_without_gap_or_overlap(places):
    found = read_series(POINTS, [Rebase(MONTHS[place], "a recorded break") for place in places])
    covered = [place for segment in found for place in range(segment.first, segment.after)]
    assert covered == list(range(len(POINTS)))
    assert len(found) == len(places) + 1


@pytest.mark.parametrize(
    ("sentence", "windows", "overlaps"),
    [
        ("quarters that follow each other", [(date(2009, 1, 1), date(2009, 3, 31)), (date(2009, 4, 1), date(2009, 6, 30))], False),
        ("years that roll by a quarter", [(date(2008, 4, 1), date(2009, 3, 31)), (date(2008, 7, 1), date(2009, 6, 30))], True),
        ("one day shared", [(date(2009, 1, 1), date(2009, 4, 1)), (date(2009, 4, 1), date(2009, 6, 30))], True),
        ("a single period", [(date(2009, 1, 1), date(2009, 3, 31))], False),
    ],
)  # fmt: skip
def test_whether_periods_share_people(sentence, windows, overlaps):
    assert windows_overlap(windows) is overlaps, sentence
