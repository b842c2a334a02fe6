"""The worker's lease: a claimed message is one worker's until it says what became of it.

Claiming changes nothing that anybody was told, so it leaves no event; its outcome does.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from throughline.rules.sending import may_leave
from throughline.web.access.models import Person
from throughline.web.mail.kinds import Kind, kinds
from throughline.web.mail.models import LastRound, Notice

LEASE = timedelta(minutes=10)
"""A claim older than this belongs to a worker that stopped."""


@dataclass(frozen=True)
class Letter:
    """One e-mail to one person: its number in the Message-ID, and the notices in it."""

    envelope: str
    person: Person
    notices: tuple[Notice, ...]


def claim_letter(at: datetime, clock: datetime, passed_over: Collection[int] = ()) -> Letter | None:
    """Take the next e-mail that may leave now, so that no other worker takes it; None where there is none.

    `at` is the partnership's time, `clock` the machine's, from which the lease is counted.
    """
    passed = set(passed_over)
    while True:
        with transaction.atomic():
            first = _due(at).exclude(person__in=passed).order_by("leaves_at", "pk").first()
            if first is None:
                return None
            person = _locked(first.person_id)
            letter = _claim(person, first, at, clock) if person else None
        if letter:
            return letter
        passed.add(first.person_id)


def _locked(person_id: int) -> Person | None:
    """The person, unless another worker is making up an e-mail to them at this moment."""
    rows = Person.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return rows.filter(pk=person_id).first()


def _claim(person: Person, first: Notice, at: datetime, clock: datetime) -> Letter | None:
    """All that the daily e-mail holds for the person, or the one notice that does not wait for it."""
    alone = {kind.code for kind in kinds() if not kind.is_digest}
    mine = _due(at).filter(person=person, partnership=first.partnership_id)
    mine = mine.filter(pk=first.pk) if first.kind in alone else mine.exclude(kind__in=alone)
    envelope = uuid.uuid4().hex
    numbers = list(mine.order_by("pk").values_list("pk", flat=True))
    taken = Notice.objects.filter(pk__in=numbers, state=Notice.State.WAITING)
    if not taken.update(state=Notice.State.SENDING, envelope=envelope, claimed_at=clock):
        return None
    rows = Notice.objects.filter(envelope=envelope).select_related("partnership", "person").order_by("pk")
    return Letter(envelope, person, tuple(rows))


def _due(at: datetime) -> QuerySet[Notice]:
    """What waits, is due, and may leave at this hour of this day; a kind nobody declared goes daily."""
    due = Notice.objects.filter(state=Notice.State.WAITING, leaves_at__lte=at)
    apart = [kind for kind in kinds() if not kind.is_digest]
    held = [kind.code for kind in apart if not _may_leave(kind, at)]
    if may_leave(at, is_daily=True):
        return due.exclude(kind__in=held)
    return due.filter(kind__in=[kind.code for kind in apart if kind.code not in held])


def _may_leave(kind: Kind, at: datetime) -> bool:
    return may_leave(at, is_daily=kind.is_digest, at_any_hour=kind.at_any_hour)


def has_letters(at: datetime) -> bool:
    """Whether anything may leave now."""
    return _due(at).exists()


def mark_round(at: datetime, trouble: str = "") -> None:
    """Note that a worker looked just now, and what stood in its way."""
    LastRound.objects.update_or_create(only=True, defaults={"at": at, "trouble": trouble})
