"""How minutes come about: written, circulated, approved, and then only corrected.

Source: product rules R2 and R50; the terms of Barnet RRDG (minutes with action points, circulated) and of
Pan-Dorset (minutes of each meeting, circulated to all members).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

MinutesState = Literal["drafting", "circulated", "approved", "corrected"]
Act = Literal[
    "write",
    "amend",
    "strike",
    "propose",
    "settle",
    "circulate",
    "comment",
    "answer",
    "approve",
    "correct",
    "restrict",
]
Part = Literal["secretary", "chair", "member"]
Readers = Literal["public", "body", "members"]
WIDEST_FIRST: tuple[Readers, ...] = ("public", "body", "members")

DRAFT_ACTS: tuple[Act, ...] = ("write", "amend", "strike", "propose", "settle")

STEPS: dict[tuple[MinutesState, Act], MinutesState] = {
    **{("drafting", act): "drafting" for act in DRAFT_ACTS},
    ("drafting", "circulate"): "circulated",
    **{("circulated", act): "circulated" for act in DRAFT_ACTS},
    ("circulated", "comment"): "circulated",
    ("circulated", "answer"): "circulated",
    ("circulated", "circulate"): "circulated",
    ("circulated", "approve"): "approved",
    ("approved", "correct"): "corrected",
    ("corrected", "correct"): "corrected",
    ("approved", "restrict"): "approved",
    ("corrected", "restrict"): "corrected",
}
"""Every step that minutes may take; what is not here is refused."""

PARTS: dict[Act, frozenset[Part]] = {
    **dict.fromkeys(
        ("write", "amend", "strike", "settle", "circulate", "answer", "approve", "correct", "restrict"),
        frozenset[Part]({"secretary"}),
    ),
    "propose": frozenset({"chair"}),
    "comment": frozenset({"secretary", "chair", "member"}),
}
"""Who does what: the secretary writes, the chair proposes other words, members comment."""


def state_of(versions: Iterable[str]) -> MinutesState:
    """How far minutes have come, from the kinds of the versions made of them, in their order.

    Source: product rule R2 (the draft goes out before it is approved).
    """
    state: MinutesState = "drafting"
    for kind in versions:
        act: Act = {"circulated": "circulate", "approved": "approve", "corrected": "correct"}[kind]  # type: ignore[assignment]
        state = STEPS[state, act]
    return state


def may_take(act: Act, state: MinutesState) -> bool:
    """Whether minutes in a state may take a step: after approval nothing but a correction.

    Source: product rule R50 and the state machine of a meeting (minutes drafted, circulated, approved).
    """
    return (state, act) in STEPS


def acts_of(parts: Collection[Part], state: MinutesState, *, comments_open: bool) -> frozenset[Act]:
    """What somebody may do with minutes in a state; comments only until the day on which they close.

    Source: product rule R2.
    """
    open_now = {act for (where, act) in STEPS if where == state and (act != "comment" or comments_open)}
    return frozenset(act for act in open_now if PARTS[act] & set(parts))


def comments_are_open(state: MinutesState, close_on: date | None, today: date) -> bool:
    """Whether circulated minutes still take comments: up to and including the day they close.

    Source: product e-mails, “comments close”.
    """
    return state == "circulated" and close_on is not None and today <= close_on


def numbers_for(count: int, *, given: Iterable[int]) -> tuple[int, ...]:
    """The numbers of so many new minutes, running on from those that the body has given.

    A number is given once, at circulation, and is never used again or changed.
    Source: product rule R50 (a correction names the minute by its number).
    """
    first = max(given, default=0) + 1
    return tuple(range(first, first + count))


def narrowest(*readers: Readers) -> Readers:
    """The fewest of several circles of readers: what was once for members is not opened by an old version.

    Raises ValueError for a word that is no circle of readers.
    Source: product rule R50.
    """
    return WIDEST_FIRST[max(WIDEST_FIRST.index(one) for one in readers)]


def may_read(readers: Readers, reader: Readers) -> bool:
    """Whether a paragraph for some readers is open to a reader of the public, the body or its members.

    Source: product rule R50 (the public version is the minutes without what is restricted).
    """
    return WIDEST_FIRST.index(reader) >= WIDEST_FIRST.index(readers)
