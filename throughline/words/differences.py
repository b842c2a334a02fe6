"""What was taken out of a text and what was put in, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Piece:
    """Some words in a row of which one thing is true: both texts have them, or only one."""

    change: Change
    words: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two texts in order: what is the same, what was removed, what was added.

    The same and the removed make the text before, the same and the added the text after, to the letter.
    Source: the minutes of a meeting, whose versions are compared word by word (product page 13).

    >>> [(one.change, one.words) for one in differences("at 10am", "at noon")]
    [('same', 'at '), ('removed', '10am'), ('added', 'noon')]
    """
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for what, from_, until, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[from_:until])))
            continue
        if until > from_:
            found.append(Piece("removed", "".join(old[from_:until])))
        if end > begin:
            found.append(Piece("added", "".join(new[begin:end])))
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
