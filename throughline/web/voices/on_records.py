"""Where an organisation was heard, what it owns of what came of it, and whom it was asked to name."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.web.access.models import Agency
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.voices.models import Engagement


def heard_in(agency: Agency, viewpoint: Viewpoint) -> HomePart | None:
    """The records that an organisation led, was heard in or was asked by; one query."""
    heard = Q(heard__agency=agency, heard__until_version=None)
    asked = Q(nominations__agency=agency) | Q(outcomes__owners__agency=agency)
    rows = Engagement.objects.filter(
        heard | asked | Q(lead_agency=agency),
        partnership=agency.partnership_id,
        held_from__lte=viewpoint.on,
    )
    entries = tuple(
        HomeEntry(
            one.title,
            address=reverse(
                "voices:voice", kwargs={"partnership": agency.partnership.slug, "heard": one.number}
            ),
            note=_("Leads") if one.lead_agency_id == agency.pk else "",
        )
        for one in rows.distinct().order_by("-held_from", "-pk")
    )
    return HomePart(_("Who was heard"), entries, _("It is named in no record of who was heard."))
