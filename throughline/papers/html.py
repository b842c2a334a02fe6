"""A paper as HTML: a fragment for a page of the site, or a whole page that stands alone.

The classes are GOV.UK's and the site's own style sheet's. There is no script and no inline style.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import singledispatch
from html import escape

from throughline.papers.blocks import (
    Bullets,
    Callout,
    Cover,
    Document,
    Drawing,
    Facts,
    Inline,
    Lead,
    PageBreak,
    Paragraph,
    Quiet,
    Status,
    Strong,
    Table,
    Text,
    parts,
    plain,
    printable,
)
from throughline.papers.outline import PlacedContents, PlacedHeading, PlacedTable, in_reading_order
from throughline.papers.shapes import SHAPES, picture_in

HEADING_CLASSES = ("govuk-heading-l", "govuk-heading-m", "govuk-heading-s", "govuk-heading-s")
SAFE_ADDRESS = re.compile(r"(https?://|mailto:|/(?!/)|#|\?)", re.IGNORECASE)


def fragment(document: Document) -> str:
    """The paper's blocks as HTML, for the main part of a page: one ``h1``, then ``h2`` and so on."""
    return "\n".join(_block(placed) for placed in in_reading_order(document))


def page(document: Document, *, stylesheets: tuple[str, ...], icon: str = "") -> str:
    """The paper as a page that stands alone, with its marking above and below.

    ``stylesheets`` are the addresses of the style sheets; ``icon`` is that of the site's mark, if it has one.
    """
    sheets = "\n".join(f'<link rel="stylesheet" href="{_said(sheet)}">' for sheet in stylesheets)
    if icon:
        sheets = f'<link rel="icon" href="{_said(icon)}" type="image/svg+xml">\n{sheets}'
    marking = _said(document.marking)
    return f"""<!DOCTYPE html>
<html lang="{_said(document.language)}" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_said(document.title)}</title>
<meta name="robots" content="noindex">
{sheets}
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<p class="tl-marking" role="region" aria-label="Marking">{marking}</p>
<div class="govuk-width-container">
{_fiction(document)}<main class="govuk-main-wrapper" id="main">
{fragment(document)}
</main>
<footer class="tl-foot">
{_foot(document)}
</footer>
</div>
<p class="tl-marking" role="region" aria-label="Marking, again">{marking}</p>
</body>
</html>
"""


FICTION = "Fictitious: people, returns and dates of events are made up for an example."


def _fiction(document: Document) -> str:
    if not document.fictional:
        return ""
    note = f'<p class="tl-example"><strong>{_said(FICTION)}</strong></p>'
    return f'<aside aria-label="About this example">{note}</aside>\n'


def _foot(document: Document) -> str:
    lines = [f"Computed from {document.computed_from}" if document.computed_from else "", document.version]
    return "\n".join(f"<p>{_said(line)}</p>" for line in lines if line)


def _said(words: str) -> str:
    return escape(printable(words), quote=True)


def text(words: Text) -> str:
    """A piece of text as HTML, with its weights, statuses and links."""
    return "".join(_inline(part) for part in parts(words))


def _inline(part: Inline) -> str:
    if isinstance(part, str):
        return _said(part).replace("\n", "<br>")
    if isinstance(part, Strong):
        return f"<strong>{_said(part.text)}</strong>"
    if isinstance(part, Quiet):
        return f"<small>{_said(part.text)}</small>"
    if isinstance(part, Status):
        return status(part)
    if not SAFE_ADDRESS.match(part.href):
        return _said(part.text)
    return f'<a class="govuk-link" href="{_said(part.href)}">{_said(part.text)}</a>'


def status(one: Status) -> str:
    """A status as its shape and its word; the shape is hidden from screen readers, the word is not."""
    shape = SHAPES[one.kind]
    drawn = (
        f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape.drawing}</svg>'
        if shape.drawing
        else ""
    )
    return f'<span class="tl-st tl-st--{shape.tone}">{drawn}<span><b>{_said(one.word)}</b></span></span>'


@singledispatch
def _block(block: object) -> str:
    raise TypeError(f"no way to show {type(block).__name__} as HTML")


@_block.register
def _heading(heading: PlacedHeading) -> str:
    level = min(heading.depth + 1, 6)
    size = HEADING_CLASSES[min(heading.depth, len(HEADING_CLASSES) - 1)]
    number = f"{_said(heading.number)} " if heading.number else ""
    kicker = f'<span class="tl-caption">{_said(heading.kicker)}</span>\n' if heading.kicker else ""
    return (
        f'{kicker}<h{level} class="{size}" id="{_said(heading.id)}">{number}{_said(heading.text)}</h{level}>'
    )


@_block.register
def _contents(contents: PlacedContents) -> str:
    listed = _nested(contents.entries, 1)
    return f'<nav aria-labelledby="{_said(contents.title.id)}">\n{_heading(contents.title)}\n{listed}</nav>'


def _nested(entries: Sequence[PlacedHeading], depth: int) -> str:
    """The entries from this depth down, each deeper one inside the one above it."""
    starts = [position for position, entry in enumerate(entries) if entry.depth <= depth]
    if not entries or not starts:
        return _nested(entries, depth + 1) if entries else ""
    items = []
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        entry = entries[start]
        words = f"{entry.number} {entry.text}" if entry.number else entry.text
        link = f'<a class="govuk-link" href="#{_said(entry.id)}">{_said(words)}</a>'
        items.append(f"<li>{link}{_nested(entries[start + 1 : end], depth + 1)}</li>")
    return '<ul class="govuk-list">\n' + "\n".join(items) + "\n</ul>\n"


@_block.register
def _cover(cover: Cover) -> str:
    return "\n".join(
        (
            f'<span class="tl-caption">{_said(cover.organisation)}</span>',
            f'<h1 class="govuk-heading-l">{_said(cover.title)}</h1>',
            f'<p class="govuk-body-l">{_said(cover.subtitle)}</p>' if cover.subtitle else "",
            _lead(Lead(cover.lead)),
            _facts(Facts(cover.facts)) if cover.facts else "",
        )
    )


@_block.register
def _lead(lead: Lead) -> str:
    return f'<p class="tl-lead">{text(lead.text)}</p>'


@_block.register
def _paragraph(paragraph: Paragraph) -> str:
    look = "govuk-body-s tl-quiet" if paragraph.quiet else "govuk-body tl-prose"
    return f'<p class="{look}">{text(paragraph.text)}</p>'


@_block.register
def _bullets(bullets: Bullets) -> str:
    if not bullets.items:
        return ""
    tag, kind = ("ol", "number") if bullets.numbered else ("ul", "bullet")
    items = "\n".join(f"<li>{text(item)}</li>" for item in bullets.items)
    return f'<{tag} class="govuk-list govuk-list--{kind} tl-prose">\n{items}\n</{tag}>'


@_block.register
def _facts(facts: Facts) -> str:
    pairs = "\n".join(
        f"<div><dt>{_said(name)}</dt><dd>{text(value)}</dd></div>" for name, value in facts.pairs
    )
    return f'<dl class="tl-facts">\n{pairs}\n</dl>' if pairs else ""


@_block.register
def _callout(callout: Callout) -> str:
    lost = " tl-room--lost" if callout.kind == "warning" else ""
    title = f"<p><strong>{_said(callout.title)}</strong></p>"
    return f'<div class="tl-room{lost}">{title}<p>{text(callout.text)}</p></div>'


@_block.register
def _page_break(_: PageBreak) -> str:
    return ""


@_block.register
def _drawing(drawing: Drawing) -> str:
    twin = f"\n{_table(drawing.twin)}" if drawing.twin else ""
    forms = described(drawing.svg, drawing)
    if drawing.narrow_svg:
        map_class = "tl-map tl-map--" if drawing.wide else ""
        wide, narrow = f"{map_class}wide", f"{map_class}narrow"
        forms = (
            f'<div class="{wide}">{forms}</div>\n'
            f'<div class="{narrow}">{described(drawing.narrow_svg, drawing)}</div>'
        )
    elif drawing.wide:
        forms = f'<div class="tl-map">{forms}</div>'
    if drawing.wide:
        return forms + twin
    return (
        f'<figure class="tl-fig"><figcaption><b>{_said(drawing.title)}</b></figcaption>{forms}</figure>{twin}'
    )


def described(svg: str, drawing: Drawing) -> str:
    """The drawing ready to stand in a page: a picture with its title and its description in words."""
    inside = re.sub(r"<(title|desc)\b.*?</\1>", "", picture_in(svg), flags=re.DOTALL)
    opening, rest = inside[: inside.index(">")], inside[inside.index(">") :]
    bare = re.sub(r'\s(role|aria-label|aria-labelledby|aria-describedby|style)="[^"]*"', "", opening)
    words = f"<title>{_said(drawing.title)}</title><desc>{_said(drawing.description)}</desc>"
    label = _said(f"{drawing.title}. {drawing.description}")
    return f'{bare} role="img" aria-label="{label}">{words}{rest[1:]}'


@_block.register
def _placed_table(placed: PlacedTable) -> str:
    return _table(placed.table)


def _table(table: Table) -> str:
    if not table.rows:
        return f'<p class="govuk-body">{_said(table.empty or f"{table.caption}: none recorded.")}</p>'
    hidden = "" if table.show_caption else ' class="govuk-visually-hidden"'
    heads = "".join(
        f'<th scope="col" role="columnheader"{_numeric(table, position)}>{_said(column)}</th>'
        for position, column in enumerate(table.columns)
    )
    rows = "\n".join(_row(table, row) for row in table.rows)
    return (
        f'<table class="tl-t tl-t--stack" role="table"><caption{hidden}>{_said(table.caption)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody></table>'
    )


def _numeric(table: Table, position: int) -> str:
    return ' class="n"' if position in table.numeric else ""


def _row(table: Table, row: tuple[Text, ...]) -> str:
    cells = []
    for position, words in enumerate(row):
        column = table.columns[position]
        if position == 0 and table.row_headers:
            cells.append(f'<th scope="row" role="rowheader"{_numeric(table, 0)}>{text(words)}</th>')
            continue
        label = f'<span class="tl-l" aria-hidden="true">{_said(column)}</span>' if plain(words) else ""
        cells.append(f'<td role="cell"{_numeric(table, position)}>{label}{text(words)}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'
