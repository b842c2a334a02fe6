"""Names written in many ways in one cell, resolved through aliases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.rules.plan.pieces import plain_words

SEPARATOR = re.compile(r"(?:[\s,;/&]|\band\b)+", re.IGNORECASE)
DIVISIONS = re.compile(r"(?P<parent>[\w.&'’-]+) ?\((?P<parts>[^()]*)\)")


@dataclass(frozen=True)
class Names:
    """The ids that a cell names, in their order and each once, and the words no alias explains."""

    known: tuple[str, ...]
    unresolved: tuple[str, ...]


def same_writing(text: str) -> str:
    """A name without what writers differ in: dashes, spaces, and spaces before brackets.

    Source: product.md, section 5.4, legacy table import.
    """
    level = re.sub(r"\s*[‐‑‒–—-]\s*", " - ", plain_words(text))
    return re.sub(r"\s*\(\s*", " (", " ".join(level.split())).replace(" )", ")").strip()


def resolve(text: str, aliases: Mapping[str, str]) -> Names:
    """The ids that a cell's words name, through ``aliases`` from a writing to an id.

    Capitals do not matter. "NOMS (Prisons and Probation)" is read as both divisions when it is no
    alias itself.
    Source: product.md, section 5.4, legacy table import.
    """
    known = {same_writing(writing).casefold(): agency for writing, agency in aliases.items()}
    longest_first = sorted(known, key=len, reverse=True)
    found: list[str] = []
    unresolved: list[str] = []
    rest = _next(same_writing(text))
    while rest:
        taken = _taken(rest, longest_first)
        spread = "" if taken else _divisions_apart(rest)
        if taken:
            found.append(known[taken])
        elif not spread:
            unresolved.append(_unknown(rest))
        rest = spread or _next(rest[len(taken or unresolved[-1]) :])
    return Names(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unresolved)))


def _next(rest: str) -> str:
    return SEPARATOR.sub("", rest, count=1) if SEPARATOR.match(rest) else rest


def _unknown(rest: str) -> str:
    match = re.match(r"[^\s,;/&(]+(?: \([^()]*\))?", rest)
    return match[0] if match else rest


def _taken(rest: str, writings: Sequence[str]) -> str:
    level = rest.casefold()
    for writing in writings:
        after = level[len(writing) :]
        if level.startswith(writing) and not re.match(r"[\w(]| \(", after):
            return writing
    return ""


def _divisions_apart(rest: str) -> str:
    """One organisation with several divisions in brackets, written out as one name each."""
    match = DIVISIONS.match(rest)
    parts = re.split(r",|&|\band\b", match["parts"]) if match else []
    parts = [part.strip() for part in parts if part.strip()]
    if match is None or len(parts) < 2:
        return ""
    return ", ".join(f"{match['parent']} ({part})" for part in parts) + rest[match.end():]
