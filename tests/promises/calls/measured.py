"""One good call of the act on releases of a measure that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from tests.figures.measures.releases_made import counts, release_file
from throughline.figures.measures.versions import NI_18_LOCAL
from throughline.web.access.models import Agency
from throughline.web.performance import actions as performance

YEAR = (date(2008, 4, 1), date(2009, 3, 31))
AT = datetime(2010, 1, 15, 10, tzinfo=UTC)


def stage_release() -> Any:
    """A year of the local measure by area, for the indicator of Derby."""
    areas = {"Derby": (3900, 290, 350), "Leicester": (3700, 330, 400)}
    return performance.stage_release(
        supplier=Agency.objects.get(partnership__slug="east-midlands", code="home-office"),
        indicator="ni18-derby",
        name="release.json",
        content=release_file(counts(areas, days=YEAR, version=NI_18_LOCAL), at=AT),
        on=AT.date(),
        by=None,
        at=AT,
    )


CALLS: dict[str, Callable[[], Any]] = {"performance.stage_release": stage_release}
