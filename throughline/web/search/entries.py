"""The words of each thing as they stand, and who may find them: the same limits as its own page has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from throughline.web.access.models import Agency, Partnership
from throughline.web.decisions.addresses import address_of
from throughline.web.decisions.models import Action, Decision
from throughline.web.governance.models import Body
from throughline.web.governance.queries import read_record, versions_of_terms
from throughline.web.meetings.minutes.content import words_now
from throughline.web.meetings.models import AgendaItem, Correction, Meeting, Minute, Motion, Paper
from throughline.web.plan.models import DeliveryPlan, PlanVersion
from throughline.web.plan.queries import plan_of
from throughline.web.search.models import SearchEntry

Kind, OpenTo = SearchEntry.Kind, SearchEntry.OpenTo
WIDEST_FIRST = (OpenTo.BODY, OpenTo.MEMBERS, OpenTo.NAMED)
MOST_OF_TITLE = 300


@dataclass(frozen=True)
class Entry:
    """An entry as it should stand, and the agenda items whose named readers may find it."""

    row: SearchEntry
    items: frozenset[int] = field(default_factory=frozenset)


def entries_of_terms(partnership: Partnership) -> Iterator[Entry]:
    """The bodies of a partnership, and the clauses of its latest terms in the words of the file."""
    bodies = list(Body.objects.filter(partnership=partnership))
    for body in bodies:
        place = {"partnership": partnership.slug, "body": body.code}
        yield entry_of(
            partnership, "terms", f"body:{body.code}", Kind.BODY, body.name, "",
            reverse("governance:board", kwargs=place), is_for_all=True, body_id=body.pk,
        )  # fmt: skip
    record = versions_of_terms(partnership).defer(None).first()
    if record is None:
        return
    known = {body.code: body.pk for body in bodies if body.has_terms}
    for one in read_record(record).bodies:
        if one.id not in known:
            continue
        address = reverse("governance:body_terms", kwargs={"partnership": partnership.slug, "body": one.id})
        for number, clause in enumerate(one.clauses):
            if clause.text:
                yield entry_of(
                    partnership, "terms", f"clause:{one.id}/{number}", Kind.CLAUSE,
                    f"{one.name}, {clause.id}", clause.text, address, is_for_all=True, body_id=known[one.id],
                )  # fmt: skip


def entry_of_agency(agency: Agency) -> Entry:
    """An organisation of a partnership."""
    partnership = agency.partnership
    place = {"partnership": partnership.slug, "code": agency.code}
    return entry_of(
        partnership, f"agency:{agency.pk}", f"agency:{agency.code}", Kind.ORGANISATION, agency.name, "",
        reverse("governance:agency", kwargs=place), agency_id=agency.pk, is_for_all=True,
    )  # fmt: skip


def entries_of_plan(plan: DeliveryPlan) -> Iterator[Entry]:
    """The objectives of the latest version of a plan, with the words of their steps."""
    version = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if version is None:
        return
    written = plan_of(version)
    agencies = {one.code: one for one in plan.partnership.agencies.all()}
    for one in written.objectives:
        place = {"partnership": plan.partnership.slug, "year": plan.year, "code": one.id}
        lead = agencies.get(one.lead)
        words = [*(line.text for line in written.under(one.id)), lead.name if lead else ""]
        yield entry_of(
            plan.partnership, f"plan:{plan.pk}", f"objective:{plan.year}/{one.id}", Kind.OBJECTIVE,
            f"{one.id} {one.text}", " ".join(filter(None, words)), reverse("plan:objective", kwargs=place),
            day=plan.year_starts, is_for_all=True, agency_id=lead.pk if lead else None,
        )  # fmt: skip


def entries_of_meeting(meeting: Meeting) -> Iterator[Entry]:
    """A meeting with its items in force, its papers and its minutes."""
    body = meeting.body
    place = {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address}
    own = reverse("meetings:meeting", kwargs=place)
    yield _of_meeting(
        meeting, f"meeting:{meeting.pk}", Kind.MEETING, f"{body.name}: {meeting.held_on:%-d %B %Y}",
        f"{meeting.kind} {meeting.place} {meeting.moved_because} {meeting.cancelled_because}".strip(), own,
        state=meeting.state,
    )  # fmt: skip
    items = list(meeting.items.select_related("paper"))
    for item in items:
        if item.withdrawn_at is None:
            yield _of_meeting(
                meeting, f"item:{item.pk}", Kind.ITEM, item.title, item.because, own,
                agency_id=item.led_by_id, open_to=item.open_to, is_open_to_guests=True, items=[item.pk],
            )  # fmt: skip
    for paper in meeting.papers.all():
        on = [item for item in items if item.paper_id == paper.pk]
        yield _of_meeting(
            meeting, f"paper:{paper.pk}", Kind.PAPER, paper.title, _words_of(paper),
            reverse("meetings:paper", kwargs=place | {"number": paper.pk}), agency_id=paper.author_agency_id,
            state=paper.state, open_to=_of_paper(paper, on),
            is_for_members=paper.readers == Paper.Readers.MEMBERS,
            is_open_to_guests=True, items=[item.pk for item in on],
        )  # fmt: skip
    yield from _minutes(meeting, reverse("meetings:minutes", kwargs=place))


def _words_of(paper: Paper) -> str:
    """The words that a search finds: none of close information, whose every reading leaves an event."""
    return "" if paper.kind_of_information else paper.text


def _of_paper(paper: Paper, on: Iterable[AgendaItem]) -> str:
    """To whom the items of a paper open it: the widest of them, and never wider than the paper itself."""
    if paper.readers == Paper.Readers.NAMED or paper.is_under_embargo:
        return OpenTo.NAMED
    return min((item.open_to for item in on), key=WIDEST_FIRST.index, default=OpenTo.BODY)


def _minutes(meeting: Meeting, address: str) -> Iterator[Entry]:
    is_draft = not meeting.minutes_versions.exists()
    kept = Prefetch("corrections", Correction.objects.order_by("pk"))
    rows = meeting.minute_lines.filter(struck_at__isnull=True).select_related("item__paper")
    for one in rows.prefetch_related(kept):
        title = one.item.title if one.item else str(one.get_kind_display()).capitalize()
        yield _of_meeting(
            meeting, f"minute:{one.pk}", Kind.MINUTE, f"{one.label} {title}".strip(), words_now(one), address,
            open_to=one.item.open_to if one.item else OpenTo.BODY,
            is_for_members=one.readers == Minute.Readers.MEMBERS, is_draft=is_draft,
            items=[one.item_id] if one.item_id else [],
        )  # fmt: skip


def decisions_with_places(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Decisions with what ``entry_of_decision`` asks of them."""
    return decisions.select_related("body__partnership", "minute__item__paper", "motion__item__paper")


def entry_of_decision(decision: Decision) -> Entry:
    """A decision, as narrow as the narrowest of the item and the minute that it was taken under."""
    minute: Minute | None = getattr(decision, "minute", None)
    motion: Motion | None = getattr(decision, "motion", None)
    items = [one.item for one in (minute, motion) if one is not None and one.item is not None]
    body = decision.body
    return entry_of(
        body.partnership, f"decision:{decision.pk}", f"decision:{decision.pk}", Kind.DECISION,
        f"Decision {decision.number}", decision.text, address_of(decision), body_id=body.pk,
        day=decision.decided_on, state=decision.authority, **_limits(items, minute),
    )  # fmt: skip


def actions_with_places(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Actions with what ``entry_of_action`` asks of them."""
    return actions.select_related("partnership", "minute__item__paper")


def entry_of_action(action: Action) -> Entry:
    """An action; its owner finds it whatever they read."""
    minute: Minute | None = getattr(action, "minute", None)
    place = {"partnership": action.partnership.slug, "action": action.number}
    return entry_of(
        action.partnership, f"action:{action.pk}", f"action:{action.pk}", Kind.ACTION,
        f"Action {action.number}", action.text, reverse("decisions:action", kwargs=place),
        body_id=action.body_id, day=action.raised_on, state=action.state, agency_id=action.owner_agency_id,
        owner_id=action.owner_id,
        **_limits([minute.item] if minute is not None and minute.item else [], minute),
    )  # fmt: skip


def _limits(items: list[AgendaItem], minute: Minute | None) -> dict[str, Any]:
    """Who may know of what was agreed under some items: those whom every one of them is open to."""
    narrowest = max((item.open_to for item in items), key=WIDEST_FIRST.index, default=OpenTo.BODY)
    return {
        "open_to": OpenTo.NAMED if narrowest == OpenTo.NAMED else OpenTo.BODY,
        "is_for_members": any(item.open_to == OpenTo.MEMBERS for item in items)
        or (minute is not None and minute.readers == Minute.Readers.MEMBERS),
        "items": sorted({item.pk for item in items if item.open_to == OpenTo.NAMED}),
    }


def _of_meeting(
    meeting: Meeting, thing: str, kind: str, title: str, text: str, address: str, **more: Any
) -> Entry:
    return entry_of(
        meeting.body.partnership, f"meeting:{meeting.pk}", thing, kind, title, text, address,
        body_id=meeting.body_id, day=meeting.held_on, **more,
    )  # fmt: skip


def entry_of(
    partnership: Partnership, scope: str, thing: str, kind: str, title: str, text: str, address: str, *,
    items: Iterable[int] = (), **more: Any,
) -> Entry:  # fmt: skip
    """An entry of a thing, in the scope that it is read again with; ``more`` are fields of the row."""
    row = SearchEntry(
        partnership=partnership, scope=scope, thing=thing, kind=kind, title=title[:MOST_OF_TITLE], text=text,
        address=address, **more,
    )  # fmt: skip
    return Entry(row, frozenset(items))
