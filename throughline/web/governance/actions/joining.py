"""A member asks that an organisation join a body. Each act leaves its event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from throughline.rules.terms.seats import seats_on
from throughline.rules.terms.words_for import names_in
from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.governance.models import Body, JoiningRequest
from throughline.web.governance.queries import terms_as_written
from throughline.web.governance.seats.joining import who_is_sent_requests
from throughline.web.mail.actions import notify_all
from throughline.web.site.versions import save_changes
from throughline.words.refusals import Refused

KIND = "request-to-join"


class RequestRefused(Refused):
    """A request that an organisation join says too little, or asks what is there already."""


@transaction.atomic
def ask_to_join(
    *,
    body: Body,
    organisation: str,
    reason: str,
    asked_by: Person,
    asked_on: date,
    path: str,
    by: User | None,
    at: datetime,
) -> JoiningRequest:
    """Ask that an organisation join a body; whoever the terms name for it is told, and the agenda asks it.

    Raises RequestRefused without a name or a reason, for an organisation that has a seat there, and where
    the same was asked and is not answered.
    """
    organisation, reason = " ".join(organisation.split()), reason.strip()
    if not organisation or not reason:
        raise RequestRefused("Name the organisation and say why it is to join. Nothing was saved.")
    Body.objects.select_for_update().get(pk=body.pk)
    _refuse_what_is_there(body, organisation, asked_on)
    asked = JoiningRequest.objects.create(
        body=body, organisation=organisation, reason=reason, asked_by=asked_by, asked_at=at
    )
    record_event(
        by=by,
        at=at,
        what="asked that an organisation join",
        thing=asked,
        partnership=body.partnership,
        subjects=[f"person:{asked_by.pk}"],
        detail={"body": body.code},
    )
    notify_all(
        people=who_is_sent_requests(body, asked_on),
        kind=KIND,
        about=f"request:{asked.pk}",
        subject=_("An organisation is proposed as a member of %(body)s") % {"body": body.name},
        words=_("A member asks that an organisation join. It goes on the next agenda that is made."),
        path=path,
        once=f"request-to-join:{asked.pk}",
        by=by,
        at=at,
    )
    return asked


@transaction.atomic
def withdraw_request(
    *, request: JoiningRequest, on: date, expected_version: int, by: User | None, at: datetime
) -> JoiningRequest:
    """Take back a request that the body has not answered. Raises RequestRefused, and EditedSince."""
    return settle_request(
        request=request,
        state=JoiningRequest.State.WITHDRAWN,
        on=on,
        expected_version=expected_version,
        by=by,
        at=at,
    )


@transaction.atomic
def settle_request(
    *, request: JoiningRequest, state: str, on: date, expected_version: int, by: User | None, at: datetime
) -> JoiningRequest:
    """Say on a day how a request was answered, or withdrawn. Raises RequestRefused, and EditedSince."""
    if request.state != JoiningRequest.State.OPEN:
        raise RequestRefused(f"This request is {request.get_state_display()} already. Nothing was changed.")
    save_changes(request, expected_version=expected_version, state=state, answered_on=on)
    record_event(
        by=by,
        at=at,
        what="request to join settled",
        thing=request,
        partnership=request.body.partnership,
        detail={"state": str(state), "on": str(on)},
    )
    return request


def _refuse_what_is_there(body: Body, organisation: str, day: date) -> None:
    terms = terms_as_written(body.partnership, day)
    names = names_in(terms)
    sitting = {names.get(place.organisation or "", "") for place in seats_on(terms, body.code, day)}
    if organisation.casefold() in {name.casefold() for name in sitting}:
        raise RequestRefused(f"{organisation} has a seat on {body.name} already. Nothing was saved.")
    open_ones = JoiningRequest.objects.filter(body=body, state=JoiningRequest.State.OPEN)
    if open_ones.filter(organisation__iexact=organisation).exists():
        raise RequestRefused(f"The same was asked for {organisation} and waits for the body's answer.")
