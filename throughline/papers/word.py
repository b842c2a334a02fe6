"""A paper as a Word file with real headings, a list of contents and the marking on every page.

Opens in Word and in LibreOffice. Nothing rides along: no author who did not write it, no dates
of the computer, no comments, no hidden properties.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import singledispatchmethod
from pathlib import Path
from typing import Any, Final

import docx
import typst
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

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
from throughline.papers.html import FICTION
from throughline.papers.lettering import FOLDER
from throughline.papers.outline import PlacedContents, PlacedHeading, PlacedTable, in_reading_order
from throughline.papers.pdf import in_our_letters, widths
from throughline.papers.shapes import SHAPES
from throughline.papers.word_styles import dress
from throughline.papers.word_xml import Element, child, element, field, paragraph, run

SHEET: Final = Path(__file__).with_name("drawing.typ")
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest day a ZIP file can name: every entry carries it, so a file tells no one's clock."""


def word(document: Document) -> bytes:
    """The paper as a DOCX file. The same paper gives the same bytes on every day.

    Raises ``ValueError`` if a drawing cannot be read.
    """
    return _without_times(_Writer(document).written())


def picture(svg: str, *, width_mm: int = 170) -> bytes:
    """A drawing as a PNG of so many millimetres at 200 dots an inch, in the project's own letters.

    Raises ``ValueError`` if the drawing cannot be read.
    """
    try:
        drawn = typst.compile(
            SHEET,
            format="png",
            ppi=200,
            font_paths=[FOLDER],
            ignore_system_fonts=True,
            sys_inputs={"svg": in_our_letters(svg), "width": str(width_mm)},
        )
    except typst.TypstError as refusal:
        raise ValueError(f"A drawing cannot be read: {refusal}") from refusal
    return bytes(drawn)


def _without_times(written: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


class _Writer:
    """Writes one paper, block by block."""

    def __init__(self, paper: Document) -> None:
        self.paper = paper
        self.word: WordDocument = docx.Document()
        self.placed = in_reading_order(paper)
        self.bookmarks = {
            one.id: f"part{count}"
            for count, one in enumerate(self.placed, 1)
            if isinstance(one, PlacedHeading)
        }
        self.width_mm = 257 if paper.landscape else 170

    def written(self) -> bytes:
        """The whole file."""
        dress(
            self.word,
            language=self.paper.language,
            width_mm=self.width_mm,
            has_cover=any(isinstance(one, Cover) for one in self.placed),
        )
        self._page()
        self._properties()
        _drop(self.word.part.package.rels, "thumbnail")
        _drop(self.word.part.rels, "customXml")
        for one in self.placed:
            self._write(one)
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _page(self) -> None:
        section = self.word.sections[0]
        short, long = Mm(210), Mm(297)
        section.page_width, section.page_height = (long, short) if self.paper.landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if self.paper.landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(25), Mm(30)
        section.header_distance = section.footer_distance = Mm(10)
        marking = printable(self.paper.marking)
        head = section.header._element
        _empty(head)
        head.append(paragraph("Marking", run(marking, bold=True)))
        self._foot(section.footer._element, marking)

    def _foot(self, foot: Any, marking: str) -> None:
        _empty(foot)
        version = printable(self.paper.version)
        foot.append(
            paragraph(
                "Foot",
                run(version + "\t"),
                run(marking, bold=True),
                run("\tPage "),
                *field("PAGE", "1"),
                run(" of "),
                *field("NUMPAGES", "1"),
            )
        )
        if self.paper.computed_from:
            foot.append(paragraph("Foot note", run(f"Computed from {printable(self.paper.computed_from)}")))
        if self.paper.fictional:
            foot.append(paragraph("Foot note", run(FICTION, bold=True)))

    def _properties(self) -> None:
        core = self.word.core_properties
        core.title, core.author = printable(self.paper.title)[:255], printable(self.paper.author)[:255]
        core.language = self.paper.language
        core.comments = core.last_modified_by = core.keywords = core.category = core.subject = ""
        for dated in core._element.xpath("./dcterms:created | ./dcterms:modified | ./cp:revision"):
            core._element.remove(dated)

    def _add(self, one: Element) -> None:
        body = self.word.element.body
        body.insert(len(body) - 1, one)

    @singledispatchmethod
    def _write(self, block: object) -> None:
        raise TypeError(f"no way to write {type(block).__name__} in Word")

    @_write.register
    def _heading(self, heading: PlacedHeading) -> None:
        if heading.kicker:
            self._add(paragraph("Kicker", run(printable(heading.kicker)), new_page=heading.starts_page))
        number = f"{heading.number} " if heading.number else ""
        style = "Title" if heading.depth == 0 else f"Heading {min(heading.depth, 9)}"
        self._add(
            paragraph(
                style,
                *self._bookmarked(heading, run(printable(number + heading.text))),
                new_page=heading.starts_page and not heading.kicker,
            )
        )

    def _bookmarked(self, heading: PlacedHeading, *inside: Element) -> list[Element]:
        name = self.bookmarks.get(heading.id)
        if name is None:
            return list(inside)
        number = name.removeprefix("part")
        return [
            element("w:bookmarkStart", {"w:id": number, "w:name": name}),
            *inside,
            element("w:bookmarkEnd", {"w:id": number}),
        ]

    @_write.register
    def _contents(self, contents: PlacedContents) -> None:
        title = contents.title
        self._add(paragraph("Contents heading", run(printable(title.text)), new_page=title.starts_page))
        begin, end = field(f'TOC \\o "1-{min(contents.deepest, 9)}" \\h \\z \\u', None)
        lines = [self._entry(entry) for entry in contents.entries]
        if not lines:
            return
        first = lines[0]
        first.insert(1, begin)
        lines[-1].append(end)
        for line in lines:
            self._add(line)

    def _entry(self, entry: PlacedHeading) -> Element:
        """One line of the contents; its page stays empty until Word has laid the pages out."""
        name = self.bookmarks[entry.id]
        number = f"{entry.number} " if entry.number else ""
        link = element("w:hyperlink", {"w:anchor": name, "w:history": "1"})
        link.extend(
            [
                run(printable(number + entry.text)),
                run("\t"),
                *field(f"PAGEREF {name} \\h", ""),
            ]
        )
        return paragraph(f"toc {min(entry.depth, 9)}", link)

    @_write.register
    def _cover(self, cover: Cover) -> None:
        self._add(paragraph("Cover line", run(printable(cover.organisation))))
        self._add(paragraph("Title", run(printable(cover.title))))
        self._add(paragraph("Subtitle", run(printable(cover.subtitle))))
        self._lead(Lead(cover.lead))
        self._facts(Facts(cover.facts))

    @_write.register
    def _lead(self, lead: Lead) -> None:
        self._add(paragraph("Lead", *self._inline(lead.text)))

    @_write.register
    def _paragraph(self, block: Paragraph) -> None:
        self._add(paragraph("Note" if block.quiet else "Normal", *self._inline(block.text)))

    @_write.register
    def _bullets(self, bullets: Bullets) -> None:
        style = "List Number" if bullets.numbered else "List Bullet"
        own_numbers = self._own_numbers() if bullets.numbered and bullets.items else None
        for item in bullets.items:
            line = paragraph(style, *self._inline(item))
            if own_numbers is not None:
                numbering = child(line[0], "w:numPr")
                child(numbering, "w:ilvl", {"w:val": "0"})
                child(numbering, "w:numId", {"w:val": str(own_numbers)})
            self._add(line)

    def _own_numbers(self) -> int:
        """A numbering of its own, so that each list begins at 1."""
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element
        pattern = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
        fresh = numbering.add_num(pattern)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    @_write.register
    def _facts(self, facts: Facts) -> None:
        for name, value in facts.pairs:
            self._add(paragraph("Fact", run(printable(name), quiet=True), run("\t"), *self._inline(value)))

    @_write.register
    def _callout(self, callout: Callout) -> None:
        style = "Warning" if callout.kind == "warning" else "Callout"
        title = run(printable(callout.title), bold=True)
        self._add(paragraph(style, title, run("\n"), *self._inline(callout.text)))

    @_write.register
    def _page_break(self, _: PageBreak) -> None:
        self._add(paragraph("Normal", element("w:r", {}, element("w:br", {"w:type": "page"}))))

    @_write.register
    def _drawing(self, drawing: Drawing) -> None:
        shown = self.word.add_picture(io.BytesIO(picture(drawing.svg)), width=Mm(min(self.width_mm, 170)))
        about = shown._inline.docPr
        about.set("name", printable(drawing.title)[:80])
        about.set("title", printable(drawing.title))
        about.set("descr", printable(f"{drawing.title}. {drawing.description}"))
        self._add(paragraph("Caption", run(printable(drawing.title))))
        if drawing.twin:
            self._table(drawing.twin)

    @_write.register
    def _placed_table(self, placed: PlacedTable) -> None:
        self._table(placed.table, named_above=placed.named_above and not placed.table.show_caption)
        if placed.kept_with_next:
            self._keep_with_next(2)

    def _keep_with_next(self, last: int) -> None:
        """Keep every line of the last so many things written on the page of what follows them."""
        written = list(self.word.element.body)[:-1]
        for thing in written[-last:]:
            for line in thing.iter(qn("w:p")):
                line.get_or_add_pPr().get_or_add_keepNext()

    def _table(self, table: Table, *, named_above: bool = False) -> None:
        if not table.rows:
            words = table.empty or f"{table.caption}: none recorded."
            self._add(paragraph("Normal", run(printable(words))))
            return
        if not named_above:
            self._add(paragraph("Table caption", run(printable(table.caption))))
        self._add(self._grid(table))
        self._add(paragraph("After table"))

    def _grid(self, table: Table) -> Element:
        shares = widths(table)
        twips = [round(share / sum(shares) * self.width_mm * 56.7) for share in shares]
        grid = element("w:tbl", {})
        about = child(grid, "w:tblPr")
        child(about, "w:tblStyle", {"w:val": "TableGrid"})
        child(about, "w:tblW", {"w:w": str(sum(twips)), "w:type": "dxa"})
        _hairlines(about)
        child(about, "w:tblLayout", {"w:type": "fixed"})
        margins = child(about, "w:tblCellMar")
        child(margins, "w:left", {"w:w": "0", "w:type": "dxa"})
        child(margins, "w:right", {"w:w": "140", "w:type": "dxa"})
        first_column = "1" if table.row_headers else "0"
        child(about, "w:tblLook", {"w:firstRow": "1", "w:firstColumn": first_column, "w:noVBand": "1"})
        child(about, "w:tblCaption", {"w:val": printable(table.caption)})
        columns = child(grid, "w:tblGrid")
        for width in twips:
            child(columns, "w:gridCol", {"w:w": str(width)})
        heads = [[run(printable(column))] for column in table.columns]
        grid.append(self._row(table, heads, twips, style="Table heading", repeats=True))
        for row in table.rows:
            grid.append(self._row(table, [self._inline(cell) for cell in row], twips, style="Table text"))
        return grid

    def _row(
        self, table: Table, cells: list[list[Element]], twips: list[int], *, style: str, repeats: bool = False
    ) -> Element:
        row = element("w:tr", {})
        about = child(row, "w:trPr")
        child(about, "w:cantSplit")
        if repeats:
            child(about, "w:tblHeader")
        for position, inside in enumerate(cells):
            cell = child(row, "w:tc")
            child(child(cell, "w:tcPr"), "w:tcW", {"w:w": str(twips[position]), "w:type": "dxa"})
            line = paragraph(style, *inside)
            if position in table.numeric:
                child(line[0], "w:jc", {"w:val": "right"})
            cell.append(line)
        return row

    def _inline(self, words: Text) -> list[Element]:
        return [made for part in parts(words) for made in self._part(part)]

    def _part(self, part: Inline) -> list[Element]:
        if isinstance(part, str):
            return [run(printable(part))]
        if isinstance(part, Strong):
            return [run(printable(part.text), bold=True)]
        if isinstance(part, Quiet):
            return [run("\n" + printable(part.text), quiet=True)]
        if isinstance(part, Status):
            shape = SHAPES[part.kind]
            sign = [run(shape.letter + "\N{NO-BREAK SPACE}", colour=shape.colour)] if shape.letter else []
            return [*sign, run(printable(part.word), bold=True)]
        return [self._link(part)]

    def _link(self, link: Link) -> Element:
        inside = run(printable(link.text))
        if link.href[:1] == "#" and link.href[1:] in self.bookmarks:
            return element("w:hyperlink", {"w:anchor": self.bookmarks[link.href[1:]]}, inside)
        if re.match(r"(https?://|mailto:)\S+$", link.href):
            number = self.word.part.relate_to(link.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            return element("w:hyperlink", {"r:id": number}, run(printable(link.text), colour="#1a65a6"))
        return inside


def _drop(relations: dict[str, Any], kind: str) -> None:
    """Leave out what the template carries that no reader asked for."""
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(f"/{kind}")]:
        del relations[key]


def _empty(part: Element) -> None:
    for old in list(part):
        part.remove(old)


def _hairlines(about: Element) -> None:
    borders = child(about, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = side in ("bottom", "insideH")
        child(
            borders,
            f"w:{side}",
            {
                "w:val": "single" if line else "nil",
                "w:sz": "4",
                "w:space": "0",
                "w:color": "CECECE",
            },
        )
