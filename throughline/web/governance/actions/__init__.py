"""What may be done to terms, seats, posts and people."""

from throughline.web.governance.actions.people import LastSecretary, change_person, leave_office
from throughline.web.governance.actions.seats import (
    EndsBeforeItBegins,
    SeatTaken,
    UnknownSeat,
    appoint,
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
    "EndsBeforeItBegins",
    "LastSecretary",
    "SeatTaken",
    "UnknownSeat",
    "amend_terms",
    "appoint",
    "change_person",
    "end_appointment",
    "fill_seat",
    "leave_office",
    "load_terms",
    "start_partnership",
    "vacate_seat",
]
