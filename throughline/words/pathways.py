"""Pathways out of offending: the vocabularies in use, and how one is read in another.

Each word of a vocabulary covers one or more strands, the smallest needs that any
vocabulary tells apart. Two words of different vocabularies answer to one another when
they share a strand, so a mapping is many to many, and a word without an answer is kept.
Source: LLR terms of reference, 4; East Midlands plan 2009-10, governance and table; the
national pathways as extended for women.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from throughline.words.refusals import Refused

Kind = Literal["pathway", "delivery-area"]

STRANDS: Final = MappingProxyType(
    {
        "accommodation": "Accommodation",
        "employment": "Employment, training and education",
        "finance": "Finance, benefit and debt",
        "health": "Health",
        "families": "Children and families",
        "attitudes": "Attitudes, thinking and behaviour",
        "drugs": "Drugs",
        "alcohol": "Alcohol",
        "abused-women": "Women who have been abused, raped or have lived with domestic violence",
        "sex-work": "Women involved in prostitution",
        "offender-management": "Offender management",
        "public-protection": "Public protection",
        "prolific-offenders": "Prolific and other priority offenders",
        "third-sector-faith": "Third sector and faith groups",
        "equality": "Equality and diversity",
    }
)
"""The smallest needs that any vocabulary tells apart: id and name."""


class PathwayUnknown(Refused, ValueError):
    """There is no vocabulary, or no word of it, with this name."""


@dataclass(frozen=True)
class PathwayWord:
    """One word of a vocabulary: its code there, its other spellings and the strands it covers."""

    vocabulary: str
    id: str
    code: str
    name: str
    strands: frozenset[str]
    synonyms: tuple[str, ...] = ()
    kind: Kind = "pathway"
    part_of: str = ""
    """The id of the wider word of the same vocabulary, for a word that divides it."""


@dataclass(frozen=True)
class Mapped:
    """Words read in another vocabulary, and the words that have no answer there."""

    words: tuple[PathwayWord, ...]
    kept: tuple[PathwayWord, ...]


@dataclass(frozen=True)
class Recognised:
    """The words of a vocabulary found in a cell, and what was left over."""

    words: tuple[PathwayWord, ...]
    unknown: tuple[str, ...]


_Row = tuple[str, str, str, str, str]
_ROWS: Final = (
    # id, code, name, strands, synonyms
    ("employment", "ETE", "Employment, training and education", "employment",
     "ELS|education, training and employment|employment, learning and skills|employment"),
    ("accommodation", "ACCM", "Accommodation", "accommodation", "housing|accommodation and support"),
    ("finance", "FBD", "Finance, benefit and debt", "finance",
     "finance|debt|finance, benefit & debt|finance benefit and debt|finance and ID"),
    ("health", "Health", "Health", "health", "mental health|offender health"),
    ("families", "C&F", "Children and families", "families",
     "children & families|children and families of offenders|families"),
    ("attitudes", "ATB", "Attitudes, thinking and behaviour", "attitudes",
     "attitudes|thinking and behaviour"),
    ("drugs-alcohol", "D&A", "Drugs and alcohol", "drugs alcohol", "drugs & alcohol|substance misuse"),
)  # fmt: skip
_DIVIDED: Final = (
    ("drugs", "Drugs", "Drugs", "drugs", "drug misuse"),
    ("alcohol", "Alcohol", "Alcohol", "alcohol", "alcohol misuse"),
)
_AREAS: Final = (
    ("offender-management", "OM", "Offender management", "offender-management",
     "offender management of offenders"),
    ("public-protection", "PP", "Public protection", "public-protection", ""),
    ("prolific-offenders", "PPOs", "Prolific and other priority offenders", "prolific-offenders",
     "PPO|prolific & other priority offenders|prolific and priority offenders"),
    ("third-sector-faith", "TS&F", "Third sector and faith", "third-sector-faith", "third sector|faith"),
    ("equality", "E&D", "Equality and diversity", "equality", "equality & diversity|diversity"),
)  # fmt: skip
_WOMEN: Final = (
    ("abused-women", "DV&SA", "Women who have been abused, raped or have lived with domestic violence",
     "abused-women", "domestic violence and sexual abuse"),
    ("sex-work", "SW", "Women involved in prostitution", "sex-work", "prostitution"),
)  # fmt: skip


def _words(
    vocabulary: str, rows: Iterable[_Row], *, kind: Kind = "pathway", part_of: str = ""
) -> tuple[PathwayWord, ...]:
    return tuple(
        PathwayWord(
            vocabulary, id_, code, name, frozenset(strands.split()),
            tuple(filter(None, synonyms.split("|"))), kind, part_of,
        )
        for id_, code, name, strands, synonyms in rows
    )  # fmt: skip


VOCABULARIES: Final = MappingProxyType(
    {
        "seven": _words("seven", _ROWS),
        "seven-and-five": (
            *_words("seven-and-five", _ROWS),
            *_words("seven-and-five", _DIVIDED, part_of="drugs-alcohol"),
            *_words("seven-and-five", _AREAS, kind="delivery-area"),
        ),
        "nine": (*_words("nine", _ROWS), *_words("nine", _WOMEN)),
        "needs": (*_words("needs", _ROWS[:-1]), *_words("needs", _DIVIDED)),
    }
)
"""LLR's seven; the East Midlands' seven and five areas of delivery, with drugs and alcohol
also apart; the nine with two for women; the eight needs in which drugs and alcohol are two."""


def vocabulary(name: str) -> tuple[PathwayWord, ...]:
    """The words of a vocabulary, in its own order.

    Raises PathwayUnknown.
    """
    try:
        return VOCABULARIES[name]
    except KeyError:
        raise PathwayUnknown(f"“{name}” is not a vocabulary; use one of {', '.join(VOCABULARIES)}") from None


def recognise(text: str, name: str) -> PathwayWord | None:
    """The word of a vocabulary that a text is: its id, code, name or another spelling; or None.

    Raises PathwayUnknown for the vocabulary.
    """
    wanted = _plain(text)
    return next((word for word in vocabulary(name) if wanted in _spellings(word)), None)


def words_in(cell: str, name: str) -> Recognised:
    """Every word of a vocabulary in a cell such as "OM PP", and what belongs to none.

    The longest spelling is taken first at each place. Raises PathwayUnknown for the vocabulary.
    Source: the delivery plan's legacy table (pathway cells hold several codes).
    """
    pieces = [piece for piece in re.split(r"[\s,;/]+", cell) if piece]
    found: dict[str, PathwayWord] = {}
    unknown: list[str] = []
    while pieces:
        for length in range(len(pieces), 0, -1):
            if word := recognise(" ".join(pieces[:length]), name):
                found[word.id] = word
                del pieces[:length]
                break
        else:
            unknown.append(pieces.pop(0))
    return Recognised(tuple(found.values()), tuple(unknown))


def read_in(words: Iterable[PathwayWord], name: str) -> Mapped:
    """Words of any vocabulary read in another: every word that shares a strand with one of them.

    A word that shares none is kept, never dropped. Raises PathwayUnknown for the vocabulary.
    """
    targets = vocabulary(name)
    given = tuple(words)
    reached = tuple(target for target in targets if any(target.strands & word.strands for word in given))
    kept = tuple(word for word in given if not any(target.strands & word.strands for target in targets))
    return Mapped(reached, kept)


def _spellings(word: PathwayWord) -> set[str]:
    return {_plain(text) for text in (word.id, word.code, word.name, *word.synonyms)}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("&", " and ")))
