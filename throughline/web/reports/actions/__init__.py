"""Drafting, clearing and sending reports; what parents decide and when; who was told; assurance."""

from throughline.web.reports.actions.assurance import NothingShowsIt, give_assurance
from throughline.web.reports.actions.drafting import (
    NothingToReport,
    ReportedAlready,
    draft_report,
    frame_section,
    keep_template,
)
from throughline.web.reports.actions.parents import (
    AlreadyCarriedOn,
    DayRefused,
    DifferentBody,
    carry_on,
    record_briefing,
    record_parent_decision,
    record_recipient_date,
    withdraw_recipient_date,
)
from throughline.web.reports.actions.sending import take_report_step

__all__ = [
    "AlreadyCarriedOn",
    "DayRefused",
    "DifferentBody",
    "NothingShowsIt",
    "NothingToReport",
    "ReportedAlready",
    "carry_on",
    "draft_report",
    "frame_section",
    "give_assurance",
    "keep_template",
    "record_briefing",
    "record_parent_decision",
    "record_recipient_date",
    "take_report_step",
    "withdraw_recipient_date",
]
