"""Abbreviations in the words of a plan, against its glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ABBREVIATION = re.compile(r"(?<![\w&])[A-Z][A-Za-z]*(?:&[A-Z]|[A-Z])[A-Za-z]*(?![\w&])")
PLURAL = re.compile(r"(?<=[A-Z])s$")


@dataclass(frozen=True)
class GlossaryGaps:
    """Abbreviations used without being explained, and explained without being used."""

    undefined: tuple[str, ...]
    unused: tuple[str, ...]


def abbreviations_in(text: str) -> tuple[str, ...]:
    """The abbreviations of a text in their order, without the s of a plural, each once.

    A word counts when it has a second capital: JCP, MoJ, E&D, PPOs; not NI or Q1's digits alone.
    Source: product.md, section 5.4, plan linter.
    """
    return tuple(dict.fromkeys(PLURAL.sub("", word) for word in ABBREVIATION.findall(text)))


def glossary_gaps(texts: Iterable[str], glossary: Mapping[str, str]) -> GlossaryGaps:
    """What the glossary leaves unexplained in the texts, and which of its entries they never use.

    Capitals do not matter, nor a plural, so that MoJ explains MOJ.
    Source: product.md, section 1.1, S10.
    """
    used: dict[str, str] = {}
    for text in texts:
        for word in abbreviations_in(text):
            used.setdefault(word.casefold(), word)
    known = {PLURAL.sub("", word).casefold(): word for word in glossary}
    undefined = tuple(sorted(word for key, word in used.items() if key not in known))
    return GlossaryGaps(undefined, tuple(word for key, word in known.items() if key not in used))
