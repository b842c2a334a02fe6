"""What rooms above put on a board's home: its meetings, its papers, its actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body


@dataclass(frozen=True)
class HomeEntry:
    """One line of a part: words, where they lead, and a note."""

    words: Any
    address: str = ""
    note: Any = ""


@dataclass(frozen=True)
class HomePart:
    """A part of a board's home: its heading and its lines; ``empty`` stands where there are none."""

    heading: Any
    entries: tuple[HomeEntry, ...] = field(default_factory=tuple)
    empty: Any = ""


ComposePart = Callable[[Body, Viewpoint], HomePart | None]
"""Composes a part for one reader, or gives None where the reader may see nothing of it."""
_parts: dict[str, ComposePart] = {}


def add_home_part(name: str, compose: ComposePart) -> None:
    """Put a part on every board's home; the same name again takes the place of the earlier."""
    _parts[name] = compose


def home_parts(body: Body, viewpoint: Viewpoint) -> tuple[HomePart, ...]:
    """The parts that this reader may see, in the order they were added."""
    composed = (compose(body, viewpoint) for compose in _parts.values())
    return tuple(part for part in composed if part is not None)
