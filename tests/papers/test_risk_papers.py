"""The matrix of risks, the register and the themes of lessons as papers."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest

from throughline.papers.blocks import Drawing, Heading, Table, plain
from throughline.papers.files import FILES
from throughline.papers.lesson_themes import LessonTold, ThemeTold, lesson_themes
from throughline.papers.risk_matrix import NARROW, WIDE, PlacedRisk, risk_matrix
from throughline.papers.risk_register import RegisteredRisk, risk_register

RISING = PlacedRisk(
    number=1, words="Too few <trained> staff", likelihood=4, impact=4, was=(2, 4), direction="rising"
)
STEADY = PlacedRisk(number=2, words="No provider", likelihood=3, impact=4, was=(3, 4), direction="steady")
SVG = "{http://www.w3.org/2000/svg}"


def test_the_table_says_all_that_the_drawing_shows_the_gravest_first() -> None:
    twin = risk_matrix([STEADY, RISING], title="The matrix").twin
    assert twin is not None
    assert twin.rows == (
        ("1 Too few <trained> staff", "4", "4", "16", "8", "rising"),
        ("2 No provider", "3", "4", "12", "12", "steady"),
    )


@pytest.mark.parametrize("narrow", [False, True])
def test_the_drawing_is_whole_svg_with_a_mark_for_each_and_a_trail_for_what_moved(narrow: bool) -> None:
    drawn = risk_matrix([RISING, STEADY], title="How likely & how grave")
    picture = ElementTree.fromstring(drawn.narrow_svg if narrow else drawn.svg)
    titles = [one.text for one in picture.iter(f"{SVG}title")]
    assert titles == ["1 Too few <trained> staff, rising", "2 No provider, steady"]
    trails = [one for one in picture.iter(f"{SVG}path") if one.get("stroke-dasharray")]
    assert len(trails) == 1
    wide = int(picture.get("width") or 0)
    assert wide == (NARROW.edge + 5 * NARROW.cell if narrow else WIDE.edge + 5 * WIDE.cell) + 4
    assert wide <= (290 if narrow else 760)


def test_the_graver_a_risk_the_further_up_and_right_it_stands() -> None:
    low = PlacedRisk(number=1, words="a", likelihood=1, impact=1)
    high = PlacedRisk(number=2, words="b", likelihood=5, impact=5)
    picture = ElementTree.fromstring(risk_matrix([low, high], title="t").svg)
    marks = [group.find(f"{SVG}circle") for group in picture.iter(f"{SVG}g")]
    (lx, ly), (hx, hy) = [
        (float(one.get("cx") or 0), float(one.get("cy") or 0)) for one in marks if one is not None
    ]
    assert lx < hx
    assert ly > hy


def test_marks_of_one_cell_do_not_lie_on_each_other() -> None:
    many = [PlacedRisk(number=n, words="x", likelihood=3, impact=3) for n in range(1, 5)]
    for svg in (risk_matrix(many, title="t").svg, risk_matrix(many, title="t").narrow_svg):
        marks = [one.find(f"{SVG}circle") for one in ElementTree.fromstring(svg).iter(f"{SVG}g")]
        places = {(one.get("cx"), one.get("cy")) for one in marks if one is not None}
        assert len(places) == 4


REGISTERED = RegisteredRisk(
    number=1, kind="Risk", cause="Tutors leave", event="Too few trained staff", effect="Totals are missed",
    treatment="", score="16 (4 by 4), high", movement="Rising from 8", owner="Probation trust",
    proximity="Now", raised_on=date(2009, 7, 14), objectives=("3.2.3",),
)  # fmt: skip
TOLD = {"marking": "OFFICIAL", "computed_from": "the register", "fictional": True}


def test_the_register_says_its_thresholds_and_each_entry() -> None:
    paper = risk_register(
        [REGISTERED], [RISING], title="Register", lead="1 open.", thresholds="High from 15.", **TOLD
    )
    table = next(one for one in paper.blocks if isinstance(one, Table))
    assert [plain(cell) for cell in table.rows[0]] == [
        "Risk 1: raised 14 July 2009: objective 3.2.3",
        "Too few trained staff: Tutors leave: Totals are missed",
        "Nothing is written down.",
        "16 (4 by 4), high: Rising from 8",
        "Probation trust: Now",
    ]
    assert any(isinstance(one, Drawing) for one in paper.blocks)


def test_the_matrix_of_the_paper_leaves_room_on_its_sheet() -> None:
    paper = risk_register([REGISTERED], [RISING], title="Register", lead="1.", thresholds="15.", **TOLD)
    drawn = next(one for one in paper.blocks if isinstance(one, Drawing))
    picture = ElementTree.fromstring(drawn.svg)
    # a sheet on its side is 257 mm wide within its margins, and some 120 mm are left below its title
    assert 257 * int(picture.get("height") or 0) / int(picture.get("width") or 1) < 110


def test_an_empty_register_is_a_paper_without_a_drawing() -> None:
    paper = risk_register([], [], title="Register", lead="Nothing.", thresholds="None.", **TOLD)
    assert not any(isinstance(one, Drawing) for one in paper.blocks)


@pytest.mark.parametrize("form", sorted(FILES))
def test_both_papers_are_had_as_files(form: str) -> None:
    lesson = LessonTold(
        reference="Reviews, lesson 1", words="News came late.", action="Send it.", owner="Prisons",
        due=date(2010, 2, 26), state="To be acted on",
    )  # fmt: skip
    themes = lesson_themes(
        [ThemeTold(name="moves", reports=1, completed=0, lessons=(lesson,))], meeting="the board", **TOLD
    )
    assert [one.text for one in themes.blocks if isinstance(one, Heading)] == [
        "Themes of lessons from reviews",
        "moves",
    ]
    register = risk_register([REGISTERED], [RISING], title="Register", lead="1.", thresholds="15.", **TOLD)
    made, _kind = FILES[form]
    start = b"%PDF" if form == "pdf" else b"PK"
    assert all(made(paper).startswith(start) for paper in (themes, register))
