"""Files that came in: staged, mapped, withdrawn. Each act leaves its event."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from throughline.figures.extracts.profiles import Profile
from throughline.figures.extracts.returns import Window
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.performance.imports.locks import held
from throughline.web.performance.imports.opening import opened, saved_profiles
from throughline.web.performance.imports.states import WAITING, StepNotPossible, state_after
from throughline.web.performance.measured.figures import MEASURED
from throughline.web.performance.models import (
    MappingProfile,
    Observation,
    Receipt,
    StagedFile,
)
from throughline.words.refusals import Refused

LARGEST_FILE = 10_000_000
"""Bytes; a table of 42 areas, 40 quarters and 30 indicators takes a fifth of it."""


class FileRefused(Refused):
    """A file cannot be staged: too large, without a table, or here already."""


@transaction.atomic
def stage_file(
    *,
    supplier: Agency,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    status: str = Observation.Status.FINAL,
    published_on: date | None = None,
    covers: Window | None = None,
    closed_before: date | None = None,
) -> StagedFile:
    """Keep a file to be looked at; where a saved profile knows its table, it is mapped at once.

    ``covers`` is the period of a table that prints none; figures that end before ``closed_before`` are
    not taken in. Raises FileRefused, and Unreadable where the file cannot be opened.
    """
    partnership = supplier.partnership
    digest = hashlib.sha256(content).hexdigest()
    refuse_known_file(partnership, content, digest)
    shown = PurePath(name).name[-120:]
    read = opened(content, shown, saved_profiles(partnership))
    if not read.tables:
        raise FileRefused(
            f"{shown} has no table: no row of headings has figures below it. Send the sheet as published."
        )
    found = read.recognised
    settings = {
        "covers": [covers.starts.isoformat(), covers.ends.isoformat()] if covers else None,
        "closed_before": closed_before.isoformat() if closed_before else None,
    }
    staged = StagedFile.objects.create(
        partnership=partnership,
        supplier=supplier,
        name=shown,
        content=content,
        sha256=digest,
        table=found.table.sheet[:120] if found else "",
        fingerprint=found.table.fingerprint if found else "",
        profile=found.saved.row if found else None,
        settings=settings | ({"profile": found.saved.profile.as_plain()} if found else {}),
        status=status,
        published_on=published_on,
        state="mapped" if found else "staged",
        staged_by=by,
        staged_at=at,
    )
    detail = {"sha256": digest, "profile": staged.profile.number if staged.profile else 0}
    record_event(by=by, at=at, what="file staged", thing=staged, partnership=partnership, detail=detail)
    return staged


@transaction.atomic
def map_file(
    *,
    staged: StagedFile,
    profile: Profile,
    by: User | None,
    at: datetime,
    covers: Window | None = None,
    table: str = "",
    is_saved: bool = False,
) -> StagedFile:
    """Say what the columns of a file that waits are; a saved profile reads the next such file by itself.

    A profile is never edited: saved again under its name, it has the next number. Raises StepNotPossible.
    """
    staged = held(staged)
    if MEASURED in staged.settings:
        raise StepNotPossible("This file is a release: what it holds is known, and has no columns to say.")
    staged.state = state_after(staged.state, "map")
    staged.profile = _saved(staged.partnership, profile, by, at) if is_saved else None
    staged.fingerprint, staged.table = profile.fingerprint, table[:120]
    staged.settings = {
        **staged.settings,
        "profile": profile.as_plain(),
        "covers": [covers.starts.isoformat(), covers.ends.isoformat()] if covers else None,
    }
    staged.save(update_fields=["state", "profile", "fingerprint", "table", "settings"])
    number = staged.profile.number if staged.profile else 0
    record_event(
        by=by,
        at=at,
        what="file mapped",
        thing=staged,
        partnership=staged.partnership,
        detail={"sha256": staged.sha256, "fingerprint": staged.fingerprint, "profile": number},
    )
    return staged


@transaction.atomic
def withdraw_file(*, staged: StagedFile, by: User | None, at: datetime) -> StagedFile:
    """Withdraw a file that waits; its bytes go, that it came stays. Raises StepNotPossible."""
    staged = held(staged)
    staged.state = state_after(staged.state, "withdraw")
    staged.content = b""
    staged.save(update_fields=["state", "content"])
    record_event(
        by=by,
        at=at,
        what="file withdrawn",
        thing=staged,
        partnership=staged.partnership,
        detail={"sha256": staged.sha256},
    )
    return staged


def refuse_known_file(partnership: Partnership, content: bytes, digest: str) -> None:
    """Raises FileRefused for a file that is too large, counts already, or waits already."""
    if len(content) > LARGEST_FILE:
        raise FileRefused(
            f"The file is larger than {LARGEST_FILE // 1_000_000} MB. "
            "Send the sheets with the figures alone, or in parts."
        )
    taken = Receipt.objects.filter(partnership=partnership, sha256=digest, undone_on__isnull=True).first()
    if taken:
        raise FileRefused(
            f"This file was received already, with receipt {taken.reference}. Nothing was changed."
        )
    if StagedFile.objects.filter(partnership=partnership, sha256=digest, state__in=WAITING).exists():
        raise FileRefused("This file waits already. Open it under Files that wait, or withdraw it there.")


def _saved(partnership: Partnership, profile: Profile, by: User | None, at: datetime) -> MappingProfile:
    rows = MappingProfile.objects.filter(partnership=partnership, name=profile.name[:120])
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return MappingProfile.objects.create(
        partnership=partnership,
        name=profile.name[:120],
        number=last + 1,
        fingerprint=profile.fingerprint,
        settings=profile.as_plain(),
        saved_by=by,
        saved_at=at,
    )
