"""Organisations' names as people write them, brought back to the organisation meant.

Source: the partnership file, section 6 (alias: matched without case and punctuation).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from throughline.words.refusals import Refused


class NameTaken(Refused, ValueError):
    """One spelling is given to two organisations."""


def normalise(name: str) -> str:
    """A name without case, punctuation, dashes and spare spaces; "&" reads as "and".

    Source: the partnership file, section 6.
    """
    return " ".join(_words(name))


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", name).replace("&", " and ").casefold()
    return re.findall(r"\w+", plain.replace("'", "").replace("’", ""))


@dataclass(frozen=True)
class Found:
    """The organisations named in a cell, in order and each once, and the words left over."""

    agencies: tuple[str, ...]
    unresolved: tuple[str, ...]


class AgencyNames:
    """Every spelling of every organisation of one partnership.

    Raises NameTaken when two organisations share a spelling.
    """

    def __init__(self, spellings: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Take pairs of an organisation's id and its name with every alias."""
        self._ids: dict[tuple[str, ...], str] = {}
        for agency, names in spellings:
            for name in names:
                self._add(agency, name)
        self._longest = max(map(len, self._ids), default=0)

    def _add(self, agency: str, name: str) -> None:
        holder = self._ids.setdefault(tuple(_words(name)), agency)
        if holder != agency:
            raise NameTaken(f"“{name}” names both “{holder}” and “{agency}”: keep it for one of them")

    def resolve(self, name: str) -> str | None:
        """The id of the organisation with this name or alias; spaces make no difference.

        Source: the partnership file, section 6.
        """
        words = tuple(_words(name))
        return self._ids.get(words) or self._run_together.get("".join(words))

    @property
    def _run_together(self) -> Mapping[str, str]:
        return {"".join(words): agency for words, agency in self._ids.items()}

    def all_in(self, cell: str) -> Found:
        """Every organisation named in a cell, the longest spelling first at each place.

        Words that belong to no spelling are returned, never dropped.
        Source: the delivery plan's legacy table (leads resolved through aliases).
        """
        words = _words(cell)
        agencies: dict[str, None] = {}
        left: list[list[str]] = [[]]
        at = 0
        while at < len(words):
            length = self._longest_match(words, at)
            if length:
                agencies[self._ids[tuple(words[at : at + length])]] = None
                left.append([])
            else:
                left[-1].append(words[at])
            at += length or 1
        return Found(tuple(agencies), tuple(" ".join(run) for run in left if run))

    def _longest_match(self, words: list[str], at: int) -> int:
        reach = min(self._longest, len(words) - at)
        lengths = (n for n in range(reach, 0, -1) if tuple(words[at : at + n]) in self._ids)
        return next(lengths, 0)
