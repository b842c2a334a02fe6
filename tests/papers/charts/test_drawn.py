"""A drawing is a picture that a page may hold: shapes and words, and nothing else."""

from __future__ import annotations

import hashlib
import re
import struct
import subprocess
import sys
from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring
from PIL import ImageFont

from tests.papers.charts.examples import CHARTS, broken, settled
from throughline.papers.charts.chart import NAMES
from throughline.papers.charts.drawn import Drawn, bare_svg, drawn, labelled
from throughline.papers.charts.run_chart import run_chart
from throughline.papers.lettering import FOLDER
from throughline.papers.word import picture

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawn]:
    return {kind: drawn(chart) for kind, chart in CHARTS.items()}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_drawing_holds_shapes_and_words_and_nothing_else(drawings: dict[str, Drawn], kind: str) -> None:
    for svg in drawings[kind]:
        elements = list(fromstring(svg).iter())
        assert {one.tag.removeprefix(SVG) for one in elements} <= {
            "svg", "title", "desc", "g", "path", "line", "rect", "text",
        }  # fmt: skip
        names = {name for one in elements for name in one.attrib}
        assert not [name for name in names if name.startswith(("on", "aria-role")) or name == "style"]
        assert not names & {"class", "style", "href", "clip-path", "pointer-events"}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_drawing_is_read_aloud_by_its_title_and_description(drawings: dict[str, Drawn], kind: str) -> None:
    for svg in drawings[kind]:
        root = fromstring(svg)
        title, words = root[0], root[1]
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
        assert (title.text, words.text) == (CHARTS[kind].title, CHARTS[kind].description)


def test_six_charts_on_one_page_share_no_id(drawings: dict[str, Drawn]) -> None:
    ids = [
        found for pair in drawings.values() for svg in pair for found in re.findall(r'\sid="([^"]+)"', svg)
    ]
    assert len(ids) == len(set(ids)) == 2 * 2 * len(CHARTS)


@pytest.mark.parametrize("kind", CHARTS)
def test_there_is_one_family_of_type_and_the_two_widths(drawings: dict[str, Drawn], kind: str) -> None:
    for svg, width in zip(drawings[kind], (770, 290), strict=True):
        assert re.findall('font-family="([^"]+)"', svg) == ["Arial, Liberation Sans, sans-serif"]
        assert fromstring(svg).get("viewBox", "").startswith(f"0 0 {width} ")


@pytest.mark.parametrize("kind", CHARTS)
def test_every_word_lies_inside_the_drawing(drawings: dict[str, Drawn], kind: str) -> None:
    """Words are as wide as the letters of the family say, to a point or two; none is cut off at an edge."""
    for svg in drawings[kind]:
        root = fromstring(svg)
        width, height = (float(side) for side in root.get("viewBox", "").split()[2:])
        for left, top, anchor, size, bold, words in placed_words(root):
            face = "Bold" if bold else "Regular"
            letters = ImageFont.truetype(str(FOLDER / f"LiberationSans-{face}.ttf"), 100)
            long = letters.getlength(words) * size / 100
            start = {"start": left, "middle": left - long / 2, "end": left - long}[anchor]
            assert start >= -2, words
            assert start + long <= width + 2, words
            assert top - size * 0.7 >= -1, words
            assert top <= height + 1, words


def placed_words(root, left: float = 0.0, top: float = 0.0):  # type: ignore[no-untyped-def]
    for child in root:
        x, y = left, top
        if moved := re.search(r"translate\(([-\d.]+),([-\d.]+)\)", child.get("transform", "")):
            x, y = left + float(moved[1]), top + float(moved[2])
        if child.tag == f"{SVG}text":
            size = float(child.get("font-size", "13px").removesuffix("px"))
            bold = child.get("font-weight") == "bold"
            yield x, y, child.get("text-anchor", "start"), size, bold, child.text or ""
        yield from placed_words(child, x, y)


@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_values_give_the_same_letters(drawings: dict[str, Drawn], kind: str) -> None:
    assert drawn(CHARTS[kind]) == drawings[kind]


def test_another_machine_in_another_time_zone_draws_the_same_letters(drawings: dict[str, Drawn]) -> None:
    told = (
        "import hashlib; from tests.papers.charts.examples import CHARTS; "
        "from throughline.papers.charts.drawn import drawn; "
        "print(hashlib.sha256(''.join(drawn(CHARTS['series'])).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={"TZ": zone, "PATH": "", "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for zone, seed in (("Pacific/Auckland", "1"), ("America/Los_Angeles", "2"))
    }  # fmt: skip
    assert said == {hashlib.sha256("".join(drawings["series"]).encode()).hexdigest() + "\n"}


def test_a_changed_figure_has_another_fingerprint() -> None:
    before, after = run_chart(settled()), run_chart(settled(target=74.0))
    assert before.digest == run_chart(settled()).digest
    assert before.digest != after.digest


@pytest.mark.parametrize(
    "part, changed",
    [
        ("title", "Another title"),
        ("description", "Other words"),
        ("note", "Another note"),
        ("remarks", ("A remark",)),
        ("kind", "funnel"),
    ],
)
def test_whatever_is_shown_is_in_the_fingerprint(part: str, changed: object) -> None:
    chart = CHARTS["series"]
    assert replace(chart, **{part: changed}).digest != chart.digest  # type: ignore[arg-type]


def test_a_title_with_signs_of_markup_is_words() -> None:
    svg = labelled("<svg><g/></svg>", name="c", title="a <b> & c", description='"d"')
    assert fromstring(svg)[0].text == "a <b> & c"


def test_a_specification_may_fetch_nothing() -> None:
    spec = {"data": {"url": "https://example.org/figures.csv"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ValueError):
        bare_svg(spec)


@pytest.mark.parametrize("kind", CHARTS)
def test_every_sign_of_a_key_has_a_name_to_be_printed_by(kind: str) -> None:
    assert all(NAMES[sign.shape] for sign in CHARTS[kind].key)


def test_a_drawing_without_colour_keeps_its_signs_apart() -> None:
    """In mono print a sign of improvement is another shape than expected variation, not another grey."""
    chart = run_chart(broken())
    shapes = {
        (layer["mark"]["shape"], layer["mark"]["fill"] == "#ffffff")
        for layer in chart.wide["layer"]
        if layer["mark"]["type"] == "point"
    }
    assert shapes == {("circle", False), ("diamond", False), ("diamond", True)}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_drawing_becomes_a_picture_for_word(drawings: dict[str, Drawn], kind: str) -> None:
    image = picture(drawings[kind].wide)
    wide, high = struct.unpack(">II", image[16:24])
    box = fromstring(drawings[kind].wide).get("viewBox", "").split()
    assert wide / high == pytest.approx(float(box[2]) / float(box[3]), rel=0.01)
