"""What stands in the addresses of the voices room."""

from __future__ import annotations

from typing import Any

from throughline.web.access.models import Person
from throughline.web.voices.models import Nomination, Outcome


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """A record with an outcome that is still to come, and a request to another organisation than a viewpoint's."""
    rows = Outcome.objects.filter(
        engagement__partnership=keeper.partnership, came_on=None, citations__isnull=False
    )
    outcome = rows.select_related("engagement")[0]
    asked = Nomination.objects.filter(engagement__partnership=keeper.partnership, answered_on=None)
    theirs = asked.exclude(agency=keeper.agency)[0]
    return {
        "heard": outcome.engagement.number, "came_of": outcome.number, "nomination": theirs.pk,
        "voice_kind": "workshop", "voice_file": "docx", "cited": "1.4.2",
    }  # fmt: skip
