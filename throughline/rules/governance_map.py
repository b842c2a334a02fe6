"""The governance map as values: who stands on it and every line between them.

Source: the partnership file, section 7 (``line``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from throughline.rules.terms.model import Body, Line, Terms, Who, in_use
from throughline.rules.terms.words_for import names_in

Style = Literal["reporting", "liaison", "commissioning", "unclassified"]
StatedBy = Literal[
    "both sides", "one side only", "this side; the other is outside the file", "another body's document"
]

STYLES: dict[str, Style] = {
    "reports-to": "reporting",
    "accountable-to": "reporting",
    "holds-to-account": "reporting",
    "directs": "reporting",
    "delegates-to": "reporting",
    "part-of": "reporting",
    "liaises-with": "liaison",
    "consults": "liaison",
    "advises": "liaison",
    "refers-to": "liaison",
    "commissions": "commissioning",
    "linked-with": "unclassified",
}
"""How each type of line is drawn."""
DOWNWARD = ("holds-to-account", "directs", "delegates-to")
"""The types that run from the senior body to the one that answers to it."""


@dataclass(frozen=True, kw_only=True)
class MapNode:
    """A body, outside body, organisation or class of them on the map."""

    id: str
    name: str
    kind: Literal["body", "outside body", "organisation", "class"]
    members: tuple[str, ...] = ()
    """The listed members of a class, by name."""
    is_open: bool = False
    """Whether a class has members that are not listed."""
    part_of: str = ""
    """The name of the body that it belongs to."""
    area: tuple[str, ...] = ()
    """The places that it covers, as far as the file says."""
    role: str = ""
    """What an outside body does, as the documents describe it."""


@dataclass(frozen=True, kw_only=True)
class MapLine:
    """One line on the map. A reporting line runs from the one who answers to the one answered to."""

    from_: str
    to: str
    style: Style
    types: tuple[str, ...]
    """The types as the terms state them, one for each side that states the line."""
    stated_by: StatedBy
    via: str | None = None
    purpose: str | None = None
    clause: tuple[str, ...] = ()

    @property
    def is_one_sided(self) -> bool:
        """Whether the other side's terms stand in the file and do not state the line."""
        return self.stated_by == "one side only"


@dataclass(frozen=True, kw_only=True)
class GovernanceMap:
    """Every node and line of one day; the drawing and its table are made from the same values."""

    nodes: tuple[MapNode, ...]
    lines: tuple[MapLine, ...]
    gaps: tuple[str, ...] = ()
    """What is missing, a sentence each: lines stated by one side, pathways without a standing group."""

    def in_style(self, style: Style) -> tuple[MapLine, ...]:
        """The lines drawn in one style."""
        return tuple(line for line in self.lines if line.style == style)


def governance_map(terms: Terms) -> GovernanceMap:
    """The map of the terms as they hold on one day (give it the terms of that day).

    Two statements of one relation, from either side, are one line stated by both sides. A class
    of bodies is one node. An outside body whose role the file describes stands there without a line
    too. Raises KeyError for a type of line that the file's grammar does not know.
    Source: the partnership file, section 7 (``line``).
    """
    stated = [
        (body, line, to) for body in terms.bodies for line in body.lines for to in _ends(in_use(line.to))
    ]
    merged: dict[tuple[str, str, Style], list[tuple[Body, Line, str]]] = {}
    for body, line, to in stated:
        merged.setdefault(_relation(body.id, line.type, to), []).append((body, line, to))
    lines = tuple(_line(terms, relation, sides) for relation, sides in merged.items())
    on_map = {body.id for body in terms.bodies} | {end for line in lines for end in _touched(line)}
    on_map |= {external.id for external in terms.externals if external.role}
    return GovernanceMap(nodes=tuple(_nodes(terms, on_map)), lines=lines, gaps=tuple(_gaps(terms, lines)))


def _relation(body: str, type_: str, to: str) -> tuple[str, str, Style]:
    style = STYLES[type_]
    if style == "reporting":
        return (to, body, style) if type_ in DOWNWARD else (body, to, style)
    if style == "commissioning":
        return body, to, style
    first, last = sorted((body, to))
    return first, last, style


def _line(terms: Terms, relation: tuple[str, str, Style], sides: list[tuple[Body, Line, str]]) -> MapLine:
    from_, to, style = relation
    if style in ("liaison", "unclassified"):
        from_, to = sides[0][0].id, sides[0][2]
    lines = [line for _, line, _ in sides]
    return MapLine(
        from_=from_,
        to=to,
        style=style,
        types=tuple(dict.fromkeys(line.type for line in lines)),
        stated_by=_stated_by(terms, (from_, to), {body.id for body, _, _ in sides}),
        via=next((via for via in (in_use(line.via) for line in lines) if via is not None), None),
        purpose=next((line.purpose for line in lines if line.purpose is not None), None),
        clause=tuple(dict.fromkeys(clause for line in lines for clause in line.clause)),
    )


def _stated_by(terms: Terms, ends: tuple[str, str], sayers: set[str]) -> StatedBy:
    if set(ends) <= sayers:
        return "both sides"
    with_terms = {body.id for body in terms.bodies if body.versions}
    if not sayers & with_terms:
        return "another body's document"
    silent = set(ends) - sayers
    return "one side only" if silent <= with_terms else "this side; the other is outside the file"


def _gaps(terms: Terms, lines: tuple[MapLine, ...]) -> Iterator[str]:
    names = names_in(terms)
    for line in lines:
        if line.is_one_sided:
            ends = f"{names.get(line.from_, line.from_)} and {names.get(line.to, line.to)}"
            yield f"The line between {ends} is stated by one side only."
    bodies = {body.id for body in terms.bodies} | {external.id for external in terms.externals}
    some_are_led = any(pathway.led_by is not None for pathway in terms.pathways)
    for pathway in terms.pathways:
        led_by: Who | None = in_use(pathway.led_by)
        if some_are_led and pathway.kind == "pathway" and not bodies & set(_ends(led_by)):
            how = "and nobody leads it" if led_by is None else f"but a {in_use(pathway.how) or 'lead'}"
            yield f"{pathway.name}: no standing group, {how}."


def _touched(line: MapLine) -> tuple[str, ...]:
    return (line.from_, line.to) if line.via is None else (line.from_, line.to, line.via)


def _ends(who: Who | None) -> Iterator[str]:
    if who is None:
        return
    yield from who.is_
    for part in who.any_of:
        yield from _ends(part)


def _nodes(terms: Terms, on_map: set[str]) -> Iterator[MapNode]:
    names = names_in(terms)
    for body in terms.bodies:
        yield MapNode(id=body.id, name=body.name, kind="body", area=body.area)
    for external in terms.externals:
        if external.id in on_map:
            yield MapNode(
                id=external.id,
                name=external.name,
                kind="outside body",
                part_of=names.get(external.part_of or "", ""),
                area=external.area,
                role=external.role or "",
            )
    for agency in terms.agencies:
        if agency.id in on_map:
            yield MapNode(id=agency.id, name=agency.name, kind="organisation")
    for group in terms.sets:
        if group.id in on_map:
            members = tuple(names.get(member, member) for member in group.of)
            yield MapNode(
                id=group.id,
                name=group.name,
                kind="class",
                members=members,
                is_open=group.open,
                part_of=names.get(group.part_of or "", ""),
            )
