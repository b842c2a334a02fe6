"""The entries of a partnership brought up to date: what differs is written, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db import models
from django.db.models import QuerySet

from throughline.web.access.models import Agency, Partnership
from throughline.web.decisions.models import Action, Decision
from throughline.web.meetings.models import Meeting
from throughline.web.plan.models import DeliveryPlan
from throughline.web.search.entries import (
    Entry,
    actions_with_places,
    decisions_with_places,
    entries_of_meeting,
    entries_of_plan,
    entries_of_terms,
    entry_of_action,
    entry_of_agency,
    entry_of_decision,
)
from throughline.web.search.models import SearchEntry, SearchItem
from throughline.web.search.plan_entries import ROOM_OF, ROOMS
from throughline.web.search.report_entries import INDICATORS, entries_of_indicators


def keep(partnership: Partnership, scopes: Collection[str] | None, entries: Iterable[Entry]) -> None:
    """Let the entries of some scopes be these and no others; of every scope where none is given."""
    rows = SearchEntry.objects.filter(partnership=partnership).prefetch_related("items")
    if scopes is not None:
        rows = rows.filter(scope__in=scopes)
    before = {row.thing: row for row in rows}
    now = {one.row.thing: one for one in entries}
    gone = [row.pk for thing, row in before.items() if thing not in now]
    if gone:
        SearchItem.objects.filter(entry__in=gone).delete()
        SearchEntry.objects.filter(pk__in=gone).delete()
    changed = [one for thing, one in now.items() if thing in before and _differs(before[thing], one.row)]
    for one in changed:
        one.row.pk = before[one.row.thing].pk
    SearchEntry.objects.bulk_update([one.row for one in changed], SearchEntry.FOLLOWED, batch_size=100)
    SearchEntry.objects.bulk_create(
        [one.row for thing, one in now.items() if thing not in before], batch_size=500
    )
    _keep_items(before, now)


def _differs(before: SearchEntry, now: SearchEntry) -> bool:
    return any(getattr(before, name) != getattr(now, name) for name in SearchEntry.FOLLOWED)


def _keep_items(before: dict[str, SearchEntry], now: dict[str, Entry]) -> None:
    new = []
    for thing, one in now.items():
        row = before.get(thing, one.row)
        had = {kept.item_id for kept in row.items.all()} if thing in before else set()
        if had - one.items:
            SearchItem.objects.filter(entry=row.pk, item__in=had - one.items).delete()
        new += [SearchItem(entry_id=row.pk, item_id=item) for item in sorted(one.items - had)]
    SearchItem.objects.bulk_create(new, batch_size=500)


def index_terms(partnership: Partnership) -> None:
    """Read what a partnership's terms name again: bodies, clauses and organisations."""
    entries = [*entries_of_terms(partnership), *map(entry_of_agency, _agencies(partnership))]
    keep(partnership, {"terms", *(one.row.scope for one in entries)}, entries)


def index_agency(agency: Agency) -> None:
    """Read an organisation again."""
    keep(agency.partnership, [f"agency:{agency.pk}"], [entry_of_agency(agency)])


def index_plan(plan: DeliveryPlan) -> None:
    """Read a plan's objectives again."""
    keep(plan.partnership, [f"plan:{plan.pk}"], entries_of_plan(plan))


def index_meeting(meeting: Meeting) -> None:
    """Read a meeting again, and the decisions and actions that its items and minutes narrow."""
    decisions = Decision.objects.filter(minute__meeting=meeting) | Decision.objects.filter(
        motion__item__meeting=meeting
    )
    entries = [
        *entries_of_meeting(meeting),
        *map(entry_of_decision, decisions_with_places(decisions.distinct())),
        *map(entry_of_action, actions_with_places(Action.objects.filter(minute__meeting=meeting))),
    ]
    scopes = {f"meeting:{meeting.pk}", *(one.row.scope for one in entries)}
    keep(meeting.body.partnership, scopes, entries)


def index_decision(decision: Decision) -> None:
    """Read a decision again."""
    for one in decisions_with_places(Decision.objects.filter(pk=decision.pk)):
        keep(one.body.partnership, [f"decision:{one.pk}"], [entry_of_decision(one)])


def index_actions(partnership: Partnership, actions: Iterable[int] | None = None) -> None:
    """Read some actions again, by their keys, or all of a partnership."""
    rows = actions_with_places(Action.objects.filter(partnership=partnership))
    if actions is not None:
        rows = rows.filter(pk__in=list(actions))
    entries = [entry_of_action(one) for one in rows]
    keep(partnership, [one.row.scope for one in entries], entries)


def index_record(record: models.Model) -> None:
    """Read one record of a room round the plan again."""
    room = ROOM_OF[type(record)]
    for one in room.rows().filter(pk=record.pk):
        entry = room.entry(one)
        keep(entry.row.partnership, [entry.row.scope], [entry])


def index_indicators(partnership: Partnership) -> None:
    """Read a partnership's indicators again."""
    keep(partnership, [INDICATORS], entries_of_indicators(partnership))


def _agencies(partnership: Partnership) -> QuerySet[Agency]:
    return Agency.objects.filter(partnership=partnership).select_related("partnership")


def index_everything(partnership: Partnership) -> int:
    """Read everything of a partnership again; how many entries there are."""
    entries = list(_everything(partnership))
    keep(partnership, None, entries)
    return len(entries)


def _everything(partnership: Partnership) -> Iterator[Entry]:
    yield from entries_of_terms(partnership)
    yield from map(entry_of_agency, _agencies(partnership))
    for plan in DeliveryPlan.objects.filter(partnership=partnership).select_related("partnership"):
        yield from entries_of_plan(plan)
    meetings = Meeting.objects.filter(body__partnership=partnership)
    for meeting in meetings.select_related("body__partnership"):
        yield from entries_of_meeting(meeting)
    decisions = Decision.objects.filter(body__partnership=partnership)
    yield from map(entry_of_decision, decisions_with_places(decisions))
    yield from map(entry_of_action, actions_with_places(Action.objects.filter(partnership=partnership)))
    yield from entries_of_indicators(partnership)
    for room in ROOMS:
        yield from map(room.entry, room.rows().filter(partnership=partnership))
