"""Whether a body's meetings fit the cycle of the board above it.

Source: the partnership file, section 7 (``fits``); rule R5.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from throughline.rules.due import due_on
from throughline.rules.terms.model import Body, Duty, Meets, in_use

Fit = Literal["fits", "misses", "suspended"]


@dataclass(frozen=True, kw_only=True)
class ParentMeeting:
    """A meeting of the board above, and the day by which it takes papers, if known."""

    day: date
    papers_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class CycleFit:
    """Whether one parent meeting has a meeting of this body whose minutes are out in time for it."""

    parent: str
    parent_day: date | None
    meeting: date | None
    fit: Fit
    why: str


def cycle_fits(
    body: Body,
    meetings: Collection[date],
    parents: Sequence[ParentMeeting] | None,
    *,
    calendar: str,
) -> tuple[CycleFit, ...]:
    """For each meeting of the parent, the body's meeting whose minutes are due by the parent's papers date.

    Empty where the terms name no cycle to fit; suspended, and said, where the parent's dates or the
    deadline for this body's minutes are not known. Give the body as its terms stand on the day.
    Source: rule R5; the partnership file, section 7 (``fits``).
    """
    named: list[str] = [fits for fits in (_fits(entry) for entry in body.meets) if fits is not None]
    if not named:
        return ()
    parent = named[0]
    if not parents:
        return (_suspended(parent, None, "the dates of the parent’s meetings are not known"),)
    minutes = next((duty for duty in body.duties if duty.what == "minutes"), None)
    return tuple(_fit(parent, one, sorted(meetings), parents, minutes, calendar) for one in parents)


def _fit(
    parent: str,
    one: ParentMeeting,
    meetings: Sequence[date],
    parents: Sequence[ParentMeeting],
    minutes: Duty | None,
    calendar: str,
) -> CycleFit:
    if one.papers_due is None:
        return _suspended(parent, one.day, "the day by which the parent takes papers is not known")
    before = max((other.day for other in parents if other.day < one.day), default=date.min)
    ready = []
    for day in meetings:
        out = due_on(minutes.due if minutes is not None else None, day, calendar=calendar).day
        if out is None:
            return _suspended(parent, one.day, "the terms give no deadline for this body’s minutes")
        if before < day and out <= one.papers_due:
            ready.append(day)
    if not ready:
        why = "no meeting since the parent’s last has its minutes out by the parent’s papers date"
        return CycleFit(parent=parent, parent_day=one.day, meeting=None, fit="misses", why=why)
    why = "its minutes are due by the parent’s papers date"
    return CycleFit(parent=parent, parent_day=one.day, meeting=ready[-1], fit="fits", why=why)


def _fits(entry: Meets) -> str | None:
    return in_use(entry.fits)


def _suspended(parent: str, day: date | None, why: str) -> CycleFit:
    return CycleFit(parent=parent, parent_day=day, meeting=None, fit="suspended", why=why)
