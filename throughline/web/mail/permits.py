"""Who sees what was sent to whom."""

from __future__ import annotations

from throughline.web.access.permits import add_permit, belongs, holds_office

KEEP_MESSAGES = "keep the messages"


def declare() -> None:
    """Add the permit of this room."""
    add_permit(KEEP_MESSAGES, belongs & holds_office("secretary"))
