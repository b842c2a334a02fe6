"""Reading everything of a partnership into the search again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.search.indexing import index_everything


@transaction.atomic
def rebuild_search(*, partnership: Partnership, by: User | None, at: datetime) -> int:
    """Read everything of a partnership again, as after a restored backup; how many entries there are."""
    count = index_everything(partnership)
    told = {"entries": count}
    record_event(by=by, at=at, what="search rebuilt", thing=partnership, partnership=partnership, detail=told)
    return count
