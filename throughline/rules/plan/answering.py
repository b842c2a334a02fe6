"""Update rounds: which lines of a plan are due news, what a lead may say of one, and what follows.

A lead answers once for all its lines; what is accepted is the news that every report reuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.plan.when import PlanYear
from throughline.words.dates import DateUnreadable, ImpreciseDate
from throughline.words.formats import weekday_words
from throughline.words.periods import Period
from throughline.words.refusals import Refused
from throughline.words.working_days import add_working_days, is_working_day

OPEN_FOR: Final = 10
"""Working days for which a round stays open, unless said otherwise."""
LATE_FOR: Final = timedelta(days=14)
"""How long after the closing day an answer is still taken, as a late one."""


class Claim(StrEnum):
    """What a lead says of a line of the plan."""

    NO_CHANGE = "no-change"
    ON_COURSE = "on-course"
    DONE = "done"
    LATER = "later"
    STUCK = "stuck"


class AnswerLacks(Refused):
    """An answer lacks what its claim needs, or says what cannot be."""


@dataclass(frozen=True, kw_only=True)
class LineNow:
    """A line as it stands: the last day its date now may mean, and what was last accepted of it."""

    code: str
    due: date | None
    said_on: date | None
    """The day of the last accepted news; None where there is none."""
    forecast: str = ""
    """The date that the last news expects it by, as its author wrote it."""


@dataclass(frozen=True)
class Said:
    """What a lead says of one line; ``forecast`` is a date in its author's precision, such as 2010-02."""

    claim: Claim
    words: str = ""
    forecast: str = ""
    evidence: str = ""
    help_asked: str = ""


@dataclass(frozen=True)
class NewsWritten:
    """The news of a line that an accepted answer makes."""

    is_complete: bool
    forecast: str
    evidence: str
    words: str


def is_due_news(
    *, status: MilestoneStatus, starts: date | None, told_this_quarter: bool, quarter: Period
) -> bool:
    """Whether a line's lead is asked about it: it is open, has begun, and nobody told of it this quarter.

    Source: rule R20 (updated this period).
    """
    has_begun = starts is None or starts <= quarter.last
    return status is not MilestoneStatus.COMPLETE and has_begun and not told_this_quarter


def may_claim(now: LineNow, *, on: date) -> tuple[Claim, ...]:
    """What a lead may say of a line on a day, the shortest answer first.

    Source: rule R20; product.md, job B2.
    """
    in_time = now.due is None or on <= now.due
    unchanged = (Claim.NO_CHANGE,) if in_time and now.said_on else ()
    return (*unchanged, *((Claim.ON_COURSE,) if in_time else ()), Claim.DONE, Claim.LATER, Claim.STUCK)


def refuse_answer(now: LineNow, said: Said, *, on: date, year: PlanYear) -> None:
    """Refuse an answer that lacks what its claim needs. Raises AnswerLacks.

    Source: rules R19 and R20; product.md, section 4.2 (a milestone is claimed, then achieved).
    """
    if said.claim not in may_claim(now, on=on):
        raise AnswerLacks(_not_offered(now, on))
    if said.claim is Claim.DONE and not said.evidence.strip():
        raise AnswerLacks(f"{now.code}: say what shows that it is done, and where it can be seen.")
    if said.claim in (Claim.LATER, Claim.STUCK):
        _refuse_forecast(now.code, said.forecast, on, year)
    if said.claim is Claim.STUCK and not said.help_asked.strip():
        raise AnswerLacks(f"{now.code}: say what help you need, and from whom.")


def _not_offered(now: LineNow, on: date) -> str:
    if now.due is not None and now.due < on:
        day = weekday_words(now.due)
        return f"{now.code}: its day, {day}, has passed. Say that it is done, or when you expect it now."
    return f"{now.code}: nothing was told of it before, so nothing can be unchanged. Say how it goes."


def _refuse_forecast(code: str, forecast: str, on: date, year: PlanYear) -> None:
    if not forecast.strip():
        raise AnswerLacks(f"{code}: say when you expect it now, such as 2010-02 or 2010-02-26.")
    try:
        found = year.read(forecast.strip())
    except DateUnreadable:
        found = None
    if not isinstance(found, ImpreciseDate):
        raise AnswerLacks(f"{code}: “{forecast}” is no date to expect it by. Write 2010-02 or 2010-02-26.")
    if found.latest < on:
        raise AnswerLacks(f"{code}: “{forecast}” has passed. Say when you expect it now.")


def what_follows(now: LineNow, said: Said) -> NewsWritten:
    """The news that an answer makes once it is accepted.

    On course and no change carry on the date expected before; what help is asked stays with the words.
    Source: rule R20; product.md, section 5.4.
    """
    forecast = said.forecast.strip() if said.claim in (Claim.LATER, Claim.STUCK) else now.forecast
    words = said.words.strip()
    if said.claim is Claim.NO_CHANGE and now.said_on and not words:
        words = f"No change since {weekday_words(now.said_on)}."
    if said.help_asked.strip():
        words = f"{words} Help asked: {said.help_asked.strip()}".strip()
    is_complete = said.claim is Claim.DONE
    return NewsWritten(is_complete, "" if is_complete else forecast, said.evidence.strip(), words)


def closing_day(opens: date) -> date:
    """When a round closes that opens on a day, unless its keeper says otherwise.

    Source: product.md, job B2; section 3.6.
    """
    return add_working_days(opens, OPEN_FOR)


def answers_until(closes: date) -> date:
    """The last day on which an answer is taken: two weeks after the closing day, as a late one.

    Source: product.md, job B2.
    """
    return closes + LATE_FOR


def midpoint(opens: date, closes: date) -> date | None:
    """The working day in the middle of a round, on which the silent are asked again; None in a short one.

    Source: product.md, section 3.6 (update rounds).
    """
    middle = opens + (closes - opens) / 2
    if not is_working_day(middle):
        middle = add_working_days(middle, -1)
    return middle if opens < middle < closes else None


def reminder_on(opens: date, closes: date, on: date) -> str:
    """What a lead who has not answered is reminded of on a day: midpoint, closing or missing, or nothing.

    Closing is the last working day before the closing day, missing the first one after it. It is the
    last whose day has come, so that whoever was not told in time is told how it stands now.
    Source: product.md, section 3.6 (update round open, midpoint, closing; missing).
    """
    if on >= add_working_days(closes, 1):
        return "missing"
    if on >= add_working_days(closes, -1):
        return "closing" if on <= closes else ""
    middle = midpoint(opens, closes)
    return "midpoint" if middle and on >= middle else ""
