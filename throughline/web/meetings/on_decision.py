"""What a meeting knows of a decision: where it was taken, who may know of it, what is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.decision_parts import (
    DecisionPart,
    PartLine,
    add_decision_part,
    add_published,
    add_settling_ways,
    add_withheld,
)
from throughline.web.decisions.models import Decision
from throughline.web.decisions.settling import settling_open_to
from throughline.web.governance.standing import RUN_MEETINGS, codes_of_seats
from throughline.web.meetings.models import ItemReader, Meeting, Minute, MinutesVersion, Motion, Paper
from throughline.web.site.jinja import long_date

LEADERS = ("secretary", "chair", "vice-chair")


def declare() -> None:
    """Tell the decisions room what meetings know of its decisions."""
    add_decision_part("meeting", where_it_was_taken)
    add_settling_ways("meeting", ways_to_settle)
    add_withheld("items", of_closed_items)
    add_published("minutes", in_published_minutes)


def where_it_was_taken(decision: Decision, viewpoint: Viewpoint) -> DecisionPart | None:
    """The meeting, the item, the vote and the minute of a decision."""
    meetings = Meeting.objects.filter(body=decision.body_id, held_on=decision.decided_on)
    meeting = meetings.exclude(state=Meeting.State.CANCELLED).order_by("sitting").first()
    if meeting is None or decision.authority == Decision.Authority.CHAIRS_ACTION:
        return None
    meeting.body = decision.body
    return DecisionPart(_("Where it was taken"), tuple(_lines(decision, meeting)))


def _lines(decision: Decision, meeting: Meeting) -> Iterator[PartLine]:
    body = decision.body
    parts = {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address}
    minute = Minute.objects.filter(decision=decision, struck_at__isnull=True).select_related("item").first()
    motion = Motion.objects.filter(decision=decision).select_related("item").first()
    item = motion.item if motion else (minute.item if minute else None)
    said = f"{_('Item')} {item.number or item.position}: {item.title}" if item else ""
    yield PartLine(
        _("Meeting of %(day)s") % {"day": long_date(meeting.held_on)},
        reverse("meetings:meeting", kwargs=parts),
        said,
    )
    if motion is not None:
        yield PartLine(_("By vote: %(result)s") % {"result": motion.get_state_display()}, note=_votes(motion))
    if minute is not None and minute.number is not None:
        address = reverse("meetings:minutes", kwargs=parts)
        yield PartLine(_("Minute %(number)d") % {"number": minute.number}, address)


def _votes(motion: Motion) -> str:
    counted = list(motion.votes.values_list("says", flat=True))
    count = {says: counted.count(says) for says in ("for", "against", "abstain")}
    said = _("%(for)d for, %(against)d against, %(abstain)d abstaining") % count
    return (
        f"{said}, {_('casting vote %(casting)s') % {'casting': motion.casting}}" if motion.casting else said
    )


def ways_to_settle(decision: Decision, viewpoint: Viewpoint) -> Mapping[str, str]:
    """Where the last meeting that was held records what it does to a decision."""
    if not holds_permit(RUN_MEETINGS, viewpoint):
        return {}
    held = Meeting.objects.filter(
        body=decision.body_id,
        state=Meeting.State.HELD,
        held_on__gte=decision.decided_on,
        held_on__lte=viewpoint.on,
    )
    meeting = held.order_by("-held_on", "-sitting").first()
    if meeting is None:
        return {}
    parts = {
        "partnership": decision.body.partnership.slug,
        "body": decision.body.code,
        "meeting": meeting.address,
    }
    address = reverse("meetings:decide", kwargs=parts)
    return {
        step: f"{address}?{urlencode({'settles': f'{step}:{decision.pk}'})}"
        for step in settling_open_to(decision, viewpoint.on)
    }


def of_closed_items(viewpoint: Viewpoint) -> QuerySet[Decision]:
    """The decisions of items and of minutes that are not open to a reader. Source: rule R43."""
    person = viewpoint.person
    led = {held.body_code for held in viewpoint.offices if held.office in LEADERS}
    run = {held.body_code for held in viewpoint.offices if held.office == "secretary"}
    member = led | (codes_of_seats(person, viewpoint.on) if person else frozenset())
    named = ItemReader.objects.filter(person=person).values("item") if person else ()
    closed = _closed(Q(item__readers=Paper.Readers.MEMBERS), member) | (
        _closed(Q(item__readers=Paper.Readers.NAMED), run) & ~Q(item__in=named)
    )
    minutes = Minute.objects.filter(
        closed | _closed(Q(readers=Minute.Readers.MEMBERS), member), decision__isnull=False
    )
    motions = Motion.objects.filter(closed, decision__isnull=False)
    withheld = Q(pk__in=minutes.order_by().values("decision")) | Q(
        pk__in=motions.order_by().values("decision")
    )
    return Decision.objects.filter(withheld)


def _closed(narrowed: Q, codes: Collection[str]) -> Q:
    """What is so narrowed, of the bodies that are not among those codes; an empty code is all of them."""
    return Q(pk=None) if "" in codes else narrowed & ~Q(item__meeting__body__code__in=codes)


def in_published_minutes(partnership: Partnership) -> QuerySet[Decision]:
    """The decisions that approved minutes hold in a paragraph for everybody, of an item open to readers."""
    approved = MinutesVersion.objects.filter(meeting=OuterRef("meeting"), kind=MinutesVersion.Kind.APPROVED)
    minutes = Minute.objects.filter(
        Exists(approved),
        Q(item__isnull=True) | Q(item__readers=Paper.Readers.BODY),
        meeting__body__partnership=partnership,
        readers=Minute.Readers.PUBLIC,
        struck_at__isnull=True,
    )
    return Decision.objects.filter(pk__in=minutes.values("decision"))
