"""Who comes to a meeting below the level that the terms ask of their seat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.rules.levels import is_below_level
from throughline.rules.terms.model import in_use
from throughline.rules.terms.seats import seats_on
from throughline.web.access.models import Person
from throughline.web.governance.models import PostHeld
from throughline.web.governance.queries import NoTermsYet, terms_as_written
from throughline.web.meetings.models import Meeting


def levels_asked(meeting: Meeting) -> Mapping[str, str]:
    """The level that the terms of a meeting's day ask of each seat that asks one; one query."""
    day = meeting.held_on
    try:
        places = seats_on(terms_as_written(meeting.body.partnership, day), meeting.body.code, day)
    except (KeyError, NoTermsYet):
        return {}
    asked = {place.id: in_use(place.seat.level) for place in places}
    return {seat: level for seat, level in asked.items() if level}


def comes_below(levels: Mapping[str, str], seat: str, person: Person, day: date) -> bool:
    """Whether somebody comes for a seat with a lower rank than it asks: that of the post held on the day."""
    if seat not in levels:
        return False
    held = PostHeld.objects.filter(PostHeld.on(day), person=person).select_related("post")
    first = held.order_by("-from_on", "-pk").first()
    return is_below_level(levels[seat], first.post.title if first else person.post) is True
