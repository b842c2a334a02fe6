"""Files of needs or of services: looked at first, then accepted whole or thrown away."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.provision.actions.directory import record_provision
from throughline.web.provision.actions.needs import record_need
from throughline.web.provision.models import StagedRows
from throughline.web.provision.rows import needs_in, provisions_in

KEPT_FOR = timedelta(hours=24)
"""How long a file waits to be accepted."""


@transaction.atomic
def stage_rows(
    *, partnership: Partnership, kind: str, content: bytes, name: str, by: User, at: datetime
) -> StagedRows:
    """Keep a file for a day, to be looked at before it is accepted; what has waited too long goes.

    Raises Unreadable, and RowsRefused with every problem and its place.
    """
    StagedRows.objects.filter(partnership=partnership, ends_at__lt=at).delete()
    _read(partnership, kind, content, name, at.date())
    staged = StagedRows.objects.create(
        partnership=partnership,
        kind=kind,
        name=name[:200],
        content=content,
        staged_by=by,
        staged_at=at,
        ends_at=at + KEPT_FOR,
    )
    _record("rows sent to look at", staged, by, at)
    return staged


def _read(partnership: Partnership, kind: str, content: bytes, name: str, on: date) -> int:
    read = needs_in if kind == StagedRows.Kind.NEEDS else provisions_in
    return len(read(partnership, content, name, on=on))


@transaction.atomic
def accept_rows(*, staged: StagedRows, on: date, by: User | None, at: datetime) -> int:
    """Record every row of a file that was looked at, all of them or none; the waiting file goes.

    Raises what record_need and record_provision do, and RowsRefused.
    """
    partnership, content = staged.partnership, bytes(staged.content)
    if staged.kind == StagedRows.Kind.NEEDS:
        rows = needs_in(partnership, content, staged.name, on=on)
        for need in rows:
            record_need(
                place=need.place,
                pathway=need.pathway,
                cohort=need.cohort,
                size=need.size,
                true_of=need.true_of,
                evidence=need.evidence,
                assessed_on=need.assessed_on,
                by=by,
                at=at,
            )
        count = len(rows)
    else:
        services = provisions_in(partnership, content, staged.name, on=on)
        for told in services:
            record_provision(partnership=partnership, told=told, recorded_on=on, by=by, at=at)
        count = len(services)
    _record("rows accepted", staged, by, at, rows=count)
    staged.delete()
    return count


@transaction.atomic
def discard_rows(*, staged: StagedRows, by: User | None, at: datetime) -> None:
    """Throw a waiting file away."""
    _record("rows thrown away", staged, by, at)
    staged.delete()


def _record(what: str, staged: StagedRows, by: User | None, at: datetime, **detail: int) -> None:
    digest = hashlib.sha256(bytes(staged.content)).hexdigest()
    record_event(
        by=by,
        at=at,
        what=what,
        thing=staged,
        partnership=staged.partnership,
        detail={"kind": staged.kind, "digest": digest, **detail},
    )
