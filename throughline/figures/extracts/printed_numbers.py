"""Counts as tables print them: whole numbers, commas, footnote marks, and the marks for none to be had."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import Final

from throughline.words.refusals import Refused

NOT_AVAILABLE: Final = (
    "#N/A", "N/A", "NA", "..", "...", ".", "-", "–", "—", ":", "*", "**", "[x]", "[c]", "[z]", "[u]",
)  # fmt: skip
"""What published tables print where a figure is suppressed, not collected or does not apply."""
_NUMBER = re.compile(r"[-+]?£?\d[\d,]*(\.\d+)?%?")
_WHOLE = re.compile(r"[0-9]{1,12}(?:\.0+)?")
_WITH_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.0+)?")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,15})?")
_NOTE = re.compile(r"\s?\[(?:r|p|e|b|note \d{1,3}|\d{1,3})\]$", re.IGNORECASE)


class NotACount(Refused, ValueError):
    """The words of a cell are no whole number; the message says what to write."""


def looks_like_a_number(text: str) -> bool:
    """Whether a cell holds a figure, such as 1,204, 74.4 or £3."""
    return _NUMBER.fullmatch(without_note(text)) is not None


def spellings(marks: Collection[str]) -> frozenset[str]:
    """Marks as `is_not_available` compares them, so that a table's are made ready once.

    Source: product, section 7 (30).
    """
    return frozenset(mark.strip().casefold() for mark in marks)


_USUAL = spellings(NOT_AVAILABLE)


def is_not_available(text: str, marks: frozenset[str] = _USUAL) -> bool:
    """Whether a cell is empty or holds a mark for a figure that is not to be had, which is never nought.

    ``marks`` are those of `spellings`.
    Source: rule R22 (a missing quarter is not zero); product, section 7 (17 and 30).
    """
    bare = text.strip().casefold()
    return not bare or bare in marks


def read_count(text: str, *, commas: bool) -> int:
    """The whole number that a cell prints; ``commas`` says that thousands may be set apart by commas.

    Raises NotACount.
    Source: product, section 3.5 (agency extracts) and 7 (30: an import that trusts).
    """
    bare = without_note(text)
    if _WHOLE.fullmatch(bare):
        return int(bare.partition(".")[0])
    if commas and _WITH_COMMAS.fullmatch(bare):
        return int(bare.partition(".")[0].replace(",", ""))
    raise NotACount(f"“{text.strip()}” is not a whole number. Write a count, such as 57.")


def read_decimal(text: str, *, commas: bool) -> Fraction:
    """The number that a cell prints, exactly as printed; a sign for per cent is dropped.

    Raises NotACount.
    Source: rule R23 (numbers are exact decimals).
    """
    bare = without_note(text).removesuffix("%").strip()
    bare = bare.replace(",", "") if commas else bare
    if _DECIMAL.fullmatch(bare):
        return Fraction(bare)
    raise NotACount(f"“{text.strip()}” is not a number. Write digits, such as 7.57.")


def without_note(text: str) -> str:
    """A cell without the mark of a note, as in “57 [r]”."""
    return _NOTE.sub("", text.strip()) if "[" in text else text.strip()
