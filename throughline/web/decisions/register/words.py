"""Decisions, cascades and commissions in words: their states with a shape each, and how a quorum stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.rules.cascade import CascadeStanding
from throughline.web.decisions.models import Decision
from throughline.web.decisions.standing import chairs_action_of

STATES: dict[str, tuple[str, Any]] = {
    "recommended": ("no news", gettext_lazy("Recommended")),
    "ratified": ("on course", gettext_lazy("Ratified")),
    "made": ("on course", gettext_lazy("Made")),
    "chairs-action": ("slipping", gettext_lazy("Not yet reported")),
    "reported": ("slipping", gettext_lazy("Reported")),
    "noted": ("on course", gettext_lazy("Noted")),
    "reversed": ("out", gettext_lazy("Reversed")),
    "implemented": ("complete", gettext_lazy("Implemented")),
    "closed": ("complete", gettext_lazy("Closed")),
    "rescinded": ("out", gettext_lazy("Rescinded")),
}
"""The kind of status and the word for each state of a decision."""
ANSWERS: dict[str, tuple[str, Any]] = {
    "waiting": ("no news", gettext_lazy("Waiting")),
    "acknowledged": ("on course", gettext_lazy("Acknowledged")),
    "implemented": ("complete", gettext_lazy("Implemented")),
    "declined": ("worse", gettext_lazy("Declined")),
    "not-applicable": ("out", gettext_lazy("Not applicable")),
}
"""The kind of status and the word for what an organisation answered."""
COMMISSIONS: dict[str, tuple[str, Any]] = {
    "asked": ("no news", gettext_lazy("Asked")),
    "accepted": ("on course", gettext_lazy("Accepted")),
    "refused": ("out", gettext_lazy("Refused")),
    "delivered": ("complete", gettext_lazy("Delivered")),
    "closed": ("complete", gettext_lazy("Closed")),
}
"""The kind of status and the word for each state of a commission."""


def right_words(decision: Decision) -> str:
    """By what right a decision stands: "Made", "Chair’s action", with what allowed it."""
    words = str(decision.get_authority_display())
    said = words[:1].upper() + words[1:]
    chairs = chairs_action_of(decision)
    if chairs is None:
        return said
    if chairs.allowed_by is not None:
        return _("%(said)s, allowed by %(number)s") % {"said": said, "number": chairs.allowed_by.number}
    return _("%(said)s, by clause %(clause)s") % {"said": said, "clause": chairs.clause}


def quorum_words(stood: Mapping[str, Any]) -> str:
    """How the quorum stood when a decision was taken: "5 present, 4 needed"; empty where none was kept."""
    here, needed = stood.get("number"), stood.get("needed")
    if here is None:
        return ""
    if needed is None:
        return ngettext("%(n)d present", "%(n)d present", here) % {"n": here}
    return _("%(here)d present, %(needed)d needed") % {"here": here, "needed": needed}


def answer_status(standing: CascadeStanding) -> tuple[str, str]:
    """The kind and the words of where an organisation stands with a decision. Source: rule R45."""
    kind, word = ANSWERS[standing.state]
    if not standing.is_late:
        return kind, str(word)
    days = standing.acknowledgement_late_by or standing.implementation_late_by
    if standing.owed == "implementation":
        days = standing.implementation_late_by
    late = ngettext("%(n)d working day late", "%(n)d working days late", days) % {"n": days}
    return "late", f"{word}, {late}"


def late_words(standing: CascadeStanding) -> str:
    """What came late and stays so in the record; empty where all came in time. Source: rule R45."""
    said = []
    if standing.acknowledgement_late_by and standing.owed != "acknowledgement":
        said.append(_late(_("Acknowledged %(n)s late"), standing.acknowledgement_late_by))
    if standing.implementation_late_by and standing.state == "implemented":
        said.append(_late(_("Implemented %(n)s late"), standing.implementation_late_by))
    return ". ".join(said)


def _late(words: str, days: int) -> str:
    return words % {"n": ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}}
