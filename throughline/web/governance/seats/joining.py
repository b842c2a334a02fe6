"""Requests that an organisation join a body: which are open, and who is sent them by the terms."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from throughline.rules.recipients import one_word
from throughline.rules.terms.model import Who, in_use
from throughline.web.access.models import InForce, OfficeHeld, Person
from throughline.web.governance.models import Body, JoiningRequest
from throughline.web.governance.queries import NoTermsYet, terms_on

RECORDED_AS = {"coordinator": "iom-coordinator"}
"""Offices of the terms that are recorded under another word."""


def requests_of(body: Body) -> QuerySet[JoiningRequest]:
    """Every request to join a body, the last first."""
    rows = JoiningRequest.objects.filter(body=body).select_related("asked_by__agency", "body__partnership")
    return rows.order_by("-asked_at", "-pk")


def open_requests(body: Body) -> QuerySet[JoiningRequest]:
    """The requests that the body has not answered, the first first."""
    return requests_of(body).filter(state=JoiningRequest.State.OPEN).order_by("asked_at", "pk")


def request_numbered(body: Body, number: int) -> JoiningRequest | None:
    """One request to join the body."""
    return requests_of(body).filter(pk=number).first()


def sent_to(body: Body, day: date) -> str:
    """The office to which the terms send a request to join; empty where they do not say.

    Source: the partnership file, section 7 (``approval``).
    """
    try:
        approvals = terms_on(body.partnership, day).body(body.code).approvals
    except (KeyError, NoTermsYet):
        return ""
    for approval in approvals:
        if approval.what == "joining":
            who: Who | None = in_use(approval.sent_to)
            return one_word(who) or ""
    return ""


def who_is_sent_requests(body: Body, day: date) -> tuple[Person, ...]:
    """The holders of the office that the terms name for requests to join, else the secretaries."""
    held = OfficeHeld.objects.filter(InForce.on(day), person__partnership=body.partnership)
    word = sent_to(body, day)
    of_body = held.filter(office=RECORDED_AS.get(word, word), body_code__in=("", body.code))
    found = (
        of_body
        if word and of_body.exists()
        else held.filter(office="secretary", body_code__in=("", body.code))
    )
    rows = found.select_related("person__partnership")
    return tuple({one.person_id: one.person for one in rows}.values())
