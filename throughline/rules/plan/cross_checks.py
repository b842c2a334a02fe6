"""What one line of a plan says against itself or its setting: counts and names, indicators and purposes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from throughline.rules.terms.model import Terms
from throughline.words.formats import list_words

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
IN_WORDS = {word: number for number, word in enumerate(_WORDS, start=2)}
_NAME = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
NAMED = re.compile(
    rf"\b(\d+|{'|'.join(IN_WORDS)})\b(?P<of>[^.;:()\d]*?)"
    rf"(?:, of which |, namely |: | \()(?P<names>{_NAME}(?:, {_NAME})*,? (?:and|&) {_NAME})(?![\w,])"
)
"""A count, what is counted, and at least two names of what was counted."""
PURPOSES = re.compile(r"\bPSAs? (\d+(?:(?:, | and )\d+)*)")


def count_against_names(text: str) -> str:
    """What is wrong where a text counts some things and then names more or fewer; nothing otherwise.

    "four in the fourth wave, of which Leicester, Lincoln and Wellingborough are named" counts 4, names 3.
    Source: East Midlands delivery plan 2009-10, objective 2.5.3; product.md, section 5.4, plan linter.
    """
    for match in NAMED.finditer(text):
        counted = IN_WORDS.get(match[1]) or int(match[1])
        names = re.split(r",? (?:and|&) |, ", match["names"])
        if counted != len(names):
            return f"Says {counted}{match['of'].rstrip()}, and names {len(names)}: {list_words(names)}."
    return ""


def purposes_in(text: str) -> tuple[str, ...]:
    """The public service agreements that a text cites, such as "PSA 16"; "PSAs 23 and 25" cites two.

    Source: East Midlands delivery plan 2009-10, section 4c and its table.
    """
    return tuple(f"PSA {number}" for cited in PURPOSES.findall(text) for number in re.findall(r"\d+", cited))


def indicator_off_purpose(code: str, cited: Collection[str], serves: Mapping[str, Collection[str]]) -> str:
    """What is wrong where an indicator is cited for a purpose that others are known to serve.

    ``serves`` gives the purposes of each known indicator by its code. Nothing is wrong where no purpose
    is cited, or none that any known indicator serves.
    Source: East Midlands delivery plan 2009-10, section 4c (NI 43 and 44 cited for PSA 16).
    """
    known = {purpose: [one for one, own in serves.items() if purpose in own] for purpose in cited}
    served = {purpose: codes for purpose, codes in known.items() if codes}
    if not code or not served or any(code in codes for codes in served.values()):
        return ""
    purpose, codes = next(iter(served.items()))
    verb = "does" if len(codes) == 1 else "do"
    return f"{code} is cited for {purpose}, which it does not serve; {list_words(codes)} {verb}."


def purposes_by_indicator(terms: Terms) -> dict[str, tuple[str, ...]]:
    """The purposes that each indicator of a partnership serves, by its code: NI 143 serves PSA 16.

    A code is what stands before the colon of a name.
    Source: the partnership file, section 6 (``indicator``, ``mandate``).
    """
    purposes = {one.id: _code(one.name) for one in terms.mandates}
    return {
        _code(one.name): tuple(purposes[word] for word in one.serves if word in purposes)
        for one in terms.indicators
    }


def _code(name: str) -> str:
    return name.partition(":")[0]
