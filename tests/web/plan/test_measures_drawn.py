"""A measure's year as a drawing: steps for the plan, bars for what came, and no bar where nothing did."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.web.universe import signed_in
from throughline.web.plan.measures.drawing import FOOT, HEIGHT, TOP, WIDTH, drawn_year

PLAN = (34, 89, 216, 257)


@pytest.mark.parametrize(
    ("sentence", "plan", "came"),
    [
        ("a quarter has no plan", (34, None, 216, 257), (30, None, None, None)),
        ("nothing is planned and nothing came", (0, 0, 0, 0), (None, 0, None, None)),
        ("one quarter makes no steps", (34,), (30,)),
        ("no quarter at all", (), ()),
    ],
)
def test_without_a_whole_plan_nothing_is_drawn(sentence: str, plan: tuple, came: tuple) -> None:
    assert drawn_year(plan, came) is None, sentence


def test_a_quarter_without_a_figure_has_no_bar_and_nought_has_one_of_no_height() -> None:
    drawn = drawn_year(PLAN, (30, None, 0, None))
    assert drawn is not None
    assert [bar.across for bar in drawn.bars] == [21.2, 191.2], "the first quarter's and the third's"
    assert drawn.bars[1].high == 0
    assert [label.words for label in drawn.planned] == ["34", "89", "216", "257"]


counts = st.integers(0, 5000)


@given(
    steps=st.lists(counts, min_size=4, max_size=4).map(sorted), came=st.lists(counts, min_size=1, max_size=4)
)
def test_everything_stays_in_the_box_and_height_is_in_proportion(steps: list[int], came: list[int]) -> None:
    drawn = drawn_year(steps, came)
    most = max(*steps, *came)
    if drawn is None:
        assert most == 0
        return
    room = HEIGHT - FOOT - TOP
    for bar, count in zip(drawn.bars, came, strict=True):
        assert 0 <= bar.across <= bar.across + bar.wide <= WIDTH
        assert bar.high == pytest.approx(room * count / most, abs=0.15)
        assert bar.down + bar.high == pytest.approx(HEIGHT - FOOT, abs=0.15)
    assert drawn.path.count("H") == 4
    assert drawn.path.count("V") == 3, "a plan by quarter is steps: across and up, never aslant"


def test_the_page_of_measures_draws_each_year_beside_its_table(universe: None, db: None) -> None:
    client = signed_in("Marek Rowan", at="east-midlands")
    answer = client.get("/east-midlands/plan/2009-10/measures")
    page = BeautifulSoup(answer.content, "html5lib")
    code = "3.2.1.b"
    part = page.find(id=f"measure-{code.replace('.', '-')}").parent
    drawing, table = part.find("svg", class_="tl-steps"), part.find("table")
    assert [text.get_text(strip=True) for text in drawing.find_all("text")][:4] == ["34", "89", "216", "257"]
    came = [row.find_all("td")[1].get_text(strip=True) for row in table.tbody.find_all("tr")]
    assert len(drawing.find_all("rect")) == sum("no return" not in words for words in came)
    assert drawing["role"] == "img"
