"""What stands in the addresses of the plan's workshop."""

from __future__ import annotations

from typing import Any

from throughline.web.access.models import Person


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """The kind of a workbook, and a change that waits."""
    return {"book": "ods", "change": 1}


def in_barnet(reader: Person) -> dict[str, Any]:
    """The same; Barnet has no plan, so nothing stands there."""
    return {"book": "ods", "change": 1}
