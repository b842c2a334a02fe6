"""The access room."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, organisations, sign-in, permits and the audit trail."""

    name = "throughline.web.access"
    label = "access"
