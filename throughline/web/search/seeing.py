"""Which entries a reader may find: the limits of each thing's own page, as one condition of the store.

It is asked before anything is ranked, counted or quoted, so what a reader may not see changes nothing
that they do see.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.standing import codes_of_seats, codes_readable_by
from throughline.web.meetings.confidence import codes_not_promised
from throughline.web.meetings.models import ItemReader, Meeting
from throughline.web.reports.permits import WRITERS
from throughline.web.search.models import SearchEntry, SearchItem

CHECKING = ("secretary", "chair", "vice-chair")
"""The offices that read minutes before they go out, and papers for members without a seat."""
OpenTo, Kind = SearchEntry.OpenTo, SearchEntry.Kind
REPORTS = (Kind.REPORT, Kind.EXCEPTIONS)
DATED = (
    Kind.DECISION,
    Kind.ACTION,
    Kind.VOICE,
    Kind.RISK,
    Kind.GAP,
    Kind.ESCALATION,
    Kind.INSPECTION,
    *REPORTS,
)
"""What is not there before its day."""


def entries_open_to(viewpoint: Viewpoint, partnership: Partnership) -> Q:
    """The condition under which a reader may find an entry, on the reader's day.

    At most four queries of its own, however many entries there are.
    Source: the design's rule on need to know; rule R43.
    """
    if not viewpoint.has_standing or viewpoint.person is None:
        return Q(pk__in=[])
    reads = codes_readable_by(viewpoint)
    runs = _among(reads, _codes_of(viewpoint, "secretary"))
    checks = _among(reads, _codes_of(viewpoint, *CHECKING))
    member = reads if checks == reads else checks | (codes_of_seats(viewpoint.person, viewpoint.on) & reads)
    named = _named_on(viewpoint)
    is_named = Q(pk__in=SearchItem.objects.filter(item__in=named).values("entry"))
    item_open = (
        Q(open_to=OpenTo.BODY)
        | (Q(open_to=OpenTo.MEMBERS) & (Q(body__code__in=member) | is_named))
        | (Q(open_to=OpenTo.NAMED) & (Q(body__code__in=runs) | is_named))
    )
    own_words = Q(is_for_members=False) | Q(body__code__in=member)
    gone_out = Q(is_draft=False) | Q(body__code__in=checks)
    everybodys = Q(is_for_all=True)
    unread = codes_not_promised(viewpoint, partnership) - runs
    closed = Q(kind=Kind.PAPER, body__code__in=unread) if unread else Q(pk__in=[])
    guests = Q(is_open_to_guests=True) & is_named
    read = Q(body__code__in=reads) & item_open & own_words & gone_out
    found = everybodys | read | guests | _own(viewpoint) | _written(viewpoint)
    return Q(partnership=partnership) & found & ~closed & _is_there(viewpoint.on)


def _codes_of(viewpoint: Viewpoint, *offices: str) -> frozenset[str]:
    return frozenset(one.body_code for one in viewpoint.offices if one.office in offices)


def _among(readable: frozenset[str], held: frozenset[str]) -> frozenset[str]:
    """The bodies, among those a reader may read, of offices held; an office without a body is of all."""
    return readable if "" in held else readable & held


def _named_on(viewpoint: Viewpoint) -> QuerySet[ItemReader, int]:
    rows = ItemReader.objects.filter(person=viewpoint.person, item__withdrawn_at__isnull=True)
    return rows.exclude(item__meeting__state=Meeting.State.CANCELLED).values_list("item", flat=True)


def _own(viewpoint: Viewpoint) -> Q:
    """The actions that are the reader's, or their organisation's where nobody is named."""
    person = viewpoint.person
    own = Q(kind=Kind.ACTION, owner=person)
    if person is None or person.agency_id is None:
        return own
    return own | Q(kind=Kind.ACTION, owner__isnull=True, agency=person.agency_id)


def _written(viewpoint: Viewpoint) -> Q:
    """The reports that the reader writes, whose body's papers they may not read otherwise."""
    codes = _codes_of(viewpoint, *WRITERS)
    return Q(kind__in=REPORTS) if "" in codes else Q(kind__in=REPORTS, body__code__in=codes)


def _is_there(on: date) -> Q:
    return ~Q(kind__in=DATED) | Q(day__lte=on)
