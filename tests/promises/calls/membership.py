"""One good call of each act on members that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from throughline.web.governance import actions as governance
from throughline.web.governance.models import Appointment, Body, Selection

AT: dict[str, Any] = {"by": None, "at": datetime(2026, 3, 30, 9, tzinfo=UTC)}
ON = date(2026, 3, 30)


def group() -> Body:
    return Body.objects.get(partnership__slug="pan-dorset", code="rrsg")


def representative() -> Appointment:
    """Somebody in a seat of the voluntary sector."""
    board = Body.objects.get(partnership__slug="llr", code="rrpb")
    person = board.partnership.people.get(name="Owain Sloe")
    return Appointment.objects.create(body=board, seat="voluntary", person=person, from_on=ON)


def select() -> Selection:
    """Record how a representative was chosen whose appointment goes with it, since no year tells of one."""
    with transaction.atomic():
        return governance.record_selection(
            appointment=representative(),
            how="elected",
            chosen_by="the assembly",
            chosen_on=ON,
            speaks_for=["Northside Carers", "Hearth Hostels"],
            **AT,
        )


CALLS: dict[str, Callable[[], Any]] = {
    "governance.accept_undertakings": lambda: governance.accept_undertakings(
        body=group(), person=group().partnership.people.get(name="Jo Hazel"), what=["intro 3"],
        accepted_on=ON, **AT,
    ),
    "governance.record_review": lambda: governance.record_review(
        body=group(), about="terms", reviewed_on=ON, outcome="unchanged", today=ON, **AT
    ),
    "governance.record_selection": select,
}  # fmt: skip
