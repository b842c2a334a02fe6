"""The few elements of a Word file that papers are made of.

Built directly: asking python-docx for each cell of a long table in turn takes many times longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An lxml element; its library carries no types."""


def element(name: str, attributes: Mapping[str, str], *inside: Element) -> Element:
    """An element such as ``w:p`` with its attributes and what stands in it."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    made.extend(inside)
    return made


def child(parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
    """A new last child of ``parent``."""
    made = element(name, attributes or {})
    parent.append(made)
    return made


def style_id(style: str) -> str:
    """The id under which Word keeps a style of this name."""
    return style.replace(" ", "").replace("toc", "TOC")


def paragraph(style: str, *inside: Element, new_page: bool = False) -> Element:
    """A paragraph in a named style, at the top of a new page if asked."""
    made = element("w:p", {})
    about = child(made, "w:pPr")
    child(about, "w:pStyle", {"w:val": style_id(style)})
    if new_page:
        child(about, "w:pageBreakBefore")
    made.extend(inside)
    return made


def run(words: str, *, bold: bool = False, quiet: bool = False, colour: str = "") -> Element:
    """Words of one weight; a newline breaks the line, a tab moves to the next stop."""
    made = element("w:r", {})
    if bold or quiet or colour:
        about = child(made, "w:rPr")
        if bold:
            child(about, "w:b")
        if quiet or colour:
            child(about, "w:color", {"w:val": (colour or "#484949").removeprefix("#")})
        if quiet:
            child(about, "w:sz", {"w:val": "19"})
    for position, line in enumerate(words.split("\n")):
        if position:
            child(made, "w:br")
        _tabbed(made, line)
    return made


def _tabbed(made: Element, line: str) -> None:
    for position, words in enumerate(line.split("\t")):
        if position:
            child(made, "w:tab")
        if words:
            child(made, "w:t", {"xml:space": "preserve"}).text = words


def field(instruction: str, shown: str | None) -> list[Element]:
    """A field such as PAGE, with what it shows until Word computes it.

    With ``shown`` None: what opens the field and what closes it, for the caller to put around
    more than one paragraph. Word computes such a field anew when it opens the file.
    """
    begin = element("w:r", {}, element("w:fldChar", {"w:fldCharType": "begin"}))
    order = element("w:r", {})
    child(order, "w:instrText", {"xml:space": "preserve"}).text = f" {instruction} "
    middle = element("w:r", {}, element("w:fldChar", {"w:fldCharType": "separate"}))
    end = element("w:r", {}, element("w:fldChar", {"w:fldCharType": "end"}))
    if shown is None:
        begin[0].set(qn("w:dirty"), "true")
        begin.extend([*order, *middle])
        return [begin, end]
    return [begin, order, middle, run(shown), end]
