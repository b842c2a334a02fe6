"""The performance room."""

from __future__ import annotations

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Returns received, each with its receipt, and the scorecard that is worked out from them."""

    name = "throughline.web.performance"
    label = "performance"

    def ready(self) -> None:
        """Declare the room's permits and its place in the navigation; let the worker draw its charts."""
        from throughline.web.mail.chores import add_chore
        from throughline.web.performance import on_thread, permits, waiting
        from throughline.web.performance.drawings.drawing import draw_in_a_round
        from throughline.web.performance.drawings.wanted import add_charts
        from throughline.web.performance.imports import reminders
        from throughline.web.performance.plan_figures import returned_of_plan
        from throughline.web.performance.timeliness.page import charts_to_draw
        from throughline.web.plan.measures.figures import set_figures

        set_figures(returned_of_plan)
        permits.declare()
        reminders.declare()
        on_thread.declare()
        waiting.declare()
        add_charts(charts_to_draw)
        add_chore("charts drawn", draw_in_a_round)
