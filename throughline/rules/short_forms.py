"""The short forms of names: what a partnership's papers write for an organisation, a body or a pathway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.rules.terms.model import Agency, Body, External, Pathway, Terms

SMALL = frozenset({"a", "and", "for", "in", "of", "on", "or", "the", "to"})
"""Words that initials often leave out."""


def is_initials_of(code: str, name: str) -> bool:
    """Whether a code is made of the first letters of a name's words, with or without its small words.

    A hyphen may part two words or join them into one.
    Source: the founding documents write DWP, RRDG and MAPPA for names they give in full.
    """
    wanted = code.casefold()
    if len(wanted) < 2:
        return False
    return any(
        wanted
        in ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL))
        for words in (re.findall(r"[^\W_]+", name.casefold()), re.findall(r"[^\W_][\w-]*", name.casefold()))
    )


def names_and_short_forms(terms: Terms) -> tuple[tuple[str, ...], ...]:
    """Every name of the terms that has a short form or another writing: the name, then the others.

    Source: the terms format's `alias` and `code`, and ids that are initials of their name.
    """
    return tuple(forms for forms in _forms(terms) if len(forms) > 1)


def _forms(terms: Terms) -> Iterator[tuple[str, ...]]:
    named: tuple[Agency | External | Body | Pathway, ...] = (
        *terms.agencies, *terms.externals, *terms.bodies, *terms.pathways,
    )  # fmt: skip
    for one in named:
        own: Sequence[str] = getattr(one, "alias", ())
        code = getattr(one, "code", None)
        initials = [one.id.upper()] if is_initials_of(one.id, one.name) else []
        yield tuple(dict.fromkeys([one.name, *own, *([code] if code else []), *initials]))
