"""A paper that an author sends, as the Markdown in which papers are kept: headings, lists and tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from throughline.papers.reading import archive
from throughline.papers.reading.outcome import Unreadable

LARGEST_PAPER = 10_000_000
"""Bytes; a paper of fifty pages without pictures takes a hundredth of it."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
OTHERS = {
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"MZ": "a program",
}
NAMED = {"xlsx": "a spreadsheet", "ods": "a spreadsheet", "docx": "a Word document"}
ENDINGS = {".docx": "docx", ".md": "md", ".txt": "txt"}


@dataclass(frozen=True)
class PaperText:
    """The words of a paper in Markdown, and what was left out of it, a sentence each."""

    words: str
    came_as: str
    """docx, md or txt"""
    notes: tuple[str, ...] = ()


def read_paper(data: bytes, name: str) -> PaperText:
    """The words of a DOCX, MD or TXT file as Markdown.

    Raises ``Unreadable`` with one sentence for a file whose content is not what its name says, a PDF,
    one with macros, with a password, cut off, swollen or empty.
    """
    shown = PurePath(name).name or "The file"
    wanted = ENDINGS.get(PurePath(name.lower()).suffix)
    _refuse_others(data, shown)
    if wanted is None:
        raise Unreadable(f"{shown} is not a kind of file that papers come in. Send DOCX, MD or TXT.")
    if data.startswith(b"PK"):
        kind = archive.inspect(data, shown)
        if kind != wanted or kind != "docx":
            raise Unreadable(
                f"{shown} is {NAMED[kind]} inside, which is not what its name says. "
                "Send the paper as DOCX, MD or TXT under its own name."
            )
        return _from_word(data, shown)
    if wanted == "docx":
        raise Unreadable(
            f"{shown} is no Word document inside, whatever its name says. Save it as DOCX again."
        )
    return PaperText(_as_text(data, shown), wanted)


def _refuse_others(data: bytes, shown: str) -> None:
    if len(data) > LARGEST_PAPER:
        raise Unreadable(f"{shown} is larger than {LARGEST_PAPER // 1_000_000} MB. Send it without pictures.")
    if not data.strip():
        raise Unreadable(f"{shown} is empty. Choose the file that holds the paper.")
    if data.lstrip()[:8].startswith(b"%PDF"):
        raise Unreadable(
            f"{shown} is a PDF, which cannot be put under one run of page numbers or read aloud in order. "
            "Send the document it was made from, as DOCX, or paste its words."
        )
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            f"{shown} has a password or is in an old Office format. Save it without a password as DOCX."
        )
    for beginning, what in OTHERS.items():
        if data.lstrip()[:16].lower().startswith(beginning.lower()):
            raise Unreadable(f"{shown} is {what}. Send the paper as DOCX, MD or TXT.")


def _as_text(data: bytes, shown: str) -> str:
    if b"\x00" in data:
        raise Unreadable(f"{shown} is no text inside, whatever its name says. Send DOCX, MD or TXT.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return "\n".join(text.splitlines()).strip() + "\n"


def _from_word(data: bytes, shown: str) -> PaperText:
    try:
        document = Document(io.BytesIO(data))
    except (OpcError, BadZipFile, KeyError, ValueError) as fault:
        raise Unreadable(f"{shown} is damaged inside. Save it again and send the new file.") from fault
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    lines = list(_blocks(document.element.body, names))
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not words:
        raise Unreadable(f"{shown} holds no words. Send the paper's text, not a picture of it.")
    return PaperText(words + "\n", "docx", tuple(_notes(document.element.body)))


def _blocks(body: Any, names: dict[str, str]) -> Iterator[str]:
    """Each paragraph and table as lines of Markdown; those within content controls too."""
    for child in body:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, names)
        elif child.tag == qn("w:tbl"):
            yield from ("", *_table(child), "")
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _blocks(child, names)


def _paragraph(node: Any, names: dict[str, str]) -> Iterator[str]:
    words = _escaped(_words(node))
    if not words:
        yield ""
        return
    style = names.get(node.style or "", "")
    heading = re.fullmatch(r"heading (\d)", style)
    if heading or style == "title":
        yield from ("", f"{'#' * min(6, int(heading[1]) + 1 if heading else 1)} {words}", "")
    elif _is_item(node, style):
        yield f"{'1.' if 'number' in style else '-'} {words}"
    else:
        yield from ("", words, "")


def _is_item(node: Any, style: str) -> bool:
    settings = node.pPr
    return style.startswith("list") or (settings is not None and settings.numPr is not None)


def _words(node: Any) -> str:
    """The words as they stand with every tracked change accepted."""
    found: list[str] = []
    for part in node.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if any(one.tag == qn("w:del") for one in part.iterancestors()):
            continue
        if part.tag == qn("w:t"):
            found.append(part.text or "")
        elif part.getparent().tag == qn("w:r"):
            found.append("-" if part.tag == qn("w:noBreakHyphen") else " ")
    return " ".join("".join(found).split())


def _table(table: Any) -> Iterator[str]:
    rows = [[_cell(cell) for cell in row.tc_lst] for row in table.tr_lst]
    width = max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        yield "| " + " | ".join((*row, *[""] * (width - len(row)))) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _cell(cell: Any) -> str:
    return " ".join(filter(None, (_escaped(_words(one)) for one in cell.iter(qn("w:p")))))


def _escaped(words: str) -> str:
    """Words whose signs would mean something in Markdown, made to mean themselves."""
    escaped = re.sub(r"([\\`*_\[\]<>&~|])", r"\\\1", words)
    return re.sub(r"^(\d*)([#+=.)-])", r"\1\\\2", escaped)


def _notes(body: Any) -> Iterator[str]:
    if next(body.iter(qn("w:ins"), qn("w:del")), None) is not None:
        yield "It has tracked changes. They are taken as accepted."
    if next(body.iter(qn("w:commentReference")), None) is not None:
        yield "Its comments are left out."
    if next(body.iter(qn("w:drawing"), qn("w:pict")), None) is not None:
        yield "Its pictures are left out. Say in words what they show."
    if next(body.iter(qn("w:footnoteReference"), qn("w:endnoteReference")), None) is not None:
        yield "Its footnotes are left out. Move what matters into the text."
