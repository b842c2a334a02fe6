"""Embargoes that are over: ended in a round of the worker, so that their papers open without a hand."""

from __future__ import annotations

from throughline.web.access.models import Partnership
from throughline.web.meetings.actions import end_embargo
from throughline.web.meetings.models import Paper
from throughline.web.site.today import now


def end_embargoes(partnership: Partnership) -> int:
    """End every embargo of a partnership whose time has come; how many were ended."""
    at = now(partnership)
    over = Paper.objects.filter(
        meeting__body__partnership=partnership, embargoed_until__lte=at, opened_at__isnull=True
    ).select_related("meeting__body__partnership")
    for paper in over:
        end_embargo(paper=paper, expected_version=paper.version, by=None, at=at)
    return len(over)
