"""The reports room."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports owed and owing: one set of accepted updates, a report for each parent."""

    name = "throughline.web.reports"
    label = "reports"

    def ready(self) -> None:
        """Declare the permit, the part of Plan, and the sections that a report may have."""
        from throughline.web.reports import permits, sources

        permits.declare()
        sources.declare()
