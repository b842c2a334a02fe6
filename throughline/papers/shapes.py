"""The shape beside each status word, drawn once for the page, the PDF and Word.

Each status is a word and a shape; colour comes third, so that nothing is lost without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from throughline.papers.blocks import StatusKind


@dataclass(frozen=True)
class Shape:
    """How one status looks: the inside of a 16 by 16 drawing, its colour and a letter like it."""

    drawing: str
    colour: str
    tone: str
    """The last part of the page's class: good, watch, bad, up, down or none."""
    letter: str
    """One character of the same form, where a drawing has no place."""


GOOD, WATCH, BAD, QUIET = "#0b6b46", "#8a5300", "#b0231f", "#484949"
IMPROVED, WORSE = "#1d5fa8", "#a8421a"

_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
_RING = '<circle cx="8" cy="8" r="6.7" fill="#fff" stroke="currentColor" stroke-width="2"/>'

SHAPES: Final[dict[StatusKind, Shape]] = {
    "complete": Shape(
        '<circle cx="8" cy="8" r="8" fill="currentColor"/>'
        '<path d="M4 8.4l2.7 2.7L12 5.6" fill="none" stroke="#fff" stroke-width="2.2"/>',
        GOOD,
        "good",
        "✓",
    ),
    "on-course": Shape(_DISC, GOOD, "good", "●"),
    "slipping": Shape(
        _RING + '<path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>', WATCH, "watch", "◐"
    ),
    "late": Shape(
        '<path d="M8 0.8L16 15H0z" fill="currentColor"/>'
        '<path d="M8 5.6v4.6M8 11.6v1.8" stroke="#fff" stroke-width="1.9"/>',
        BAD,
        "bad",
        "▲",
    ),
    "no-news": Shape(
        '<circle cx="8" cy="8" r="6.7" fill="#fff" stroke="currentColor" stroke-width="2" '
        'stroke-dasharray="2.6 2"/>',
        QUIET,
        "none",
        "◌",
    ),
    "undated": Shape(
        '<rect x="1.5" y="1.5" width="13" height="13" fill="#fff" stroke="currentColor" stroke-width="2"/>'
        '<path d="M5.8 6.1a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.8-1.1 1.6M8 11.3v1.6" fill="none" '
        'stroke="currentColor" stroke-width="1.6"/>',
        QUIET,
        "none",
        "□",
    ),
    "improved": Shape(
        '<path d="M8 0l8 8-8 8-8-8z" fill="currentColor"/>'
        '<path d="M4.8 8.2l2.3 2.3 4.2-4.6" fill="none" stroke="#fff" stroke-width="1.9"/>',
        IMPROVED,
        "up",
        "◆",
    ),
    "worse": Shape(
        '<rect x="1" y="1" width="14" height="14" fill="currentColor"/>'
        '<path d="M8 3.6v5.6M8 10.6v1.9" fill="none" stroke="#fff" stroke-width="2"/>',
        WORSE,
        "down",
        "■",
    ),
    "no-change": Shape(_DISC + '<path d="M4 8h8" stroke="#fff" stroke-width="2.2"/>', QUIET, "none", "●"),
    "too-little-data": Shape(
        _RING + '<path d="M4.6 8h.1M7.95 8h.1M11.3 8h.1" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round"/>',
        QUIET,
        "none",
        "○",
    ),
    "none": Shape("", QUIET, "none", ""),
}


def standing_alone(kind: StatusKind) -> str:
    """The shape as a whole SVG in its own colour; empty where the word stands without a shape."""
    shape = SHAPES[kind]
    if not shape.drawing:
        return ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
        + shape.drawing.replace("currentColor", shape.colour)
        + "</svg>"
    )


def picture_in(svg: str) -> str:
    """The ``svg`` element itself, without what stands before it.

    Raises ``ValueError`` if there is none.
    """
    start = svg.find("<svg")
    if start < 0:
        raise ValueError("A drawing has no picture in it: it must be SVG.")
    return svg[start:]
