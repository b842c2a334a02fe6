"""What parents tell: when they take papers and what they decided; and the log of who was told of what."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import person_of
from throughline.web.governance.models import Body
from throughline.web.reports.models import Briefing, ParentDecision, RecipientDate
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class DayRefused(Refused):
    """The days do not follow one another, or the day is there already."""


class DifferentBody(Refused):
    """A body carries on by its own decision what it was asked."""


class AlreadyCarriedOn(Refused):
    """The decision of the parent is carried on by a decision already."""


@transaction.atomic
def record_recipient_date(
    *,
    partnership: Partnership,
    recipient: str,
    meets_on: date,
    papers_due: date,
    by: User | None,
    at: datetime,
) -> RecipientDate:
    """Record a meeting of a parent and the day by which it takes papers. Raises DayRefused."""
    if papers_due > meets_on:
        raise DayRefused(
            f"The papers cannot be due on {day_words(papers_due)}, after the meeting. Nothing was changed."
        )
    standing = RecipientDate.objects.filter(
        partnership=partnership, recipient=recipient, meets_on=meets_on, withdrawn_at=None
    )
    if standing.exists():
        raise DayRefused(f"The meeting of {day_words(meets_on)} is recorded already. Nothing was changed.")
    made = RecipientDate.objects.create(
        partnership=partnership, recipient=recipient, meets_on=meets_on, papers_due=papers_due, recorded_at=at
    )
    _record("date of a parent recorded", made, by, at)
    return made


@transaction.atomic
def withdraw_recipient_date(*, date_of: RecipientDate, by: User | None, at: datetime) -> RecipientDate:
    """Take a parent's date back; that it was there stays readable."""
    if date_of.withdrawn_at is None:
        date_of.withdrawn_at = at
        date_of.save(update_fields=["withdrawn_at"])
        _record("date of a parent withdrawn", date_of, by, at)
    return date_of


def _record(what: str, made: RecipientDate, by: User | None, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=made,
        partnership=made.partnership,
        detail={"recipient": made.recipient, "meets": str(made.meets_on), "papers": str(made.papers_due)},
    )


@transaction.atomic
def record_parent_decision(
    *,
    body: Body,
    parent: str,
    decided_on: date,
    received_on: date,
    words: str,
    by: User | None,
    at: datetime,
    asks: str = "",
    reference: str = "",
) -> ParentDecision:
    """Record what a parent decided and asks of a body, in its words. Raises DayRefused."""
    if not decided_on <= received_on <= at.date():
        raise DayRefused(
            f"It cannot be received on {day_words(received_on)}: give a day from the day it was decided "
            "until today. Nothing was changed."
        )
    rows = ParentDecision.objects.filter(partnership=body.partnership)
    made = ParentDecision.objects.create(
        partnership=body.partnership,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        body=body,
        parent=parent,
        reference=reference.strip(),
        decided_on=decided_on,
        received_on=received_on,
        words=words.strip(),
        asks=asks.strip(),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="decision of a parent received",
        thing=made,
        partnership=body.partnership,
        detail={"number": made.number, "parent": parent, "on": str(received_on)},
    )
    return made


@transaction.atomic
def carry_on(
    *, decision: ParentDecision, carried_by: Decision, carried_on: date, by: User | None, at: datetime
) -> ParentDecision:
    """Say by which decision of its own the body carries on what a parent decided.

    Every organisation is then told of that decision. Raises AlreadyCarriedOn, DifferentBody, DayRefused.
    Source: rule R45; Pan-Dorset terms, role 8.
    """
    if decision.carried_by_id is not None:
        raise AlreadyCarriedOn(
            f"{decision} is carried on by {decision.carried_by} already. Nothing was changed."
        )
    if carried_by.body_id != decision.body_id:
        raise DifferentBody(
            f"{carried_by} is no decision of {decision.body.name}, which was asked. Nothing was changed."
        )
    if not decision.received_on <= carried_on <= at.date():
        raise DayRefused(
            f"Give a day from {day_words(decision.received_on)}, when it was received, until today. "
            "Nothing was changed."
        )
    decision.carried_by, decision.carried_on = carried_by, carried_on
    decision.save(update_fields=["carried_by", "carried_on"])
    record_event(
        by=by,
        at=at,
        what="decision of a parent carried on",
        thing=decision,
        partnership=decision.partnership,
        detail={"number": decision.number, "by": carried_by.number, "on": str(carried_on)},
    )
    return decision


@transaction.atomic
def record_briefing(
    *,
    body: Body,
    audience: str,
    about: str,
    happened_on: date,
    told_on: date,
    by: User | None,
    at: datetime,
    due: date | None = None,
) -> Briefing:
    """Log that somebody was told of something, when it happened and when they heard. Raises DayRefused."""
    if not happened_on <= told_on <= at.date():
        raise DayRefused(
            f"They cannot have been told on {day_words(told_on)}: give a day from the day it happened "
            "until today. Nothing was changed."
        )
    made = Briefing.objects.create(
        partnership=body.partnership,
        body=body,
        audience=audience.strip(),
        about=about.strip(),
        happened_on=happened_on,
        due=due,
        told_on=told_on,
        by=person_of(by, body.partnership),
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="briefing logged",
        thing=made,
        partnership=body.partnership,
        detail={"body": body.code, "happened": str(happened_on), "told": str(told_on)},
    )
    return made
