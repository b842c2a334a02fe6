"""Tables of a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.table import CT_Tc
from docx.table import Table, _Cell

from throughline.papers.reading.outcome import Reading, Sheet, Unreadable
from throughline.rules.plan.cells import rows_of


def read(data: bytes, shown: str) -> Reading:
    """The tables of a Word document, in their order. A merged cell's words stand in its first cell."""
    try:
        tables = Document(io.BytesIO(data)).tables
    except (OpcError, BadZipFile, KeyError, ValueError) as fault:
        raise Unreadable(f"{shown} is damaged inside. Save it again and send the new file.") from fault
    if not tables:
        raise Unreadable(f"{shown} has no table. "
                         "The plan must be a table of the document, not a picture of one.")
    found = tuple(
        Sheet(f"Table {number}", rows_of([_texts(table, row.tc_lst) for row in table._tbl.tr_lst],
                                         sheet=f"Table {number}"))
        for number, table in enumerate(tables, start=1)
    )
    return Reading("docx", found)


def _texts(table: Table, cells: list[CT_Tc]) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        continues = cell.vMerge == "continue"
        texts.append("" if continues else "\n".join(_paragraphs(_Cell(cell, table))))
        texts += [""] * (cell.grid_span - 1)
    return texts


def _paragraphs(cell: _Cell) -> Iterator[str]:
    for paragraph in cell.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        numbering = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        is_bullet = "List" in (style or "") or numbering is not None
        yield f"• {paragraph.text}" if is_bullet and paragraph.text.strip() else paragraph.text
