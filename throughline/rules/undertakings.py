"""What the terms ask each member to promise, and whether somebody may commit their organisation.

Source: the partnership file, section 7 (``clause`` of kind ``undertaking``; ``membership.must``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from throughline.rules.terms.model import Body, Terms, Who, in_use

DECLARED: Final = {
    "can-decide": "I can decide for my organisation.",
    "can-act": "I can act for my organisation.",
    "can-commit-resource": "I can commit my organisation’s people and money.",
}
"""The words of what a holder declares, by its code in the terms."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that each member of a body is asked to promise or declare."""

    what: str
    """The address of the clause, or the word of ``must``."""
    words: str
    is_authority: bool = False
    """Whether it says that the member may commit their organisation."""


def asked_of_members(terms: Terms, body: str) -> tuple[Asked, ...]:
    """What the terms of a day ask each member of a body to promise, then to declare.

    Raises KeyError if the terms have no such body.
    Source: Pan-Dorset terms (members commit; level to decide, act and commit); Barnet terms, 5.1 to 5.6.
    """
    own = terms.body(body)
    return (*_promises(own), *_authority(own))


def _promises(body: Body) -> Iterator[Asked]:
    for clause in body.clauses:
        who: Who | None = in_use(clause.who)
        if clause.kind == "undertaking" and clause.text and (who is None or "members" in who.is_):
            yield Asked(what=clause.id, words=clause.text)


def _authority(body: Body) -> Iterator[Asked]:
    for membership in body.membership[-1:]:
        for word in in_use(membership.must) or ():
            words = DECLARED.get(word, word.replace("-", " ").capitalize())
            yield Asked(what=word, words=words, is_authority=True)


def may_commit(asked: Collection[Asked], accepted: Collection[str]) -> bool | None:
    """Whether somebody declared every authority that is asked; None where the terms ask none.

    ``accepted`` are the ``what`` of everything they accepted.
    Source: Pan-Dorset terms, role 4 (members of a level able to decide, act and commit resource).
    """
    needed = {one.what for one in asked if one.is_authority}
    return needed <= set(accepted) if needed else None
