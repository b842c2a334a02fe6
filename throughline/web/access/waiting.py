"""What waits for a reader on Today: each room says what it has for them, and where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what to do, where, of which body or plan it is, and by when, in words."""

    words: str
    address: str
    note: str = ""
    when: str = ""


Source = Callable[[Partnership, Viewpoint], Iterable[Waiting]]
_sources: dict[str, Source] = {}


def add_waiting(name: str, source: Source) -> None:
    """Let a room say what waits for a reader; it asks the store little, since everybody's Today asks it."""
    _sources[name] = source


def waiting_for(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[Waiting]:
    """All that waits for a reader in every room, in the order in which the rooms stand."""
    for source in _sources.values():
        yield from source(partnership, viewpoint)
