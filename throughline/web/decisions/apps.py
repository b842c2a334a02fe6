"""The decisions room."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was agreed and what became of it."""

    name = "throughline.web.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Let the checker lead to a question's reading, and put it on an agenda."""
        from throughline.web.decisions.on_checker import put_on_the_agenda, record_a_reading
        from throughline.web.governance.checker_ways import add_checker_way

        add_checker_way("reading", record_a_reading)
        add_checker_way("question", put_on_the_agenda)
