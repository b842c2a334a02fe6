"""The scorecard on paper: what needs the board first, a verdict before a number, hidden numbers hidden."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from throughline.figures.indicators.model import Change, Indicator, Observation, Target
from throughline.figures.scorecard import Group, compose
from throughline.papers.blocks import Drawing, Lead, Status, Table, plain, walk
from throughline.papers.scorecard import KINDS, scorecard, scorecard_blocks

MEETING = date(2010, 1, 12)


def predicted(id: str, area: str) -> Indicator:
    return Indicator(
        id=id, code="NI 18", name=f"NI 18 reoffending, {area}", method="predicted", polarity="lower",
        unit="people", numerator="people who reoffended",
    )  # fmt: skip


def observed(actual: int, expected: int) -> Observation:
    return Observation(
        start=date(2008, 4, 1), end=date(2009, 3, 31), numerator=actual, receipt="r1",
        received_on=date(2010, 1, 4), expected=Fraction(expected), cohort=9000,
    )  # fmt: skip


CARD = compose(
    [predicted("derby", "Derbyshire"), predicted("nott", "Nottingham")],
    {"derby": Target(value=Fraction(506)), "nott": Target(value=Fraction(784))},
    {"derby": [observed(498, 552)], "nott": [observed(911, 840)]},
    MEETING,
)


def test_what_needs_the_board_stands_first_with_its_verdict_before_its_number() -> None:
    paper = scorecard(CARD, marking="OFFICIAL", computed_from="returns of 4 January 2010")
    tables = [one for one in walk(paper.blocks) if isinstance(one, Table)]
    assert [one.caption for one in tables] == ["Needs the board", "Really improved"]
    (worse,) = tables[0].rows
    assert plain(worse[0]) == "NI 18 reoffending, Nottingham"
    assert isinstance(worse[1], tuple)
    assert worse[1][0] == Status("worse", "Worse")
    assert plain(worse[1]).startswith("Worse: Off target")
    assert [plain(cell) for cell in worse[2:4]] == ["911", "784"]


def test_the_paper_opens_with_the_sentence_of_the_scorecard() -> None:
    paper = scorecard(CARD, marking="OFFICIAL", computed_from="returns")
    assert [one.text for one in paper.blocks if isinstance(one, Lead)] == [
        "Talk about one of two indicators. One has really improved."
    ]
    assert paper.title == "Scorecard on 12 January 2010"


def test_what_sent_no_return_stands_last_and_claims_no_verdict() -> None:
    silent = compose([predicted("derby", "Derbyshire"), predicted("new", "Derby")],
                     {"new": Target(value=Fraction(261))}, {"derby": [observed(498, 552)]}, MEETING)  # fmt: skip
    tables = [
        one
        for one in walk(scorecard(silent, marking="OFFICIAL", computed_from="returns").blocks)
        if isinstance(one, Table)
    ]
    assert [one.caption for one in tables] == ["Really improved", "No return yet"]
    assert tables[-1].columns == ("Indicator", "Target")
    assert [tuple(map(plain, row)) for row in tables[-1].rows] == [("NI 18 reoffending, Derby", "261")]


def test_every_kind_of_change_has_its_own_status() -> None:
    assert set(KINDS) == set(Change)
    assert len(set(KINDS.values())) == len(KINDS)


def test_a_group_without_rows_is_left_out() -> None:
    empty = compose([], {}, {}, MEETING)
    paper = scorecard(empty, marking="OFFICIAL", computed_from="returns")
    assert not [one for one in paper.blocks if isinstance(one, Table)]
    assert all(not empty.group(group) for group in Group)


def test_charts_stand_under_what_needs_the_board_and_no_others_do() -> None:
    charts = {"nott": [Drawing("<svg/>", "Nottingham", "d")], "derby": [Drawing("<svg/>", "Derbyshire", "d")]}
    blocks = scorecard_blocks(CARD, charts)
    assert [one.title for one in walk(blocks) if isinstance(one, Drawing)] == ["Nottingham"]
    assert isinstance(blocks[1], Table)
    assert isinstance(blocks[2], Drawing)
