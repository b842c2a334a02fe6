"""The kinds of entry that every register has; a partnership adds its own beside them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

STANDARD_KINDS: dict[str, Any] = {
    "risk": _("Risk"),
    "issue": _("Issue"),
    "assumption": _("Assumption"),
    "barrier": _("Barrier"),
}
"""The code and the word of each: what may happen, what has happened, what is taken for granted, and
what stands in the way of working together."""
