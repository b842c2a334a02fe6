"""Who may let something come onto an agenda that is published: those who preside over the body."""

from __future__ import annotations

from datetime import date

from throughline.web.access.models import InForce, OfficeHeld, Person
from throughline.web.governance.models import Body
from throughline.web.governance.queries import appointments_on
from throughline.words.refusals import Refused


class NotPresiding(Refused):
    """Leave to table something late is given by whoever presides."""


def people_who_preside(body: Body, day: date) -> tuple[Person, ...]:
    """The chair and vice-chair recorded for a body on a day; where none is recorded, its members.

    Source: Barnet RRDG terms of reference, 4.2 and 4.7.
    """
    rows = OfficeHeld.objects.filter(
        InForce.on(day),
        person__partnership=body.partnership,
        body_code=body.code,
        office__in=("chair", "vice-chair"),
    )
    holders = {row.person.pk: row.person for row in rows.select_related("person")}
    if not holders:
        holders = {one.pk: one for one in appointments_on(body, day).values()}
    return tuple(holders.values())


def must_preside(body: Body, person: Person, day: date) -> None:
    """Refuse leave given by somebody who does not preside. Raises NotPresiding."""
    if person not in people_who_preside(body, day):
        raise NotPresiding(
            f"Only whoever presides over {body.name} lets something be tabled late. "
            "Choose its chair or vice-chair."
        )
