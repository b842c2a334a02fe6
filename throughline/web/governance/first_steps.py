"""What whoever keeps a partnership's terms does first: settle what they leave open, and say who sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import InForce, Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.governance.models import Appointment, TermsOfReference
from throughline.web.governance.queries import findings_of_record, record_on, terms_record
from throughline.web.governance.standing import KEEP_TERMS


@dataclass(frozen=True)
class FirstStep:
    """One thing to do first, where, what is left of it, and whether it is done."""

    words: str
    address: str
    note: str
    is_done: bool


def first_steps(viewpoint: Viewpoint) -> tuple[FirstStep, ...]:
    """The first steps of this room for whoever keeps the terms; none for anybody else.

    Two queries. Raises NoTermsYet.
    """
    if viewpoint.partnership is None or not holds_permit(KEEP_TERMS, viewpoint):
        return ()
    partnership, on = viewpoint.partnership, viewpoint.on
    record = terms_record(partnership, on)
    steps = (_check_the_terms(partnership, record, on), _say_who_sits(partnership, record, on))
    return tuple(step for step in steps if step is not None)


def _check_the_terms(partnership: Partnership, record: TermsOfReference, on: date) -> FirstStep:
    """Done once nothing is left open, or a question of the terms was put or read."""
    left = sum(one.level in ("E", "S") for one in findings_of_record(record, on))
    places = ngettext("%(n)d place is left open.", "%(n)d places are left open.", left) % {"n": left}
    return FirstStep(
        words=_("Check what the terms leave open"),
        address=reverse("governance:checker", kwargs={"partnership": partnership.slug}),
        note=places if left else _("Nothing is left open."),
        is_done=not left or record.number > 1,
    )


def _say_who_sits(partnership: Partnership, record: TermsOfReference, on: date) -> FirstStep | None:
    """Done once somebody sits on each body that has seats; None where no body has."""
    terms = record_on(record, on)
    with_seats = [body for body in terms.bodies if body.versions and body.seats]
    if not with_seats:
        return None
    rows = Appointment.objects.filter(InForce.on(on), body__partnership=partnership)
    seated = set(rows.order_by().values_list("body__code", flat=True))
    without = [body for body in with_seats if body.id not in seated]
    body = (without or with_seats)[0]
    return FirstStep(
        words=_("Say who sits on the %(body)s") % {"body": body.name},
        address=reverse("governance:seats", kwargs={"partnership": partnership.slug, "body": body.id}),
        note=_("Nobody is recorded there yet.") if without else _("Somebody is recorded on each board."),
        is_done=not without,
    )
