"""The meetings room."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Calling meetings: agendas, papers, attendance and packs."""

    name = "throughline.web.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Declare the room's permits."""
        from throughline.web.meetings import permits

        permits.declare()
