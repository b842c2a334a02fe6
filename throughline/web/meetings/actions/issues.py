"""Issuing a pack and sending it: who was sent which copy when; each act leaves its event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from throughline.web.access.models import Person, User
from throughline.web.mail.actions import notify
from throughline.web.meetings.models import Channel, Dispatch, Meeting, PackIssue
from throughline.web.meetings.open_to import readable_by
from throughline.web.meetings.papers.dispatches import (
    Entitled,
    contents_of,
    entitled_to,
    left_out_for,
    sights_for,
)
from throughline.web.meetings.papers.ways import must_be_secure_if_asked
from throughline.web.meetings.told import must_be, tell
from throughline.web.site.versions import save_changes
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

PACK_ISSUED = "pack-issued"
"""The kind of message that says a pack is out."""


class NothingNew(Refused):
    """A pack is issued again when something in it has changed."""


class EverybodyHasIt(Refused):
    """Everybody entitled to the latest issue was sent it."""


@transaction.atomic
def issue_pack(
    *,
    meeting: Meeting,
    expected_version: int,
    by: User | None,
    at: datetime,
    channel: str = Channel.LINK,
) -> PackIssue:
    """Issue the pack as it stands and send it to everybody entitled to it, each their own copy.

    ``channel`` is the way on which it goes. Raises NotInThisState before the agenda is published,
    NothingNew where nothing has changed since the issue before, WayNotSecure where the terms ask for a
    protected way, and EditedSince. Source: rule R1.
    """
    must_be(meeting, Meeting.State.PUBLISHED, doing="have its pack issued")
    before = meeting.issues.order_by("-number").first()
    whole = readable_by(meeting, None)
    must_be_secure_if_asked(meeting, "agenda", channel, [one.marking for one in whole.papers])
    contents = contents_of(whole)
    if before is not None and before.contents == contents:
        raise NothingNew(
            f"Nothing in the pack has changed since issue {before.number} of "
            f"{day_words(localdate(before.made_at))}. Nothing was sent."
        )
    save_changes(meeting, expected_version=expected_version)
    issue = PackIssue.objects.create(
        meeting=meeting,
        number=before.number + 1 if before else 1,
        made_at=at,
        contents=contents,
        channel=channel,
    )
    people = _people(entitled_to(meeting, localdate(at)))
    _send(issue, people, by=by, at=at)
    tell(
        meeting, "pack issued", by=by, at=at, subjects=[f"person:{one.pk}" for one in people],
        issue=issue.number, readers=len(people), channel=str(channel),
    )  # fmt: skip
    return issue


@transaction.atomic
def send_latest_issue(*, meeting: Meeting, by: User | None, at: datetime) -> PackIssue:
    """Send the latest issue to those who became entitled to it since. Raises EverybodyHasIt."""
    issue = meeting.issues.order_by("-number").first()
    people = entitled_to(meeting, localdate(at)) if issue else ()
    sent = set(issue.dispatches.values_list("person", flat=True)) if issue else set()
    waiting = _people([one for one in people if one.number not in sent])
    if issue is None or not waiting:
        raise EverybodyHasIt("Everybody who is entitled to the latest issue was sent it. Nothing was sent.")
    _send(issue, waiting, by=by, at=at)
    tell(
        meeting, "pack sent", by=by, at=at, subjects=[f"person:{one.pk}" for one in waiting],
        issue=issue.number, readers=len(waiting),
    )  # fmt: skip
    return issue


def _people(entitled: Collection[Entitled]) -> tuple[Person, ...]:
    numbers = [one.number for one in entitled]
    return tuple(Person.objects.filter(pk__in=numbers).select_related("partnership"))


def _send(issue: PackIssue, people: Collection[Person], *, by: User | None, at: datetime) -> None:
    meeting = issue.meeting
    sights = sights_for(meeting, people)
    Dispatch.objects.bulk_create(
        Dispatch(
            issue=issue,
            person=one,
            leaves_out=left_out_for(meeting, issue.contents, sights[one.pk]),
            sent_at=at,
        )
        for one in people
    )
    for one in people:
        notify(
            person=one,
            kind=PACK_ISSUED,
            about=f"meeting:{meeting.pk}",
            subject=f"Pack for {day_words(meeting.held_on)}: issue {issue.number}",
            words=(
                f"The pack of {meeting.body.name} for its meeting on {day_words(meeting.held_on)} is out "
                f"as issue {issue.number}."
            ),
            path=reverse(
                "meetings:meeting",
                kwargs={
                    "partnership": meeting.body.partnership.slug,
                    "body": meeting.body.code,
                    "meeting": meeting.address,
                },
            ),
            once=f"pack-issued:{issue.pk}",
            by=by,
            at=at,
        )
