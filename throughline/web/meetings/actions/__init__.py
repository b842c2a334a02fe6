"""Calling a meeting, its agenda, its papers, who came and what they agreed; each act leaves its event."""

from throughline.web.meetings.actions.agendas import AgendaLine, NoAgenda, publish_agenda, set_agenda
from throughline.web.meetings.actions.calling import (
    MeetingExists,
    call_meeting,
    cancel_meeting,
    close_meeting,
    move_meeting,
    record_minutes_sent,
)
from throughline.web.meetings.actions.links import make_calendar_link
from throughline.web.meetings.actions.minutes import (
    MinuteEmpty,
    WordsFixed,
    amend_minute,
    strike_minute,
    write_minute,
)
from throughline.web.meetings.actions.papers import (
    KEPT_HERE,
    MarkingTooHigh,
    PaperEmpty,
    commission_paper,
    receive_paper,
)
from throughline.web.meetings.actions.room import (
    Came,
    InTheRoomAlready,
    NobodyCame,
    assign_at_meeting,
    decide_at_meeting,
    record_attendance,
    set_attendance,
)
from throughline.web.meetings.minutes_steps import MinutesApproved, MinutesNotThere
from throughline.web.meetings.told import NotInThisState

__all__ = [
    "KEPT_HERE",
    "AgendaLine",
    "Came",
    "InTheRoomAlready",
    "MarkingTooHigh",
    "MeetingExists",
    "MinuteEmpty",
    "MinutesApproved",
    "MinutesNotThere",
    "NoAgenda",
    "NobodyCame",
    "NotInThisState",
    "PaperEmpty",
    "WordsFixed",
    "amend_minute",
    "assign_at_meeting",
    "call_meeting",
    "cancel_meeting",
    "close_meeting",
    "commission_paper",
    "decide_at_meeting",
    "make_calendar_link",
    "move_meeting",
    "publish_agenda",
    "receive_paper",
    "record_attendance",
    "record_minutes_sent",
    "set_agenda",
    "set_attendance",
    "strike_minute",
    "write_minute",
]
