"""Loading and amending terms. Each act leaves its event in the same transaction."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction

from throughline.rules.terms.model import Terms
from throughline.rules.terms.reader import read
from throughline.web.access.actions import (
    appoint_to_office,
    create_partnership,
    record_agency,
    record_person,
    stand_still_on,
)
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.governance.models import Body, TermsOfReference
from throughline.words.formats import day_words
from throughline.words.refusals import Refused


class AlreadyLoaded(Refused):
    """The partnership has these terms, or other terms, already."""


@transaction.atomic
def load_terms(
    *, text: str, by: User | None, at: datetime, demonstration_today: date | None = None
) -> Partnership:
    """Load a partnership's file as it was found; its conflicts and silences stay open and visible.

    Raises TermsUnreadable with every error of form, and AlreadyLoaded where the partnership has terms.
    """
    terms = read(text)
    if Partnership.objects.filter(slug=terms.id).exists():
        raise AlreadyLoaded(
            f"“{terms.id}” is loaded already. Its terms change by a decision, on the page Terms checker; "
            "nothing was changed."
        )
    partnership = create_partnership(slug=terms.id, name=terms.name, by=by, at=at)
    if demonstration_today is not None:
        stand_still_on(partnership=partnership, day=demonstration_today, by=by, at=at)
    _keep_terms(partnership, text=text, in_force_from=None, reason="loaded as found", by=by, at=at)
    return partnership


@transaction.atomic
def start_partnership(*, text: str, by: User, at: datetime) -> Partnership:
    """Load a partnership's file and make whoever loads it the secretary, so that they may go on.

    Raises TermsUnreadable and AlreadyLoaded.
    """
    partnership = load_terms(text=text, by=by, at=at)
    starter = record_person(partnership=partnership, name=by.name, email=by.email, user=by, by=by, at=at)
    appoint_to_office(
        person=starter, office="secretary", from_on=at.date(), reason="started the partnership", by=by, at=at
    )
    return partnership


@transaction.atomic
def amend_terms(
    *,
    partnership: Partnership,
    text: str,
    in_force_from: date,
    reason: str,
    adds_to: TermsOfReference | None = None,
    by: User | None,
    at: datetime,
) -> TermsOfReference:
    """Follow the terms in force with amended ones, from a day on; the earlier stay as they were.

    ``adds_to`` are the terms whose words these keep and add to, which may begin on the same day.
    Raises TermsUnreadable, and AlreadyLoaded where other terms begin on that day, or later.
    """
    begun = TermsOfReference.objects.filter(partnership=partnership, in_force_from__gte=in_force_from)
    latest = begun.order_by("-number").first()
    if latest is not None and latest.in_force_from is not None and latest != adds_to:
        raise AlreadyLoaded(
            f"Terms that begin on {day_words(latest.in_force_from)} are kept already, "
            "and would undo these. Give a later day."
        )
    return _keep_terms(partnership, text=text, in_force_from=in_force_from, reason=reason, by=by, at=at)


def _keep_terms(
    partnership: Partnership,
    *,
    text: str,
    in_force_from: date | None,
    reason: str,
    by: User | None,
    at: datetime,
) -> TermsOfReference:
    terms = read(text)
    number = TermsOfReference.objects.filter(partnership=partnership).count() + 1
    record = TermsOfReference.objects.create(
        partnership=partnership,
        number=number,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        in_force_from=in_force_from,
        loaded_at=at,
        reason=reason,
    )
    _name_agencies(partnership, terms, by=by, at=at)
    _name_bodies(partnership, terms)
    record_event(
        by=by,
        at=at,
        what="terms kept",
        thing=record,
        partnership=partnership,
        detail={"number": number, "digest": record.digest, "from": str(in_force_from or "")},
    )
    return record


def _name_agencies(partnership: Partnership, terms: Terms, *, by: User | None, at: datetime) -> None:
    for agency in terms.agencies:
        record_agency(
            partnership=partnership,
            code=agency.id,
            name=agency.name,
            sector=agency.sector or "",
            by=by,
            at=at,
        )


def _name_bodies(partnership: Partnership, terms: Terms) -> None:
    for body in terms.bodies:
        Body.objects.update_or_create(
            partnership=partnership,
            code=body.id,
            defaults={"name": body.name, "kind": body.kind, "has_terms": bool(body.versions)},
        )
