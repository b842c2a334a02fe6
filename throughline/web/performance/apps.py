"""The performance room."""

from __future__ import annotations

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Returns received, each with its receipt, and the scorecard that is worked out from them."""

    name = "throughline.web.performance"
    label = "performance"

    def ready(self) -> None:
        """Declare the room's permits and its place in the navigation."""
        from throughline.web.performance import permits

        permits.declare()
