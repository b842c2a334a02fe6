"""What is to be told is kept here first; the worker sends it afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, Person, User
from throughline.web.mail.kinds import kind_of, leaving_time
from throughline.web.mail.models import Notice
from throughline.web.mail.personal import names_a_person, names_in, refuse_names_and_addresses
from throughline.web.mail.reminders import Reminder


@transaction.atomic
def notify(
    *,
    person: Person,
    kind: str,
    about: str,
    subject: str,
    words: str,
    path: str,
    once: str,
    by: User | None,
    at: datetime,
    not_before: datetime | None = None,
) -> Notice:
    """Keep one notice for one person; a second one with the same `once` for them does nothing.

    `about` is a reference such as `meeting:12`; `words` are a sentence or two; `path` is an address of
    this site. Raises UnknownKind, and NamesAPerson where the text tells a name or an e-mail address.
    """
    notify_all(
        people=[person],
        kind=kind,
        about=about,
        subject=subject,
        words=words,
        path=path,
        once=once,
        by=by,
        at=at,
        not_before=not_before,
    )
    return Notice.objects.get(person=person, once=once)


@transaction.atomic
def notify_all(
    *,
    people: Collection[Person],
    kind: str,
    about: str,
    subject: str,
    words: str,
    path: str,
    once: str,
    by: User | None,
    at: datetime,
    not_before: datetime | None = None,
) -> int:
    """Keep the same notice for several people of one partnership; how many of them were not told before.

    Four queries, however many people there are. Raises UnknownKind, NamesAPerson.
    """
    if not people:
        return 0
    partnership = next(iter(people)).partnership
    refuse_names_and_addresses(partnership, subject, words, path, about)
    leaves = leaving_time(kind, at, not_before)
    text = {
        "subject": " ".join(subject.split())[:200],
        "words": words,
        "path": path,
        "not_before": not_before,
    }
    drafts = [
        Notice(
            partnership=partnership, person=person, kind=kind, about=about, once=once, made_at=at,
            leaves_at=leaves, **text,
        )
        for person in people
    ]  # fmt: skip
    return _keep(drafts, partnership=partnership, by=by, at=at)


@transaction.atomic
def keep_reminders(
    *, partnership: Partnership, reminders: Iterable[Reminder], by: User | None, at: datetime
) -> int:
    """Keep what fell due as notices, each of them once; how many are new.

    A sentence that names somebody is exchanged for the words of its kind, so that the reminder still goes.
    Three queries, however many reminders there are. Raises UnknownKind.
    """
    known = names_in(partnership)
    leaves: dict[str, datetime] = {}
    drafts = []
    for one in reminders:
        leaves.setdefault(one.kind, leaving_time(one.kind, at, None))
        subject = str(kind_of(one.kind).words)
        told = subject if names_a_person(one.sentence, known) else one.sentence
        drafts.append(
            Notice(
                partnership=partnership, person_id=one.person_id, kind=one.kind, about=one.about,
                subject=subject, words=told, path=one.path, once=one.once, made_at=at,
                leaves_at=leaves[one.kind],
            )
        )  # fmt: skip
    return _keep(drafts, partnership=partnership, by=by, at=at)


def _keep(drafts: list[Notice], *, partnership: Partnership, by: User | None, at: datetime) -> int:
    people = {one.person_id for one in drafts}
    found = Notice.objects.filter(person__in=people, once__in={one.once for one in drafts}).order_by()
    known = set(found.values_list("person_id", "once"))
    new = {(one.person_id, one.once): one for one in drafts if (one.person_id, one.once) not in known}
    if not new:
        return 0
    Notice.objects.bulk_create(new.values(), batch_size=500, ignore_conflicts=True)
    record_event(
        by=by,
        at=at,
        what="messages made",
        thing=partnership,
        partnership=partnership,
        subjects={f"person:{one.person_id}" for one in new.values()},
        detail={"kinds": sorted({one.kind for one in new.values()}), "messages": len(new)},
    )
    return len(new)
