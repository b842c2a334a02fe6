"""Calling a meeting, its papers, what happens in the room, and its minutes."""

from throughline.web.meetings.models.calling import CalendarLink, Meeting, Reply
from throughline.web.meetings.models.confidence import ConfidencePromised, Sharing, SharingConsent
from throughline.web.meetings.models.issues import Channel, Dispatch, PackIssue
from throughline.web.meetings.models.keeping import RuleNote
from throughline.web.meetings.models.minutes import (
    Comment,
    Correction,
    Minute,
    MinutesRecipient,
    MinutesVersion,
    ProposedEdit,
)
from throughline.web.meetings.models.papers import (
    AgendaItem,
    ItemReader,
    Paper,
    PaperVersion,
    ReferralPaper,
)
from throughline.web.meetings.models.room import (
    Adjournment,
    Attendance,
    Interest,
    Motion,
    Presiding,
    Stay,
    Vote,
)

__all__ = [
    "Adjournment",
    "AgendaItem",
    "Attendance",
    "CalendarLink",
    "Channel",
    "Comment",
    "ConfidencePromised",
    "Correction",
    "Dispatch",
    "Interest",
    "ItemReader",
    "Meeting",
    "Minute",
    "MinutesRecipient",
    "MinutesVersion",
    "Motion",
    "PackIssue",
    "Paper",
    "PaperVersion",
    "Presiding",
    "ProposedEdit",
    "ReferralPaper",
    "Reply",
    "RuleNote",
    "Sharing",
    "SharingConsent",
    "Stay",
    "Vote",
]
