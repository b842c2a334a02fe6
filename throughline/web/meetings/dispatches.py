"""What an issue of a pack holds and who is entitled to it; whether it went out in time, and what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from throughline.rules.kept import Kept, was_kept
from throughline.rules.sent_out import SentOut, sent_out
from throughline.rules.terms.model import Terms
from throughline.web.access.models import InForce, OfficeHeld, Person
from throughline.web.governance.models import Appointment
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.duties import duties_around
from throughline.web.meetings.models import AgendaItem, Dispatch, ItemReader, Meeting, PackIssue, Paper
from throughline.web.meetings.open_to import Sight

Contents = Mapping[str, Any]


def contents_of(meeting: Meeting) -> dict[str, Any]:
    """What an issue made now would hold: items in order, and papers with the version of their words."""
    items = meeting.items.filter(withdrawn_at__isnull=True)
    papers = meeting.papers.exclude(state=Paper.State.WITHDRAWN).filter(received_on__isnull=False)
    return {
        "held_on": str(meeting.held_on),
        "items": [{"code": one.code, "number": one.number, "paper": one.paper_id} for one in items],
        "papers": [
            {"paper": one.pk, "version": one.count}
            for one in papers.annotate(count=Count("versions")).order_by("pk")
        ],
    }


def entitled_to(meeting: Meeting, day: date) -> dict[Person, date]:
    """Everybody entitled to the pack of a meeting on a day, with the day since when.

    They are the members of the body and whoever presides over it. Source: rule R1.
    """
    body, found = meeting.body, dict[Person, date]()
    seats = Appointment.objects.filter(InForce.on(day), body=body).select_related("person__partnership")
    offices = OfficeHeld.objects.filter(
        InForce.on(day),
        person__partnership=body.partnership,
        body_code=body.code,
        office__in=("chair", "vice-chair"),
    ).select_related("person__partnership")
    rows = [(row.person, row.from_on) for row in seats] + [(row.person, row.from_on) for row in offices]
    for person, since in rows:
        found[person] = min(found.get(person, since), since)
    return found


def sights_for(meeting: Meeting, people: Collection[Person]) -> dict[int, Sight]:
    """How far each of the people entitled to the pack sees into the meeting, in one query."""
    named: dict[int, set[int]] = {}
    for person, item in ItemReader.objects.filter(item__meeting=meeting).values_list("person", "item"):
        named.setdefault(person, set()).add(item)
    return {
        one.pk: Sight(reads=True, is_member=True, named=frozenset(named.get(one.pk, ()))) for one in people
    }


def left_out_for(meeting: Meeting, contents: Contents, sight: Sight) -> list[str]:
    """The codes of items, and ``paper-`` with the number of papers, that somebody's copy leaves out."""
    items, papers = _things(meeting)
    codes = [one["code"] for one in contents["items"]]
    out = [item.code for item in items if item.code in codes and not sight.sees_item(item)]
    sent = {one["paper"] for one in contents["papers"]}
    out += [f"paper-{one.pk}" for one in papers if one.pk in sent and not sight.sees_paper(one, items)]
    return sorted(set(out))


def _things(meeting: Meeting) -> tuple[list[AgendaItem], list[Paper]]:
    return list(meeting.items.all()), list(meeting.papers.all())


def changes_between(before: Contents, after: Contents, titles: Mapping[str, str]) -> Iterator[str]:
    """What changed from one issue to the next, a sentence each, of what ``titles`` knows: a reader's own.

    ``titles`` gives the words for the code of an item, and for ``paper-`` with the number of a paper.
    """
    was, now = ({one["code"]: one for one in each["items"]} for each in (before, after))
    for code, item in now.items():
        if code not in was and code in titles:
            yield f"New: item {item['number']}, {titles[code]}."
    for code, item in was.items():
        if code not in now and code in titles:
            yield f"Withdrawn: item {item['number']}, {titles[code]}."
    if before.get("held_on") != after.get("held_on"):
        yield "The meeting was moved to another day."
    yield from _papers_between(before, after, titles)
    both = [code for code in was if code in now and code in titles]
    if both != [code for code in now if code in was and code in titles]:
        yield "The items stand in another order. Their numbers are the same."


def _papers_between(before: Contents, after: Contents, titles: Mapping[str, str]) -> Iterator[str]:
    was, now = ({one["paper"]: one["version"] for one in each["papers"]} for each in (before, after))
    for paper in sorted({*was, *now}):
        title = titles.get(f"paper-{paper}")
        if title is None:
            continue
        if paper not in was:
            yield f"New paper: {title}."
        elif paper not in now:
            yield f"Paper withdrawn: {title}."
        elif was[paper] != now[paper]:
            yield f"New words: {title}, version {now[paper]}."


def titles_for(items: Sequence[AgendaItem], papers: Sequence[Paper]) -> dict[str, str]:
    """The words for the items and papers that a reader may know of."""
    words = {item.code: item.title for item in items}
    return words | {f"paper-{paper.pk}": paper.title for paper in papers}


@dataclass(frozen=True)
class WentOut:
    """Whether a meeting's pack went to every reader entitled to it in time, and who that leaves."""

    due: date
    kept: Kept
    sent: SentOut
    clause: tuple[str, ...]
    is_short_notice: bool


def went_out(meeting: Meeting, on: date, *, written: Terms | None = None) -> WentOut | None:
    """Whether the agenda went out by the day the terms give; None where they give none. Source: rule R1.

    The first issue counts: a later one brings late papers, and the agenda stays met. Where notice of the
    meeting was short it is no breach.
    """
    terms = written or terms_as_written(meeting.body.partnership, meeting.held_on)
    duty = next((one for one in duties_around(meeting, written=terms) if one.what == "agenda"), None)
    if duty is None:
        return None
    first: dict[str, date] = {}
    for row in Dispatch.objects.filter(issue__meeting=meeting).order_by("sent_at"):
        first.setdefault(str(row.person_id), localdate(row.sent_at))
    entitled = {str(one.pk): since for one, since in entitled_to(meeting, min(on, meeting.held_on)).items()}
    sent = sent_out(due=duty.due, entitled=entitled, sent=first)
    kept = was_kept(
        due=duty.due,
        sent=sent.on,
        today=on,
        strength="as-required" if meeting.is_short_notice else duty.strength,
        calendar=terms.calendar.working_days,
    )
    return WentOut(duty.due, kept, sent, duty.clause, meeting.is_short_notice)


def issues_of(meeting: Meeting) -> tuple[PackIssue, ...]:
    """Every issue of a meeting's pack with who was sent it, the first first, in two queries."""
    return tuple(meeting.issues.prefetch_related("dispatches__person__agency"))
