"""The governance map of a day, from the lines of the terms to what the drawing shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from throughline.papers.governance_map import GovernanceMap, MapBody, MapLine
from throughline.rules.governance_map import MapLine as DrawnLine
from throughline.rules.governance_map import MapNode, governance_map
from throughline.rules.terms.model import Line, Terms, in_use
from throughline.rules.terms.words_for import names_in
from throughline.words.dates import ImpreciseDate
from throughline.words.formats import imprecise_words, list_words


def map_of_terms(terms_of_day: Terms, *, on_words: str, own: str = "") -> GovernanceMap:
    """The map as the page and the paper draw it.

    ``own`` is the id of the body whose map it is; ``on_words`` is the day in words.
    """
    found = governance_map(terms_of_day)
    known = {node.id for node in found.nodes}
    return GovernanceMap(
        title=f"Governance map: {terms_of_day.name}",
        on=on_words,
        bodies=tuple(
            MapBody(node.id, node.name, own=node.id == own, note=_about(node)) for node in found.nodes
        ),
        lines=tuple(
            MapLine(
                line.from_,
                line.to,
                line.style,
                one_sided=line.is_one_sided,
                note=_note(_statement(terms_of_day, line)),
            )
            for line in found.lines
            if {line.from_, line.to} <= known
        ),
        gaps=(*_gaps(terms_of_day, found.lines, known), *found.gaps),
    )


def _statement(terms: Terms, drawn: DrawnLine) -> Line | None:
    """The first statement of a line in the terms of either end."""
    ends = {drawn.from_, drawn.to}
    stated = (
        line
        for body in terms.bodies
        if body.id in ends
        for line in body.lines
        if line.type in drawn.types
        and set(line.clause) <= set(drawn.clause)
        and (ends - {body.id}) & _named(line)
    )
    return next(stated, None)


def _named(line: Line) -> set[str]:
    who = in_use(line.to)
    return set() if who is None else {*who.is_, *(word for part in who.any_of for word in part.is_)}


def leading_body(terms_of_day: Terms) -> str:
    """The code of the first body whose own terms the file holds: the one a map is drawn around."""
    return next((body.id for body in terms_of_day.bodies if body.versions), "")


def _about(node: MapNode) -> str:
    """What stands under the name of a node: its members, what it belongs to, its places and its role."""
    said = (
        _members(node.members, node.is_open),
        f"part of {node.part_of}" if node.part_of else "",
        f"for {list_words(node.area)}" if node.area and node.kind == "outside body" else "",
        node.role[:1].lower() + node.role[1:].rstrip("."),
    )
    return "; ".join(words for words in said if words)


def _members(names: tuple[str, ...], is_open: bool) -> str:
    if not names:
        return "members not listed" if is_open else ""
    return f"{list_words(names)}{' and others' if is_open else ''}"


def _note(line: Line | None) -> str:
    if line is None:
        return ""
    starts, ends = (
        moment if isinstance(moment, ImpreciseDate) else None for moment in (line.from_, line.until)
    )
    said = (
        f"from {imprecise_words(starts)}" if starts else "",
        f"until {imprecise_words(ends)}" if ends else "",
    )
    return ", ".join(words for words in said if words)


def _gaps(terms: Terms, lines: Sequence[DrawnLine], known: set[str]) -> Iterator[str]:
    names = names_in(terms)
    for body in terms.bodies:
        for clause in body.clauses:
            if clause.kind == "missing" and clause.text:
                yield f"{body.name}: {clause.text}"
    for line in lines:
        for end, other in ((line.from_, line.to), (line.to, line.from_)):
            if end not in known:
                yield f"A line of {names.get(other, other)} leads to “{end}”, which the file does not name."
