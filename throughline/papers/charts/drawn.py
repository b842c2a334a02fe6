"""The one door to the library that draws: a specification becomes SVG that a page may hold.

The library takes a second and some memory to begin, so it is imported when the first chart is drawn,
and never by a page.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from types import ModuleType
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from throughline.papers.charts.chart import Chart
from throughline.papers.charts.theme import FONT, Spec
from throughline.papers.lettering import FOLDER

SVG: Final = "http://www.w3.org/2000/svg"
PLACE: Final = frozenset(
    {"d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "transform"}
)
LOOK: Final = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity"}
)
LETTERS: Final = frozenset({"text-anchor", "font-size", "font-weight", "font-style"})
KEPT: Final = PLACE | LOOK | LETTERS
"""What a shape may say of itself: its place and its look, never a script, a style or a name."""
FRACTION: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+")


class Drawn(NamedTuple):
    """A chart as SVG in two widths."""

    wide: str
    narrow: str


def drawn(chart: Chart) -> Drawn:
    """The chart drawn in its two widths, each with its title and description under ids of its own.

    The same chart gives the same letters. Raises ValueError if the specification cannot be drawn.
    """
    return Drawn(_drawn(chart, chart.wide, "wide"), _drawn(chart, chart.narrow, "narrow"))


def _drawn(chart: Chart, spec: Spec, width: str) -> str:
    name = f"chart-{chart.digest[:16]}-{width}"
    return labelled(bare_svg(spec), name=name, title=chart.title, description=chart.description)


def bare_svg(spec: Spec) -> str:
    """A specification as SVG with nothing but shapes and words in it.

    Raises ValueError if the specification cannot be drawn.
    """
    written = _library().vegalite_to_svg(spec, allowed_base_urls=[])
    root = fromstring(written)
    size = {name: root.get(name, "0") for name in ("width", "height")}
    for element in list(root.iter()):
        _strip(element)
    _drop_empty(root)
    inside = "".join(_written(child) for child in root)
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 {size["width"]} {size["height"]}" width="{size["width"]}" '
        f'height="{size["height"]}" font-family="{escape(FONT)}">{inside}</svg>'
    )


def labelled(svg: str, *, name: str, title: str, description: str) -> str:
    """The drawing as a picture that is read aloud by its title and its description."""
    opening, _, rest = svg.partition(">")
    return (
        f'{opening} role="img" aria-labelledby="{name}-title {name}-words">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-words">{escape(description)}</desc>{rest}'
    )


@cache
def _library() -> ModuleType:
    import vl_convert

    vl_convert.register_font_directory(str(FOLDER))
    return vl_convert


def _strip(element: Element) -> None:
    element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    hidden = element.get("display") == "none"
    kept = {
        name: FRACTION.sub(_rounded, value) if name in PLACE else value
        for name, value in element.attrib.items()
        if name in KEPT
    }
    element.attrib.clear()
    element.attrib.update(kept)
    unseen = element.tag == "path" and not kept.keys() & {"fill", "stroke"}
    if hidden or unseen:
        element.set("display", "none")


def _drop_empty(parent: Element) -> None:
    for child in list(parent):
        _drop_empty(child)
        nothing = child.tag == "g" and not len(child)
        if nothing or child.get("display") == "none":
            parent.remove(child)


def _rounded(found: re.Match[str]) -> str:
    return f"{round(float(found[0]), 2):g}" if abs(float(found[0])) < 1e5 else found[0]


def _written(element: Element) -> str:
    return tostring(element, encoding="unicode")
