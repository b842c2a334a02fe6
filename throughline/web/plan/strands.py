"""What the thread of an objective is made of: each room gives its own strand of it.

A strand is asked for one objective and one reader, and gives only what that reader may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from throughline.web.access.permits import Viewpoint
from throughline.web.plan.models import Objective, PlanVersion

Place = Literal[
    "duty", "need", "voice", "priority", "objective", "measure", "milestone", "change", "update", "action",
    "risk", "escalation", "exception", "agenda", "decision", "commission", "service", "report", "outcome",
]  # fmt: skip
"""Where a strand stands, from why something is done to what came of it."""
ORDER: tuple[Place, ...] = Place.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Knot:
    """One record on the thread: what it is, when, and its page. ``came_from`` names the record before it."""

    words: str
    on: date | None = None
    address: str = ""
    note: str = ""
    came_from: str = ""


@dataclass(frozen=True)
class ObjectiveSeen:
    """The objective that is asked about: its row, the version in force, and who reads it."""

    objective: Objective
    version: PlanVersion
    viewpoint: Viewpoint


@dataclass(frozen=True)
class Strand:
    """The records of one kind, under their heading, in the order in which they happened."""

    place: Place
    heading: Any
    knots: tuple[Knot, ...]


Compose = Callable[[ObjectiveSeen], tuple[Knot, ...]]
_strands: dict[tuple[Place, str], tuple[Any, Compose]] = {}


def add_strand(place: Place, name: str, heading: Any, compose: Compose) -> None:
    """Let a room give its strand; ``name`` is the room's own word, so that two may share a place."""
    _strands[place, name] = (heading, compose)


def strands_of(seen: ObjectiveSeen) -> Iterator[Strand]:
    """Every strand of an objective in the order of the thread, the empty ones too: a gap is worth seeing."""
    for place in ORDER:
        for (where, _name), (heading, compose) in _strands.items():
            if where == place:
                yield Strand(place, heading, compose(seen))
