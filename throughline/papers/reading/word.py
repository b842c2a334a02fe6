"""Tables of a Word document."""

from __future__ import annotations

import io
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P

from throughline.papers.reading.outcome import Reading, Sheet, Unreadable
from throughline.rules.plan.cells import rows_of


def read(data: bytes, shown: str) -> Reading:
    """The tables of a Word document, in their order. A merged cell's words stand in its first cell."""
    try:
        tables = Document(io.BytesIO(data)).tables
    except (OpcError, BadZipFile, KeyError, ValueError) as fault:
        raise Unreadable(f"{shown} is damaged inside. Save it again and send the new file.") from fault
    if not tables:
        raise Unreadable(
            f"{shown} has no table. The plan must be a table of the document, not a picture of one."
        )
    found = tuple(
        Sheet(
            f"Table {number}",
            rows_of([_texts(row.tc_lst) for row in table._tbl.tr_lst], sheet=f"Table {number}"),
        )
        for number, table in enumerate(tables, start=1)
    )
    return Reading("docx", found)


def _texts(cells: list[CT_Tc]) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        continues = cell.vMerge == "continue"
        texts.append("" if continues else "\n".join(_words(paragraph) for paragraph in cell.p_lst))
        texts += [""] * (cell.grid_span - 1)
    return texts


def _words(paragraph: CT_P) -> str:
    settings = paragraph.pPr
    numbered = settings is not None and settings.numPr is not None
    is_bullet = numbered or "List" in (paragraph.style or "")
    return f"• {paragraph.text}" if is_bullet and paragraph.text.strip() else paragraph.text
