"""A paper as an OpenDocument text with real headings, lists and tables, and the marking on every page.

Opens in LibreOffice and in Word. Nothing rides along: no author who did not write it, no dates of the
computer, no program's name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import singledispatchmethod

from throughline.papers.blocks import (
    Bullets,
    Callout,
    Cover,
    Document,
    Drawing,
    Facts,
    Inline,
    Lead,
    Link,
    PageBreak,
    Paragraph,
    Quiet,
    Status,
    Strong,
    Table,
    Text,
    parts,
    printable,
)
from throughline.papers.open_document_styles import cell_styles, styles_part
from throughline.papers.open_document_xml import SPACES, VERSION, coded, paragraph, part, said, span, tag
from throughline.papers.outline import PlacedContents, PlacedHeading, PlacedTable, in_reading_order
from throughline.papers.pdf import widths
from throughline.papers.shapes import SHAPES
from throughline.papers.word import EPOCH, picture

PLAIN = {"text:style-name": "Entry", "text:visited-style-name": "Entry"}
KIND = "application/vnd.oasis.opendocument.text"


def open_document(document: Document) -> bytes:
    """The paper as an ODT file. The same paper gives the same bytes on every day.

    Raises ``ValueError`` if a drawing cannot be read.
    """
    return _Writer(document).written()


class _Writer:
    """Writes one paper, block by block."""

    def __init__(self, paper: Document) -> None:
        self.paper = paper
        self.placed = in_reading_order(paper)
        self.bookmarks = {
            one.id: f"part{count}"
            for count, one in enumerate(self.placed, 1)
            if isinstance(one, PlacedHeading)
        }
        self.width_mm = 257 if paper.landscape else 170
        self.body: list[str] = []
        self.own_styles: list[str] = []
        self.pictures: dict[str, bytes] = {}

    def written(self) -> bytes:
        """The whole file."""
        for one in self.placed:
            self._write(one)
        has_cover = any(isinstance(one, Cover) for one in self.placed)
        content = part(
            "office:document-content",
            tag("office:automatic-styles", {}, *cell_styles(), *self.own_styles),
            tag("office:body", {}, tag("office:text", {}, *self.body)),
        )
        styles = styles_part(self.paper, width_mm=self.width_mm, has_cover=has_cover)
        return _zipped(
            {
                "content.xml": content.encode(),
                "styles.xml": styles.encode(),
                "meta.xml": self._about().encode(),
                **self.pictures,
            }
        )

    def _about(self) -> str:
        title, author = printable(self.paper.title), printable(self.paper.author)
        named = (tag("meta:initial-creator", {}, said(author)),) if author else ()
        return part(
            "office:document-meta",
            tag(
                "office:meta",
                {},
                tag("dc:title", {}, said(title)),
                *named,
                tag("dc:language", {}, said(self.paper.language)),
            ),
        )

    @singledispatchmethod
    def _write(self, block: object) -> None:
        raise TypeError(f"no way to write {type(block).__name__} in OpenDocument")

    @_write.register
    def _heading(self, heading: PlacedHeading) -> None:
        new_page = " new page" if heading.starts_page else ""
        if heading.kicker:
            self.body.append(paragraph(f"Kicker{new_page}", said(printable(heading.kicker))))
            new_page = ""
        number = f"{heading.number} " if heading.number else ""
        words = self._marked(heading, said(printable(number + heading.text)))
        if heading.depth == 0:
            self.body.append(paragraph("Title", words))
            return
        level = min(heading.depth, 9)
        style = f"Heading {level}{new_page}" if level == 1 else f"Heading {level}"
        about = {"text:style-name": coded(style), "text:outline-level": str(level)}
        self.body.append(tag("text:h", about, words))

    def _marked(self, heading: PlacedHeading, words: str) -> str:
        name = {"text:name": self.bookmarks[heading.id]}
        return tag("text:bookmark-start", name) + words + tag("text:bookmark-end", name)

    @_write.register
    def _contents(self, contents: PlacedContents) -> None:
        """The list of headings; whoever opens the file sees the page of each, computed there."""
        new_page = " new page" if contents.title.starts_page else ""
        title = paragraph(f"Contents heading{new_page}", said(printable(contents.title.text)))
        source = tag("text:table-of-content-source", {"text:outline-level": str(min(contents.deepest, 9))})
        entries = "".join(self._entry(one) for one in contents.entries)
        self.body.append(
            tag(
                "text:table-of-content",
                {"text:name": self.bookmarks.get(contents.title.id, "contents"), "text:protected": "false"},
                source,
                tag("text:index-body", {}, tag("text:index-title", {"text:name": "title"}, title), entries),
            )
        )

    def _entry(self, entry: PlacedHeading) -> str:
        name = self.bookmarks[entry.id]
        number = f"{entry.number} " if entry.number else ""
        page = tag("text:bookmark-ref", {"text:reference-format": "page", "text:ref-name": name}, "")
        words = said(printable(number + entry.text) + "\t") + page
        link = tag("text:a", {"xlink:type": "simple", "xlink:href": f"#{name}", **PLAIN}, words)
        return paragraph(f"toc {min(entry.depth, 9)}", link)

    @_write.register
    def _cover(self, cover: Cover) -> None:
        for style, words in (
            ("Cover line", cover.organisation),
            ("Title", cover.title),
            ("Subtitle", cover.subtitle),
        ):
            self.body.append(paragraph(style, said(printable(words))))
        self._lead(Lead(cover.lead))
        self._facts(Facts(cover.facts))

    @_write.register
    def _lead(self, lead: Lead) -> None:
        self.body.append(paragraph("Lead", self._inline(lead.text)))

    @_write.register
    def _paragraph(self, block: Paragraph) -> None:
        self.body.append(paragraph("Note" if block.quiet else "Normal", self._inline(block.text)))

    @_write.register
    def _bullets(self, bullets: Bullets) -> None:
        if not bullets.items:
            return
        kind, style = ("Numbers", "List Number") if bullets.numbered else ("Bullets", "List Bullet")
        items = (tag("text:list-item", {}, paragraph(style, self._inline(one))) for one in bullets.items)
        self.body.append(tag("text:list", {"text:style-name": kind}, *items))

    @_write.register
    def _facts(self, facts: Facts) -> None:
        for name, value in facts.pairs:
            words = span("Quiet", printable(name)) + said("\t") + self._inline(value)
            self.body.append(paragraph("Fact", words))

    @_write.register
    def _callout(self, callout: Callout) -> None:
        style = "Warning" if callout.kind == "warning" else "Callout"
        title = span("Strong", printable(callout.title)) + said("\n")
        self.body.append(paragraph(style, title, self._inline(callout.text)))

    @_write.register
    def _page_break(self, _: PageBreak) -> None:
        self.body.append(paragraph("Normal new page"))

    @_write.register
    def _drawing(self, drawing: Drawing) -> None:
        image = picture(drawing.svg)
        wide, high = int.from_bytes(image[16:20]), int.from_bytes(image[20:24])
        width = min(self.width_mm, 170)
        name = f"Pictures/{len(self.pictures) + 1}.png"
        self.pictures[name] = image
        about = {
            "draw:name": printable(drawing.title),
            "text:anchor-type": "as-char",
            "svg:width": f"{width}mm",
            "svg:height": f"{width * high / wide:.1f}mm",
        }
        shown = tag("draw:image", {"xlink:href": name, "xlink:type": "simple", "xlink:show": "embed"})
        title = tag("svg:title", {}, said(printable(drawing.title)))
        told = tag("svg:desc", {}, said(printable(drawing.description)))
        self.body.append(paragraph("Normal", tag("draw:frame", about, shown, title, told)))
        self.body.append(paragraph("Caption", said(printable(drawing.title))))
        if drawing.twin:
            self._table(drawing.twin)

    @_write.register
    def _placed_table(self, placed: PlacedTable) -> None:
        self._table(
            placed.table,
            named_above=placed.named_above and not placed.table.show_caption,
            kept_with_next=placed.kept_with_next,
        )

    def _table(self, table: Table, *, named_above: bool = False, kept_with_next: bool = False) -> None:
        if not table.rows:
            words = table.empty or f"{table.caption}: none recorded."
            self.body.append(paragraph("Normal", said(printable(words))))
            return
        if not named_above:
            self.body.append(paragraph("Table caption", said(printable(table.caption))))
        self.body.append(self._grid(table, kept_with_next=kept_with_next))
        self.body.append(paragraph("After table"))

    def _grid(self, table: Table, *, kept_with_next: bool) -> str:
        name = f"Table{len(self.own_styles)}"
        columns = self._columns(table, name, kept_with_next=kept_with_next)
        heads = (self._cell("Table heading", said(printable(one))) for one in table.columns)
        rows = (
            tag("table:table-row", {"table:style-name": "Row"}, *self._cells(table, row))
            for row in table.rows
        )
        return tag(
            "table:table",
            {"table:name": name, "table:style-name": name},
            tag("table:title", {}, said(printable(table.caption))),
            *columns,
            tag(
                "table:table-header-rows",
                {},
                tag("table:table-row", {"table:style-name": "Row"}, *heads),
            ),
            *rows,
        )

    def _columns(self, table: Table, name: str, *, kept_with_next: bool) -> list[str]:
        """The columns, each with a style of its own for its width."""
        shares = widths(table)
        shape = {"style:width": f"{self.width_mm}mm", "table:align": "left"}
        if kept_with_next:
            shape |= {"fo:keep-with-next": "always"}
        self._own(name, "table", tag("style:table-properties", shape))
        made = []
        for position, share in enumerate(shares):
            width = f"{share / sum(shares) * self.width_mm:.2f}mm"
            own = f"{name}.{position + 1}"
            self._own(
                own, "table-column", tag("style:table-column-properties", {"style:column-width": width})
            )
            made.append(tag("table:table-column", {"table:style-name": own}))
        return made

    def _own(self, name: str, family: str, inside: str) -> None:
        self.own_styles.append(tag("style:style", {"style:name": name, "style:family": family}, inside))

    def _cells(self, table: Table, row: tuple[Text, ...]) -> list[str]:
        return [
            self._cell("Table number" if position in table.numeric else "Table text", self._inline(words))
            for position, words in enumerate(row)
        ]

    def _cell(self, style: str, words: str) -> str:
        about = {"table:style-name": "Cell", "office:value-type": "string"}
        return tag("table:table-cell", about, paragraph(style, words))

    def _inline(self, words: Text) -> str:
        return "".join(self._part(one) for one in parts(words))

    def _part(self, one: Inline) -> str:
        if isinstance(one, str):
            return said(printable(one))
        if isinstance(one, Strong):
            return span("Strong", printable(one.text))
        if isinstance(one, Quiet):
            return said("\n") + span("Quiet", printable(one.text))
        if isinstance(one, Status):
            letter = SHAPES[one.kind].letter
            sign = f"{letter}\N{NO-BREAK SPACE}" if letter else ""
            return said(sign) + span("Strong", printable(one.word))
        return self._link(one)

    def _link(self, link: Link) -> str:
        inside = said(printable(link.text))
        if link.href[:1] == "#" and link.href[1:] in self.bookmarks:
            href = f"#{self.bookmarks[link.href[1:]]}"
        elif re.match(r"(https?://|mailto:)\S+$", link.href):
            href = link.href
        else:
            return inside
        about = {
            "xlink:type": "simple",
            "xlink:href": href,
            "text:style-name": "Link",
            "text:visited-style-name": "Link",
        }
        return tag("text:a", about, inside)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The parts in one file; what it is stands first and unpacked, as readers of OpenDocument look for it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("mimetype", EPOCH), KIND)
        for name, content in {**files, "META-INF/manifest.xml": _manifest(files).encode()}.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return out.getvalue()


def _manifest(files: Mapping[str, bytes]) -> str:
    kinds = {"xml": "text/xml", "png": "image/png"}
    listed = {"/": KIND, **{name: kinds[name.rpartition(".")[2]] for name in files}}
    entries = (
        tag("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": kind})
        for name, kind in listed.items()
    )
    given = {"xmlns:manifest": SPACES["manifest"], "manifest:version": VERSION}
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tag("manifest:manifest", given, *entries)
