"""The files that any paper can be had as: what makes each, and what it is called on the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from throughline.papers import open_document, pdf, word
from throughline.papers.blocks import Document

FILES: Final[dict[str, tuple[Callable[[Document], bytes], str]]] = {
    "pdf": (pdf.pdf, "application/pdf"),
    "docx": (word.word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": (open_document.open_document, open_document.KIND),
}
"""By the end of the file's name: what makes it, and its media type."""
