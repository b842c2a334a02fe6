"""The terms' rules for one meeting, in words."""

from __future__ import annotations

from throughline.rules.terms.model import Terms
from throughline.rules.terms.words_for import names_in, test_in_words
from throughline.words.formats import list_words

NOT_DEFINED = "Not defined in the terms. None is assumed."


def quorum_in_words(terms: Terms, body: str) -> str:
    """The quorum of a body on the terms' day with its clause, or that none is defined.

    Source: rules R6 and R7.
    """
    rules = terms.body(body).quorum
    rule = rules[-1] if rules else None
    if rule is None or rule.test is None:
        return NOT_DEFINED
    clause = f", terms {list_words(rule.clause)}" if rule.clause else ""
    return f"{test_in_words(rule.test, names_in(terms))}{clause}"
