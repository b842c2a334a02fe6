"""The map comes from the recorded lines: each kind drawn its own way, and a table that says the same."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.papers.documents import MAP
from throughline.papers.blocks import Table, plain
from throughline.papers.governance_map import (
    GovernanceMap,
    LineKind,
    MapBody,
    MapLine,
    drawing,
    governance_map,
    key,
    only,
    table,
)
from throughline.papers.html import fragment
from throughline.papers.map_of_terms import map_of_terms
from throughline.rules.terms.in_force import on
from throughline.rules.terms.reader import read

PARTNERSHIPS = Path(__file__).parents[2] / "partnerships"


def two_bodies(kind: LineKind) -> GovernanceMap:
    return GovernanceMap(
        "Map", "today", (MapBody("a", "A", own=True), MapBody("b", "B")), (MapLine("a", "b", kind),)
    )


def rows(shown: Table) -> list[tuple[str, ...]]:
    return [tuple(plain(cell) for cell in row) for row in shown.rows]


def strokes(svg: str) -> list[dict[str, str]]:
    root = ElementTree.fromstring(svg)
    return [one.attrib for one in root.iter() if one.tag.endswith("path") and one.get("fill") == "none"]


LOOKS = [
    ("reports to: one whole line with an arrow", "reporting", 1, None, True),
    ("works with: one dashed line without an arrow", "liaison", 1, "5,2", False),
    ("linked, kind not stated: one dotted line without an arrow", "unclassified", 1, "1,5", False),
    (
        "commissions: a double line, drawn as two with white between, and an arrow",
        "commissioning",
        3,
        None,
        True,
    ),
]


@pytest.mark.clause("C051", breaks="throughline.papers.governance_map:drawing")
@pytest.mark.parametrize(
    ("kind", "lines", "dashes", "arrow"), [x[1:] for x in LOOKS], ids=[x[0] for x in LOOKS]
)
def test_each_kind_of_line_looks_its_own_way(
    kind: LineKind, lines: int, dashes: str | None, arrow: bool
) -> None:
    svg = drawing(two_bodies(kind)).svg
    drawn = strokes(svg)
    assert len(drawn) == lines
    assert drawn[0].get("stroke-dasharray") == dashes
    assert ("<polygon" in svg.split("</text>", 2)[-1]) is arrow


def test_a_reporting_arrow_points_at_whoever_is_reported_to() -> None:
    svg = drawing(two_bodies("reporting")).svg
    heights = [float(y) for y in re.findall(r'<text[^>]* y="(-?[\d.]+)"', svg)]
    names = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    place = dict(zip(names, heights, strict=True))
    assert place["B"] < place["A"]
    polygon = re.findall(r'<polygon[^>]*points="([^"]*)"', svg)[-1]
    tip = min(float(point.split(",")[1]) for point in polygon.split())
    assert abs(tip - place["B"]) < abs(tip - place["A"])


def test_the_table_says_every_line_of_the_drawing() -> None:
    assert rows(table(MAP)) == [
        ("Partnership Board", "reports to: stated by one side only", "National Programme Board"),
        ("Offender Health Board", "reports to", "Partnership Board"),
        ("Third Sector and Faith Group", "works with: from October 2009", "Partnership Board"),
        ("Partnership Board", "commissions", "Prisons"),
        ("Partnership Board", "linked, kind not stated", "Strategic MARAC board"),
    ]


def test_both_forms_name_every_body_and_carry_no_style_no_script_and_no_ids() -> None:
    drawn = drawing(MAP)
    for svg in (drawn.svg, drawn.narrow_svg):
        said = re.sub(r"\s+", " ", " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))
        for body in MAP.bodies:
            assert body.name in said
        assert not re.search(r"\s(style|id|class|on\w+)=|<script|<title|<!--", svg)


def test_on_a_page_the_drawing_is_one_picture_with_title_and_description() -> None:
    page = fragment(governance_map(MAP, marking="OFFICIAL", computed_from="terms"))
    assert page.count('role="img"') == 2
    assert page.count("<title>Governance map</title>") == 2
    assert "<desc>6 bodies and 5 lines: 2 reporting, 1 of working together" in page
    assert "Two pathways have no standing group." in page
    assert "Single line: reports to. Dashed: works with. Double: commissions." in page.split("<svg")[0]


SAID = [
    ("one line", ["reporting"], "3 bodies and 1 line, reporting, on today."),
    ("two of one kind", ["reporting"] * 2, "3 bodies and 2 lines, both reporting, on today."),
    (
        "several of one kind",
        ["liaison"] * 3,
        "3 bodies and 3 lines, all of working together, on today.",
    ),
    (
        "kinds apart",
        ["commissioning", "unclassified"],
        "3 bodies and 2 lines: 1 commissioning and 1 of a kind not stated, on today.",
    ),
    ("no line", [], "3 bodies on today, and no line between them is recorded."),
]


@pytest.mark.parametrize(("kinds", "said"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_the_map_begins_with_how_many_bodies_and_lines_of_which_kind(
    kinds: list[LineKind], said: str
) -> None:
    bodies = (MapBody("a", "A"), MapBody("b", "B"), MapBody("c", "C"))
    shown = GovernanceMap("Map", "today", bodies, tuple(MapLine("a", "b", kind) for kind in kinds))
    assert drawing(shown).description.startswith(said)


def test_the_key_tells_only_of_lines_that_occur() -> None:
    [told] = key(two_bodies("liaison"))
    assert told.text == "Dashed: works with."
    assert key(GovernanceMap("Map", "today", (MapBody("a", "A"),), ())) == ()


@pytest.mark.clause("C051", breaks="throughline.papers.governance_map:only")
def test_a_map_can_be_narrowed_to_some_kinds_of_line() -> None:
    shown = only(MAP, ["commissioning"])
    assert [body.name for body in shown.bodies] == ["Partnership Board", "Prisons"]
    assert [line.kind for line in shown.lines] == ["commissioning"]


def test_a_small_map_is_not_blown_up() -> None:
    drawn = drawing(two_bodies("liaison"))
    assert [float(svg.split('width="')[1].split("pt")[0]) for svg in (drawn.svg, drawn.narrow_svg)] == [
        770,
        290,
    ]


def test_a_line_to_a_body_that_is_not_there_is_refused() -> None:
    shown = GovernanceMap("Map", "today", (MapBody("a", "A"),), (MapLine("a", "ghost", "liaison"),))
    with pytest.raises(ValueError, match='"ghost", not on the map'):
        drawing(shown)


@pytest.mark.parametrize("name", ['<b>"Q"</b> \\N \\G', "<>", "", "a & b", "{x|y}"])
def test_a_name_is_never_read_as_instructions(name: str) -> None:
    svg = drawing(GovernanceMap("Map", "today", (MapBody("a", name, own=True),), ())).svg
    root = ElementTree.fromstring(svg)
    said = " ".join(one.text or "" for one in root.iter() if one.tag.endswith("text"))
    assert "".join(said.split()) == "".join(name.split())


@pytest.mark.clause("C050", breaks="throughline.papers.map_of_terms:map_of_terms")
def test_the_lines_of_a_partnership_file_become_the_map_of_its_board() -> None:
    terms = read((PARTNERSHIPS / "barnet.toml").read_text(encoding="utf-8"))
    shown = map_of_terms(on(terms, date(2026, 4, 7)), own="rrdg", on_words="7 April 2026")
    assert [body.name for body in shown.bodies if body.own] == ["Reducing Re-offending Delivery Group"]
    assert ("IOM Case Work Panel", "reports to", "Reducing Re-offending Delivery Group") in rows(table(shown))
