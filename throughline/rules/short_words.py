"""The short words of a partnership: aliases of capital letters, and the terms that its plan explains.

Source: product, section 5.5 (hand-over page: glossary of the board's own acronyms).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from throughline.rules.terms.model import Agency, Body, External, Terms

_CAPITALS = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z&]{1,7}")


def short_words(terms: Terms, explained: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    """What each short word stands for, in alphabetical order; what the terms say comes before the plan.

    ``explained`` are pairs of a short word and its meaning from the plan's own glossary.
    Source: product, section 5.5.
    """
    found: dict[str, str] = {}
    named: tuple[Body | Agency | External, ...] = (*terms.bodies, *terms.agencies, *terms.externals)
    for one in named:
        for alias in one.alias:
            if _CAPITALS.fullmatch(alias):
                found.setdefault(alias, one.name)
    for short, words in explained:
        found.setdefault(short, words)
    return tuple(sorted(found.items(), key=lambda pair: pair[0].casefold()))
