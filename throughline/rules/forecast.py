"""The quorum that a meeting is likely to have, from what members said before it.

Source: rules R6 and R7, applied to those who say they come.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from throughline.rules.circle import Circle, Present
from throughline.rules.counting import Counted
from throughline.rules.quorum import QuorumState, is_quorate
from throughline.words.formats import list_words, time_words


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One person who says that they come, and the part of the meeting they come for."""

    row: Present
    from_at: time | None = None
    """From the start, where they named no time."""
    until_at: time | None = None
    """To the end, where they named no time."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of the meeting in which nobody is expected to come or to leave."""

    from_at: time | None
    """None for the start of the meeting, whenever that is."""
    quorum: QuorumState


def forecast(
    circle: Circle, expected: Collection[Expected], *, starts_at: time | None = None
) -> tuple[Stretch, ...]:
    """The quorum likely through a meeting, from its start and at each change of who is there.

    Source: rules R6, R6d and R7.
    """
    moments = {one.from_at for one in expected} | {one.until_at for one in expected}
    later = sorted(at for at in moments if at is not None and (starts_at is None or at > starts_at))
    stretches: list[Stretch] = []
    for at in (None, *later):
        here = tuple(one.row for one in expected if _is_there(one, at or starts_at))
        stretches.append(Stretch(from_at=at, quorum=is_quorate(circle, here)))
    return tuple(stretches)


def is_in_doubt(stretches: Collection[Stretch]) -> bool:
    """Whether some part of the meeting is likely to be without its quorum.

    Source: rules R6 and R8.
    """
    return any(one.quorum.result == "false" for one in stretches)


def forecast_in_words(stretches: Collection[Stretch]) -> tuple[str, ...]:
    """What is likely through the meeting, a sentence for each part that differs and each other reading.

    Source: rules R6 and R7.
    """
    found: list[str] = []
    for one in stretches:
        said = _in_words(one.quorum)
        when = "" if one.from_at is None else f"From {time_words(one.from_at)}: "
        sentence = f"{when}{said if when else said[:1].upper() + said[1:]}"
        if not found or not found[-1].endswith(said):
            found.append(sentence)
    return tuple(found)


def _is_there(one: Expected, at: time | None) -> bool:
    if at is None:
        return one.from_at is None
    return (one.from_at is None or one.from_at <= at) and (one.until_at is None or at < one.until_at)


def _in_words(quorum: QuorumState) -> str:
    if quorum.result == "not defined":
        return f"no quorum is stated; {len(quorum.organisations)} organisations likely"
    readings = [_counted(quorum.reckoning.as_used)]
    readings += [
        f"{_counted(other)} if read as {says}" for says, other in quorum.reckoning.differs if other.needed
    ]
    return f"likely {list_words(readings, joining='or')}"


def _counted(counted: Counted) -> str:
    if counted.needed is None:
        return counted.why
    spare = counted.number - counted.needed
    more = "none to spare" if spare == 0 else (f"{spare} to spare" if spare > 0 else "not quorate")
    return f"{counted.number} of {counted.needed} needed, {more}"
