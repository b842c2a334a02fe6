"""What a paper may become, from being asked for to being taken: a table of the states it may pass to.

Source: rule R1 (a paper after its day is late, not a breach); Barnet RRDG terms of reference, 4.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

PaperState = Literal[
    "commissioned", "drafting", "submitted", "cleared", "published", "taken", "late-tabled", "withdrawn"
]
"""How far a paper has come."""

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "commissioned": ("drafting", "submitted", "late-tabled", "withdrawn"),
    "drafting": ("submitted", "late-tabled", "withdrawn"),
    "submitted": ("submitted", "drafting", "cleared", "late-tabled", "withdrawn"),
    "cleared": ("submitted", "published", "late-tabled", "withdrawn"),
    "published": ("published", "taken", "withdrawn"),
    "late-tabled": ("late-tabled", "taken", "withdrawn"),
    "taken": (),
    "withdrawn": (),
}
"""What may follow each state. Words sent again keep a published paper published: the pack is re-issued."""


def may_become(now: str, then: str) -> bool:
    """Whether a paper in one state may pass to another. Raises KeyError for a state there is not.

    Source: the table of states of a paper above.
    """
    return then in FOLLOWS[now]


def on_coming_in(now: str, *, is_published: bool, is_permitted: bool = False) -> PaperState | None:
    """What a paper becomes when its words come in; None where they may not.

    Once the agenda is published, a paper that was not in the pack needs whoever presides to let it in
    late. One that is in the pack keeps its state, and the pack is issued again.
    Source: rule R1 (late paper); Barnet RRDG terms of reference, 4.7.
    """
    if now in ("published", "late-tabled"):
        return "published" if now == "published" else "late-tabled"
    if now in ("taken", "withdrawn"):
        return None
    if not is_published:
        return "submitted"
    return "late-tabled" if is_permitted else None


__all__ = ["FOLLOWS", "PaperState", "may_become", "on_coming_in"]
