"""What became of a message: sent, put off, kept, withdrawn, come back, or not certain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.mail.kinds import kinds
from throughline.web.mail.models import Notice, Preference, UndeliverableAddress
from throughline.web.mail.queries import address_of
from throughline.web.mail.trail import tell_trail

State = Notice.State
TRIED_AGAIN_AFTER = (1, 5, 15, 60, 240, 720)
"""Minutes after each failed try; after the last the message has failed."""
REMOVED_AFTER = timedelta(days=366)
"""Twelve months after it was sent, or was to be, a message is of no more use to anybody."""


@transaction.atomic
def record_outcome(
    *, envelope: str, state: str, trouble: str = "", by: User | None, at: datetime
) -> list[Notice]:
    """What became of one e-mail and so of each notice in it: sent, failed or not certain.

    The trail tells who was written to, about what, and how it went.
    """
    rows = list(Notice.objects.filter(envelope=envelope, state__in=[State.SENDING, State.UNCERTAIN]))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, trouble=trouble, sent_at=at if state == State.SENT else None
    )
    if trouble == "recipient-refused":
        _mark_undeliverable(rows[:1], trouble, at)
    tell_trail(f"message {State(state).value}", rows, by=by, at=at, trouble=trouble, envelope=envelope)
    return rows


@transaction.atomic
def put_off(*, envelope: str, trouble: str, by: User | None, at: datetime) -> list[Notice]:
    """Let an e-mail that certainly did not go wait for its next try; after the last try it has failed."""
    rows = list(Notice.objects.filter(envelope=envelope, state=State.SENDING))
    tries = max((row.tries for row in rows), default=0)
    if tries >= len(TRIED_AGAIN_AFTER):
        return record_outcome(envelope=envelope, state=State.FAILED, trouble="gave-up", by=by, at=at)
    again = at + timedelta(minutes=TRIED_AGAIN_AFTER[tries])
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.WAITING, trouble=trouble, tries=tries + 1, leaves_at=again, claimed_at=None
    )
    tell_trail("message put off", rows, by=by, at=at, trouble=trouble, envelope=envelope)
    return rows


@transaction.atomic
def mark_uncertain(*, claimed_before: datetime, by: User | None, at: datetime) -> int:
    """Say of every e-mail whose worker stopped between sending and telling that nobody knows whether it went.

    Such a one is never sent again by itself.
    """
    rows = list(Notice.objects.filter(state=State.SENDING, claimed_at__lt=claimed_before))
    for envelope in sorted({row.envelope for row in rows}):
        record_outcome(envelope=envelope, state=State.UNCERTAIN, trouble="uncertain", by=by, at=at)
    return len(rows)


@transaction.atomic
def keep_unsent(
    *, partnership: Partnership, leaving_by: datetime | None, by: User | None, at: datetime
) -> int:
    """Where nothing can be sent, keep what would have gone: all of it, or what leaves by a moment."""
    due = Notice.objects.filter(partnership=partnership, state=State.WAITING)
    if leaving_by is not None:
        due = due.filter(leaves_at__lte=leaving_by)
    rows = list(due)
    due.update(state=State.KEPT, trouble="")
    tell_trail("message kept", rows, by=by, at=at)
    return len(rows)


@transaction.atomic
def withdraw_unwanted(*, due_by: datetime, by: User | None, at: datetime) -> int:
    """Withdraw what is due and not wanted, or is for somebody whose user was switched off."""
    unwanted = Preference.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"), wanted=False)
    always = [kind.code for kind in kinds() if kind.stays_on]
    due = Notice.objects.filter(state=State.WAITING, leaves_at__lte=due_by)
    rows = list(due.filter(Exists(unwanted)).exclude(kind__in=always))
    left = list(due.filter(person__user__is_active=False))
    for some, trouble in ((rows, "not-wanted"), (left, "left")):
        Notice.objects.filter(pk__in=[row.pk for row in some]).update(state=State.WITHDRAWN, trouble=trouble)
        tell_trail("message withdrawn", some, by=by, at=at, trouble=trouble)
    return len(rows) + len(left)


@transaction.atomic
def withdraw_stale(*, notice: Notice, by: User | None, at: datetime) -> None:
    """Withdraw a notice whose link can no longer be made, because what it was about is over."""
    Notice.objects.filter(pk=notice.pk, state=State.SENDING).update(
        state=State.WITHDRAWN, trouble="no-longer"
    )
    tell_trail("message withdrawn", [notice], by=by, at=at, trouble="no-longer")


@transaction.atomic
def remove_old(*, partnership: Partnership, by: User | None, at: datetime) -> int:
    """Remove what was sent, or given up, more than twelve months ago; how many. The trail stays."""
    done = Notice.objects.filter(partnership=partnership).exclude(state__in=[State.WAITING, State.SENDING])
    rows = list(done.alias(over=Coalesce("sent_at", "leaves_at")).filter(over__lt=at - REMOVED_AFTER))
    tell_trail("message removed", rows, by=by, at=at)
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def record_bounce(*, envelope: str, is_lasting: bool, by: User | None, at: datetime) -> int:
    """An e-mail came back: its notices say so, and an address that will never do is remembered.

    How many notices were in it; none where the e-mail is unknown.
    """
    rows = list(
        Notice.objects.filter(envelope=envelope, state__in=[State.SENT, State.UNCERTAIN]).exclude(envelope="")
    )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.BOUNCED, trouble="came-back")
    if is_lasting:
        _mark_undeliverable(rows[:1], "came-back", at)
    tell_trail("message bounced", rows, by=by, at=at, envelope=envelope)
    return len(rows)


@transaction.atomic
def record_test_message(*, trouble: str = "", by: User | None, at: datetime) -> None:
    """Somebody tried the mail server; the trail says whether it took the message."""
    record_event(by=by, at=at, what="test message", thing="mail", detail={"trouble": trouble})


def _mark_undeliverable(rows: Iterable[Notice], trouble: str, at: datetime) -> None:
    for row in rows:
        UndeliverableAddress.objects.update_or_create(
            person=row.person, defaults={"email": address_of(row.person), "since": at, "trouble": trouble}
        )
