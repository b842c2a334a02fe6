"""The governance map: who answers to whom, as a drawing and as the table that says the same.

Single line: reports to. Dashed: works with. Double: commissions. Dotted: linked, and nobody has
said how. The drawing comes from the recorded lines, so it is never older than they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from throughline.papers.blocks import Bullets, Document, Drawing, Heading, Lead, Paragraph, Quiet, Table, Text
from throughline.papers.map_drawing import NARROW, NO_LINE, WIDE, map_svg
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
    _checked(shown)
    return Drawing(
        svg=map_svg(shown, WIDE),
        narrow_svg=map_svg(shown, NARROW),
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
    """Every line of the map as a row: from, kind, to; then each body that no line names."""
    names = {body.id: body.name for body in shown.bodies}
    return Table(
        caption=f"{shown.title}: every line on {shown.on}",
        columns=("Body", "Line", "To"),
        rows=(
            *((names[line.source], _words(line), names[line.target]) for line in _checked(shown)),
            *((body.name, NO_LINE.lower(), "none") for body in _without_line(shown)),
        ),
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
    said = f"{bodies} and {plural(len(shown.lines), 'line')}{_kinds(shown)}, on {shown.on}."
    lone = len(_without_line(shown))
    return f"{said} {NO_LINE} for {number_words(lone)} of the bodies." if lone else said


def _without_line(shown: GovernanceMap) -> tuple[MapBody, ...]:
    """The bodies that no line names, where the map has lines at all."""
    joined = {end for line in shown.lines for end in (line.source, line.target)}
    return tuple(body for body in shown.bodies if body.id not in joined) if joined else ()


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
