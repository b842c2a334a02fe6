"""What is to be told is kept here first, and sent afterwards by the worker."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughline.rules.sending import leaves_at
from throughline.web.access.audit import record_event
from throughline.web.access.models import Person, User
from throughline.web.mail.kinds import kind_of
from throughline.web.mail.models import Notice
from throughline.web.mail.personal import refuse_personal_data


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
    known = Notice.objects.filter(person=person, once=once).first()
    if known is not None:
        return known
    refuse_personal_data(person.partnership, subject, words, path, about)
    told = kind_of(kind)
    notice = Notice.objects.create(
        partnership=person.partnership,
        person=person,
        kind=kind,
        about=about,
        subject=subject,
        words=words,
        path=path,
        once=once,
        made_at=at,
        not_before=not_before,
        leaves_at=leaves_at(max(at, not_before or at), is_daily=told.is_digest, at_any_hour=told.at_any_hour),
    )
    record_event(
        by=by,
        at=at,
        what="message made",
        thing=notice,
        partnership=person.partnership,
        subjects=[f"person:{person.pk}"],
        detail={"kind": kind, "about": about},
    )
    return notice
