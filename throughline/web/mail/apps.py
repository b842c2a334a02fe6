"""The mail room."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Messages: what is to be told, to whom, and what became of it."""

    name = "throughline.web.mail"
    label = "mail"

    def ready(self) -> None:
        """Declare who keeps the messages."""
        from throughline.web.mail import permits

        permits.declare()
