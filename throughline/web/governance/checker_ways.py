"""What rooms above let a reader do about an unsettled place that the checker shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from throughline.web.access.permits import Viewpoint


@dataclass(frozen=True)
class CheckerWay:
    """One way on from a question: its words and address; ``is_act`` for a button that changes something."""

    words: Any
    address: str
    is_act: bool = False


ComposeWay = Callable[[str, Viewpoint], CheckerWay | None]
"""From the place of a question and a reader, the way on, or None where the reader may not go."""
_ways: dict[str, ComposeWay] = {}


def add_checker_way(name: str, compose: ComposeWay) -> None:
    """Put a way on beside every question of the checker; the same name again takes its place."""
    _ways[name] = compose


def checker_ways(at: str, viewpoint: Viewpoint) -> tuple[CheckerWay, ...]:
    """The ways on that this reader has, in the order they were added."""
    composed = (compose(at, viewpoint) for compose in _ways.values())
    return tuple(way for way in composed if way is not None)
