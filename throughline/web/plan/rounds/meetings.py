"""Meetings at which something was said of the plan: the room of meetings tells which were held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting that was held: its body and its day."""

    body: Body
    held_on: date

    @property
    def key(self) -> str:
        """What a form names it by."""
        return f"{self.body.code}-{self.held_on.isoformat()}"


Meetings = Callable[[Viewpoint], tuple[HeldMeeting, ...]]
_meetings: list[Meetings] = []


def set_meetings(meetings: Meetings) -> None:
    """Let the room of meetings give those held lately that a reader may see, the latest first."""
    _meetings[:] = [meetings]


def held_meetings(viewpoint: Viewpoint) -> tuple[HeldMeeting, ...]:
    """The meetings that an update may name as its source."""
    return tuple(one for meetings in _meetings for one in meetings(viewpoint))
