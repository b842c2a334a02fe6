"""The governance map of a day, from the terms' lines to what the drawing shows."""

from __future__ import annotations

from throughline.papers.governance_map import GovernanceMap, MapBody, MapLine
from throughline.rules.governance_map import governance_map
from throughline.rules.terms.model import Line, Terms
from throughline.words.dates import ImpreciseDate
from throughline.words.formats import list_words


def map_shown(terms_of_day: Terms, *, on_words: str, own: str = "") -> GovernanceMap:
    """The map as the page and the paper draw it; ``own`` is the body whose map it is."""
    found = governance_map(terms_of_day)
    dated = {line.clause: line for body in terms_of_day.bodies for line in body.lines}
    return GovernanceMap(
        title=f"Governance map: {terms_of_day.name}",
        on=on_words,
        bodies=tuple(
            MapBody(node.id, node.name, own=node.id == own, note=_members(node.members, node.is_open))
            for node in found.nodes
        ),
        lines=tuple(
            MapLine(
                line.from_,
                line.to,
                line.style,
                one_sided=line.is_one_sided,
                note=_note(dated.get(line.clause)),
            )
            for line in found.lines
        ),
        gaps=tuple(_gaps(terms_of_day)),
    )


def leading_body(terms_of_day: Terms) -> str:
    """The code of the first body whose own terms the file holds: the one a map is drawn around."""
    return next((body.id for body in terms_of_day.bodies if body.versions), "")


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
    said = (f"from {starts}" if starts else "", f"until {ends}" if ends else "")
    return ", ".join(words for words in said if words)


def _gaps(terms: Terms) -> list[str]:
    missing = [
        f"{body.name}: {clause.text}"
        for body in terms.bodies
        for clause in body.clauses
        if clause.kind == "missing" and clause.text
    ]
    names = {line.from_: line for line in governance_map(terms).lines if line.is_one_sided}
    known = {one.id: one.name for one in (*terms.bodies, *terms.externals, *terms.agencies, *terms.sets)}
    return missing + [
        f"{known.get(line.from_, line.from_)} and {known.get(line.to, line.to)}: "
        "the line is stated by one side only."
        for line in names.values()
    ]
