"""Who may read what is needed and what there is, and who keeps it."""

from __future__ import annotations

from throughline.web.access.permits import ENTER, add_permit, belongs, holds_office

READ_PROVISION = ENTER
KEEP_PROVISION = "keep needs and services"
ASK_FOR_GAP = "ask another body to close a gap"


def declare() -> None:
    """Add the permits of this room."""
    add_permit(KEEP_PROVISION, belongs & holds_office("plan-owner", "secretary"))
    add_permit(ASK_FOR_GAP, belongs & holds_office("secretary"))
