"""Tying a decision, an action or a commission to the objective that it is for."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.decisions.models import Action, Commission, Decision
from throughline.web.plan.models import Objective, ObjectiveTie
from throughline.words.refusals import Refused


class TiedAlready(Refused):
    """The objective has this record already."""


@transaction.atomic
def tie(
    *,
    objective: Objective,
    to: Decision | Action | Commission,
    on: date,
    by: User | None,
    at: datetime,
    person: Person | None = None,
) -> ObjectiveTie:
    """Tie a record to an objective. Raises TiedAlready."""
    kind = to._meta.model_name
    if ObjectiveTie.objects.filter(objective=objective, untied_on=None, **{f"{kind}": to}).exists():
        raise TiedAlready(f"{to} belongs to objective {objective.code} already. Nothing was changed.")
    made = ObjectiveTie.objects.create(objective=objective, tied_on=on, by=person, **{f"{kind}": to})
    _record("objective tied", made, by, at)
    return made


@transaction.atomic
def untie(*, tied: ObjectiveTie, on: date, by: User | None, at: datetime) -> ObjectiveTie:
    """End a tie; that it was there, and until when, stays readable."""
    if tied.untied_on is None:
        tied.untied_on = on
        tied.save(update_fields=["untied_on"])
        _record("objective untied", tied, by, at)
    return tied


def _record(what: str, tied: ObjectiveTie, by: User | None, at: datetime) -> None:
    record_event(
        by=by,
        at=at,
        what=what,
        thing=tied,
        partnership=tied.objective.plan.partnership,
        detail={"objective": tied.objective.code, "plan": tied.objective.plan.year},
    )
