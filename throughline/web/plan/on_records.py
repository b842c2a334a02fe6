"""What an organisation leads in the plan, as its record shows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from throughline.rules.plan.leads import lines_for
from throughline.web.access.models import Agency
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.plan.queries import plan_of, version_on


def lines_of_agency(agency: Agency, viewpoint: Viewpoint) -> HomePart | None:
    """The lines of the plan in force that an organisation leads or supports; None where there is no plan."""
    version = version_on(agency.partnership, viewpoint.on, viewpoint=viewpoint)
    if version is None:
        return None
    entries = tuple(
        HomeEntry(f"{line.id} {line.text}", note=_("Leads") if line.leads else _("Supports"))
        for line in lines_for(plan_of(version), agency.code)
    )
    heading = _("In the plan of %(year)s") % {"year": version.plan.year}
    return HomePart(heading, entries, _("No line of the plan names it."))
