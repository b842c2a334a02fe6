"""The words of exception reports on pages: states, kinds, what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STATES: Mapping[str, tuple[str, Any]] = {
    "drafted": ("no news", _("Drafted by rule")),
    "written": ("slipping", _("Being written")),
    "submitted": ("on course", _("Submitted")),
    "tabled": ("on course", _("Before the board")),
    "accepted": ("complete", _("Accepted")),
    "returned": ("late", _("Sent back with a question")),
    "escalated": ("worse", _("Escalated")),
}
"""The look and the words of each state."""
KINDS: Mapping[str, Any] = {
    "step": _("Step of the plan"),
    "measure": _("Indicator"),
    "action": _("Action"),
    "risk": _("Risk"),
    "escalation": _("Escalation"),
    "duty": _("Duty"),
}
LOOKED_AT: Mapping[str, Any] = {
    "step": _("steps of the plan"),
    "measure": _("indicators"),
    "action": _("open actions"),
    "risk": _("risks"),
    "escalation": _("escalations"),
    "duty": _("overdue duties"),
}
OUTCOMES: Mapping[str, Any] = {
    "accept": _("The board accepted it"),
    "return": _("The board sent it back with a question"),
    "escalate": _("The board escalated it"),
}


def number_of(kind: str, code: str) -> str:
    """How a line is called in words: 2.4.3.m1 of the plan, "Action 7", an indicator by its name alone."""
    if kind == "step":
        return code
    if kind in ("action", "risk", "escalation"):
        return f"{KINDS[kind]} {code}"
    return str(KINDS[kind])
