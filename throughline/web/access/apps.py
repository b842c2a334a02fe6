"""The access room."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, organisations, sign-in, permits and the audit trail."""

    name = "throughline.web.access"
    label = "access"

    def ready(self) -> None:
        """Let every sign-in, sign-out and change of a password or phone leave its event."""
        from throughline.web.access import heard

        heard.listen()
