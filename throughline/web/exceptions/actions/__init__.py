"""Exception reports: drafting, writing, submitting, what the board made of them; each leaves its event."""

from throughline.web.exceptions.actions.answering import (
    RETURNED_KIND,
    NotBeforeTheBoard,
    NotOfThisBody,
    answer_exception,
    record_outcome,
)
from throughline.web.exceptions.actions.drafting import agree_thresholds, draft_report
from throughline.web.exceptions.actions.tabling import (
    NoMeetingToCome,
    NoOrganisation,
    submit_report,
    take_back_report,
)
from throughline.web.exceptions.actions.writing import (
    NoReasonGiven,
    put_back_exception,
    remove_exception,
    write_exception,
)

__all__ = [
    "RETURNED_KIND",
    "NoMeetingToCome",
    "NoOrganisation",
    "NoReasonGiven",
    "NotBeforeTheBoard",
    "NotOfThisBody",
    "agree_thresholds",
    "answer_exception",
    "draft_report",
    "put_back_exception",
    "record_outcome",
    "remove_exception",
    "submit_report",
    "take_back_report",
    "write_exception",
]
