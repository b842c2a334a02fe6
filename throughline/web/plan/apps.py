"""The plan room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    """Delivery plans: what was promised, by whom, and how far each step has come."""

    name = "throughline.web.plan"
    label = "plan"

    def ready(self) -> None:
        """Declare the room's permits and its place in the navigation."""
        from throughline.web.governance.seats.record_parts import add_record_part
        from throughline.web.plan import permits
        from throughline.web.plan.changes import page as changes
        from throughline.web.plan.life import declared as life
        from throughline.web.plan.on_records import lines_of_agency
        from throughline.web.plan.rounds import declared as rounds
        from throughline.web.plan.sources import declared as sources
        from throughline.web.plan.thread import own_strands
        from throughline.web.site.sections import add_section

        permits.declare()
        own_strands.declare()
        changes.declare()
        rounds.declare()
        life.declare()
        sources.declare()
        add_section(code="plan", words=_("The plan"), route="plan:plans")
        add_section(code="workshop", words=_("Workshop"), route="plan:this_workshop")
        add_record_part("agency", "plan", lines_of_agency)
