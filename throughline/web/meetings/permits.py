"""What may be done with a body's meetings, and by whom."""

from __future__ import annotations

from throughline.web.access.permits import add_permit, holds_office
from throughline.web.governance.standing import sits_on_the_body

READ_MEMBERS_PAPERS = "read papers for members"


def declare() -> None:
    """Add the permits of this room."""
    add_permit(READ_MEMBERS_PAPERS, holds_office("secretary", "chair", "vice-chair") | sits_on_the_body)
