"""Everything that changes a message, or what somebody wants to be told."""

from __future__ import annotations

from throughline.web.mail.actions.choosing import (
    CannotBeSwitchedOff,
    NothingChosen,
    choose_kinds,
    send_again,
    withdraw,
)
from throughline.web.mail.actions.making import keep_reminders, notify, notify_all
from throughline.web.mail.actions.outcomes import (
    keep_unsent,
    mark_uncertain,
    put_off,
    record_bounce,
    record_outcome,
    record_test_message,
    remove_old,
    withdraw_stale,
    withdraw_unwanted,
)

__all__ = [
    "CannotBeSwitchedOff",
    "NothingChosen",
    "choose_kinds",
    "keep_reminders",
    "keep_unsent",
    "mark_uncertain",
    "notify",
    "notify_all",
    "put_off",
    "record_bounce",
    "record_outcome",
    "record_test_message",
    "remove_old",
    "send_again",
    "withdraw",
    "withdraw_stale",
    "withdraw_unwanted",
]
