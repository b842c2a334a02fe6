"""The provision room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvisionConfig(AppConfig):
    """Needs, services, the gaps between them, and work asked of others to close them."""

    name = "throughline.web.provision"
    label = "provision"

    def ready(self) -> None:
        """Declare the room's permits, its part of Plan and its strands of an objective's thread."""
        from throughline.web.plan.strands import add_strand
        from throughline.web.provision import permits, strands
        from throughline.web.site.sections import add_section

        permits.declare()
        add_section(code="provision", words=_("Needs and services"), route="provision:matrix")
        add_strand("need", "provision", _("Gaps in what there is"), strands.gaps_of)
        add_strand("service", "provision", _("Programmes and interventions"), strands.services_of)
        add_strand("commission", "provision", _("Work asked of others for a gap"), strands.commissions_of)
        add_strand("decision", "provision", _("Recommendations to other bodies"), strands.influence_of)
