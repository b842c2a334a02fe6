"""What the worker does for extracts beside the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from throughline.figures.extracts.store.sent import forget_sent_before
from throughline.web.access.models import Partnership
from throughline.web.extracts.stores import has_store, store_of
from throughline.web.site.today import clock

KEPT_FOR: Final = timedelta(days=1)
"""How long a file that was sent waits to be looked at before it is deleted."""


def forget_what_was_left(partnership: Partnership) -> int:
    """Delete the files that were sent, and neither taken in nor withdrawn; how many they were."""
    return forget_sent_before(store_of(partnership), clock() - KEPT_FOR) if has_store(partnership) else 0
