"""Reads of risks and escalations that other rooms rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.web.access.models import Partnership
from throughline.web.risks.models import Escalation
from throughline.web.risks.standing import (
    WAITING,
    StandingRisk,
    address_of_escalation,
    clock_of,
    standing_risks,
    working_days_of,
)


@dataclass(frozen=True)
class RiskToReport:
    """An open risk that is high by its board's thresholds, or that rises. Source: rule R21."""

    number: int
    words: str
    body: str
    """The code of the body whose register it stands in."""
    score: int
    previous: int | None
    is_rising: bool
    high_from: int | None
    """From which score its board calls a risk high; None where it adopted no threshold."""
    objectives: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class UnansweredEscalation:
    """An escalation that was sent and that at least one board has not answered."""

    number: int
    words: str
    source: str
    """The code of the body or organisation that raised it."""
    to: tuple[str, ...]
    """The names of the boards that have not answered."""
    sent_on: date
    needed_by: date | None
    days_late: int
    """Calendar days past the day on which an answer was needed; nothing where it is not late."""
    objective: str
    address: str


def risks_to_report(partnership: Partnership, on: date) -> tuple[RiskToReport, ...]:
    """The open risks of a day that belong in the exceptions, the gravest first. Source: rule R21."""
    found = [one for one in standing_risks(partnership, on) if one.is_to_report]
    return tuple(sorted((_to_report(one) for one in found), key=lambda one: (-one.score, one.number)))


def _to_report(one: StandingRisk) -> RiskToReport:
    previous = one.standing.previous
    return RiskToReport(
        number=one.risk.number,
        words=one.wording.event,
        body=one.risk.body.code,
        score=one.standing.score or 0,
        previous=previous.score if previous else None,
        is_rising=one.standing.direction == "rising",
        high_from=one.thresholds.high_from if one.thresholds else None,
        objectives=one.objectives,
        address=one.address,
    )


def escalations_unanswered(partnership: Partnership, on: date) -> tuple[UnansweredEscalation, ...]:
    """The escalations of a day that wait for an answer, the longest late first. Source: rule R44."""
    rows = (
        Escalation.objects.filter(partnership=partnership, state__in=WAITING)
        .select_related("partnership", "body", "from_agency", "objective")
        .prefetch_related("recipients", "steps")
    )
    calendar = working_days_of(partnership, on)
    found = [_unanswered(one, on, calendar) for one in rows]
    waiting = [one for one in found if one is not None and one.sent_on <= on]
    return tuple(sorted(waiting, key=lambda one: (-one.days_late, one.number)))


def _unanswered(one: Escalation, on: date, calendar: str) -> UnansweredEscalation | None:
    clock = clock_of(one, on=on, calendar=calendar)
    sent_on = next((each.on for each in one.steps.all() if each.step == "send"), None)
    source = one.body or one.from_agency
    if clock is None or sent_on is None or source is None:
        return None
    return UnansweredEscalation(
        number=one.number,
        words=one.subject,
        source=source.code,
        to=tuple(each.name for each in one.recipients.all() if each.state != "answered"),
        sent_on=sent_on,
        needed_by=one.needed_by,
        days_late=clock.days_late,
        objective=one.objective.code if one.objective else "",
        address=address_of_escalation(one),
    )
