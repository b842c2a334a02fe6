"""What stands in the addresses of threads."""

from __future__ import annotations

from typing import Any

from throughline.web.access.models import Person
from throughline.web.performance.models import Observation


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """A figure of the indicator that the addresses name."""
    figures = Observation.objects.filter(indicator__partnership=keeper.partnership, indicator__code="ni143")
    return {"figure": figures[0].pk, "form": "docx"}
