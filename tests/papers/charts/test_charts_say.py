"""What each chart shows is what was judged: the same limits, signs, ratios, steps and dates, and its table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.papers.charts.examples import (
    CASES,
    CHARTS,
    IN_FUNNEL,
    LINE,
    PLANS,
    SHARES,
    broken,
    funnel,
    month,
    months,
    predicted,
    settled,
    year,
)
from throughline.figures.indicators.comparison import funnel_limits_of_proportion
from throughline.figures.indicators.funnel import AreaCount
from throughline.figures.indicators.lag import lag_line
from throughline.figures.indicators.series import FEWEST_POINTS, Cause, Mark, signal_or_noise
from throughline.papers.blocks import Bullets, Drawing, Paragraph, plain
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.interval_plot import AreaAgainstPredicted, interval_plot
from throughline.papers.charts.lag_ribbon import lag_ribbon
from throughline.papers.charts.review_strip import ReviewedCase, review_strip
from throughline.papers.charts.run_chart import Named, Run, breaks_into_runs, run_chart, sign_of
from throughline.papers.charts.steps_chart import steps_chart
from throughline.rules.plan.trajectory import NotCumulative


def rows(chart: Chart, mark: str, **look: Any) -> list[dict[str, Any]]:
    """What the layers of one mark and look place."""
    found = []
    for layer in chart.wide["layer"]:
        kind = layer["mark"]
        if kind["type"] == mark and all(kind.get(name) == value for name, value in look.items()):
            found += layer["data"]["values"]
    return found


def words_on(chart: Chart) -> list[str]:
    return [row["text"] for row in rows(chart, "text")]


def table(chart: Chart) -> list[tuple[str, ...]]:
    return [tuple(plain(cell) for cell in row) for row in chart.twin.rows]


def shapes(chart: Chart) -> dict[str, int]:
    found: dict[str, int] = {}
    for layer in chart.wide["layer"]:
        if layer["mark"]["type"] == "point":
            hollow = "hollow-" if layer["mark"]["fill"] == "#ffffff" else ""
            found[hollow + layer["mark"]["shape"]] = len(layer["data"]["values"])
    return found


# The run chart


def test_the_band_is_the_limits_of_the_judgement() -> None:
    limits = signal_or_noise(SHARES).limits
    (band,) = rows(run_chart(settled()), "rect")
    assert (band["y"], band["y2"]) == (limits.lower, limits.upper)  # type: ignore[union-attr]


def test_every_level_line_has_its_name_and_number() -> None:
    """The design prints mean 71.8, limits 67.6 and 76.0, target 73."""
    assert set(words_on(run_chart(settled()))) == {
        "Mean 71.8", "Lower limit 67.6", "Upper limit 76.0", "Target 73",
    }  # fmt: skip


def test_the_last_eight_months_are_diamonds_as_in_the_design() -> None:
    assert shapes(run_chart(settled())) == {"circle": 13, "diamond": 8}


@pytest.mark.parametrize(
    "polarity, direction, shape",
    [
        pytest.param("higher", 1, "diamond", id="high where more is better is a sign of improvement"),
        pytest.param("higher", -1, "square", id="low where more is better is a sign of worsening"),
        pytest.param("lower", -1, "diamond", id="low where less is better is a sign of improvement"),
        pytest.param("lower", 1, "square", id="high where less is better is a sign of worsening"),
    ],
)
def test_a_sign_has_its_own_shape(polarity: Any, direction: int, shape: str) -> None:
    assert sign_of(Mark(Cause.TREND, direction), polarity) == shape
    assert sign_of(None, polarity) == "circle"


def test_both_drawings_start_where_the_note_says() -> None:
    chart = run_chart(settled())
    assert chart.note == "Per cent. Scale starts at 66."
    for spec in (chart.wide, chart.narrow):
        (low, _high) = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
        assert low == 66


def test_a_provisional_return_is_hollow_and_said_to_be() -> None:
    chart = run_chart(broken())
    assert shapes(chart)["hollow-diamond"] == 1
    assert table(chart)[-1][0] == "December 2009, provisional"


def test_no_line_crosses_a_break() -> None:
    """Two versions are never one line: three and 21 returns are joined by two and twenty lines."""
    lines = [row for row in rows(run_chart(broken()), "rule") if {"x", "x2", "y", "y2"} <= row.keys()]
    assert len(lines) == 2 + 20
    cut = date(2008, 3, 1).toordinal()
    assert not [row for row in lines if row["x"] < cut < row["x2"]]


def test_no_line_crosses_a_return_that_is_not_shown() -> None:
    points = (*months((70.0, 71.0)), month(2, None, "hidden, fewer than 5"), *months((72.0, 73.0), first=3))
    chart = run_chart(settled(runs=(Run(points),)))
    lines = [row for row in rows(chart, "rule") if {"x", "x2", "y", "y2"} <= row.keys()]
    assert len(lines) == 2
    assert table(chart)[2][1:3] == ("hidden, fewer than 5", "")


def test_breaks_are_named_by_letters_and_notes_by_numbers() -> None:
    chart = run_chart(broken())
    assert {"A", "1"} <= set(words_on(chart))
    assert chart.remarks == (
        "A: series broken on 1 March 2008. The figures come from another system.",
        "1: 4 May 2009. A new service began.",
    )


def test_under_twelve_returns_no_limits_are_drawn() -> None:
    few = SHARES[: FEWEST_POINTS - 1]
    chart = run_chart(settled(runs=(Run(months(few), signal_or_noise(few)),)))
    assert rows(chart, "rect") == []
    assert set(words_on(chart)) == {"Target 73"}
    assert "No limits are drawn. 11 returns are too few" in chart.description


def test_the_table_has_every_return_even_those_too_old_to_draw() -> None:
    values = tuple(70.0 + place % 3 for place in range(80))
    chart = run_chart(settled(runs=(Run(months(values), signal_or_noise(values)),)))
    assert len(chart.twin.rows) == 80
    assert sum(shapes(chart).values()) == 60


def test_a_table_tells_the_sign_of_each_return() -> None:
    assert table(run_chart(settled()))[-1] == (
        "December 2009", "74.4 of 100", "74.4", "Improvement: run of 7 on one side",
    )  # fmt: skip


def test_a_chart_of_nothing_that_may_be_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="may be shown"):
        run_chart(settled(runs=(Run((month(0, None, "hidden, fewer than 5"),)),)))


@pytest.mark.parametrize(
    "breaks, lengths",
    [
        pytest.param([], [21], id="no break is one run"),
        pytest.param([date(2009, 4, 1)], [12, 9], id="the period that starts on the day follows the break"),
        pytest.param([date(2009, 4, 2)], [13, 8], id="the period that holds the day precedes it"),
        pytest.param([date(2009, 4, 1), date(2008, 6, 1)], [2, 10, 9], id="two breaks, in any order"),
        pytest.param([date(2007, 1, 1)], [21], id="a break before the first return cuts nothing"),
    ],
)
def test_returns_are_cut_at_breaks(breaks: list[date], lengths: list[int]) -> None:
    assert [len(run) for run in breaks_into_runs(months(), breaks)] == lengths


# Actual against predicted


def test_each_interval_is_that_of_the_judgement() -> None:
    found = {row["y"]: (row["x"], row["x2"]) for row in rows(CHARTS["predicted"], "rule", strokeWidth=3)}
    for one in predicted():
        limits = one.result.ratio_interval  # type: ignore[union-attr]
        assert found[one.area] == (limits.lower, limits.upper)  # type: ignore[union-attr]


def test_the_table_says_what_the_design_prints() -> None:
    said = {row[0]: row[4:] for row in table(CHARTS["predicted"])}
    assert said["Derby"] == ("0.91 (0.81 to 1.03)", "261 or fewer", "No reliable change")
    assert said["Derbyshire"] == ("0.90 (0.83 to 0.99)", "506 or fewer", "Improved")
    assert said["Nottingham"] == ("1.08 (1.02 to 1.16)", "784 or fewer", "Worse")


def test_the_verdicts_have_their_shapes_and_their_words() -> None:
    chart = CHARTS["predicted"]
    assert shapes(chart) == {"circle": 4, "diamond": 1, "square": 1}
    assert words_on(chart).count("No reliable change") == 4


def test_an_area_that_is_hidden_is_in_the_table_and_not_in_the_drawing() -> None:
    chart = interval_plot(
        "NI 18", [*predicted(), AreaAgainstPredicted("Rutland", None, 3, "hidden, fewer than 5")]
    )
    assert "Rutland" not in str(chart.wide)
    assert table(chart)[-1][3] == "hidden, fewer than 5"


@pytest.mark.parametrize(
    "areas, why",
    [
        pytest.param([AreaAgainstPredicted("Rutland", None)], "may be shown", id="nothing to show"),
        pytest.param([*predicted(), predicted()[0]], "one name", id="an area named twice"),
    ],
)
def test_an_interval_plot_without_sense_is_refused(areas: list[AreaAgainstPredicted], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        interval_plot("NI 18", areas)


# The funnel


def test_the_limits_are_those_of_the_score_test() -> None:
    chart = CHARTS["funnel"]
    for confidence, dash in ((0.95, (4, 3)), (0.998, (2, 3))):
        drawn = rows(chart, "line", strokeDash=dash)
        assert len(drawn) > 30
        for row in drawn:
            limits = funnel_limits_of_proportion(0.77, row["x"], confidence)
            near = (100 * limits.lower, 100 * limits.upper)
            assert min(abs(row["y"] - height) for height in near) < 0.01


@pytest.mark.parametrize(
    "area, said",
    [
        pytest.param("Derbyshire", "High at 99.8%", id="86% of 500 lies above both limits"),
        pytest.param("Kent", "Low at 95%", id="74% of 800 lies between the two lower limits"),
        pytest.param("Cumbria", "High at 95%", id="82% of 300 lies between the two upper limits"),
        pytest.param("Suffolk", "Within limits", id="76% of 300 is chance"),
        pytest.param("London", "Low at 99.8%", id="70% of 4,250 lies below both limits"),
    ],
)
def test_an_area_stands_where_the_judgement_puts_it(area: str, said: str) -> None:
    assert {row[0]: row[3] for row in table(CHARTS["funnel"])}[area] == said


def test_the_side_and_the_limit_have_shapes_of_their_own() -> None:
    assert shapes(CHARTS["funnel"]) == {
        "circle": 1, "diamond": 1, "hollow-diamond": 1, "square": 1, "hollow-square": 1,
    }  # fmt: skip


def test_where_less_is_better_the_sides_change_places() -> None:
    assert shapes(funnel(IN_FUNNEL[4:], "lower")) == {"diamond": 1}


def test_of_many_areas_one_outside_its_limits_by_chance_is_a_hollow_circle() -> None:
    """One of 30 areas at 82.3% of 300 stands outside 95%, and one of 30 is no sign."""
    rows = (*(AreaCount(f"Area {place}", 231, 300) for place in range(29)), IN_FUNNEL[2])
    chart = funnel(rows)
    assert shapes(chart) == {"circle": 29, "hollow-circle": 1}
    assert table(chart)[29][3] == "High at 95%, as some are by chance"


def test_a_hidden_area_is_not_drawn_and_the_table_says_so() -> None:
    assert ("Rutland", "hidden, fewer than 5", "", "") in table(CHARTS["funnel"])
    assert "Rutland" not in str(CHARTS["funnel"].wide)


def test_a_funnel_says_that_it_is_no_ranking() -> None:
    assert any("not ranked" in words for words in CHARTS["funnel"].remarks)


# Quarterly steps


def test_the_steps_are_those_of_the_design() -> None:
    """41, 96 and 200 done; 34, 89, 216 and 257 planned; 57 still needed."""
    chart = CHARTS["steps"]
    assert [row["y2"] for row in rows(chart, "rect", fill="#0e5a66")] == [41, 96, 200]
    assert [row["y"] for row in rows(chart, "rule", strokeWidth=4)] == [34, 89, 216, 257]
    assert [(row["y"], row["y2"]) for row in rows(chart, "rect", fill="#ffffff")] == [(200, 257)]
    assert "57" in words_on(chart)
    assert "The last quarter must deliver 57." in chart.description


def test_no_straight_line_goes_to_the_target() -> None:
    lines = [row for row in rows(CHARTS["steps"], "rule") if row.get("y") != row.get("y2", row.get("y"))]
    assert lines == []
    assert rows(CHARTS["steps"], "line") == []


@pytest.mark.parametrize(
    "done, tops",
    [
        pytest.param((41,), [41 + 72, 41 + 144, 257], id="after one quarter each of three must bring 72"),
        pytest.param((41, 96), [96 + 80.5, 257], id="after two quarters each of two must bring 80.5"),
        pytest.param((41, 96, 200, 240), [], id="after the year nothing is left to deliver"),
        pytest.param((41, 96, 260), [], id="a year's plan reached needs no more"),
        pytest.param((), [], id="before a return nothing is asked"),
    ],
)
def test_what_each_quarter_left_must_deliver(done: tuple[int, ...], tops: list[float]) -> None:
    chart = steps_chart(year(done=done))
    assert [row["y2"] for row in rows(chart, "rect", fill="#ffffff")] == pytest.approx(tops)


def test_the_table_says_ahead_and_behind_and_what_each_quarter_brought() -> None:
    assert table(CHARTS["steps"]) == [
        ("Q1, to June 2009", "34", "41", "7 ahead", "41"),
        ("Q2, to September 2009", "89", "96", "7 ahead", "55"),
        ("Q3, to December 2009", "216", "200", "16 behind", "104"),
        ("Q4, to March 2010", "257", "not yet", "", "57 needed"),
    ]


def test_a_quarter_without_a_return_is_a_gap_and_not_nought() -> None:
    chart = steps_chart(year(done=(41, None, 200)))
    assert [row["x"] for row in rows(chart, "rect", fill="#0e5a66")] == [0.8, 2.8]
    assert table(chart)[1][2:] == ("not yet", "", "")


def test_a_hidden_total_is_told_and_nothing_is_worked_out_from_it() -> None:
    chart = steps_chart(year(done=(None, 96), hidden={1: "hidden, fewer than 5"}))
    assert table(chart)[0][2] == "hidden, fewer than 5"
    assert rows(chart, "rect", fill="#ffffff") == []


def test_a_falling_total_is_refused() -> None:
    with pytest.raises(NotCumulative):
        steps_chart(year(done=(41, 40)))


def test_a_year_of_three_quarters_is_refused() -> None:
    with pytest.raises(ValueError, match="four quarters"):
        steps_chart(year(planned=(1, 2, 3)))


# The lag ribbon


def test_the_ribbon_shows_the_dates_of_the_lag_line() -> None:
    """Four snapshots to March 2009, three months followed, six for a conviction, published in November."""
    assert table(CHARTS["lag"]) == [
        ("Plan in force: Changing Ways", "1 April 2006 to 31 March 2009"),
        ("Plan in force: the 2009-10 plan", "1 April 2009 to 31 March 2010"),
        ("Counted", "1 July 2008 to 31 March 2009"),
        ("Reoffence within", "1 July 2008 to 30 June 2009"),
        ("Convicted by", "31 March 2009 to 30 September 2009"),
        ("Published", "17 November 2009"),
    ]


def test_the_ribbon_says_whose_plan_it_was() -> None:
    assert CHARTS["lag"].note == "People counted under Changing Ways."


def test_a_figure_without_a_publication_says_so() -> None:
    assert table(lag_ribbon("NI 18", replace(LINE, published_on=None), PLANS))[-1] == (
        "Published", "not recorded",
    )  # fmt: skip


def test_a_ribbon_without_a_recorded_lag_is_refused() -> None:
    unknown = lag_line(date(2008, 7, 1), date(2009, 3, 31), None, plans=PLANS, on=date(2010, 1, 12))
    with pytest.raises(ValueError, match="recorded lag"):
        lag_ribbon("NI 18", unknown, PLANS)


# The review strip


@pytest.mark.parametrize(
    "case, words",
    [
        pytest.param(ReviewedCase("a", 42, (), 42), "due today", id="day 42 is in time"),
        pytest.param(ReviewedCase("a", 42, (), 43), "late by 1 day", id="day 43 is late"),
        pytest.param(ReviewedCase("a", 84, (), 43), "due in 41 days", id="day 43 is in time of 84"),
        pytest.param(ReviewedCase("a", 42, (50,), 10), "due in 32 days, 1 late before", id="one was late"),
        pytest.param(ReviewedCase("a", 42, (42, 30)), "in time", id="no gap is open and none was late"),
        pytest.param(ReviewedCase("a", 42, (43, 44)), "2 late", id="no gap is open and two were late"),
    ],
)
def test_how_a_case_stands(case: ReviewedCase, words: str) -> None:
    assert case.words == words


def test_the_strip_draws_each_gap_against_the_limit_of_its_case() -> None:
    chart = CHARTS["reviews"]
    assert shapes(chart) == {"circle": 6, "square": 3, "hollow-square": 1}
    own = {row["y"]: row["x"] for row in rows(chart, "tick")}
    assert own == {case.reference: case.limit for case in CASES}
    assert {"42 days", "84 days"} <= set(words_on(chart))


def test_cases_of_one_limit_need_no_mark_of_their_own() -> None:
    chart = review_strip("MAPPA level 3", date(2010, 1, 12), CASES[:2])
    assert rows(chart, "tick") == []
    assert ("dashed-line", "Day limit") in [(sign.shape, sign.words) for sign in chart.key]


def test_the_most_pressing_case_stands_first() -> None:
    assert [row[0] for row in table(CHARTS["reviews"])] == [
        "PP-0019", "PP-0007", "PP-0012", "PP-0021", "PP-0020",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cases, why",
    [
        pytest.param([], "nothing to draw", id="no cases is not a strip of cases in time"),
        pytest.param([CASES[0], CASES[0]], "one reference", id="a case named twice"),
    ],
)
def test_a_strip_without_sense_is_refused(cases: list[ReviewedCase], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        review_strip("MAPPA", date(2010, 1, 12), cases)


# In a paper


def test_a_chart_in_a_paper_brings_its_table_key_and_remarks() -> None:
    chart = run_chart(broken())
    drawing, note, remarks, told = chart.blocks("<svg/>")
    assert isinstance(note, Paragraph)
    assert "Diamond: sign of improvement." in plain(note.text)
    assert isinstance(drawing, Drawing)
    assert drawing.svg == "<svg/>"
    assert remarks == Bullets(chart.remarks)
    assert told == chart.drawing("<svg/>").twin


def test_a_note_after_the_first_nine_has_a_number_of_two_letters() -> None:
    notes = tuple(Named(date(2008, 5, 1 + place), f"Note {place}.") for place in range(11))
    assert run_chart(settled(notes=notes)).remarks[-1] == "11: 11 May 2008. Note 10."


def test_a_long_series_is_printed_with_its_latest_rows_and_says_so() -> None:
    """24 returns on the page, 12 on paper."""
    chart = run_chart(broken())
    printed = chart.drawing("<svg/>").twin
    assert printed
    assert printed.rows == chart.twin.rows[-12:]
    assert printed.caption == "Settled accommodation, every return: the latest 12 of 24"


def test_a_table_of_areas_is_printed_whole() -> None:
    assert CHARTS["predicted"].drawing("<svg/>").twin == CHARTS["predicted"].twin
