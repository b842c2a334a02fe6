"""What may be done to terms, seats, posts and people."""

from throughline.web.governance.actions.deputies import DeputyRefused, end_deputy, name_deputy
from throughline.web.governance.actions.joining import (
    RequestRefused,
    ask_to_join,
    settle_request,
    withdraw_request,
)
from throughline.web.governance.actions.membership import (
    ReviewRefused,
    SelectionRefused,
    UndertakingRefused,
    accept_undertakings,
    record_review,
    record_selection,
)
from throughline.web.governance.actions.people import LastSecretary, change_person, leave_office
from throughline.web.governance.actions.posts import (
    PostRefused,
    end_post,
    hold_post,
    leave_organisation,
    leave_post,
    move_to_post,
    record_post,
)
from throughline.web.governance.actions.seats import (
    EndsBeforeItBegins,
    NotProposed,
    SeatTaken,
    UnknownSeat,
    appoint,
    confirm_appointment,
    end_appointment,
    fill_seat,
    vacate_seat,
)
from throughline.web.governance.actions.terms import (
    AlreadyLoaded,
    amend_terms,
    load_terms,
    start_partnership,
)

__all__ = [
    "AlreadyLoaded",
    "DeputyRefused",
    "EndsBeforeItBegins",
    "LastSecretary",
    "NotProposed",
    "PostRefused",
    "RequestRefused",
    "ReviewRefused",
    "SeatTaken",
    "SelectionRefused",
    "UndertakingRefused",
    "UnknownSeat",
    "accept_undertakings",
    "amend_terms",
    "appoint",
    "ask_to_join",
    "change_person",
    "confirm_appointment",
    "end_appointment",
    "end_deputy",
    "end_post",
    "fill_seat",
    "hold_post",
    "leave_office",
    "leave_organisation",
    "leave_post",
    "load_terms",
    "move_to_post",
    "name_deputy",
    "record_post",
    "record_review",
    "record_selection",
    "settle_request",
    "start_partnership",
    "vacate_seat",
    "withdraw_request",
]
