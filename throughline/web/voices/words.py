"""What the fields of a record are called on pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Any] = {
    "title": _("What it is"),
    "held_from": _("First or only day"),
    "held_until": _("Last day"),
    "groups": _("Who was heard besides organisations"),
    "sectors": _("Sectors of those groups"),
    "community": _("Community"),
    "method": _("How they were heard"),
    "place": _("Place"),
    "audience": _("For whom"),
    "speakers": _("Who spoke"),
    "source": _("Where it comes from"),
    "invited": _("How many were invited"),
    "came": _("How many came"),
    "responses": _("How many answered"),
    "agreed": _("How many of them said yes"),
    "sessions": _("How many sessions"),
    "hours": _("How many hours"),
    "pathway": _("Pathway"),
    "times": _("Times a year"),
    "asked_by": _("Where it is asked for"),
    "lead_agency_id": _("Organisation that leads"),
    "lead_id": _("Who leads"),
    "parent_id": _("Body that it answers to"),
    "parent": _("Body that it answers to"),
    "sunset": _("Day on which it ends"),
    "decision_id": _("Decision behind it"),
    "objective_id": _("Objective that it is for"),
    "note": _("Written note"),
}


def field_words(name: str) -> str:
    """What a field is called; the field's own name where it has no words."""
    return str(FIELDS.get(name, name))
