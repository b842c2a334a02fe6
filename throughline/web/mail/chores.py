"""What the worker does beside its messages: each room above adds a chore, and every round asks them all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from throughline.web.access.models import Partnership

log = logging.getLogger("throughline.worker")
Chore = Callable[[Partnership], int]
_chores: dict[str, Chore] = {}


def add_chore(name: str, chore: Chore) -> None:
    """Let a room have work done for every partnership in each round; it says how many things it did."""
    _chores[name] = chore


def chores() -> Mapping[str, Chore]:
    """Every chore by its name, in the order in which the rooms added them."""
    return dict(_chores)


def do_chores(partnership: Partnership) -> Mapping[str, int]:
    """Do what every room asks for a partnership, and say how much; a chore at fault stops no other."""
    done: dict[str, int] = {}
    for name, chore in _chores.items():
        try:
            done[name] = chore(partnership)
        except Exception as fault:
            log.exception("the chore %s failed: %s", name, type(fault).__name__)
    return done
