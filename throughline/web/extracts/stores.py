"""Where a partnership's store of extracts lies; a partnership without one has no pages of this room."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.web.access.models import Partnership
from throughline.words.refusals import Refused


class NoStore(Refused):
    """No store of extracts is set for the partnership."""


def has_store(partnership: Partnership | None) -> bool:
    """Whether the settings name a folder for the partnership's extracts."""
    return partnership is not None and partnership.slug in settings.EXTRACTS


def store_of(partnership: Partnership) -> ExtractStore:
    """The partnership's store, which is not opened and may still be an empty place. Raises NoStore."""
    if not has_store(partnership):
        raise NoStore(_("No store of extracts is set for this partnership. Nothing was changed."))
    return ExtractStore(Path(settings.EXTRACTS[partnership.slug]))
