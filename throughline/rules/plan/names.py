"""Names written in many ways in one cell, resolved through aliases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.rules.plan.pieces import plain_words
from throughline.words.agency_names import AgencyNames

JOINING_WORDS = frozenset({"and", "or", "with"})


@dataclass(frozen=True)
class Names:
    """The ids that a cell names, in their order and each once, and the words no alias explains."""

    known: tuple[str, ...]
    unresolved: tuple[str, ...]


def resolve(text: str, aliases: Mapping[str, str]) -> Names:
    """The ids that a cell's words name, through ``aliases`` from a writing to an id.

    Capitals, dashes, brackets and spaces make no difference. Raises ``NameTaken`` when two
    organisations share a writing.
    Source: product.md, section 5.4, legacy table import.
    """
    found = AgencyNames((agency, (writing,)) for writing, agency in aliases.items()).all_in(plain_words(text))
    return Names(
        found.agencies,
        tuple(words for words in dict.fromkeys(found.unresolved) if words not in JOINING_WORDS),
    )
