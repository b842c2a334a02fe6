"""The look of an OpenDocument paper: the styles of the Word paper, its page, and what stands on each page."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.papers.blocks import Document, printable
from throughline.papers.html import FICTION
from throughline.papers.open_document_xml import coded, paragraph, part, said, span, tag
from throughline.papers.word_styles import FAMILY, STYLES

INK, SECOND, THREAD, WARNING = "#0b0c0c", "#484949", "#0e5a66", "#b0231f"
GROUNDS = {"Callout": (THREAD, "#eef4f5"), "Warning": (WARNING, "#fbeeed")}
PARTS = ("Heading 1", "Contents heading")
KEPT_WITH_NEXT = ("Kicker", "Table caption", "Contents heading", "Title")


def styles_part(paper: Document, *, width_mm: int, has_cover: bool) -> str:
    """The part that says how the paper looks; ``width_mm`` is the width of its text in millimetres."""
    return part(
        "office:document-styles",
        tag(
            "office:font-face-decls",
            {},
            tag(
                "style:font-face",
                {"style:name": FAMILY, "svg:font-family": FAMILY, "style:font-family-generic": "swiss"},
            ),
        ),
        tag(
            "office:styles",
            {},
            _default(paper.language),
            *_paragraph_styles(width_mm, has_cover=has_cover),
            *_letters(),
            *_lists(),
        ),
        tag("office:automatic-styles", {}, _page(paper)),
        tag(
            "office:master-styles",
            {},
            tag(
                "style:master-page",
                {"style:name": "Standard", "style:page-layout-name": "page"},
                tag("style:header", {}, paragraph("Marking", span("Strong", printable(paper.marking)))),
                tag("style:footer", {}, *_foot(paper)),
            ),
        ),
    )


def _default(language: str) -> str:
    spoken, _, country = language.partition("-")
    letters = {
        "style:font-name": FAMILY,
        "fo:font-family": FAMILY,
        "fo:color": INK,
        "fo:language": spoken,
        "fo:country": country or "none",
    }
    return tag(
        "style:default-style",
        {"style:family": "paragraph"},
        tag("style:paragraph-properties", {"fo:orphans": "2", "fo:widows": "2"}),
        tag("style:text-properties", letters),
    )


def _paragraph_styles(width_mm: int, *, has_cover: bool) -> Iterator[str]:
    for name, size, bold, before, after, quiet in STYLES:
        if name in PARTS and not has_cover:
            size = 15
        letters = {
            "fo:font-size": f"{size}pt",
            "fo:font-weight": "bold" if bold else "normal",
            "fo:color": SECOND if quiet else INK,
        }
        shape = {"fo:margin-top": f"{before}pt", "fo:margin-bottom": f"{after}pt"}
        if name in PARTS and has_cover:
            shape |= {"fo:border-bottom": f"2.25pt solid {THREAD}", "fo:padding-bottom": "2mm"}
        yield from _pair(name, shape, letters, width_mm)
        if name == "Table text":
            shape = {"fo:margin-top": "3pt", "fo:margin-bottom": "3pt", "fo:text-align": "end"}
            yield from _pair("Table number", shape, letters, width_mm)


def _pair(name: str, shape: dict[str, str], letters: dict[str, str], width_mm: int) -> Iterator[str]:
    """A style, and the same at the top of a new page for the few that begin one."""
    shape = {**shape, **_particulars(name)}
    about = {"style:family": "paragraph", "style:class": "text"}
    if name.startswith("Heading "):
        about |= {
            "style:default-outline-level": name.removeprefix("Heading "),
            "style:next-style-name": "Normal",
        }
    if name != "Normal":
        about |= {"style:parent-style-name": "Normal"}
    inside = (
        tag("style:paragraph-properties", shape, *_stops(name, width_mm)),
        tag("style:text-properties", letters),
    )
    yield tag("style:style", {"style:name": coded(name), "style:display-name": name, **about}, *inside)
    if name in ("Heading 1", "Kicker", "Contents heading", "Normal"):
        yield tag(
            "style:style",
            {
                "style:name": coded(f"{name} new page"),
                "style:display-name": f"{name} new page",
                "style:family": "paragraph",
                "style:parent-style-name": coded(name),
            },
            tag("style:paragraph-properties", {"fo:break-before": "page"}),
        )


def _particulars(name: str) -> dict[str, str]:
    if name in GROUNDS:
        line, ground = GROUNDS[name]
        return {"fo:border-top": f"2.25pt solid {line}", "fo:background-color": ground, "fo:padding": "6pt"}
    if name == "Marking":
        return {"fo:text-align": "center"}
    if name == "Fact":
        return {"fo:margin-left": "42mm", "fo:text-indent": "-42mm"}
    if name.startswith("toc "):
        return {"fo:margin-left": f"{5 * (int(name.removeprefix('toc ')) - 1)}mm"}
    if name in KEPT_WITH_NEXT or name.startswith("Heading "):
        return {"fo:keep-with-next": "always"}
    return {}


def _stops(name: str, width_mm: int) -> tuple[str, ...]:
    stops: tuple[str, ...]
    if name == "Foot":
        stops = (_stop(f"{width_mm / 2}mm", "center"), _stop(f"{width_mm}mm", "right"))
    elif name.startswith("toc "):
        indent = 5 * (int(name.removeprefix("toc ")) - 1)
        stops = (_stop(f"{width_mm - indent}mm", "right", "dotted"),)
    elif name == "Fact":
        stops = (_stop("0mm", "left"),)
    else:
        return ()
    return (tag("style:tab-stops", {}, *stops),)


def _stop(at: str, kind: str, leader: str = "none") -> str:
    about = {"style:position": at, "style:type": kind}
    if leader != "none":
        about |= {"style:leader-style": leader, "style:leader-text": "."}
    return tag("style:tab-stop", about)


def _letters() -> Iterator[str]:
    for name, letters in (
        ("Strong", {"fo:font-weight": "bold"}),
        ("Quiet", {"fo:color": SECOND, "fo:font-size": "9.5pt"}),
        ("Entry", {"fo:color": INK, "style:text-underline-style": "none"}),
        ("Link", {"fo:color": "#1a65a6", "style:text-underline-style": "solid"}),
    ):
        yield tag(
            "style:style", {"style:name": name, "style:family": "text"}, tag("style:text-properties", letters)
        )


def _lists() -> Iterator[str]:
    place = tag(
        "style:list-level-properties",
        {"text:list-level-position-and-space-mode": "label-alignment"},
        tag(
            "style:list-level-label-alignment",
            {
                "text:label-followed-by": "listtab",
                "text:list-tab-stop-position": "7mm",
                "fo:text-indent": "-7mm",
                "fo:margin-left": "7mm",
            },
        ),
    )
    bullet = {"text:level": "1", "text:bullet-char": "•"}
    number = {"text:level": "1", "style:num-format": "1", "style:num-suffix": "."}
    yield tag(
        "text:list-style", {"style:name": "Bullets"}, tag("text:list-level-style-bullet", bullet, place)
    )
    yield tag(
        "text:list-style", {"style:name": "Numbers"}, tag("text:list-level-style-number", number, place)
    )


def cell_styles() -> Iterator[str]:
    """How cells and rows look; Writer reads these with the text only, not with the other styles."""
    hairline = {
        **{f"fo:border-{side}": "none" for side in ("left", "right", "top")},
        "fo:border-bottom": "0.5pt solid #cecece",
        **{f"fo:padding-{side}": "0mm" for side in ("left", "top", "bottom")},
        "fo:padding-right": "2.5mm",
    }
    yield tag(
        "style:style",
        {"style:name": "Cell", "style:family": "table-cell"},
        tag("style:table-cell-properties", hairline),
    )
    yield tag(
        "style:style",
        {"style:name": "Row", "style:family": "table-row"},
        tag("style:table-row-properties", {"fo:keep-together": "always"}),
    )


def _page(paper: Document) -> str:
    wide, high, way = ("297mm", "210mm", "landscape") if paper.landscape else ("210mm", "297mm", "portrait")
    about = {
        "fo:page-width": wide,
        "fo:page-height": high,
        "style:print-orientation": way,
        "fo:margin": "10mm 20mm",
        "fo:margin-top": "10mm",
        "fo:margin-bottom": "10mm",
        "fo:margin-left": "20mm",
        "fo:margin-right": "20mm",
    }
    head = {"fo:min-height": "15mm", "fo:margin-bottom": "8mm"}
    foot = {"fo:min-height": "18mm", "fo:margin-top": "6mm"}
    return tag(
        "style:page-layout",
        {"style:name": "page"},
        tag("style:page-layout-properties", about),
        tag("style:header-style", {}, tag("style:header-footer-properties", head)),
        tag("style:footer-style", {}, tag("style:header-footer-properties", foot)),
    )


def _foot(paper: Document) -> Iterator[str]:
    yield paragraph(
        "Foot",
        said(printable(paper.version) + "\t"),
        span("Strong", printable(paper.marking)),
        said("\tPage"),
        " ",
        tag("text:page-number", {"text:select-page": "current"}, "1"),
        " of ",
        tag("text:page-count", {}, "1"),
    )
    if paper.computed_from:
        yield paragraph("Foot note", said(f"Computed from {printable(paper.computed_from)}"))
    if paper.fictional:
        yield paragraph("Foot note", span("Strong", FICTION))
