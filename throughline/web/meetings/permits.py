"""What may be done with a body's meetings, and by whom."""

from __future__ import annotations

from datetime import date

import rules

from throughline.web.access.permits import Viewpoint, add_permit, holds_office
from throughline.web.governance.standing import (
    READING_OFFICES,
    coordinates_the_body,
    sits_on_the_body,
)
from throughline.web.meetings.models import ItemReader, Meeting

READ_MEMBERS_PAPERS = "read papers for members"
READ_MEETING = "read the meeting, or the items one is named on"
ANSWER = "answer for a seat"
CHECK_MINUTES = "check the body's minutes"
COMMENT_ON_MINUTES = "comment on the body's minutes"


@rules.predicate
def is_named_on_an_item(viewpoint: Viewpoint) -> bool:
    """Whether the person is named on an item of the very meeting that the address names.

    A guest needs no seat and no office: the item opens to them, and nothing else does.
    """
    person, address = viewpoint.person, str(viewpoint.route.get("meeting", ""))
    if person is None or not address:
        return False
    try:
        day = date.fromisoformat(address[:10])
    except ValueError:
        return False
    rows = ItemReader.objects.filter(
        person=person,
        item__meeting__body__partnership=viewpoint.partnership,
        item__meeting__body__code=viewpoint.route.get("body"),
        item__meeting__held_on=day,
        item__withdrawn_at__isnull=True,
    ).exclude(item__meeting__state=Meeting.State.CANCELLED)
    return any(row.item.meeting.address == address for row in rows.select_related("item__meeting"))


def declare() -> None:
    """Add the permits of this room."""
    reads = holds_office(*READING_OFFICES) | coordinates_the_body | sits_on_the_body
    add_permit(READ_MEMBERS_PAPERS, holds_office("secretary", "chair", "vice-chair") | sits_on_the_body)
    add_permit(READ_MEETING, reads | is_named_on_an_item)
    add_permit(ANSWER, holds_office("secretary") | sits_on_the_body)
    add_permit(CHECK_MINUTES, holds_office("chair", "vice-chair"))
    add_permit(COMMENT_ON_MINUTES, holds_office("secretary", "chair", "vice-chair") | sits_on_the_body)
