"""Where risks and escalations stand on a day, from the rows that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from throughline.rules.escalation import EscalationClock, escalation_clock
from throughline.rules.risk_scores import (
    Band,
    RiskStanding,
    RiskThresholds,
    Scored,
    band_of,
    is_to_report,
    risk_standing,
)
from throughline.web.access.models import Partnership
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.plan.queries import shown_code
from throughline.web.risks.models import Escalation, Risk, RiskScore, RiskThreshold, RiskTie, RiskWording
from throughline.words.working_days import DEFAULT_CALENDAR

WAITING = (Escalation.State.SENT, Escalation.State.ACKNOWLEDGED)
"""The states in which an answer is waited for."""


@dataclass(frozen=True)
class StandingRisk:
    """A risk on a day: its row, its words of that day, its scores, and the thresholds of its board."""

    risk: Risk
    wording: RiskWording
    scores: tuple[Scored, ...]
    standing: RiskStanding
    thresholds: RiskThresholds | None
    closed: frozenset[tuple[int, str]] = frozenset()
    """The objectives that its reader may not read, by the key of their plan and their number."""

    @property
    def band(self) -> Band | None:
        """The band by the board's own thresholds; None where it adopted none."""
        return band_of(self.standing.score, self.thresholds)

    @property
    def is_open(self) -> bool:
        """Whether it is still in the register."""
        return self.risk.closed_on is None

    @property
    def is_to_report(self) -> bool:
        """Whether it belongs in the exceptions. Source: rule R21."""
        return self.is_open and is_to_report(self.standing, self.thresholds)

    @property
    def objectives(self) -> tuple[str, ...]:
        """The codes of the objectives that it is tied to, without those that are closed to its reader."""
        codes = (shown_code(one.objective, self.closed) for one in self.risk.ties.all())
        return tuple(code for code in codes if code)

    @property
    def address(self) -> str:
        """The page of the risk."""
        return address_of_risk(self.risk)


def address_of_risk(risk: Risk) -> str:
    """The page of a risk; its partnership in hand."""
    return reverse("risks:risk", kwargs={"partnership": risk.partnership.slug, "risk": risk.number})


def address_of_escalation(one: Escalation) -> str:
    """The page of an escalation; its partnership in hand."""
    parts = {"partnership": one.partnership.slug, "escalation": one.number}
    return reverse("risks:escalation", kwargs=parts)


def trails() -> tuple[Prefetch[Any], ...]:
    """What a risk's standing is read from beside its own row: its words, its scores and its ties."""
    ties = RiskTie.objects.select_related("objective__plan", "action__body", "target__indicator")
    return (
        Prefetch("wordings", RiskWording.objects.select_related("by")),
        Prefetch("scores", RiskScore.objects.select_related("by")),
        Prefetch("ties", ties),
    )


def standing_risks(partnership: Partnership, on: date) -> tuple[StandingRisk, ...]:
    """Every risk of a partnership raised by a day, as it stood then, in five queries."""
    rows = Risk.objects.filter(partnership=partnership, raised_on__lte=on)
    rows = rows.select_related("partnership", "body", "kind", "owner_agency", "owner")
    return stand(rows.prefetch_related(*trails()), thresholds_on(partnership, on), on)


def stand(
    rows: Iterable[Risk], thresholds: Mapping[int, RiskThresholds], on: date
) -> tuple[StandingRisk, ...]:
    """Risks as they stand on a day, from rows that have their trails."""
    return tuple(_stand(one, thresholds.get(one.body_id), on) for one in rows)


def _stand(risk: Risk, thresholds: RiskThresholds | None, on: date) -> StandingRisk:
    wordings = [one for one in risk.wordings.all() if one.on <= on]
    scores = tuple(
        Scored(on=one.on, likelihood=one.likelihood, impact=one.impact)
        for one in risk.scores.all()
        if one.on <= on
    )
    return StandingRisk(
        risk=risk,
        wording=wordings[-1],
        scores=scores,
        standing=risk_standing(scores, worded_on=[one.on for one in wordings], on=on),
        thresholds=thresholds,
    )


def thresholds_on(partnership: Partnership, on: date) -> dict[int, RiskThresholds]:
    """The thresholds of each body that adopted some, by the key of the body; the latest holds."""
    rows = RiskThreshold.objects.filter(body__partnership=partnership, from_on__lte=on)
    return {
        one.body_id: RiskThresholds(medium_from=one.medium_from, high_from=one.high_from)
        for one in rows.order_by("from_on", "pk")
    }


def working_days_of(partnership: Partnership, on: date) -> str:
    """The calendar of working days of the terms, or of England and Wales where there are no terms."""
    try:
        return terms_on(partnership, on).calendar.working_days
    except NoTermsYet:
        return DEFAULT_CALENDAR


def clock_of(one: Escalation, *, on: date, calendar: str) -> EscalationClock | None:
    """The clock of an escalation whose steps are in hand; None before its chair has signed it.

    Source: rule R44.
    """
    if one.signed_on is None:
        return None
    steps = {each.step: each.on for each in one.steps.all()}
    answered = one.state in (Escalation.State.ANSWERED, Escalation.State.CLOSED, Escalation.State.RETURNED)
    return escalation_clock(
        raised=one.signed_on,
        today=on,
        answer_needed_by=one.needed_by,
        replied=steps.get("reply", one.signed_on if one.about_agency_id is None else None),
        sent=steps.get("send"),
        answered=steps.get("answer", steps.get("return")) if answered else None,
        days_to_reply=one.days_to_reply,
        calendar=calendar,
    )
