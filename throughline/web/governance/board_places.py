"""The boards that a reader can go to, with the address of each one's home."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.queries import bodies_in_force
from throughline.web.governance.standing import codes_readable_by


def bodies_to_read(viewpoint: Viewpoint) -> Iterator[tuple[str, str]]:
    """Pairs of name and address of the bodies of the day whose papers a viewpoint may read."""
    partnership, person = viewpoint.partnership, viewpoint.person
    if partnership is None or person is None:
        return
    if not TermsOfReference.objects.filter(partnership=partnership).exists():
        return
    readable = codes_readable_by(viewpoint) & bodies_in_force(partnership, viewpoint.on)
    for body in Body.objects.filter(partnership=partnership, code__in=readable):
        yield (
            body.name,
            reverse("governance:board", kwargs={"partnership": partnership.slug, "body": body.code}),
        )
