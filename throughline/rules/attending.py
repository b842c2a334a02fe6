"""How often an organisation was at the table: its members in person, and the organisation by anybody.

Source: rule R12.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

PART = 0.25
"""Whoever has left within this share of the meeting was there for part of it only."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One person who came for a seat, and when they left, where that was kept."""

    seat: str
    organisation: str
    is_member: bool
    left: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class HeldMeeting:
    """A meeting held: the seats that were filled that day with their organisations, and who came."""

    seats: Mapping[str, str]
    came: Collection[Seen]
    began: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Attended:
    """How often an organisation came, of the meetings held while somebody was appointed to a seat of it."""

    organisation: str
    meetings: int = 0
    represented: int = 0
    for_part: int = 0
    """Of those, how many where all who came for it had left within the first quarter."""
    places: int = 0
    """Its filled seats, counted once for each meeting."""
    in_person: int = 0
    """Of those, how many where the member came and no deputy."""


def attended(meetings: Iterable[HeldMeeting]) -> tuple[Attended, ...]:
    """Each organisation's attendance by its name: in person by seat, represented by meeting.

    Only meetings held count, and of each only the seats that somebody was appointed to.
    Source: rule R12.
    """
    found: dict[str, Attended] = {}
    for meeting in meetings:
        for organisation in set(meeting.seats.values()):
            so_far = found.get(organisation, Attended(organisation=organisation))
            found[organisation] = _with(so_far, meeting)
    return tuple(found[name] for name in sorted(found))


def _with(so_far: Attended, meeting: HeldMeeting) -> Attended:
    mine = {seat for seat, of in meeting.seats.items() if of == so_far.organisation}
    came = [one for one in meeting.came if one.seat in mine]
    return replace(
        so_far,
        meetings=so_far.meetings + 1,
        represented=so_far.represented + bool(came),
        for_part=so_far.for_part + (bool(came) and all(_left_early(one, meeting) for one in came)),
        places=so_far.places + len(mine),
        in_person=so_far.in_person + len({one.seat for one in came if one.is_member}),
    )


def _left_early(one: Seen, meeting: HeldMeeting) -> bool:
    if one.left is None or meeting.began is None or meeting.ended is None:
        return False
    length = (meeting.ended - meeting.began).total_seconds()
    return length > 0 and (one.left - meeting.began).total_seconds() <= PART * length
