"""The risks room."""

from __future__ import annotations

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """What may go wrong, what is asked of boards above, and what inspectors recommend."""

    name = "throughline.web.risks"
    label = "risks"

    def ready(self) -> None:
        """Declare the room's permits."""
        from throughline.web.risks import permits

        permits.declare()
