"""The governance room."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Partnerships' bodies, terms of reference and seats."""

    name = "throughline.web.governance"
    label = "governance"

    def ready(self) -> None:
        """Let a seat on a body count as belonging to its partnership."""
        from throughline.web.governance import standing

        standing.declare()
