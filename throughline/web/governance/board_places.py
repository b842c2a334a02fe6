"""The boards that a reader can go to, with the address of each one's home."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from throughline.web.access.models import InForce
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Appointment, Body, TermsOfReference
from throughline.web.governance.queries import bodies_in_force
from throughline.web.governance.standing import READING_OFFICES


def bodies_to_read(viewpoint: Viewpoint) -> Iterator[tuple[str, str]]:
    """Pairs of name and address of the bodies of the day whose papers a viewpoint may read."""
    partnership, person = viewpoint.partnership, viewpoint.person
    if partnership is None or person is None:
        return
    if not TermsOfReference.objects.filter(partnership=partnership).exists():
        return
    held = {one.body_code for one in viewpoint.offices if one.office in READING_OFFICES}
    bodies = Body.objects.filter(partnership=partnership)
    if "" not in held:
        seats = Appointment.objects.filter(InForce.on(viewpoint.on), person=person)
        bodies = bodies.filter(code__in={*held, *seats.order_by().values_list("body__code", flat=True)})
    for body in bodies.filter(code__in=bodies_in_force(partnership, viewpoint.on)):
        yield (
            body.name,
            reverse("governance:board", kwargs={"partnership": partnership.slug, "body": body.code}),
        )
