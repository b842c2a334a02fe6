"""Small reads that actions and pages share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from throughline.web.access.models import Partnership
from throughline.web.governance.queries import NoTermsYet, terms_on
from throughline.web.provision.models import Place, Provision


def insides_of(partnership: Partnership) -> dict[str, str]:
    """The wider place of each place that lies inside one, by code."""
    rows = Place.objects.filter(partnership=partnership, inside__isnull=False)
    return dict(rows.values_list("code", "inside__code"))


def first_of(provision: Provision) -> Provision:
    """The first row of a service, to which its money is tied."""
    rows = Provision.objects.filter(partnership=provision.partnership_id, number=provision.number)
    return rows.select_related("partnership").get(follows=None)


def pathways_on(partnership: Partnership, on: date) -> Mapping[str, str]:
    """The name of each pathway of the terms of a day, by its id; none without terms."""
    try:
        return {one.id: one.name for one in terms_on(partnership, on).pathways}
    except NoTermsYet:
        return {}
