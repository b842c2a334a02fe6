"""A quarter of the East Midlands board: targets of the plan, returns made up."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from throughline.figures.indicators.lag import PlanYears
from throughline.figures.indicators.model import Observation, Target
from throughline.figures.indicators.plan_file import read_indicators
from throughline.figures.scorecard import Group, compose, lead_sentence

TEXT = (Path(__file__).parents[2] / "partnerships" / "east-midlands-indicators.toml").read_text()
ROWS = {each.indicator.id: each for each in read_indicators(TEXT)}
MEETING = date(2010, 1, 12)
PLAN = PlanYears("the 2009-10 plan", date(2009, 4, 1), date(2010, 3, 31))
RECEIVED = {"receipt": "2010-01-04/3", "received_on": date(2010, 1, 4)}
ENDS = (date(2009, 6, 30), date(2009, 9, 30), date(2009, 12, 31))
HOMES = [
    (281, 402), (282, 391), (294, 418), (260, 377), (293, 409), (279, 398), (284, 411), (278, 386),
    (258, 364), (288, 420), (279, 395), (307, 430), (281, 401), (282, 388), (305, 415), (298, 399),
    (272, 372), (304, 405), (309, 417), (295, 392), (276, 371),
]  # fmt: skip


def totals(*numbers):
    """Totals since April at the end of each quarter."""
    return [
        Observation(start=date(2009, 4, 1), end=end, numerator=number, **RECEIVED)
        for end, number in zip(ENDS, numbers, strict=True)
    ]


def months(*shares):
    """Shares of consecutive months that end with December 2009, provisional."""
    first = 24 - len(shares)
    return [
        Observation(
            start=date(2008 + place // 12, place % 12 + 1, 1),
            end=date(2008 + place // 12, place % 12 + 1, 28),
            numerator=x,
            denominator=n,
            status="provisional" if place == 23 else "final",
            **RECEIVED,
        )
        for place, (x, n) in enumerate(shares, start=first)
    ]  # fmt: skip


def quarters(*shares):
    """Shares of consecutive quarters that end with December 2009."""
    first = 16 - len(shares)
    starts = [date(2006 + place // 4, place % 4 * 3 + 1, 1) for place in range(first, 16)]
    return [
        Observation(
            start=start, end=start.replace(month=start.month + 2, day=30), numerator=x, denominator=n,
            **RECEIVED,
        )
        for start, (x, n) in zip(starts, shares, strict=True)
    ]  # fmt: skip


def year(row, numerator, expected=False):
    printed = ROWS[row].published
    return [
        Observation(
            start=date(2008, 4, 1), end=date(2009, 3, 31), numerator=numerator, receipt="2009-11-17/1",
            received_on=date(2009, 11, 17), published_on=date(2009, 11, 17),
            expected=printed["expected"] if expected else None,
            cohort=int(printed["cohort"]) if expected else None,
        )
    ]  # fmt: skip


RETURNED = {
    "ni18-nottingham": year("ni18-nottingham", 911, expected=True),
    "ni18-derbyshire": year("ni18-derbyshire", 498, expected=True),
    "ni18-derby": year("ni18-derby", 268, expected=True),
    "ni30-lincolnshire": year("ni30-lincolnshire", 283),
    "ni30-northamptonshire": year("ni30-northamptonshire", 741),
    "ni143": months(*HOMES),
    "ni144": months(*[(389 + 10 * (place % 3), 1000) for place in range(1, 12)], (389, 1000)),
    "enforcement": quarters(*[(620 + 5 * (place % 3), 1000) for place in range(11)], (624, 1000)),
    "mappa-level-2-reviews": quarters(*[(117 + place % 3, 142) for place in range(11)], (118, 142)),
    "obp-custody": totals(170, 415, 688),
    "dv-community": totals(41, 96, 200),
    "sotp-community": totals(14, 35, 49),
    "sfo-in-time": quarters((3, 4)),
}


@pytest.fixture(scope="module")
def card():
    targets = {each: ROWS[each].target for each in RETURNED if ROWS[each].target}
    targets["ni143"], targets["ni144"] = Target(value=Fraction(73, 100)), Target(value=Fraction(42, 100))
    targets["obp-custody"] = replace(targets["obp-custody"], tolerance=Fraction(2, 100))
    indicators = [ROWS[each].indicator for each in RETURNED]
    return compose(indicators, targets, RETURNED, MEETING, plans=[PLAN])


def test_the_sentence_above_the_table(card):
    assert card.lead == (
        "Talk about two of 13 indicators. Two have really improved. "
        "Two groups chosen at their peak have fallen, and no effect is claimed. "
        "The rest show no reliable change, or too little data to tell."
    )


@pytest.mark.parametrize(
    ("group", "ids"),
    [
        (Group.NEEDS_THE_BOARD, {"ni18-nottingham", "sotp-community"}),
        (
            Group.REALLY_IMPROVED,
            {"ni143", "ni18-derbyshire", "ni30-lincolnshire", "ni30-northamptonshire"},
        ),
        (
            Group.NO_RELIABLE_CHANGE,
            {"ni18-derby", "ni144", "enforcement", "mappa-level-2-reviews", "obp-custody"},
        ),
        (Group.TOO_LITTLE_DATA, {"dv-community", "sfo-in-time"}),
    ],
)
def test_rows_stand_in_the_group_of_what_needs_people(card, group, ids):
    assert {row.judgement.indicator.id for row in card.group(group)} == ids


@pytest.mark.parametrize(
    ("row", "verdict", "position", "value", "target", "age"),
    [
        ("ni18-nottingham", "Worse", "Off target", "911", "784", "people counted before this plan"),
        ("ni143", "Improved", "On target", "74.4%", "73%", "8 days old"),
        ("ni30-northamptonshire", "Improved", "Off target, over the ceiling of 732", "741", "719",
         "group chosen at its peak: no claim of effect"),
        ("enforcement", "No reliable change", "On target, above 60% national", "62.4%", "61.8%",
         "8 days old"),
        ("mappa-level-2-reviews", "No reliable change", "Off target by 3 cases", "83.1%", "85%",
         "8 days old"),
        ("obp-custody", "No reliable change", "Within tolerance, 13 behind plan", "688", "701", "8 days old"),
        ("dv-community", "Too little data", "Off target, 16 behind plan", "200", "216", "8 days old"),
        ("sfo-in-time", "Too little data", "", "hidden, fewer than 5", "80%", "8 days old"),
    ],
)  # fmt: skip
def test_each_row_says_verdict_value_target_and_age(card, row, verdict, position, value, target, age):
    (found,) = (each for each in card.rows if each.judgement.indicator.id == row)
    assert (found.verdict, found.position, found.value, found.target, found.age) == (
        verdict, position, value, target, age,
    )  # fmt: skip


def test_a_hidden_number_is_nowhere_in_its_row(card):
    (row,) = (each for each in card.rows if each.judgement.indicator.id == "sfo-in-time")
    assert row.recent == (None,)
    assert row.judgement.latest is None
    assert row.judgement.interval is None
    assert not {"3", "4", "75%"} & set(row.judgement.sentence.replace(".", "").split())


def test_periods_are_said_in_words(card):
    periods = {row.judgement.indicator.id: row.period for row in card.rows}
    assert periods["ni143"] == "December 2009, provisional"
    assert periods["mappa-level-2-reviews"] == "October to December 2009"
    assert periods["ni18-derby"] == "April 2008 to March 2009"


def test_every_figure_reaches_a_receipt(card):
    given = {each.receipt for observed in RETURNED.values() for each in observed}
    for row in card.rows:
        assert row.receipts
        assert set(row.receipts) <= given


def test_a_lagged_outcome_without_a_profile_is_not_shown_as_the_plans():
    bare = replace(ROWS["ni18-derby"].indicator, lag=None)
    found = compose([bare], {}, {"ni18-derby": RETURNED["ni18-derby"]}, MEETING, plans=[PLAN])
    assert "not shown as an outcome of the current plan" in found.rows[0].age


def test_what_came_after_the_day_is_not_on_the_card():
    found = compose([ROWS["dv-community"].indicator], {"dv-community": ROWS["dv-community"].target},
                    RETURNED, date(2009, 12, 31))  # fmt: skip
    assert found.rows[0].value == ""
    assert found.rows[0].period == "no return yet"
    assert found.rows[0].group is Group.NO_RETURN_YET
    assert found.lead == "No return has come yet for one indicator, so there is nothing to judge."


@pytest.mark.parametrize(
    ("sentence", "row", "done"),
    [
        ("each quarter stands beside its planned total", "dv-community", [41, 96, 200, None]),
        ("a share is no total and has no quarters", "ni143", []),
    ],
)
def test_totals_to_date_are_steps_by_quarter(card, sentence, row, done):
    (found,) = (each for each in card.rows if each.judgement.indicator.id == row)
    assert [each.done for each in found.quarters] == done, sentence
    assert [each.planned for each in found.quarters] == [34, 89, 216, 257][: len(done)]


def test_a_quarter_with_few_people_is_hidden_among_its_steps():
    found = compose([ROWS["dv-community"].indicator], {"dv-community": ROWS["dv-community"].target},
                    {"dv-community": totals(3, 96, 200)}, MEETING)  # fmt: skip
    assert [each.done for each in found.rows[0].quarters] == [None, 96, 200, None]


def test_an_empty_card_says_so():
    assert lead_sentence([]) == "No indicator is on this scorecard yet."


def test_one_indicator_twice_is_refused():
    with pytest.raises(ValueError, match="share an id"):
        compose([ROWS["ni143"].indicator] * 2, {}, {}, MEETING)


ROUNDED = ROWS["ni143"].indicator
ROUNDING = replace(ROUNDED, disclosure="suppress-7-round-5")
COUNTING = replace(ROWS["ni30-lincolnshire"].indicator, disclosure="suppress-7-round-5")
SEEN_ROUNDED = [
    ("both counts are rounded before they are divided", ROUNDING, (283, 402), "71.3%", 100 * 285 / 400),
    ("a part of seven is hidden", ROUNDING, (7, 402), "hidden, fewer than 8", None),
    (
        "seven left over are hidden: the reader could subtract",
        ROUNDING,
        (395, 402),
        "hidden, fewer than 8",
        None,
    ),
    ("a count is shown to the nearest five", COUNTING, (283, None), "285", 285.0),
    ("a count of seven is one with nought", COUNTING, (7, None), "0 to 7", None),
]


@pytest.mark.parametrize(
    "sentence, indicator, counts, value, drawn", SEEN_ROUNDED, ids=lambda one: str(one)[:40]
)
def test_where_counts_are_rounded_no_exact_one_is_told(sentence, indicator, counts, value, drawn):
    x, n = counts
    known = Observation(
        start=date(2009, 4, 1), end=date(2009, 12, 31), numerator=x, denominator=n, **RECEIVED
    )  # fmt: skip
    targets = {indicator.id: ROWS[indicator.id].target}
    (row,) = compose([indicator], targets, {indicator.id: [known]}, MEETING).rows
    assert (row.value, row.recent) == (value, (drawn,))
    told = (
        f"{row.value} {row.position} {row.judgement.sentence} {row.judgement.interval} {row.judgement.latest}"
    )
    assert str(x) not in told.replace("0 to 7", "").replace("fewer than 8", "")
    assert n is None or str(n) not in told
