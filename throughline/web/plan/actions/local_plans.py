"""Where the objectives of local plans stand: each word follows the one before and leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import User
from throughline.web.plan.models import LocalLine, PartnerPlan
from throughline.web.plan.queries import plan_of
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class LocalLineRefused(Refused):
    """An objective of a local plan cannot be recorded so."""


@transaction.atomic
def record_local_line(
    *,
    child: PartnerPlan,
    number: str,
    words: str,
    serves: str,
    status: str,
    told_on: date,
    by: User | None,
    at: datetime,
) -> LocalLine:
    """Record where an objective of a local plan stands, and which line of our plan it serves.

    A later word on the same number follows the earlier. Raises LocalLineRefused for a plan that is no local
    plan under ours, a line that our plan does not have, or words that are missing.
    """
    _refuse_local_line(child, number, words, serves, told_on)
    made = LocalLine.objects.create(
        child=child,
        number=number.strip(),
        words=words.strip(),
        serves=serves,
        status=status,
        told_on=told_on,
        recorded_at=at,
    )
    record_event(
        by=by,
        at=at,
        what="local objective told",
        thing=made,
        partnership=child.partnership,
        detail={"plan": child.pk, "number": made.number, "serves": serves, "status": status},
    )
    return made


def _refuse_local_line(child: PartnerPlan, number: str, words: str, serves: str, told_on: date) -> None:
    if child.plan is None or child.stands != PartnerPlan.Stands.CHILD:
        raise LocalLineRefused(f"{child.title} is no local plan under ours. Record it as one first.")
    if not number.strip() or not words.strip():
        raise LocalLineRefused("A local objective needs its number and its words. Nothing was changed.")
    if not child.starts <= told_on:
        raise LocalLineRefused(f"{child.title} begins on {day_words(child.starts)}. Correct the day.")
    version = child.plan.versions.order_by("number").last()
    lines = (*plan_of(version).priorities, *plan_of(version).objectives) if version else ()
    if serves not in {one.id for one in lines}:
        raise LocalLineRefused(f"Our plan has no priority or objective {serves}. Choose one that it has.")
