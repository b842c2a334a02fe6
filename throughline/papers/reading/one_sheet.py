"""The rows of a workbook that holds one table, as the store of extracts takes them."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.papers.reading.figure_sheets import read_sheets
from throughline.papers.reading.outcome import Unreadable
from throughline.words.formats import plural


def rows_of_workbook(content: bytes, name: str) -> Sequence[Sequence[str]] | None:
    """The rows of the one sheet with rows; None for what is no workbook, which the store reads itself.

    ``name`` is that of the file, whose ending must agree with the bytes. Raises Unreadable where there is
    no such sheet or more than one, and what reading a workbook refuses.
    """
    if not content.startswith(b"PK"):
        return None
    sheets = [one for one in read_sheets(content, name).sheets if one.rows]
    if len(sheets) != 1:
        raise Unreadable(f"{name} has {plural(len(sheets), 'sheet')} with rows. Send one sheet alone.")
    return sheets[0].rows
