"""The meeting side of a referral: its paper, its referrer, its acknowledgement; each act leaves its event."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from throughline.web.access.models import Agency, Person, User
from throughline.web.meetings.actions.papers import commission_paper
from throughline.web.meetings.calling.duties import due_of
from throughline.web.meetings.models import AgendaItem, Meeting, Paper, ReferralPaper
from throughline.web.meetings.papers.ways import must_be_secure_if_asked
from throughline.web.meetings.told import must_be, tell
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

REFERENCE = re.compile(r"[A-Z]{1,3}-[0-9]{1,6}")


class NoReference(Refused):
    """A referral is known here by an opaque reference and by nothing of the person referred."""


class ReferralExists(Refused):
    """A reference stands once on a meeting."""


class ReferralTooLate(Refused):
    """A referral that comes after the day for referral papers goes to the next meeting."""


class ReferralIsOver(Refused):
    """A referral that was withdrawn or acknowledged stays so."""


@transaction.atomic
def table_referral(
    *,
    meeting: Meeting,
    reference: str,
    agency: Agency,
    referrer: Person | None,
    marking: str,
    by: User | None,
    at: datetime,
    came_by: str = "",
) -> ReferralPaper:
    """Put a referral to a panel's meeting: a paper for members is asked of the referring organisation.

    One that comes after the day for referral papers goes to the panel's next meeting that is called, and
    keeps which it was meant for. Raises NoReference, ReferralExists, NotInThisState, WayNotSecure where it
    came by an open way and the terms ask for a protected one, and ReferralTooLate where no later meeting
    is called.
    Source: Barnet IOM panel terms of reference (Appendix 1), 4.7 and 4.8.
    """
    if not REFERENCE.fullmatch(reference):
        raise NoReference("Write the reference as R-014, and nothing of the person who is referred.")
    must_be(meeting, Meeting.State.CALLED, Meeting.State.PUBLISHED, doing="have referrals tabled")
    must_be_secure_if_asked(meeting, "referral-papers", came_by, [marking])
    today = localdate(at)
    meant_for, meeting = meeting, _open_for(meeting, today)
    if ReferralPaper.objects.filter(meeting=meeting, reference=reference).exists():
        raise ReferralExists(
            f"{reference} is on the meeting of {day_words(meeting.held_on)} already. Give another reference."
        )
    due = due_of(meeting, "referral-papers")
    paper = commission_paper(
        meeting=meeting,
        title=f"Referral {reference}",
        ask=Paper.Ask.DECISION,
        author_agency=agency,
        author=referrer,
        due_on=due or meeting.held_on,
        asked_on=today,
        marking=marking,
        readers=Paper.Readers.MEMBERS,
        by=by,
        at=at,
    )
    made = ReferralPaper.objects.create(
        meeting=meeting,
        reference=reference,
        agency=agency,
        referrer=referrer,
        paper=paper,
        came_by=came_by,
        meant_for=meant_for.held_on if meant_for != meeting else None,
    )
    subjects = [f"person:{referrer.pk}"] if referrer else []
    rolled = {"meant_for": str(meant_for.held_on)} if meant_for != meeting else {}
    way = {"came_by": came_by} if came_by else {}
    tell(meeting, "referral tabled", by=by, at=at, subjects=subjects, reference=reference, **rolled, **way)
    return made


def _open_for(meeting: Meeting, today: date) -> Meeting:
    """The meeting itself, or the next one called whose day for referral papers is not past."""
    later = Meeting.objects.filter(
        body=meeting.body,
        held_on__gt=meeting.held_on,
        state__in=(Meeting.State.CALLED, Meeting.State.PUBLISHED),
    ).select_related("body__partnership")
    for one in (meeting, *later.order_by("held_on", "sitting")):
        due = due_of(one, "referral-papers")
        if due is None or today <= due:
            return one
    was_due = due_of(meeting, "referral-papers") or today
    raise ReferralTooLate(
        f"Referral papers for this meeting were due by {day_words(was_due)}, "
        "and no later meeting of the panel is called whose day is still to come. "
        "Call the panel's next meeting, then table the referral."
    )


@transaction.atomic
def withdraw_referral(*, referral: ReferralPaper, on: date, by: User | None, at: datetime) -> ReferralPaper:
    """Take a referral off a meeting; it owes no acknowledgement. Raises ReferralIsOver.

    Source: rule R3.
    """
    _must_be_open(referral)
    referral.withdrawn_on = on
    referral.save(update_fields=["withdrawn_on"])
    Paper.objects.filter(pk=referral.paper_id).update(state=Paper.State.WITHDRAWN)
    AgendaItem.objects.filter(paper=referral.paper_id).update(withdrawn_at=at)
    tell(referral.meeting, "referral withdrawn", by=by, at=at, reference=referral.reference, on=str(on))
    return referral


@transaction.atomic
def acknowledge_referral(
    *, referral: ReferralPaper, on: date, by: User | None, at: datetime
) -> ReferralPaper:
    """Record the day a referral's acknowledgement went out. Raises ReferralIsOver and NotInThisState.

    Source: rule R3; Barnet IOM panel terms of reference (Appendix 1), 4.9.
    """
    must_be(referral.meeting, Meeting.State.HELD, doing="have acknowledgements recorded")
    _must_be_open(referral)
    referral.acknowledged_on = on
    referral.save(update_fields=["acknowledged_on"])
    tell(referral.meeting, "referral acknowledged", by=by, at=at, reference=referral.reference, on=str(on))
    return referral


def _must_be_open(referral: ReferralPaper) -> None:
    if referral.withdrawn_on or referral.acknowledged_on:
        what = "withdrawn" if referral.withdrawn_on else "acknowledged"
        raise ReferralIsOver(f"{referral.reference} was {what} already. Nothing was changed.")
