"""Who enters a cohort, how long each person is followed, and by when a reoffence must be proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from throughline.figures.cohorts.follow_up import months_after
from throughline.words.periods import Period
from throughline.words.refusals import Refused

LEFT_FOR_GOOD = ("death", "deportation")
"""Endings after which nobody can be followed; a recall is not one of them."""


class NoSuchWindow(Refused):
    """The days asked for are not whole windows of the measure."""


@dataclass(frozen=True)
class CohortRule:
    """One version's way of counting people.

    ``window_months`` is the stretch in which a person counts once. ``disposals`` are those that start a
    follow-up, the most serious first: it decides which of two events of one day counts. An offence counts
    if it was committed within ``follow_up_months`` after the index date and proved, with one of
    ``outcomes``, within ``proof_months`` after it. ``ages`` are the age bands, on the index date, of those
    who are counted; None for everybody, whether or not their age is known. ``windows_at_once`` is how many
    windows one run may hold; None for any number.
    """

    window_months: int
    disposals: tuple[str, ...]
    follow_up_months: int
    proof_months: int
    outcomes: tuple[str, ...] = ("conviction", "caution")
    ages: tuple[str, ...] | None = None
    windows_at_once: int | None = None


def windows_of(rule: CohortRule, first: date, last: date) -> tuple[Period, ...]:
    """The windows from a first to a last day.

    Windows of three months are calendar quarters; a longer one begins with any month.
    Raises NoSuchWindow if the days do not hold whole windows, or more of them than one run may.
    Source: figures, section 1 (one person counts once in a three-month cohort).
    """
    if first.day != 1 or (rule.window_months == 3 and first.month % 3 != 1):
        raise NoSuchWindow(f"{first} begins no window: name the first day of a {_kind(rule)}.")
    found = []
    begins = first
    while begins <= last:
        ends = months_after(begins, rule.window_months) - timedelta(days=1)
        found.append(Period(begins, ends, _name(rule, begins)))
        begins = ends + timedelta(days=1)
    if not found or found[-1].last != last:
        raise NoSuchWindow(
            f"{last} ends no window that begins on {first}: name the last day of a {_kind(rule)}."
        )
    if rule.windows_at_once and len(found) > rule.windows_at_once:
        raise NoSuchWindow(
            f"This measure counts {rule.window_months} months at a time, not {len(found)} times."
        )
    return tuple(found)


def _kind(rule: CohortRule) -> str:
    return "quarter" if rule.window_months == 3 else "month"


def _name(rule: CohortRule, begins: date) -> str:
    if rule.window_months == 3:
        return f"{begins.year} Q{(begins.month + 2) // 3}"
    return f"{rule.window_months} months from {begins.isoformat()}"
