"""The audit trail: one chain, one sequencer, no gaps, nothing rewritten.

Each event carries the digest of the event before it. On PostgreSQL an advisory lock, held to the
end of the transaction, lets one writer at a time read the end of the chain; on SQLite the
transaction itself is that lock. What was cut off the end shows against a signed checkpoint kept
outside the database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models

from throughline.web.access.models import Event, Partnership, User

BEGINNING = "0" * 64
SEQUENCER = 7_246_155


Follower = Callable[[models.Model | str, Partnership | None, str], None]
_followers: list[Follower] = []
_is_followed = ContextVar("is_followed", default=True)


def add_follower(follower: Follower) -> None:
    """Let a room above follow every event, told its thing, its partnership and what was done.

    It is called in the transaction of the act, once the event is written: what it keeps of the thing
    holds exactly as long as the act does.
    """
    if follower not in _followers:
        _followers.append(follower)


@contextmanager
def unfollowed() -> Iterator[None]:
    """Record acts that no follower hears of; whoever asks lets them read everything afterwards."""
    before = _is_followed.set(False)
    try:
        yield
    finally:
        _is_followed.reset(before)


class EventOutsideTransaction(RuntimeError):
    """An event belongs in the same transaction as what it tells of."""


@dataclass(frozen=True)
class ChainFault:
    """The first bad row of the audit trail: its number, and what is wrong with it."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"Audit row {self.number}: {self.what}"


def record_event(
    *,
    by: User | None,
    at: datetime,
    what: str,
    thing: models.Model | str,
    partnership: Partnership | None = None,
    reason: str = "",
    subjects: Iterable[str] = (),
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Add one event to the end of the chain, in the transaction of the act itself.

    `by` is None for the command line. `subjects` are opaque references, one for each person whom the act
    concerns. `detail` holds codes, numbers and dates, never names or words that someone typed.
    Raises EventOutsideTransaction where there is no transaction.
    """
    if not connection.in_atomic_block:
        raise EventOutsideTransaction("record_event must be called inside transaction.atomic.")
    number, previous = _end_of_chain()
    event = Event(
        number=number + 1,
        at=at.astimezone(UTC),
        by=by.pk if by else None,
        what=what,
        thing=_reference(thing),
        partnership=_slug(partnership, thing),
        reason=reason,
        subjects=sorted(subjects),
        detail=dict(detail or {}),
        previous=previous,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    for follower in _followers if _is_followed.get() else ():
        follower(thing, partnership, what)
    return event


def _end_of_chain() -> tuple[int, str]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER])
    return Event.objects.order_by("-number").values_list("number", "digest").first() or (0, BEGINNING)


def _reference(thing: models.Model | str) -> str:
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}"


def _slug(partnership: Partnership | None, thing: models.Model | str) -> str:
    if partnership is None and isinstance(thing, Partnership):
        return thing.slug
    return partnership.slug if partnership else ""


def digest_of(event: Event) -> str:
    """The SHA-256 of the event's canonical JSON, which holds the digest of the event before it."""
    told = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": event.by,
        "what": event.what,
        "thing": event.thing,
        "partnership": event.partnership,
        "reason": event.reason,
        "subjects": event.subjects,
        "detail": event.detail,
        "previous": event.previous,
    }
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def verify_chain(checkpoint: Path | None = None) -> ChainFault | None:
    """The first bad row, or None where the whole chain holds and reaches the last checkpoint.

    `checkpoint` is the signed file; without it, the one that the settings name.
    """
    previous, number = BEGINNING, 0
    mark = _read_checkpoint(checkpoint or settings.AUDIT_CHECKPOINT)
    if isinstance(mark, ChainFault):
        return mark
    for event in Event.objects.order_by("number").iterator(chunk_size=2_000):
        number += 1
        if fault := _fault_of(event, number, previous):
            return fault
        if mark and event.number == mark["number"] and event.digest != mark["digest"]:
            return ChainFault(event.number, "differs from the signed checkpoint.")
        previous = event.digest
    if mark and number < mark["number"]:
        return ChainFault(number + 1, f"is missing; the signed checkpoint reached row {mark['number']}.")
    return None


def _fault_of(event: Event, number: int, previous: str) -> ChainFault | None:
    if event.number != number:
        return ChainFault(number, f"is missing; the next row is {event.number}.")
    if event.previous != previous:
        return ChainFault(number, "does not follow from the row before it.")
    if event.digest != digest_of(event):
        return ChainFault(number, "was changed after it was written.")
    return None


def sign_checkpoint(*, at: datetime, place: Path | None = None) -> Path:
    """Write the chain's length and last digest, signed with a key outside the database; returns the file."""
    last = Event.objects.order_by("-number").first()
    mark: dict[str, Any] = {
        "number": last.number if last else 0,
        "digest": last.digest if last else BEGINNING,
        "at": at.astimezone(UTC).isoformat(),
    }
    file = place or settings.AUDIT_CHECKPOINT
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps({**mark, "signature": _signature(mark)}, indent=1), encoding="ascii")
    draft.replace(file)
    return file


def _read_checkpoint(file: Path) -> dict[str, Any] | ChainFault | None:
    if not file.exists():
        return None
    try:
        mark = json.loads(file.read_text(encoding="ascii"))
        signature = mark.pop("signature")
        genuine = hmac.compare_digest(signature, _signature(mark))
    except (ValueError, KeyError, AttributeError, TypeError):
        genuine = False
    return mark if genuine else ChainFault(0, f"the checkpoint {file.name} does not carry our signature.")


def _signature(mark: Mapping[str, Any]) -> str:
    canonical = json.dumps(mark, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), canonical.encode(), hashlib.sha256).hexdigest()
