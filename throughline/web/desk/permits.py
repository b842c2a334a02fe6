"""What may be read on the desk, and by whom."""

from __future__ import annotations

from throughline.web.access.permits import add_permit, holds_office

READ_BRIEF = "read the chair's brief"
COMPARE = "compare organisations"


def declare() -> None:
    """Add the permits of the desk."""
    add_permit(READ_BRIEF, holds_office("secretary", "chair", "vice-chair"))
    add_permit(COMPARE, holds_office("secretary", "chair", "vice-chair"))
