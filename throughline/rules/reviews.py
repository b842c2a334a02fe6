"""When the terms of a body, its members and its lines are next to be reviewed.

Source: rule R15; the partnership file, section 11 (duties).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from throughline.rules.terms.check_life import review_due
from throughline.rules.terms.check_structure import words_of
from throughline.rules.terms.in_force import in_force, on
from throughline.rules.terms.model import Body, Terms, first_day


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A review that was done, and the day that was set for the next, if any."""

    about: str
    on: date
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewOwed:
    """One thing that a body reviews: when it was last done and when it is next due, if either is known."""

    about: str
    """``terms``, ``membership``, or ``line:`` with the type of the line and its end."""
    last: date | None
    due: date | None


DUTIES = {"terms": "terms-review", "membership": "membership-review"}
"""The duty of the terms that asks for a review, by what is reviewed."""


def subjects_of_review(terms: Terms, body: str) -> tuple[str, ...]:
    """What a body may review: its terms, its members and each line of the terms of a day.

    None if the terms have no such body that day.
    Source: rule R15; Pan-Dorset terms (links between the board and the partnerships are reviewed).
    """
    here = terms.body_if_any(body)
    return () if here is None else ("terms", "membership", *_lines(here))


def _lines(body: Body) -> Iterator[str]:
    yield from (f"line:{line.type}:{word}" for line in body.lines for word in words_of(line.to))


def reviews_owed(
    terms: Terms, body: str, day: date, done: Collection[Reviewed] = ()
) -> tuple[ReviewOwed, ...]:
    """Everything that a body may review on a day, with the last review and the day of the next.

    The next day is the one set at the last review; else the terms' interval counted from that review,
    or from the version in force where none was done. A line without a day set has none. Reviews after
    the day are left out. ``terms`` are as written.
    Source: rule R15; Leicester, Leicestershire and Rutland terms (membership is for a stated year);
    Pan-Dorset terms, role 10 and role 14.
    """
    now = on(terms, day)
    past = sorted((one for one in done if one.on <= day), key=lambda one: one.on)
    latest = {one.about: one for one in past}
    return tuple(
        ReviewOwed(
            about=about,
            last=latest[about].on if about in latest else None,
            due=_next(now, body, day, about, latest.get(about)),
        )
        for about in subjects_of_review(now, body)
    )


def _next(now: Terms, body: str, day: date, about: str, last: Reviewed | None) -> date | None:
    if last is not None and last.next_on is not None:
        return last.next_on
    here = now.body(body)
    adopted = max(filter(None, map(first_day, in_force(here.versions, day))), default=None)
    begun = max(filter(None, (adopted, last.on if last is not None else None)), default=None)
    dues = [review_due(duty, begun) for duty in here.duties if duty.what == DUTIES.get(about)]
    return min(filter(None, dues), default=None)


def terms_review_due(terms: Terms, body: str, day: date) -> date | None:
    """The day by which the terms in force on a day say that a body's terms are first reviewed.

    Counted from the first day of the version in force. None where the terms ask for no review, do not
    date their version, or do not have the body that day. ``terms`` are as written.
    Source: rule R15.
    """
    owed = {one.about: one.due for one in reviews_owed(terms, body, day)}
    return owed.get("terms")
