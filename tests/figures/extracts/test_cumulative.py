"""Totals since the year began and what each quarter brought: turned into each other, never interpolated."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.figures.extracts.cumulative import in_kept_form
from throughline.figures.extracts.figures import Figure, FigureKey, Numbers
from throughline.rules.plan.cells import Place

STARTS = (date(2009, 4, 1), date(2009, 7, 1), date(2009, 10, 1), date(2010, 1, 1))
ENDS = (date(2009, 6, 30), date(2009, 9, 30), date(2009, 12, 31), date(2010, 3, 31))
GAP = None


def key(quarter, to_date=False, indicator="obp"):
    return FigureKey(indicator, "Derby", "", STARTS[0] if to_date else STARTS[quarter], ENDS[quarter])


def as_numbers(count):
    """A count, or a count and what it is counted from, written as “9 of 10”."""
    return Numbers(*map(int, count.split(" of "))) if isinstance(count, str) else Numbers(count)


def returned(counts, to_date=False):
    """Figures of the quarters in order, on the rows 1 to 4; None is a quarter that was not returned."""
    return [
        Figure(key(quarter, to_date), as_numbers(count), Place("T", quarter + 1, 2))
        for quarter, count in enumerate(counts)
        if count is not None
    ]


def kept(counts, *, cumulative, totals=False, earlier=None):
    figures, rejections = in_kept_form(
        returned(counts),
        cumulative=cumulative,
        totals_to_date=("obp",) if totals else (),
        every="quarter",
        earlier=earlier or {},
    )
    return {one.key: one.numbers for one in figures}, {one.place.row: one.reason for one in rejections}


@pytest.mark.parametrize(
    ("sentence", "totals", "brought", "refused"),
    [
        ("community programmes of the plan", (189, 454, 827, 1181), (189, 265, 373, 354), {}),
        ("a quarter that brought nothing", (15, 15, 58, 107), (15, 0, 43, 49), {}),
        ("only the first quarter yet", (34,), (34,), {}),
        (
            "a gap is no nought: the quarter after it is not known",
            (34, GAP, 216),
            (34, GAP, GAP),
            {3: "30 September"},
        ),
        ("a gap at the start", (GAP, 89), (GAP, GAP), {2: "The total to 30 June 2009 is missing"}),
        (
            "a series that falls",
            (34, 30, 216),
            (34, GAP, GAP),
            {2: "30 is less than the 34", 3: "was refused"},
        ),
        (
            "counts with what they are counted from",
            ("9 of 10", "27 of 30", "60 of 70"),
            ("9 of 10", "18 of 20", "33 of 40"),
            {},
        ),
        (
            "a whole that falls",
            ("9 of 10", "10 of 9"),
            ("9 of 10", GAP),
            {2: "10 of 9 is less than the 9 of 10"},
        ),
        (
            "more than came in between",
            ("9 of 20", "25 of 30"),
            ("9 of 20", GAP),
            {2: "16 were counted from 10"},
        ),
        ("the whole named once only", ("9 of 20", 25), ("9 of 20", GAP), {2: "Send both"}),
    ],
)
def test_totals_become_what_each_quarter_brought(sentence, totals, brought, refused):
    figures, rejections = kept(totals, cumulative=True)
    wanted = {key(n): as_numbers(count) for n, count in enumerate(brought) if count is not None}
    assert figures == wanted, sentence
    assert set(rejections) == set(refused)
    assert all(words in rejections[row] for row, words in refused.items())


def test_what_was_expected_is_turned_into_what_each_quarter_brought_too():
    sent = [
        Figure(key(quarter), Numbers(count, 100 * (quarter + 1), expected), Place("T", quarter + 1, 2))
        for quarter, (count, expected) in enumerate(
            [(7, Fraction(15, 2)), (16, Fraction(33, 2)), (20, None), (30, Fraction(30))]
        )
    ]
    figures, rejections = in_kept_form(sent, cumulative=True, every="quarter", earlier={})
    assert [one.numbers.expected for one in figures] == [Fraction(15, 2), Fraction(9)]
    assert [one.place.row for one in rejections] == [3, 4]
    assert "says what was expected and the other does not" in rejections[0].reason


def test_a_falling_total_says_where_the_higher_one_stands():
    _, rejections = kept((34, 30), cumulative=True)
    assert "the 34 to 30 June 2009 in T, cell B1" in rejections[2]


@pytest.mark.parametrize(
    ("sentence", "brought", "totals", "refused"),
    [
        ("each quarter added to those before it", (189, 265, 373), (189, 454, 827), set()),
        ("after a gap no total is known", (189, GAP, 373, 354), (189, GAP, GAP, GAP), {3, 4}),
    ],
)
def test_what_each_quarter_brought_becomes_totals(sentence, brought, totals, refused):
    figures, rejections = kept(brought, cumulative=False, totals=True)
    assert figures == {key(n, True): Numbers(count) for n, count in enumerate(totals) if count is not None}
    assert set(rejections) == refused, sentence


def test_totals_that_are_kept_as_totals_stay_and_a_gap_between_them_stays_a_gap():
    figures, rejections = kept((34, GAP, 216), cumulative=True, totals=True)
    assert figures == {key(0, True): Numbers(34), key(2, True): Numbers(216)}
    assert not rejections


@pytest.mark.parametrize(
    ("sentence", "received_before", "sent", "taken_in", "refused"),
    [
        (
            "what a quarter brought is taken from those before it",
            (34, 55),
            (GAP, GAP, 216),
            (GAP, GAP, 127),
            "",
        ),
        ("a quarter that is not known keeps the next one out", (34,), (GAP, GAP, 216), (), "is missing"),
        ("a total below those before it falls", (34, 55), (GAP, GAP, 80), (), "80 is less than the 89"),
        ("totals sent again replace those before", (34, 55, 10), (60, 150), (60, 90), ""),
        ("a quarter not sent again keeps what it brought", (34, 55), (40, GAP, 216), (40, GAP, 121), ""),
        ("a refused total keeps out the next, whatever was before", (34, 55), (40, 39, 216), (40,), ""),
    ],
)
def test_what_each_quarter_brought_before_counts(sentence, received_before, sent, taken_in, refused):
    earlier = {one.key: one.numbers for one in returned(received_before)}
    figures, rejections = kept(sent, cumulative=True, earlier=earlier)
    assert figures == {one.key: one.numbers for one in returned(taken_in)}, sentence
    assert all(refused in reason for reason in rejections.values())
    assert len(rejections) == len([one for one in sent if one is not None]) - len(returned(taken_in))


@pytest.mark.parametrize(
    ("sentence", "received_before", "sent", "taken_in", "refused"),
    [
        ("a total needs none before it", (GAP, 89), (GAP, GAP, 216), (GAP, GAP, 216), ""),
        ("a total below one before it falls", (GAP, 89), (GAP, GAP, 80), (), "80 is less than the 89"),
        (
            "a late total may not rise above the next one",
            (GAP, GAP, 216),
            (GAP, 220),
            (),
            "220 is more than the 216",
        ),
        ("a total of the same quarter is revised, not compared", (GAP, 89), (GAP, 80), (GAP, 80), ""),
        ("totals sent again are compared with each other alone", (34, 89), (100, 150), (100, 150), ""),
    ],
)
def test_totals_received_before_count(sentence, received_before, sent, taken_in, refused):
    earlier = {one.key: one.numbers for one in returned(received_before, to_date=True)}
    figures, rejections = kept(sent, cumulative=True, totals=True, earlier=earlier)
    assert figures == {one.key: one.numbers for one in returned(taken_in, to_date=True)}, sentence
    assert all(refused in reason for reason in rejections.values())
    assert bool(rejections) is bool(refused)


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("another year", FigureKey("obp", "Derby", "", date(2008, 4, 1), date(2009, 3, 31))),
        ("another area", FigureKey("obp", "Leicester", "", STARTS[0], ENDS[0])),
        ("another group", FigureKey("obp", "Derby", "18-20", STARTS[0], ENDS[0])),
        ("another indicator", FigureKey("sotp", "Derby", "", STARTS[0], ENDS[0])),
    ],
)
def test_totals_of_another_series_are_not_compared(sentence, other):
    figures, rejections = kept((GAP, 34), cumulative=True, totals=True, earlier={other: Numbers(900)})
    assert (figures, rejections) == ({key(1, True): Numbers(34)}, {}), sentence


def test_figures_of_their_own_period_are_left_as_they_are():
    figures, rejections = kept((34, 30, GAP, 9), cumulative=False)
    assert figures == {key(0): Numbers(34), key(1): Numbers(30), key(3): Numbers(9)}
    assert not rejections


counts_of_a_year = st.lists(st.integers(0, 500), min_size=1, max_size=4)


@given(counts_of_a_year)
def test_totals_and_increments_turn_into_each_other_and_back(brought):
    totals = list(accumulate(brought))
    increments, refused = kept(totals, cumulative=True)
    assert [increments[key(n)].numerator for n in range(len(brought))] == brought
    back, refused_back = kept(brought, cumulative=False, totals=True)
    assert [back[key(n, True)].numerator for n in range(len(brought))] == totals
    assert not refused
    assert not refused_back


@given(
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
    st.lists(st.none() | st.integers(0, 240), min_size=4, max_size=4),
)
def test_what_is_kept_always_adds_up_to_the_last_total_taken_in(received_before, sent):
    earlier = {one.key: one.numbers for one in returned(received_before)}
    figures, rejections = kept(sent, cumulative=True, earlier=earlier)
    after = [(earlier | figures)[key(quarter)].numerator for quarter in range(4)]
    for quarter, total in enumerate(sent):
        if total is not None and quarter + 1 not in rejections:
            assert sum(after[: quarter + 1]) == total


@given(st.lists(st.none() | st.integers(0, 60), min_size=1, max_size=4), st.booleans())
def test_every_total_is_kept_or_refused_and_none_is_made_up(totals, as_totals):
    figures, rejections = kept(totals, cumulative=True, totals=as_totals)
    sent = [total for total in totals if total is not None]
    assert len(figures) + len(rejections) == len(sent)
    values = [figures[one].numerator for one in sorted(figures, key=lambda one: one.ends)]
    assert all(value >= 0 for value in values)
    assert not as_totals or values == sorted(values)
    if sent == sorted(sent) and (as_totals or None not in totals):
        assert not rejections
