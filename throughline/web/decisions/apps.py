"""The decisions room."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was agreed and what became of it."""

    name = "throughline.web.decisions"
    label = "decisions"
