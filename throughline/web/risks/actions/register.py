"""Keeping the register: an entry, its words, its scores, what it has to do with, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.rules.decision_states import IN_FORCE
from throughline.rules.risk_scores import RiskThresholds, Scored
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, Person, User
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.standing import person_of, state_of
from throughline.web.governance.models import Body
from throughline.web.performance.models import Observation, Target
from throughline.web.plan.models import Objective
from throughline.web.risks.kinds import STANDARD_KINDS
from throughline.web.risks.models import (
    Risk,
    RiskFigure,
    RiskKind,
    RiskScore,
    RiskThreshold,
    RiskTie,
    RiskWording,
)
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class KindUnknown(Refused):
    """An entry of the register is of a kind that the partnership uses."""


class KindTaken(Refused):
    """A kind stands in the register's list once."""


class RiskClosed(Refused):
    """A closed entry is not scored, worded or tied again."""


class RiskDayOutOfOrder(Refused):
    """What is told of a risk follows the day it was raised, and is not told of days to come."""


class WordsMissing(Refused):
    """An entry says what could happen; an end says why."""


class TiedToRisk(Refused):
    """A record is tied to a risk once, and belongs to the same partnership."""


class ThresholdWithoutForce(Refused):
    """A body sets its thresholds by a decision of its own that holds."""


@transaction.atomic
def add_risk_kind(
    *, partnership: Partnership, code: str, name: str, by: User | None, at: datetime
) -> RiskKind:
    """Add a kind of the partnership's own to the register. Raises KindTaken."""
    if code in STANDARD_KINDS or RiskKind.objects.filter(partnership=partnership, code=code).exists():
        raise KindTaken(f"The register has the kind “{code}” already. Nothing was changed.")
    made = RiskKind.objects.create(partnership=partnership, code=code, name=name)
    record_event(by=by, at=at, what="kind of risk added", thing=made, partnership=partnership)
    return made


@transaction.atomic
def record_risk(
    *,
    body: Body,
    kind: str,
    cause: str,
    event: str,
    effect: str,
    treatment: str,
    proximity: str,
    likelihood: int,
    impact: int,
    owner_agency: Agency,
    raised_on: date,
    by: User | None,
    at: datetime,
    owner: Person | None = None,
    objectives: Sequence[Objective] = (),
) -> Risk:
    """Put an entry into a body's register with its first words and its first score.

    Raises KindUnknown, WordsMissing, RiskDayOutOfOrder, ScoreOutOfRange and TiedToRisk.
    """
    scored = Scored(on=raised_on, likelihood=likelihood, impact=impact)
    if not event.strip():
        raise WordsMissing("Say what could happen, or what has happened. Nothing was changed.")
    if raised_on > at.date():
        raise RiskDayOutOfOrder("A risk cannot be raised on a day to come. Nothing was changed.")
    partnership = body.partnership
    last = Risk.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    risk = Risk.objects.create(
        partnership=partnership,
        number=last + 1,
        body=body,
        kind=_kind(partnership, kind),
        owner_agency=owner_agency,
        owner=owner,
        proximity=proximity,
        raised_on=raised_on,
    )
    person = person_of(by, partnership)
    RiskWording.objects.create(
        risk=risk, cause=cause, event=event, effect=effect, treatment=treatment, on=raised_on, by=person,
        recorded_at=at,
    )  # fmt: skip
    RiskScore.objects.create(
        risk=risk, likelihood=likelihood, impact=impact, on=raised_on, by=person, recorded_at=at
    )
    for objective in objectives:
        tie_risk(risk=risk, to=objective, on=raised_on, by=by, at=at)
    _record("risk raised", risk, by, at, score=scored.score, kind=kind)
    return risk


def _kind(partnership: Partnership, code: str) -> RiskKind:
    if code in STANDARD_KINDS:
        names = {"name": str(STANDARD_KINDS[code])}
        return RiskKind.objects.get_or_create(partnership=partnership, code=code, defaults=names)[0]
    found = RiskKind.objects.filter(partnership=partnership, code=code).first()
    if found is None:
        raise KindUnknown(f"The register has no kind “{code}”. Add it first. Nothing was changed.")
    return found


@transaction.atomic
def score_risk(
    *,
    risk: Risk,
    likelihood: int,
    impact: int,
    words: str,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> RiskScore:
    """Score a risk anew; every earlier score stays.

    Raises ScoreOutOfRange, RiskClosed, RiskDayOutOfOrder and EditedSince.
    """
    scored = Scored(on=on, likelihood=likelihood, impact=impact)
    _refuse(risk, on, at)
    save_changes(risk, expected_version=expected_version)
    made = RiskScore.objects.create(
        risk=risk,
        likelihood=likelihood,
        impact=impact,
        on=on,
        words=words.strip(),
        by=person_of(by, risk.partnership),
        recorded_at=at,
    )
    _record("risk scored", risk, by, at, score=scored.score, on=str(on))
    return made


@transaction.atomic
def word_risk(
    *,
    risk: Risk,
    cause: str,
    event: str,
    effect: str,
    treatment: str,
    proximity: str,
    on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
) -> RiskWording:
    """Give a risk other words, or say what is now done about it; every earlier wording stays.

    Raises WordsMissing, RiskClosed, RiskDayOutOfOrder and EditedSince.
    """
    if not event.strip():
        raise WordsMissing("Say what could happen, or what has happened. Nothing was changed.")
    _refuse(risk, on, at)
    save_changes(risk, expected_version=expected_version, proximity=proximity)
    made = RiskWording.objects.create(
        risk=risk,
        cause=cause,
        event=event,
        effect=effect,
        treatment=treatment,
        on=on,
        by=person_of(by, risk.partnership),
        recorded_at=at,
    )
    _record("risk worded", risk, by, at, on=str(on))
    return made


@transaction.atomic
def tie_risk(
    *, risk: Risk, to: Objective | Action | Target, on: date, by: User | None, at: datetime
) -> RiskTie:
    """Tie a risk to an objective, to an action that answers it, or to a target that it is assumed for.

    Raises TiedToRisk where it is tied already or the record is another partnership's.
    """
    kind = str(to._meta.model_name)
    if _partnership_of(to) != risk.partnership_id:
        raise TiedToRisk("Choose a record of the same partnership. Nothing was changed.")
    if RiskTie.objects.filter(risk=risk, **{kind: to}).exists():
        raise TiedToRisk(f"{risk} is tied to it already. Nothing was changed.")
    made = RiskTie.objects.create(risk=risk, tied_on=on, **{kind: to})
    _record("risk tied", risk, by, at, to=kind, key=to.pk)
    return made


def _partnership_of(record: Objective | Action | Target) -> int:
    if isinstance(record, Objective):
        return record.plan.partnership_id
    return record.partnership_id if isinstance(record, Action) else record.indicator.partnership_id


@transaction.atomic
def cite_figure(
    *, risk: Risk, observation: Observation, on: date, by: User | None, at: datetime
) -> RiskFigure:
    """Cite a received figure that raised an issue; it leads on to its receipt.

    Raises TiedToRisk where it is cited already or is another partnership's.
    """
    if observation.indicator.partnership_id != risk.partnership_id:
        raise TiedToRisk("Choose a figure of the same partnership. Nothing was changed.")
    if RiskFigure.objects.filter(risk=risk, observation=observation).exists():
        raise TiedToRisk(f"{risk} cites that figure already. Nothing was changed.")
    made = RiskFigure.objects.create(risk=risk, observation=observation, cited_on=on)
    _record("figure cited by risk", risk, by, at, indicator=observation.indicator.code)
    return made


@transaction.atomic
def close_risk(
    *,
    risk: Risk,
    because: str,
    closed_on: date,
    expected_version: int,
    by: User | None,
    at: datetime,
    decision: Decision | None = None,
) -> Risk:
    """Close an entry for a reason, by a decision where there was one.

    Raises WordsMissing, RiskClosed, RiskDayOutOfOrder and EditedSince.
    """
    if not because.strip():
        raise WordsMissing("Say why it is closed. Nothing was changed.")
    _refuse(risk, closed_on, at)
    save_changes(
        risk,
        expected_version=expected_version,
        closed_on=closed_on,
        closed_because=because.strip(),
        closed_by=decision,
    )
    _record("risk closed", risk, by, at, on=str(closed_on))
    return risk


@transaction.atomic
def set_risk_threshold(
    *, decision: Decision, medium_from: int, high_from: int, from_on: date, by: User | None, at: datetime
) -> RiskThreshold:
    """Set from which score a body calls a risk medium and high, by a decision of it that holds.

    Raises ThresholdsOutOfOrder and ThresholdWithoutForce.
    """
    RiskThresholds(medium_from=medium_from, high_from=high_from)
    if state_of(decision) not in IN_FORCE:
        raise ThresholdWithoutForce(
            f"{decision.number} is no decision that holds. Thresholds need one. Nothing was changed."
        )
    made = RiskThreshold.objects.create(
        body=decision.body,
        medium_from=medium_from,
        high_from=high_from,
        from_on=from_on,
        decision=decision,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="risk threshold set",
        thing=made,
        partnership=decision.body.partnership,
        detail={"body": decision.body.code, "medium": medium_from, "high": high_from},
    )
    return made


def _refuse(risk: Risk, on: date, at: datetime) -> None:
    if risk.closed_on is not None:
        raise RiskClosed(f"{risk} was closed on {day_words(risk.closed_on)}. Nothing was changed.")
    latest = risk.scores.aggregate(last=Max("on"))["last"] or risk.raised_on
    if not latest <= on <= at.date():
        raise RiskDayOutOfOrder(
            f"Give a day from {day_words(latest)}, when it was last scored, until today. Nothing was changed."
        )


def _record(what: str, risk: Risk, by: User | None, at: datetime, **detail: object) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=risk,
        partnership=risk.partnership,
        detail={"number": risk.number, "body": risk.body.code, **detail},
    )
