"""The drawing of a governance map: bodies in rows that fit the width shown, so that letters stay readable.

Graphviz draws each part of the map that hangs together. The parts, and then the bodies without a
line, are set in rows. Where a board has more lines than a row holds, those of one kind share a stem.
"""

from __future__ import annotations

import os
import re
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pygraphviz

from throughline.papers.lettering import FOLDER

if TYPE_CHECKING:
    from throughline.papers.governance_map import GovernanceMap, LineKind, MapBody, MapLine

FAMILY: Final = "Liberation Sans"
PAGE_FAMILY: Final = "Arial, Liberation Sans, sans-serif"
NO_LINE: Final = "No line is stated"
BETWEEN: Final = 10.0
BELOW: Final = 22.0
BELOW_KINDS: Final = ("reporting", "liaison", "unclassified", "commissioning")


@dataclass(frozen=True)
class Form:
    """How a map fits a width: most bodies in a row, letters in a line, sizes in points of the drawing."""

    in_a_row: int
    letters: int
    type_size: int
    width: int
    """Of the frame: a smaller map gets white beside it, a wider part is set in more rows."""


WIDE: Final = Form(in_a_row=4, letters=19, type_size=15, width=770)
NARROW: Final = Form(in_a_row=2, letters=14, type_size=13, width=290)


class _Part(NamedTuple):
    """Something drawn, ready to be put in its place."""

    inside: str
    width: float
    height: float


class _Piece(NamedTuple):
    """A line, or the part of it that others share, from the end above to the end below."""

    above: str
    below: str
    arrow: bool
    labelled: bool


def map_svg(shown: GovernanceMap, form: Form) -> str:
    """The map as one SVG, as wide as the form unless a single row of one body is wider."""
    joined = {end for line in shown.lines for end in (line.source, line.target)}
    rows = list(_shelves([_fitting(shown, ids, form) for ids in _hanging_together(shown)], form.width))
    lone = [body for body in shown.bodies if body.id not in joined]
    width = max(form.width, *(_row_width(row) for row in rows)) if rows else float(form.width)
    placed, top = _set(rows, width, 0.0)
    if lone and rows:
        placed.append(_heading(top, width, form))
        top += 2 * form.type_size + BETWEEN
    boxes, top = _set(_shelves([_lone(body, form, len(lone)) for body in lone], form.width), width, top)
    height = top - BELOW + 2
    return (
        f'<svg width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}" '
        f'xmlns="http://www.w3.org/2000/svg">\n{"".join((*placed, *boxes))}</svg>\n'
    )


def _row_width(row: Sequence[_Part]) -> float:
    return sum(part.width for part in row) + BETWEEN * (len(row) - 1)


def _shelves(parts: Sequence[_Part], width: float) -> Iterator[list[_Part]]:
    row: list[_Part] = []
    for part in parts:
        if row and _row_width([*row, part]) > width:
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _set(
    rows: Sequence[list[_Part]] | Iterator[list[_Part]], width: float, top: float
) -> tuple[list[str], float]:
    """The rows one under the other, each in the middle, and where the next one would begin."""
    placed = []
    for row in rows:
        left = (width - _row_width(row)) / 2
        for part in row:
            placed.append(f'<g transform="translate({left:.2f} {top:.2f})">\n{part.inside}</g>\n')
            left += part.width + BETWEEN
        top += max(part.height for part in row) + BELOW
    return placed, top


def _heading(top: float, width: float, form: Form) -> str:
    return (
        f'<line x1="0" y1="{top:.2f}" x2="{width:g}" y2="{top:.2f}" stroke="#6b7276" stroke-width="1"/>\n'
        f'<text x="4" y="{top + 1.5 * form.type_size:.2f}" font-family="{escape(PAGE_FAMILY)}" '
        f'font-weight="bold" font-size="{form.type_size:.2f}" fill="#0b0c0c">{NO_LINE}</text>\n'
    )


def _lone(body: MapBody, form: Form, count: int) -> _Part:
    in_a_row = min(form.in_a_row, max(count, 1))
    graph = _graph(form)
    if in_a_row == form.in_a_row:
        each = (form.width - BETWEEN * (in_a_row - 1)) / in_a_row
        graph.node_attr.update(width=f"{(each - 9) / 72:.3f}")
    _add_body(graph, "body", body, form)
    return _drawn(graph)


def _hanging_together(shown: GovernanceMap) -> list[list[str]]:
    """The bodies that lines join, directly or through others; the board's own part is first."""
    groups: list[set[str]] = []
    for line in shown.lines:
        ends = {line.source, line.target}
        touched = [group for group in groups if group & ends]
        groups = [group for group in groups if not group & ends] + [ends.union(*touched)]
    order = [body.id for body in sorted(shown.bodies, key=lambda body: not body.own)]
    groups.sort(key=lambda group: min(order.index(id) for id in group))
    return [[id for id in order if id in group] for group in groups]


def _fitting(shown: GovernanceMap, ids: Sequence[str], form: Form) -> _Part:
    """The part with as many bodies in a row as the frame has room for."""
    tried = (_joined(shown, ids, form, in_a_row) for in_a_row in range(form.in_a_row, 0, -1))
    narrowest = next(tried)
    for part in tried:
        if narrowest.width <= form.width:
            break
        narrowest = min(narrowest, part, key=lambda one: one.width)
    return narrowest


def _joined(shown: GovernanceMap, ids: Sequence[str], form: Form, in_a_row: int) -> _Part:
    graph = _graph(form)
    names = {id: f"body{count}" for count, id in enumerate(ids)}
    for body in shown.bodies:
        if body.id in names:
            _add_body(graph, names[body.id], body, form)
    lines = [line for line in shown.lines if line.source in names]
    middle = _middle(shown, ids, lines)
    rows = _rows(lines, middle, in_a_row)
    drawn: set[tuple[str, str, LineKind]] = set()
    joined: set[frozenset[str]] = set()
    for line in lines:
        ends = frozenset((line.source, line.target))
        holds = ends not in joined
        for piece in _pieces(line, middle, rows if holds else {}):
            above, below = (names.get(end, end) for end in (piece.above, piece.below))
            if (above, below, line.kind) not in drawn or {piece.above, piece.below} <= names.keys():
                _add_piece(graph, above, below, line, piece, holds)
            drawn.add((above, below, line.kind))
        joined.add(ends)
    return _drawn(graph)


def _middle(shown: GovernanceMap, ids: Sequence[str], lines: Sequence[MapLine]) -> str:
    own = [body.id for body in shown.bodies if body.own and body.id in ids]
    return own[0] if own else max(ids, key=lambda id: sum(id in (one.source, one.target) for one in lines))


def ends_from_the_top(line: MapLine) -> tuple[str, str]:
    """The end drawn above and the end below: whoever is reported to, or commissions, is above."""
    return (line.target, line.source) if line.kind == "reporting" else (line.source, line.target)


def _rows(lines: Sequence[MapLine], middle: str, in_a_row: int) -> dict[str, int]:
    """How many rows above (below nought) or below the middle each body stands that a line joins to it."""
    above: list[str] = []
    below: list[str] = []
    for kind in BELOW_KINDS:
        for line in lines:
            upper, lower = ends_from_the_top(line)
            ranked = kind in ("reporting", "commissioning")
            if line.kind != kind or middle not in (upper, lower) or upper == lower:
                continue
            other = lower if upper == middle else upper
            (above if ranked and lower == middle else below).append(other)
    places = {other: 1 + place // in_a_row for place, other in enumerate(_fresh(below, above))}
    return places | {other: -1 - place // in_a_row for place, other in enumerate(_fresh(above, ()))}


def _fresh(ids: Sequence[str], placed: Sequence[str]) -> list[str]:
    return [id for id in dict.fromkeys(ids) if id not in placed]


def _pieces(line: MapLine, middle: str, rows: dict[str, int]) -> list[_Piece]:
    """The line from above to below; one to a further row goes by the stem that its kind shares."""
    above, below = ends_from_the_top(line)
    other = below if above == middle else above
    row = rows.get(other, 0) if middle in (above, below) else 0
    if row and (row < 0) != (other == above):
        above, below = below, above
    side = "above" if row < 0 else "below"
    stem = [f"stem {line.kind} {side} {step}" for step in range(1, abs(row))]
    stops = [above, *(reversed(stem) if row < 0 else stem), below]
    pointed = 0 if line.kind == "reporting" else len(stops) - 2
    return [
        _Piece(upper, lower, arrow=count == pointed, labelled=other in (upper, lower))
        for count, (upper, lower) in enumerate(pairwise(stops))
    ]


def _add_piece(
    graph: pygraphviz.AGraph, above: str, below: str, line: MapLine, piece: _Piece, holds: bool
) -> None:
    for end in (above, below):
        if end.startswith("stem "):
            graph.add_node(end, shape="point", width="0.01", height="0.01", label="", group=end[:-2])
    look = _look(line.kind)
    if not piece.arrow:
        look |= {"dir": "none"}
    if above.startswith("stem ") and below.startswith("stem "):
        look |= {"weight": "50"}
    if line.one_sided and piece.labelled:
        look |= {"label": " one side only"}
    graph.add_edge(above, below, constraint="true" if holds else "false", **look)


def _look(kind: LineKind) -> dict[str, str]:
    looks: dict[LineKind, dict[str, str]] = {
        "reporting": {"dir": "back", "arrowtail": "normal", "penwidth": "1.8"},
        "liaison": {"dir": "none", "style": "dashed", "penwidth": "1.8"},
        "commissioning": {"color": "#0b0c0c:#ffffff:#0b0c0c", "penwidth": "1.6", "arrowhead": "normal"},
        "unclassified": {"dir": "none", "style": "dotted", "penwidth": "2.2", "color": "#484949"},
    }
    return looks[kind]


def _graph(form: Form) -> pygraphviz.AGraph:
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(rankdir="TB", bgcolor="transparent", nodesep="0.14", ranksep="0.4", pad="0.05")
    graph.node_attr.update(
        shape="box",
        style="rounded,filled",
        fillcolor="#ffffff",
        color="#484949",
        penwidth="1.3",
        fontname=FAMILY,
        fontsize=str(form.type_size),
        fontcolor="#0b0c0c",
        margin="0.09,0.07",
    )
    graph.edge_attr.update(color="#0b0c0c", arrowsize="0.9", fontname=FAMILY, fontsize=str(form.type_size))
    return graph


def _add_body(graph: pygraphviz.AGraph, name: str, body: MapBody, form: Form) -> None:
    own = {"fillcolor": "#0e3a44", "fontcolor": "#ffffff", "color": "#0e3a44"} if body.own else {}
    graph.add_node(name, label=_label(body, form), **own)


def _label(body: MapBody, form: Form) -> str:
    lines = textwrap.wrap(body.name, form.letters) or [" "]
    if body.note:
        lines += textwrap.wrap(f"({body.note})", form.letters)
    words = "\n".join(lines).replace("\\", "\\\\")
    return f" {words}" if words.startswith("<") else words


def _drawn(graph: pygraphviz.AGraph) -> _Part:
    """What Graphviz draws, without its comments, ids and pop-up titles, in the page's own type."""
    _know_our_letters()
    inside = graph.draw(format="svg", prog="dot").decode()
    for unwanted in (r"<!--.*?-->\n?", r"<title>.*?</title>\n?", r'\s(id|class)="[^"]*"'):
        inside = re.sub(unwanted, "", inside, flags=re.DOTALL)
    found = re.search(r'<svg[^>]*viewBox="0.00 0.00 ([\d.]+) ([\d.]+)"[^>]*>(.*)</svg>', inside, re.DOTALL)
    if found is None:
        raise ValueError("The map could not be drawn: Graphviz gave no size.")
    words = found[3].replace(f'font-family="{FAMILY}"', f'font-family="{PAGE_FAMILY}"')
    return _Part(words.lstrip(), float(found[1]), float(found[2]))


@cache
def _know_our_letters() -> None:
    """Have Graphviz measure with the letters the project carries, on every machine the same.

    It asks for a list of fonts once, at its first drawing; the machine's own list may be written for
    a later version than the one it carries.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "fonts.conf")
        listed.write_text(
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>'
            f"<dir>{escape(str(FOLDER))}</dir><cachedir>{escape(folder)}</cachedir></fontconfig>\n",
            encoding="utf-8",
        )
        os.environ["FONTCONFIG_FILE"] = str(listed)
        try:
            first = pygraphviz.AGraph()
            first.add_node("a", fontname=FAMILY)
            first.draw(format="svg", prog="dot")
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before
