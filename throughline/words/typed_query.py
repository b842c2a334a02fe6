"""What somebody typed into a search box, as words, phrases and beginnings of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_LETTERS = 400
MOST_WORDS = 24
"""What is typed beyond either is left out, so that no question costs more than a page may."""

Phrase = tuple[str, ...]
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Part:
    """One part of a question: any of some phrases will do; a phrase of one word may be its beginning."""

    phrases: tuple[Phrase, ...]
    is_beginning: bool = False


def plain(text: str) -> Phrase:
    """The words of a text: letters and digits alone, in lower case, without accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in parted if not unicodedata.combining(one))
    return tuple("".join(one if one.isalnum() else " " for one in letters).split())


def parts_of(typed: str) -> tuple[Part, ...]:
    """What was typed, part by part; every part must be found.

    Words in quotation marks are a phrase; so is a word with marks inside it, such as re-offending. A
    word that ends in * is a beginning. Whatever else is typed is words: nothing is an operator.
    """
    found = []
    for quoted, word in _PIECE.findall(typed[:MOST_LETTERS]):
        phrase = plain(quoted or word)[:MOST_WORDS]
        if phrase:
            found.append(Part((phrase,), is_beginning=len(phrase) == 1 and word.endswith("*")))
    return tuple(found[:MOST_WORDS])


def with_other_forms(
    parts: Sequence[Part], names: Iterable[Sequence[str]]
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts, each name in them with its other forms as well; and the forms that were added.

    ``names`` are the forms of one name each, such as ("Government Office for the East Midlands",
    "GOEM"). A name is found in one part, or in the words of parts that follow one another; the longest
    is taken.
    """
    known = _by_phrase(names)
    longest = max((len(phrase) for phrase in known), default=0)
    found: list[Part] = []
    added: list[str] = []
    waiting = list(parts)
    while waiting:
        taken, forms = _name_at(waiting, known, longest)
        if forms:
            own = _joined(waiting[:taken])
            others = {plain(form): form for form in forms if plain(form) != own}
            found.append(Part((own, *others)))
            added += [form for form in others.values() if form not in added]
        else:
            found.append(waiting[0])
        waiting = waiting[taken:]
    return tuple(found), tuple(added)


def _by_phrase(names: Iterable[Sequence[str]]) -> dict[Phrase, tuple[str, ...]]:
    known: dict[Phrase, tuple[str, ...]] = {}
    for forms in names:
        for form in forms:
            if phrase := plain(form):
                known[phrase] = tuple(dict.fromkeys((*known.get(phrase, ()), *forms)))
    return known


def _name_at(
    parts: Sequence[Part], known: dict[Phrase, tuple[str, ...]], longest: int
) -> tuple[int, tuple[str, ...]]:
    """How many parts from the first on make a name, and its forms; one part and none where there is none."""
    for taken in range(min(len(parts), longest), 0, -1):
        some = parts[:taken]
        if any(one.is_beginning for one in some):
            continue
        if forms := known.get(_joined(some)):
            return taken, forms
    return 1, ()


def _joined(parts: Sequence[Part]) -> Phrase:
    return tuple(word for part in parts for word in part.phrases[0])
