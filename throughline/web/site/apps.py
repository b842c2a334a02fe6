"""The site room."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Page frame, clock and store."""

    name = "throughline.web.site"
    label = "site"
