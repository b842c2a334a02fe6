"""The meetings of a body's year as values: each day, the window it falls in, and each kind over the year.

Source: the partnership file, section 11 (calendar of a year); rule R4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Called:
    """A meeting that has been called, which replaces the proposal for its window."""

    day: date
    kind: str = "ordinary"
    time: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingDay:
    """One meeting of the year, proposed by the terms or called."""

    body: str
    kind: str
    day: date
    time: str | None = None
    is_called: bool = False
    is_proposed_pattern: bool = False
    """Whether the pattern behind the date is the secretary's proposal, not the terms'."""
    shifted_from: date | None = None
    why_shifted: str | None = None
    clause: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of the year that should hold a meeting, and those planned in it."""

    first: date
    last: date
    meetings: tuple[MeetingDay, ...] = ()
    is_judged: bool = True
    """False for a last window cut short by the end of the year or of a phase."""


@dataclass(frozen=True, kw_only=True)
class KindYear:
    """One kind of meeting over a year: what the terms want and what is planned."""

    body: str
    kind: str
    meetings: tuple[MeetingDay, ...]
    windows: tuple[Window, ...] = ()
    wanted: int | None = None
    """The least number of meetings the terms ask for, or None where they give none."""
    at_most: int | None = None
    remarks: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, tuple[date, ...]], ...] = ()
    """Each other reading of the interval in words, with the dates it would give."""

    @property
    def shortfall(self) -> int:
        """How many meetings fewer are planned than the terms ask for.

        Source: rule R4.
        """
        return max(0, (self.wanted or 0) - len(self.meetings))

    @property
    def empty_windows(self) -> tuple[Window, ...]:
        """The windows judged that hold no meeting.

        Source: rule R4.
        """
        return tuple(window for window in self.windows if window.is_judged and not window.meetings)
