"""The reports room."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports owed and owing: one set of accepted updates, a report for each parent."""

    name = "throughline.web.reports"
    label = "reports"

    def ready(self) -> None:
        """Declare the permits, the part of Plan, the sections of a report, its strand and its messages."""
        from throughline.web.reports import on_thread, permits, reminders, sources

        permits.declare()
        sources.declare()
        on_thread.declare()
        reminders.declare()
