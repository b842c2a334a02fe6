"""Where rooms above lead from a seat, such as to the hand-over page of whoever takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from throughline.web.governance.models import Body


@dataclass(frozen=True)
class SeatWay:
    """A way from a seat: its words, and its address by the seat's."""

    words: Any
    address: Callable[[str], str]


MakeWay = Callable[[Body], SeatWay]
_ways: dict[str, MakeWay] = {}


def add_seat_way(name: str, make: MakeWay) -> None:
    """Put a way on every seat of every body; the same name again takes the place of the earlier."""
    _ways[name] = make


def seat_ways(body: Body) -> tuple[SeatWay, ...]:
    """The ways from the seats of a body, in the order they were added."""
    return tuple(make(body) for make in _ways.values())
