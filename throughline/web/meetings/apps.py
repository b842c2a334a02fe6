"""The meetings room."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Calling meetings: agendas, papers, attendance and packs."""

    name = "throughline.web.meetings"
    label = "meetings"
