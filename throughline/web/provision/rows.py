"""Files of needs and of services, read against the places and pathways of a partnership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughline.papers.reading import read_rows
from throughline.rules.provision import Amount
from throughline.rules.provision_rows import NeedRow, ProvisionRow, read_needs, read_services
from throughline.web.access.models import Agency, Partnership
from throughline.web.governance.queries import terms_on
from throughline.web.plan.proposals import pathway_names
from throughline.web.provision.models import Place
from throughline.web.provision.told import ProvisionTold


@dataclass(frozen=True, kw_only=True)
class NeedTold:
    """One need of a file, with its place."""

    place: Place
    pathway: str
    cohort: str
    size: Amount
    true_of: tuple[str, ...]
    evidence: str
    assessed_on: date


def needs_in(partnership: Partnership, content: bytes, name: str, *, on: date) -> tuple[NeedTold, ...]:
    """The needs that a file tells of. Raises Unreadable, and RowsRefused with every problem."""
    places = _places(partnership)
    rows = read_rows(content, name).rows
    found = read_needs(rows, pathways=_pathways(partnership, on), places=_writings(places), on=on)
    return tuple(_need(one, places) for one in found)


def _need(one: NeedRow, places: dict[str, Place]) -> NeedTold:
    return NeedTold(
        place=places[one.place],
        pathway=one.pathway,
        cohort=one.cohort,
        size=one.size,
        true_of=one.true_of,
        evidence=one.evidence,
        assessed_on=one.assessed_on,
    )


def provisions_in(
    partnership: Partnership, content: bytes, name: str, *, on: date
) -> tuple[ProvisionTold, ...]:
    """The services that a file tells of. Raises Unreadable, and RowsRefused with every problem."""
    places = _places(partnership)
    rows = read_rows(content, name).rows
    found = read_services(rows, pathways=_pathways(partnership, on), places=_writings(places))
    agencies = {
        writing.lower(): one
        for one in Agency.objects.filter(partnership=partnership)
        for writing in (one.code, one.name)
    }
    return tuple(_told(one, places, agencies.get(one.provider.lower())) for one in found)


def _told(one: ProvisionRow, places: dict[str, Place], agency: Agency | None) -> ProvisionTold:
    return ProvisionTold(
        name=one.name,
        pathway=one.pathway,
        place=places[one.place],
        capacity=one.capacity,
        from_on=one.from_on,
        until_on=one.until_on,
        cohorts=one.cohorts,
        provider_agency=agency,
        provider="" if agency else one.provider,
        sector=one.sector,
        eligibility=one.eligibility,
        requires=one.requires,
        cost=one.cost,
        cost_year=one.cost_year,
        funder=one.funder,
        commissioner=one.commissioner,
        procurement=one.procurement,
    )


def _places(partnership: Partnership) -> dict[str, Place]:
    found = Place.objects.filter(partnership=partnership).select_related("partnership")
    return {one.code: one for one in found}


def _writings(places: dict[str, Place]) -> dict[str, str]:
    names = {one.name.lower(): code for code, one in places.items()}
    return names | {code.lower(): code for code in places}


def _pathways(partnership: Partnership, on: date) -> dict[str, str]:
    terms = terms_on(partnership, on)
    ids = {one.name: one.id for one in terms.pathways}
    written = {writing.lower(): ids[name] for writing, name in pathway_names(terms).items()}
    return written | {name.lower(): code for name, code in ids.items()}
