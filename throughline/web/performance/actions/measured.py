"""Releases of a measure that came in: staged, to be looked at like any file. The act leaves its event."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import PurePath

from django.db import transaction

from throughline.figures.measures.release_files.measured import release_from
from throughline.figures.measures.release_files.reading import read_release
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, User
from throughline.web.performance.actions.imports import refuse_known_file
from throughline.web.performance.imports.locks import hold
from throughline.web.performance.measured.figures import MEASURED, refuse_unfit
from throughline.web.performance.models import StagedFile
from throughline.web.performance.queries import planned_indicators


@transaction.atomic
def stage_release(
    *,
    supplier: Agency,
    indicator: str,
    name: str,
    content: bytes,
    on: date,
    by: User | None,
    at: datetime,
) -> StagedFile:
    """Keep a release to be looked at, for an indicator that the list of a day names; nothing counts yet.

    Raises ReleaseUnsound for a file that is no release, ReleaseRefused for one that does not fit the
    indicator, and FileRefused for one that is here already.
    """
    partnership = supplier.partnership
    hold(partnership)
    digest = hashlib.sha256(content).hexdigest()
    refuse_known_file(partnership, content, digest)
    plain = read_release(content)
    release = release_from(plain)
    refuse_unfit(partnership, indicator, release, on, planned_indicators(partnership, on))
    staged = StagedFile.objects.create(
        partnership=partnership,
        supplier=supplier,
        name=PurePath(name).name[-120:],
        content=content,
        sha256=digest,
        settings={MEASURED: {"indicator": indicator, "release": plain}},
        status=release.status,
        published_on=release.released_at.date(),
        state="mapped",
        staged_by=by,
        staged_at=at,
    )
    detail = {"sha256": digest, "checksum": release.checksum, "measure": release.version.code}
    record_event(by=by, at=at, what="release staged", thing=staged, partnership=partnership, detail=detail)
    return staged
