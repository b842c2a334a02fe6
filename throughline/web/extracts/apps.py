"""The extracts room."""

from __future__ import annotations

from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    """Extracts of single persons, read where they lie: what came, and who is one person in them."""

    name = "throughline.web.extracts"
    label = "extracts"

    def ready(self) -> None:
        """Declare the room's permits, its part of Performance, and what ends when a reader leaves."""
        from throughline.web.extracts import leaving, permits
        from throughline.web.extracts.chores import forget_what_was_left
        from throughline.web.mail.chores import add_chore

        permits.declare()
        leaving.declare()
        add_chore("sent extracts deleted", forget_what_was_left)
