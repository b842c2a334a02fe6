"""The voices room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class VoicesConfig(AppConfig):
    """Who was heard, what they said and what came of it."""

    name = "throughline.web.voices"
    label = "voices"

    def ready(self) -> None:
        """Declare the room's permits, its part of Plan, and what it puts on objectives and organisations."""
        from throughline.web.governance.seats.record_parts import add_record_part
        from throughline.web.plan.strands import add_strand
        from throughline.web.site.sections import add_section
        from throughline.web.voices import permits
        from throughline.web.voices.on_objective import came_of_voices, voices_of_objective
        from throughline.web.voices.on_records import heard_in

        permits.declare()
        add_section(code="voices", words=gettext_lazy("Voices"), route="voices:voices")
        add_strand("voice", "voices", gettext_lazy("Who was heard"), voices_of_objective)
        add_strand("voice", "came of voices", gettext_lazy("What came of being heard"), came_of_voices)
        add_record_part("agency", "voices", heard_in)
