"""What the forms of the room offer to choose from: matters of the terms, organisations, earlier decisions."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from throughline.rules.circle import Circle
from throughline.web.decisions.settling import Settling, open_to_settling, waiting_to_be_settled
from throughline.web.meetings.models import Meeting
from throughline.words.refusals import Refused


class NothingToRescind(Refused):
    """A decision that is taken back stands under its number, of the same body, and is in force."""


def matters_of(circle: Circle) -> tuple[tuple[str, str], ...]:
    """The matters for which the terms have a quorum or a vote of their own, as codes and words.

    Source: the partnership file, sections 8 and 9 (``for``).
    """
    named = {one for quorum in circle.body.quorum for one in quorum.for_}
    named |= {one for vote in circle.body.vote for one in vote.for_}
    return tuple((one, one.replace("-", " ")) for one in sorted(named))


def organisations_at(circle: Circle) -> Mapping[str, str]:
    """The organisations with a seat, by their codes, in the order of the terms."""
    seated = dict.fromkeys(held.organisation for held in circle.seats if held.organisation)
    return {code: circle.name_of(code) for code in seated}


def settling_chosen(meeting: Meeting, value: str, rescinds: str) -> Settling | None:
    """What a decision settles: chosen of what waits, or the number of the decision that it takes back.

    Raises NothingToRescind for a number that is none in force, or beside another choice.
    """
    number = rescinds.strip()
    if not number:
        waiting = waiting_to_be_settled(meeting.body, meeting.held_on) if value else ()
        return next((one for one in waiting if one.value == value), None)
    if value:
        raise NothingToRescind(
            _("One decision settles one earlier decision: choose it, or give a number. Nothing was changed.")
        )
    for one in open_to_settling(meeting.body, meeting.held_on):
        if one.step == "rescind" and one.decision.number == number:
            return one
    said = _("“%(number)s” is no decision of this body that is in force. Look it up in the register.")
    raise NothingToRescind(said % {"number": number} + " " + _("Nothing was changed."))
