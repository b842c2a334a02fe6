"""Keeping charts that were drawn: once for each fingerprint of what they show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from throughline.papers.charts.chart import Chart
from throughline.papers.charts.drawn import Drawn
from throughline.web.access.audit import record_event
from throughline.web.access.models import Partnership, User
from throughline.web.performance.models import Drawing
from throughline.words.refusals import Refused


class NothingDrawn(Refused):
    """There is no drawing to keep."""


@transaction.atomic
def keep_drawings(
    *, partnership: Partnership, made: Mapping[str, tuple[Chart, Drawn]], by: User | None, at: datetime
) -> int:
    """Keep charts with their drawings, by digest, and say how many are new; a drawing is never changed.

    Raises NothingDrawn where none is given.
    """
    if not made:
        raise NothingDrawn("No drawing was given, so none is kept.")
    kept = Drawing.objects.filter(partnership=partnership, digest__in=made)
    known = frozenset(kept.values_list("digest", flat=True))
    new = [
        Drawing(
            partnership=partnership, digest=digest, kind=chart.kind,
            wide=drawn.wide, narrow=drawn.narrow, drawn_at=at,
        )
        for digest, (chart, drawn) in made.items()
        if digest not in known
    ]  # fmt: skip
    Drawing.objects.bulk_create(new, ignore_conflicts=True)
    record_event(
        by=by, at=at, what="charts drawn", thing=partnership, partnership=partnership,
        detail={"drawings": len(new)},
    )  # fmt: skip
    return len(new)
