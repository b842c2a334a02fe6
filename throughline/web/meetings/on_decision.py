"""What a meeting knows of a decision: where it was taken, who may know of it, what is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.decisions.closed_actions import add_closed_actions
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.register.parts import (
    DecisionPart,
    PartLine,
    add_decision_part,
    add_published,
    add_withheld,
)
from throughline.web.decisions.settling import settling_open_to
from throughline.web.governance.standing import RUN_MEETINGS, codes_of_seats
from throughline.web.meetings import items_open
from throughline.web.meetings.models import ItemReader, Meeting, Minute, MinutesVersion, Motion
from throughline.web.site.jinja import long_date

LEADERS = ("secretary", "chair", "vice-chair")


def declare() -> None:
    """Tell the decisions room what meetings know of its decisions."""
    add_decision_part(
        "meeting", where_it_was_taken, needs=("minute__item", "minute__meeting", "motion__item")
    )
    add_withheld("items", of_closed_items)
    add_closed_actions("items", actions_of_closed_items)
    add_published("minutes", in_published_minutes)


def where_it_was_taken(decision: Decision, viewpoint: Viewpoint) -> DecisionPart | None:
    """The meeting, the item, the vote and the minute of a decision, and where a meeting settles it."""
    meetings = _meetings_since(decision, viewpoint)
    own = next((one for one in meetings if one.held_on == decision.decided_on), None)
    lines: tuple[PartLine, ...] = ()
    if own is not None and decision.authority != Decision.Authority.CHAIRS_ACTION:
        lines = tuple(_lines(decision, own))
    held = [one for one in meetings if one.state == Meeting.State.HELD]
    ways = _ways(decision, held[-1], viewpoint) if held else ()
    heading = _("Where it was taken") if lines else ""
    return DecisionPart(heading, lines, ways) if lines or ways else None


def _meetings_since(decision: Decision, viewpoint: Viewpoint) -> list[Meeting]:
    """The meetings from the decision's own on; that one alone where its minute names it and is enough."""
    minute: Minute | None = getattr(decision, "minute", None)
    if minute is not None and not holds_permit(RUN_MEETINGS, viewpoint):
        return [minute.meeting]
    since = Meeting.objects.filter(body=decision.body_id, held_on__range=(decision.decided_on, viewpoint.on))
    return list(since.exclude(state=Meeting.State.CANCELLED).order_by("held_on", "sitting"))


def _lines(decision: Decision, meeting: Meeting) -> Iterator[PartLine]:
    parts = _parts_of(decision, meeting)
    minute: Minute | None = getattr(decision, "minute", None)
    motion: Motion | None = getattr(decision, "motion", None)
    minute = None if minute is not None and minute.struck_at else minute
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


def _parts_of(decision: Decision, meeting: Meeting) -> dict[str, str]:
    body = decision.body
    return {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address}


def _ways(decision: Decision, meeting: Meeting, viewpoint: Viewpoint) -> tuple[tuple[str, str], ...]:
    """Where the last meeting that was held records what it does to a decision."""
    if not holds_permit(RUN_MEETINGS, viewpoint):
        return ()
    address = reverse("meetings:decide", kwargs=_parts_of(decision, meeting))
    return tuple(
        (step, f"{address}?{urlencode({'settles': f'{step}:{decision.pk}'})}")
        for step in settling_open_to(decision, viewpoint.on)
    )


def _votes(motion: Motion) -> str:
    counted = list(motion.votes.values_list("says", flat=True))
    count = {says: counted.count(says) for says in ("for", "against", "abstain")}
    said = _("%(for)d for, %(against)d against, %(abstain)d abstaining") % count
    return (
        f"{said}, {_('casting vote %(casting)s') % {'casting': motion.casting}}" if motion.casting else said
    )


def of_closed_items(viewpoint: Viewpoint) -> QuerySet[Decision]:
    """The decisions of items and of minutes that are not open to a reader. Source: rule R43."""
    closed, minutes = _closed_to(viewpoint)
    motions = Motion.objects.filter(closed, decision__isnull=False)
    withheld = Q(pk__in=minutes.filter(decision__isnull=False).order_by().values("decision")) | Q(
        pk__in=motions.order_by().values("decision")
    )
    return Decision.objects.filter(withheld)


def actions_of_closed_items(viewpoint: Viewpoint) -> QuerySet[Action]:
    """The actions of items and of minutes that are not open to a reader. Source: rule R43."""
    _items, minutes = _closed_to(viewpoint)
    return Action.objects.filter(pk__in=minutes.filter(action__isnull=False).order_by().values("action"))


def _closed_to(viewpoint: Viewpoint) -> tuple[Q, QuerySet[Minute]]:
    """What of items is closed to a reader, and the minutes that are."""
    person = viewpoint.person
    led = {held.body_code for held in viewpoint.offices if held.office in LEADERS}
    run = {held.body_code for held in viewpoint.offices if held.office == "secretary"}
    sits = codes_of_seats(person, viewpoint.on) if person and "" not in led else frozenset()
    member = led | sits
    named = ItemReader.objects.filter(person=person).values("item") if person else ()
    closed = _closed(items_open.for_members("item__"), member) | (
        _closed(items_open.for_named("item__"), run) & ~Q(item__in=named)
    )
    return closed, Minute.objects.filter(closed | _closed(Q(readers=Minute.Readers.MEMBERS), member))


def _closed(narrowed: Q, codes: Collection[str]) -> Q:
    """What is so narrowed, of the bodies that are not among those codes; an empty code is all of them."""
    return Q(pk=None) if "" in codes else narrowed & ~Q(item__meeting__body__code__in=codes)


def in_published_minutes(partnership: Partnership) -> QuerySet[Decision]:
    """The decisions that approved minutes hold in a paragraph for everybody, of items open to readers."""
    approved = MinutesVersion.objects.filter(meeting=OuterRef("meeting"), kind=MinutesVersion.Kind.APPROVED)
    minutes = Minute.objects.filter(
        Exists(approved),
        Q(item__isnull=True) | items_open.for_every_reader("item__"),
        meeting__body__partnership=partnership,
        readers=Minute.Readers.PUBLIC,
        struck_at__isnull=True,
    )
    closed = Motion.objects.filter(items_open.for_some("item__"), decision__isnull=False)
    return Decision.objects.filter(pk__in=minutes.values("decision")).exclude(
        pk__in=closed.order_by().values("decision")
    )
