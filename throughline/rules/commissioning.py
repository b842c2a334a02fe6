"""Work that a body asks of another: whether it lies inside the remit, and how far it has come.

The partnership file has no rule that a program could measure words by: scope and limits are clauses.
So whoever commissions names the clause under which the work falls, and the lines of the terms say of
whom the body commissions.
Source: rule R46; Leicester, Leicestershire and Rutland terms, ToR 5 and 6; Pan-Dorset terms, role 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from throughline.rules.terms.model import Body, Clause, Open, Terms, Who, in_use
from throughline.words.refusals import Refused

CommissionState = Literal["asked", "accepted", "refused", "delivered", "closed"]
CommissionStep = Literal["accept", "refuse", "deliver", "close"]

COMMISSION_FOLLOWS: Final[Mapping[CommissionState, Mapping[CommissionStep, CommissionState]]] = {
    "asked": {"accept": "accepted", "refuse": "refused"},
    "accepted": {"deliver": "delivered"},
    "delivered": {"close": "closed"},
    "refused": {},
    "closed": {},
}
"""Every step that a commission's state allows, and the state that follows."""
GIVE_REMIT: Final = ("purpose", "function", "power", "scope")
"""The kinds of clause that work may fall under."""
BOUND_REMIT: Final = ("scope", "out-of-scope", "limit")
"""The kinds of clause that bound the remit, which whoever commissions reads first."""

_ASKS: Final[Mapping[CommissionState, str]] = {
    "asked": "waits to be accepted or refused",
    "accepted": "is accepted and not yet delivered",
    "delivered": "is delivered and not yet closed",
    "refused": "was refused",
    "closed": "is closed",
}


class CommissionStepRefused(Refused, ValueError):
    """The state of the commission does not allow this step."""


@dataclass(frozen=True, kw_only=True)
class Remit:
    """Whether work lies inside a body's remit, why in a sentence, and the clauses that bound it."""

    result: Literal["inside", "outside", "not-stated"]
    why: str
    bounds: tuple[Clause, ...] = ()


def remit_clauses(body: Body) -> tuple[Clause, ...]:
    """The clauses of a body's terms that work may fall under. Source: the partnership file, section 7."""
    return tuple(one for one in body.clauses if one.kind in GIVE_REMIT)


def remit_of(terms: Terms, body: Body, *, recipient: str, under: str = "") -> Remit:
    """Whether a body may ask this work of that recipient, by its terms of the day.

    ``recipient`` is the id of a body or organisation; ``under`` the clause that the work falls under,
    empty where none was named. Terms without any clause of remit state none, and none is applied.
    Source: rule R46; the partnership file, section 7 (``clause``, ``line``).
    """
    bounds = tuple(one for one in body.clauses if one.kind in BOUND_REMIT)
    known = {one.id for one in remit_clauses(body)}
    to = {who for line in body.lines if line.type == "commissions" for who in _named(terms, line.to)}
    if to and recipient not in to:
        return Remit(
            result="outside",
            why=f"The terms of {body.name} name whom it commissions, and not this one.",
            bounds=bounds,
        )
    if not known:
        return Remit(
            result="not-stated", why=f"The terms of {body.name} say nothing of its remit.", bounds=bounds
        )
    if under not in known:
        return Remit(
            result="outside",
            why=f"No clause of the terms of {body.name} was named under which the work falls.",
            bounds=bounds,
        )
    return Remit(result="inside", why=f"The work falls under clause {under} of the terms.", bounds=bounds)


def _named(terms: Terms, to: Who | Open[Who] | None) -> set[str]:
    who = in_use(to)
    words = set(who.is_) if who else set()
    members = {one for group in terms.sets if group.id in words for one in group.of}
    return words | members


def commission_after(
    state: CommissionState, step: CommissionStep, *, number: str = "This commission"
) -> CommissionState:
    """The state of a commission after a step. Raises CommissionStepRefused.

    Source: rule R46 (the receiving body must accept).
    """
    if step not in COMMISSION_FOLLOWS[state]:
        raise CommissionStepRefused(f"{number} {_ASKS[state]}. Nothing was changed.")
    return COMMISSION_FOLLOWS[state][step]
