"""Serious further offences: notified and reviewed by their days, and how good the reviews are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from throughline.rules.supervision.limits import DayLimit, limit_on
from throughline.rules.supervision.share import Share, share_of
from throughline.words.periods import Period

StageName = Literal["notification", "review"]
DUTIES: Final[dict[StageName, str]] = {"notification": "sfo-notification", "review": "sfo-review"}
SATISFACTORY: Final = ("outstanding", "good", "satisfactory")
LESS: Final = ("requires improvement", "inadequate", "unsatisfactory")


@dataclass(frozen=True)
class FurtherOffence:
    """The dates of one serious further offence by its reference; a rating has the day it was given."""

    reference: str
    charged_on: date
    notified_on: date | None = None
    reviewed_on: date | None = None
    rating: str = ""
    rated_on: date | None = None


@dataclass(frozen=True)
class Stage:
    """One stage of one case: by when it was due, and when it was sent; None where not set or not sent."""

    reference: str
    name: StageName
    due_on: date | None
    sent_on: date | None

    def is_in_time_on(self, day: date) -> bool | None:
        """Whether it was sent in time as known on a day; None before that is settled, or without a deadline.

        Source: rule R37.
        """
        if self.due_on is None:
            return None
        if self.sent_on is not None and self.sent_on <= day:
            return self.sent_on <= self.due_on
        return False if day > self.due_on else None


def stages(case: FurtherOffence, limits: Sequence[DayLimit]) -> tuple[Stage, Stage]:
    """The notification and the review of a case; the clock of both runs from the day of the charge.

    The limit is the one in force on that day; where none is set there is no deadline.
    Source: rule R37 (due intervals are settings with their source).
    """
    sent: dict[StageName, date | None] = {"notification": case.notified_on, "review": case.reviewed_on}
    notification, review = (_stage(case, name, limits, day) for name, day in sent.items())
    return notification, review


def sent_in_time(
    cases: Iterable[FurtherOffence],
    *,
    limits: Sequence[DayLimit],
    quarter: Period,
    stage: StageName | None = None,
) -> Share:
    """What was sent by its day, of all that fell due in a quarter: one stage, or both together.

    Source: rule R37; East Midlands plan, 3.2.5.
    """
    due = [
        one
        for each in cases
        for one in stages(each, limits)
        if stage in (None, one.name) and one.due_on is not None and one.due_on in quarter
    ]
    return share_of([one.sent_on is not None and one.sent_on <= (one.due_on or date.min) for one in due])


def without_deadline(cases: Iterable[FurtherOffence], *, limits: Sequence[DayLimit], quarter: Period) -> int:
    """How many stages of the cases charged in a quarter have no deadline, since no limit was set.

    Source: rule R37.
    """
    charged = [each for each in cases if each.charged_on in quarter]
    return sum(one.due_on is None for each in charged for one in stages(each, limits))


def rated_satisfactory(cases: Iterable[FurtherOffence], *, quarter: Period) -> Share:
    """The reviews rated satisfactory or better, of all that were rated in a quarter.

    Source: rule R37; East Midlands plan, 3.2.5.
    """
    rated = [each for each in cases if each.rating and each.rated_on is not None and each.rated_on in quarter]
    return share_of([each.rating in SATISFACTORY for each in rated])


def _stage(case: FurtherOffence, name: StageName, limits: Sequence[DayLimit], sent_on: date | None) -> Stage:
    limit = limit_on(limits, DUTIES[name], case.charged_on)
    return Stage(case.reference, name, limit.due_on(case.charged_on) if limit else None, sent_on)
