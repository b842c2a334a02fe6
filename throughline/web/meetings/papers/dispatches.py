"""What an issue of a pack holds and who is entitled to it; whether it went out in time, and what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localdate

from throughline.rules.kept import Kept, was_kept
from throughline.rules.sent_out import SentOut, sent_out
from throughline.web.access.models import InForce, OfficeHeld, Person
from throughline.web.governance.models import Appointment
from throughline.web.governance.queries import terms_as_written
from throughline.web.meetings.calling.duties import duties_around
from throughline.web.meetings.models import AgendaItem, Dispatch, ItemReader, Meeting, PackIssue, Paper
from throughline.web.meetings.open_to import Readable, Sight

Contents = Mapping[str, Any]


def contents_of(whole: Readable) -> dict[str, Any]:
    """What an issue made now would hold: items in order, and papers with the version of their words.

    What is under an embargo goes out with a later issue, once it is over.
    ``whole`` is the meeting as whoever runs it reads it.
    """
    return {
        "items": [
            {"code": one.code, "number": one.number, "paper": one.paper_id}
            for one in whole.items
            if one.paper is None or not one.paper.is_under_embargo
        ],
        "papers": [
            {"paper": one.pk, "version": one.version_count}  # type: ignore[attr-defined]
            for one in sorted(whole.papers, key=lambda one: one.pk)
            if one.is_in_the_pack and not one.is_under_embargo
        ],
    }


@dataclass(frozen=True)
class Entitled:
    """One person entitled to the pack of a meeting, and since when."""

    number: int
    words: str
    since: date


def entitled_to(meeting: Meeting, day: date) -> tuple[Entitled, ...]:
    """Everybody entitled to the pack of a meeting on a day: its members and whoever presides, in one query.

    Source: rule R1.
    """
    body, columns = meeting.body, ("person", "person__name", "person__agency__name", "from_on")
    seats = Appointment.objects.filter(InForce.on(day), body=body).order_by()
    offices = OfficeHeld.objects.filter(
        InForce.on(day),
        person__partnership=body.partnership,
        body_code=body.code,
        office__in=("chair", "vice-chair"),
    ).order_by()
    found: dict[int, Entitled] = {}
    for number, name, agency, since in seats.values_list(*columns).union(offices.values_list(*columns)):
        words = f"{name}, {agency}" if agency else name
        known = found.get(number)
        found[number] = Entitled(number, words, min(since, known.since) if known else since)
    return tuple(sorted(found.values(), key=lambda one: one.words))


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
    return list(meeting.items.select_related("paper")), list(meeting.papers.all())


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


def went_out(
    meeting: Meeting,
    on: date,
    *,
    entitled: Sequence[Entitled] | None = None,
    issues: Sequence[PackIssue] | None = None,
) -> WentOut | None:
    """Whether the agenda went out by the day the terms give; None where they give none. Source: rule R1.

    The first issue counts: a later one brings late papers, and the agenda stays met. Where notice of the
    meeting was short it is no breach. Who is entitled and what was issued are asked for where not given.
    """
    terms = terms_as_written(meeting.body.partnership, meeting.held_on)
    duty = next((one for one in duties_around(meeting, written=terms) if one.what == "agenda"), None)
    if duty is None:
        return None
    first: dict[str, date] = {}
    for issue in issues_of(meeting) if issues is None else issues:
        for row in issue.dispatches.all():
            first.setdefault(str(row.person_id), localdate(row.sent_at))
    people = entitled_to(meeting, min(on, meeting.held_on)) if entitled is None else entitled
    sent = sent_out(due=duty.due, entitled={str(one.number): one.since for one in people}, sent=first)
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
    sent = Prefetch("dispatches", Dispatch.objects.select_related("person__agency"))
    return tuple(meeting.issues.prefetch_related(sent))
