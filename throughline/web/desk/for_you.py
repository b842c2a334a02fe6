"""What waits on Today for one reader in person: what owners said, whether they come, drafts to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.queries import OpenAction
from throughline.web.governance.standing import codes_of_seats
from throughline.web.meetings.models import Meeting, MinutesRecipient, MinutesVersion, Reply
from throughline.web.site.jinja import short_date

ANSWERED = (Meeting.State.CALLED, Meeting.State.PUBLISHED)
"""The states of a meeting before which members say whether they come."""


def updates_to_settle(
    partnership: Partnership, actions: Iterable[OpenAction], run: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """What owners said of their actions and nobody has accepted or queried, for whoever runs the body."""
    waiting = [one for one in actions if one.waits_for_the_secretary and one.body in run]
    for action in sorted(waiting, key=lambda one: one.number):
        yield {
            "words": _("Accept or query what the owner says of action %(number)d")
            % {"number": action.number},
            "address": reverse("decisions:action", args=[partnership.slug, action.number]),
            "note": action.body_name,
            "when": _("no date"),
        }


def answers_wanted(viewpoint: Viewpoint, meetings: Collection[Meeting]) -> Iterator[dict[str, Any]]:
    """The coming meetings of bodies the reader sits on, where they have not said whether they come."""
    if viewpoint.person is None or not meetings:
        return
    seats = codes_of_seats(viewpoint.person, viewpoint.on)
    asked = [one for one in meetings if one.body.code in seats and one.state in ANSWERED]
    if not asked:
        return
    replies = Reply.objects.filter(meeting__in=asked, person=viewpoint.person)
    answered = set(replies.values_list("meeting_id", flat=True))
    for meeting in asked:
        if meeting.pk not in answered:
            yield {
                "words": _("Say whether you are coming on %(day)s") % {"day": short_date(meeting.held_on)},
                "address": _of_meeting(meeting, "reply"),
                "note": meeting.body.name,
                "when": _("before %(day)s") % {"day": short_date(meeting.held_on)},
            }


def drafts_to_read(viewpoint: Viewpoint, meetings: Collection[Meeting]) -> Iterator[dict[str, Any]]:
    """The draft minutes that the reader was sent and may still comment on; one query."""
    if viewpoint.person is None or not meetings:
        return
    sent = MinutesRecipient.objects.filter(
        person=viewpoint.person,
        version__meeting__in=meetings,
        version__kind=MinutesVersion.Kind.CIRCULATED,
        version__comments_close_on__gte=viewpoint.on,
    )
    closing = dict(
        sent.order_by("version__number").values_list("version__meeting", "version__comments_close_on")
    )
    for meeting in meetings:
        if (closes_on := closing.get(meeting.pk)) is not None:
            yield {
                "words": _("Read the draft minutes of %(day)s, and say what is wrong")
                % {"day": short_date(meeting.held_on)},
                "address": _of_meeting(meeting, "minutes"),
                "note": meeting.body.name,
                "when": _("until %(day)s") % {"day": short_date(closes_on)},
            }


def _of_meeting(meeting: Meeting, route: str) -> str:
    parts = [meeting.body.partnership.slug, meeting.body.code, meeting.address]
    return reverse(f"meetings:{route}", args=parts)
