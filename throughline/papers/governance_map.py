"""The governance map: who answers to whom, as a drawing and as the table that says the same.

Single line: reports to. Dashed: works with. Double: commissions. Dotted: linked, and nobody has
said how. The drawing comes from the recorded lines, so it is never older than they are.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import pygraphviz

from throughline.papers.blocks import Bullets, Document, Drawing, Heading, Lead, Paragraph, Quiet, Table, Text
from throughline.words.formats import list_words, number_words, plural

LineKind = Literal["reporting", "liaison", "commissioning", "unclassified"]

WORDS: Final[dict[LineKind, str]] = {
    "reporting": "reports to",
    "liaison": "works with",
    "commissioning": "commissions",
    "unclassified": "linked, kind not stated",
}
LOOKS: Final[dict[LineKind, str]] = {
    "reporting": "Single line: reports to.",
    "liaison": "Dashed: works with.",
    "commissioning": "Double: commissions.",
    "unclassified": "Dotted: linked, kind not stated.",
}
COUNTED: Final[dict[LineKind, str]] = {
    "reporting": "reporting",
    "liaison": "of working together",
    "commissioning": "commissioning",
    "unclassified": "of a kind not stated",
}


@dataclass(frozen=True)
class MapBody:
    """A body on the map; ``own`` for the board whose map it is; ``note`` stands under its name."""

    id: str
    name: str
    own: bool = False
    note: str = ""


@dataclass(frozen=True)
class MapLine:
    """A line from one body to another, with the days it holds as the terms write them."""

    source: str
    target: str
    kind: LineKind
    one_sided: bool = False
    note: str = ""
    """Who states it, or the days it holds, as words."""


@dataclass(frozen=True)
class GovernanceMap:
    """What one map shows, and on which day it held."""

    title: str
    on: str
    """The day in words."""
    bodies: tuple[MapBody, ...]
    lines: tuple[MapLine, ...]
    gaps: tuple[str, ...] = ()
    """What is missing, a sentence each."""


@dataclass(frozen=True)
class _Form:
    """How a map fits a width: bodies in a row, letters in a line, sizes in points."""

    in_a_row: int
    letters: int
    type_size: int
    width: int
    """A smaller map gets white beside it, so that it is never blown up to fill a page."""
    stacked: bool
    """Whether rows stand right under each other, with the lines led round them."""


WIDE: Final = _Form(in_a_row=6, letters=19, type_size=14, width=770, stacked=False)
NARROW: Final = _Form(in_a_row=2, letters=15, type_size=13, width=290, stacked=True)


def governance_map(
    shown: GovernanceMap, *, marking: str, computed_from: str, version: str = "", heading: str = ""
) -> Document:
    """The map as a paper: the drawing with its table, then what is missing.

    ``heading`` stands above it where the title is said elsewhere. Raises ``ValueError`` if a line
    names a body that is not on the map.
    """
    missing = (Heading("What is missing", 2), Bullets(shown.gaps)) if shown.gaps else ()
    return Document(
        title=shown.title,
        blocks=(
            Heading(heading or shown.title),
            Lead(_in_short(shown)),
            *key(shown),
            drawing(shown),
            *missing,
        ),
        marking=marking,
        computed_from=computed_from,
        version=version,
    )


def drawing(shown: GovernanceMap) -> Drawing:
    """The map in its wide and its narrow form, described in words, with its table.

    Raises ``ValueError`` if a line names a body that is not on the map.
    """
    return Drawing(
        svg=_svg(shown, WIDE),
        narrow_svg=_svg(shown, NARROW),
        title=shown.title,
        description=" ".join((_in_short(shown), *_looks(shown))),
        twin=table(shown),
        wide=True,
    )


def only(shown: GovernanceMap, kinds: Iterable[LineKind]) -> GovernanceMap:
    """The same map with only these kinds of line, and only the bodies they join and the board itself."""
    wanted = frozenset(kinds)
    lines = tuple(line for line in shown.lines if line.kind in wanted)
    joined = {end for line in lines for end in (line.source, line.target)}
    bodies = tuple(body for body in shown.bodies if body.own or body.id in joined)
    return GovernanceMap(shown.title, shown.on, bodies, lines, shown.gaps)


def table(shown: GovernanceMap) -> Table:
    """Every line of the map as a row: from, kind, to."""
    names = {body.id: body.name for body in shown.bodies}
    return Table(
        caption=f"{shown.title}: every line on {shown.on}",
        columns=("Body", "Line", "To"),
        rows=tuple((names[line.source], _words(line), names[line.target]) for line in _checked(shown)),
        empty="No lines recorded. A line is recorded with the terms of reference.",
    )


def _words(line: MapLine) -> Text:
    notes = ("stated by one side only" if line.one_sided else "", line.note)
    said = ", ".join(note for note in notes if note)
    return (WORDS[line.kind], Quiet(said)) if said else WORDS[line.kind]


def key(shown: GovernanceMap) -> tuple[Paragraph, ...]:
    """How each kind of line that occurs is drawn, as one paragraph; nothing where no line is recorded."""
    looks = " ".join(_looks(shown))
    return (Paragraph(looks, quiet=True),) if looks else ()


def _looks(shown: GovernanceMap) -> tuple[str, ...]:
    occurring = {line.kind for line in shown.lines}
    return tuple(look for kind, look in LOOKS.items() if kind in occurring)


def _in_short(shown: GovernanceMap) -> str:
    bodies = plural(len(shown.bodies), "body", "bodies")
    if not shown.lines:
        return f"{bodies} on {shown.on}, and no line between them is recorded."
    return f"{bodies} and {plural(len(shown.lines), 'line')}{_kinds(shown)}, on {shown.on}."


def _kinds(shown: GovernanceMap) -> str:
    counts = {kind: sum(line.kind == kind for line in shown.lines) for kind in COUNTED}
    said = [(count, COUNTED[kind]) for kind, count in counts.items() if count]
    if len(said) > 1:
        return ": " + list_words([f"{number_words(count)} {words}" for count, words in said])
    [(count, words)] = said
    return f", {words}" if count == 1 else f", {'both' if count == 2 else 'all'} {words}"


def _checked(shown: GovernanceMap) -> tuple[MapLine, ...]:
    known = {body.id for body in shown.bodies}
    for line in shown.lines:
        for end in (line.source, line.target):
            if end not in known:
                raise ValueError(f'A line names "{end}", not on the map. Add the body or mend the line.')
    return shown.lines


def _svg(shown: GovernanceMap, form: _Form) -> str:
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(rankdir="TB", bgcolor="transparent", nodesep="0.22", ranksep="0.5", pad="0.05")
    graph.node_attr.update(
        shape="box",
        style="rounded,filled",
        fillcolor="#ffffff",
        color="#484949",
        penwidth="1.3",
        fontname="Arial",
        fontsize=str(form.type_size),
        fontcolor="#0b0c0c",
        margin="0.12,0.09",
    )
    graph.edge_attr.update(color="#0b0c0c", arrowsize="0.9", fontname="Arial", fontsize="12")
    nodes = {body.id: f"body{count}" for count, body in enumerate(shown.bodies)}
    for body in shown.bodies:
        own = {"fillcolor": "#0e3a44", "fontcolor": "#ffffff", "color": "#0e3a44"} if body.own else {}
        graph.add_node(nodes[body.id], label=_label(body, form), **own)
    _add_lines(graph, shown, nodes, form)
    return _with_white_beside(_plain_svg(graph.draw(format="svg", prog="dot").decode()), form.width)


def _label(body: MapBody, form: _Form) -> str:
    lines = textwrap.wrap(body.name, form.letters) or [" "]
    if body.note:
        lines += textwrap.wrap(f"({body.note})", form.letters)
    words = "\n".join(lines).replace("\\", "\\\\")
    return f" {words}" if words.startswith("<") else words


def _add_lines(graph: pygraphviz.AGraph, shown: GovernanceMap, nodes: dict[str, str], form: _Form) -> None:
    rows = _rows_under_the_board(shown, form)
    own = [body.id for body in shown.bodies if body.own]
    for line in _checked(shown):
        above, under = _ends_from_the_top(line)
        row = rows.get(under, 1) if above in own else 1
        loose = line.kind not in ("reporting", "commissioning")
        holds = "false" if loose or (form.stacked and row > 1) else "true"
        graph.add_edge(nodes[above], nodes[under], constraint=holds, minlen=str(row), **_look(line))
    if form.stacked:
        _stack(graph, nodes, rows, own)
        return
    for body in _loose(shown):
        for board in own:
            graph.add_edge(nodes[board], nodes[body], style="invis", minlen=str(rows[body]))


def _stack(graph: pygraphviz.AGraph, nodes: dict[str, str], rows: dict[str, int], own: list[str]) -> None:
    """Hold each row of bodies right under the row before it, whatever lines pass between them."""
    before = own
    for row in sorted(set(rows.values())):
        members = [body for body, stands in rows.items() if stands == row]
        for position, body in enumerate(members):
            if before:
                above = before[min(position, len(before) - 1)]
                graph.add_edge(nodes[above], nodes[body], style="invis", weight="4")
        before = members


def _ends_from_the_top(line: MapLine) -> tuple[str, str]:
    """The end drawn above and the end below: whoever is reported to, or commissions, is above."""
    return (line.target, line.source) if line.kind == "reporting" else (line.source, line.target)


def _is_own(shown: GovernanceMap, id: str) -> bool:
    return any(body.own and body.id == id for body in shown.bodies)


def _loose(shown: GovernanceMap) -> list[str]:
    """The bodies that no reporting or commissioning line gives a place."""
    placed = {
        end
        for line in shown.lines
        if line.kind in ("reporting", "commissioning")
        for end in (line.source, line.target)
    }
    return [body.id for body in shown.bodies if body.id not in placed and not body.own]


def _rows_under_the_board(shown: GovernanceMap, form: _Form) -> dict[str, int]:
    """In which row under the board each body stands: who reports, who is linked, who is commissioned."""
    reporting, commissioned = (
        [
            _ends_from_the_top(line)[1]
            for line in shown.lines
            if line.kind == kind and _is_own(shown, _ends_from_the_top(line)[0])
        ]
        for kind in ("reporting", "commissioning")
    )
    rows: dict[str, int] = {}
    first = 1
    for group in (list(dict.fromkeys(reporting)), _loose(shown), list(dict.fromkeys(commissioned))):
        fresh = [body for body in group if body not in rows]
        rows |= {body: first + position // form.in_a_row for position, body in enumerate(fresh)}
        first += -(-len(fresh) // form.in_a_row)
    return rows


def _look(line: MapLine) -> dict[str, str]:
    looks: dict[LineKind, dict[str, str]] = {
        "reporting": {"dir": "back", "arrowtail": "normal", "penwidth": "1.8"},
        "liaison": {"dir": "none", "style": "dashed", "penwidth": "1.8"},
        "commissioning": {"color": "#0b0c0c:#ffffff:#0b0c0c", "penwidth": "1.6", "arrowhead": "normal"},
        "unclassified": {"dir": "none", "style": "dotted", "penwidth": "2.2", "color": "#484949"},
    }
    said = {"label": " one side only"} if line.one_sided else {}
    return {**looks[line.kind], **said}


def _plain_svg(drawn: str) -> str:
    """Graphviz's drawing without its comments, ids and pop-up titles, in the page's own type."""
    inside = drawn[drawn.index("<svg") :]
    for unwanted in (r"<!--.*?-->\n?", r"<title>.*?</title>\n?", r'\s(id|class)="[^"]*"'):
        inside = re.sub(unwanted, "", inside, flags=re.DOTALL)
    return inside.replace('font-family="Arial"', 'font-family="Arial, Liberation Sans, sans-serif"')


def _with_white_beside(svg: str, width: int) -> str:
    size = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="0.00 0.00 [\d.]+ [\d.]+"')
    found = size.match(svg)
    if found is None:
        raise ValueError("The map could not be drawn: Graphviz gave no size.")
    own, height = float(found[1]), float(found[2])
    whole = max(own, width)
    left = (own - whole) / 2
    return (
        f'<svg width="{whole:g}pt" height="{height:g}pt" viewBox="{left:g} 0 {whole:g} {height:g}"'
        + svg[found.end() :]
    )
