"""What may be done with a body's meetings, and by whom."""

from __future__ import annotations

from throughline.web.access.permits import add_permit, holds_office
from throughline.web.governance.standing import sits_on_the_body

READ_MEMBERS_PAPERS = "read papers for members"
CHECK_MINUTES = "check the body's minutes"
COMMENT_ON_MINUTES = "comment on the body's minutes"


def declare() -> None:
    """Add the permits of this room."""
    add_permit(READ_MEMBERS_PAPERS, holds_office("secretary", "chair", "vice-chair") | sits_on_the_body)
    add_permit(CHECK_MINUTES, holds_office("chair", "vice-chair"))
    add_permit(COMMENT_ON_MINUTES, holds_office("secretary", "chair", "vice-chair") | sits_on_the_body)
