"""Who came for each seat to the last meetings, as the room of meetings tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.governance.models import Body

Came = Literal["member", "deputy", "nobody"]
SHAPES: Mapping[str, str] = {"member": "●", "deputy": "▲", "nobody": "○"}
RUNNING = 3
"""After so many meetings in a row a deputy is asked about. Source: rule R11."""


@dataclass(frozen=True)
class Mark:
    """One meeting and who came to it for a seat."""

    day: date
    came: Came

    @property
    def shape(self) -> str:
        """A shape that is told apart without colour."""
        return SHAPES[self.came]


@dataclass(frozen=True)
class Strip:
    """The last meetings of a seat, the earliest first."""

    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """In words, how often the member, a deputy and nobody came."""
        counts = {one: sum(mark.came == one for mark in self.marks) for one in SHAPES}
        said = [
            ngettext("member %(n)d time", "member %(n)d times", counts["member"]) % {"n": counts["member"]},
            ngettext("deputy %(n)d time", "deputy %(n)d times", counts["deputy"]) % {"n": counts["deputy"]},
            ngettext("nobody %(n)d time", "nobody %(n)d times", counts["nobody"]) % {"n": counts["nobody"]},
        ]
        return ", ".join(words for one, words in zip(SHAPES, said, strict=True) if counts[one])

    @property
    def advice(self) -> str:
        """What to ask of a seat for which a deputy came three times running; empty otherwise."""
        last = self.marks[-RUNNING:]
        if len(last) < RUNNING or any(mark.came != "deputy" for mark in last):
            return ""
        return _("A deputy came to the last three meetings: ask whether the seat has a new member.")


Strips = Callable[[Body, date], Mapping[str, Strip]]
_strips: list[Strips] = []


def add_strips(strips: Strips) -> None:
    """Let the room of meetings tell who came for each seat of a body by a day; the last told of stands."""
    _strips[:] = [strips]


def strips_of(body: Body, day: date) -> Mapping[str, Strip]:
    """Who came for each seat of a body to its last meetings; asked by seat, nothing where none were held."""
    return _strips[0](body, day) if _strips else {}
