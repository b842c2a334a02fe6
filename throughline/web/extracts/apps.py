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

        permits.declare()
        leaving.declare()
