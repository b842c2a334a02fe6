"""What whoever takes a seat needs to know, gathered from every room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughline.papers.blocks import Document
from throughline.papers.hand_over import MOST_DATES, MOST_DECISIONS, HandOver, hand_over
from throughline.rules.circle import Circle, SeatHeld
from throughline.rules.plan.model import Term
from throughline.rules.recipients import recipients
from throughline.rules.short_words import short_words
from throughline.rules.terms.model import Terms, in_use
from throughline.rules.terms.words_for import names_in, test_in_words
from throughline.web.access.models import InForce, OfficeHeld
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.promises.due_days import open_with_due
from throughline.web.governance.circles import seated_on
from throughline.web.governance.models import Body
from throughline.web.governance.queries import read_record, record_on, terms_record
from throughline.web.governance.seats.page import organisation_in_words, post_in_words
from throughline.web.meetings.keeping.evidence import closed_to_some, minute_closed_to_some
from throughline.web.meetings.models import Meeting
from throughline.web.plan.queries import plan_of, version_on
from throughline.web.site.kinds import is_demonstration
from throughline.words.formats import day_words, weekday_words


class NoSuchSeat(LookupError):
    """The body has no such seat on the day."""


def hand_over_of(body: Body, seat: str, day: date) -> Document:
    """The hand-over of a seat on a day as a paper. Raises NoTermsYet, KeyError and NoSuchSeat."""
    record = terms_record(body.partnership, day)
    terms = record_on(record, day)
    circle = seated_on(body, day, written=read_record(record)).circle
    held = next((one for one in circle.seats if one.seat == seat), None)
    if held is None:
        raise NoSuchSeat(seat)
    names = names_in(terms)
    shown = HandOver(
        body=body.name,
        organisation=organisation_in_words(held, names),
        post=post_in_words(held, names),
        holder=_name(held),
        on_words=weekday_words(day),
        reports_to=", ".join(_parents(terms, body.code)),
        decides=_decides(terms, body.code),
        purposes=tuple(_purposes(terms, body.code)),
        people=tuple(_people(circle, body, day)),
        dates=tuple(_dates(body, day)),
        actions=tuple(_actions(body, held.organisation)),
        decisions=tuple(_decisions(body)),
        terms=short_words(terms, _explained(body, day)),
    )
    return hand_over(
        shown,
        marking=terms.marking_default or "OFFICIAL",
        computed_from=f"terms {record.number} ({record.digest[:12]}), on {weekday_words(day)}",
        fictional=is_demonstration(),
    )


def _parents(terms: Terms, code: str) -> Iterator[str]:
    here, names = terms.body(code), names_in(terms)
    for line in here.lines:
        if line.type in ("reports-to", "accountable-to"):
            yield from (names.get(word, word) for word in recipients(terms, in_use(line.to), here))


def _decides(terms: Terms, code: str) -> str:
    here, names = terms.body(code), names_in(terms)
    tests = [one.test for one in here.quorum if one.test is not None]
    return (
        _("Quorum: %(words)s") % {"words": test_in_words(tests[0], names)} if tests else _("No quorum stated")
    )


def _purposes(terms: Terms, code: str) -> Iterator[str]:
    for clause in terms.body(code).clauses:
        if clause.kind in ("purpose", "function", "power") and clause.text:
            yield clause.text


def _name(held: SeatHeld) -> str:
    return held.person if held.is_filled and held.person else ""


def _people(circle: Circle, body: Body, day: date) -> Iterator[tuple[str, str, str]]:
    names = names_in(circle.terms)
    for held in circle.seats:
        yield post_in_words(held, names), organisation_in_words(held, names), _name(held) or _("vacant")
    offices = OfficeHeld.objects.filter(
        InForce.on(day), person__partnership=body.partnership, body_code__in=("", body.code)
    ).exclude(office="inspector")
    for one in offices.select_related("person__agency").order_by("office", "pk"):
        agency = one.person.agency.name if one.person.agency else ""
        yield str(one.get_office_display()), agency, one.person.name


def _dates(body: Body, day: date) -> Iterator[str]:
    coming = Meeting.objects.filter(
        body=body, held_on__gte=day, state__in=(Meeting.State.CALLED, Meeting.State.PUBLISHED)
    )
    for one in coming.order_by("held_on")[:MOST_DATES]:
        yield weekday_words(one.held_on) + (f", {one.place}" if one.place else "")


def _actions(body: Body, organisation: str | None) -> Iterator[tuple[str, str]]:
    if organisation is None:
        return
    owned: Any = open_with_due(
        Action.objects.filter(body=body, owner_agency__code=organisation).exclude(minute_closed_to_some())
    )
    for one in owned:
        yield one.text, day_words(one.due)


def _decisions(body: Body) -> Iterator[tuple[str, str]]:
    for one in (
        Decision.objects.filter(body=body)
        .exclude(closed_to_some())
        .order_by("-decided_on", "-pk")[:MOST_DECISIONS]
    ):
        yield one.number, one.text


def _explained(body: Body, day: date) -> Iterator[tuple[str, str]]:
    version = version_on(body.partnership, day)
    if version is not None:
        yield from ((line.id, line.text) for line in plan_of(version).lines if isinstance(line, Term))
