"""The one family of type that papers are set in, and the letters it has.

Liberation Sans has the widths of Arial, which the pages and the Word files name, so all
of them break their lines alike. Its licence stands beside the files.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).with_name("fonts")
FAMILY: Final = "Liberation Sans"
FILES: Final = tuple(f"LiberationSans-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))
MISSING: Final = "\N{WHITE SQUARE}"


def with_letters_we_have(words: str) -> str:
    """The words with each letter that the family lacks put plainly, or shown as an empty square.

    A font that lacks a letter would stop the whole paper: PDF/UA-1 allows no letter without a shape.
    """
    known = letters()
    composed = unicodedata.normalize("NFC", words)
    return "".join(letter if letter == "\n" else _nearest(letter, known) for letter in composed)


def _nearest(letter: str, known: frozenset[int]) -> str:
    if unicodedata.category(letter) == "Cf":
        return ""
    if ord(letter) in known:
        return letter
    if unicodedata.category(letter) in ("Mn", "Me"):
        return ""
    if letter.isspace():
        return " "
    plainer = unicodedata.normalize("NFKC", letter)
    return plainer if all(ord(one) in known for one in plainer) else MISSING


@cache
def letters() -> frozenset[int]:
    """The code points for which every style of the family has a shape."""
    sets = [_code_points((FOLDER / name).read_bytes()) for name in FILES]
    return frozenset.intersection(*sets)


def _code_points(font: bytes) -> frozenset[int]:
    """The code points of a TrueType file's Windows Unicode table (platform 3, format 4)."""
    start = _table_start(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * record)
        if (platform, encoding) == (3, 1):
            return _format_four(font, start + offset)
    raise ValueError("the font has no Unicode table")


def _table_start(font: bytes, wanted: bytes) -> int:
    (tables,) = struct.unpack_from(">H", font, 4)
    for record in range(12, 12 + 16 * tables, 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, record)
        if tag == wanted:
            return int(offset)
    raise ValueError(f"the font has no {wanted.decode()} table")


def _format_four(font: bytes, start: int) -> frozenset[int]:
    kind, _, _, doubled = struct.unpack_from(">HHHH", font, start)
    if kind != 4:
        raise ValueError("the font's Unicode table is not of format 4")
    segments = doubled // 2
    last = struct.unpack_from(f">{segments}H", font, start + 14)
    first = struct.unpack_from(f">{segments}H", font, start + 16 + doubled)
    points = {point for low, high in zip(first, last, strict=True) for point in range(low, high + 1)}
    return frozenset(points - {0xFFFF})
