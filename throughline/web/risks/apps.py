"""The risks room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RisksConfig(AppConfig):
    """What may go wrong, what is asked of boards above, and what inspectors recommend."""

    name = "throughline.web.risks"
    label = "risks"

    def ready(self) -> None:
        """Declare the room's permits, its part of Plan, its strands of a thread and what it reminds of."""
        from throughline.web.plan.strands import add_strand
        from throughline.web.risks import permits, reminders, waiting
        from throughline.web.risks.on_thread import escalations_of, risks_of
        from throughline.web.site.sections import add_section

        permits.declare()
        reminders.declare()
        waiting.declare()
        add_section(code="risks", words=_("Risks"), route="risks:register")
        add_strand("risk", "risks", _("Risks and issues"), risks_of)
        add_strand("escalation", "escalations", _("Escalations"), escalations_of)
