"""One person at a time changes which figures of a partnership count."""

from __future__ import annotations

from throughline.web.access.models import Partnership
from throughline.web.performance.models import StagedFile


def hold(partnership: Partnership) -> None:
    """Wait for whoever is changing the partnership's figures; holds until the transaction ends."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)


def held(staged: StagedFile) -> StagedFile:
    """The file as it is now, held until the transaction ends."""
    hold(staged.partnership)
    rows = StagedFile.objects.select_for_update(of=("self",)).select_related("partnership", "supplier")
    return rows.get(pk=staged.pk)
