"""The records that the addresses of this room name, always of the partnership in the address."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404

from throughline.web.access.models import Partnership, User
from throughline.web.provision.models import (
    CatalogueEntry,
    GapFinding,
    MonitoringDay,
    Need,
    Provision,
    Recommendation,
    StagedRows,
)
from throughline.web.provision.reckoning import reckoned_one
from throughline.web.site.today import now

Record = TypeVar("Record")


def need_or_404(partnership: Partnership, pk: int) -> Need:
    """One need. Raises Http404."""
    rows = Need.objects.filter(partnership=partnership, pk=pk)
    return _one(rows.select_related("place", "assessment", "partnership").first())


def provision_or_404(partnership: Partnership, number: int) -> Provision:
    """A service as it stands now. Raises Http404."""
    rows = Provision.objects.filter(partnership=partnership, number=number, followed_by=None)
    return _one(rows.select_related("place", "provider_agency", "partnership").first())


def gap_or_404(partnership: Partnership, number: int) -> GapFinding:
    """One gap. Raises Http404."""
    rows = GapFinding.objects.filter(partnership=partnership, number=number)
    return _one(rows.select_related("place", "owner", "objective", "assessment", "partnership").first())


def recommendation_or_404(partnership: Partnership, number: int) -> Recommendation:
    """One recommendation. Raises Http404."""
    rows = Recommendation.objects.filter(partnership=partnership, number=number)
    return _one(rows.select_related("body", "objective", "partnership").first())


def entry_or_404(partnership: Partnership, register: str, number: int) -> CatalogueEntry:
    """A line of a list as it stands now. Raises Http404."""
    rows = CatalogueEntry.objects.filter(partnership=partnership, register=register, number=number)
    return _one(rows.filter(followed_by=None).select_related("partnership").first())


def monitoring_or_404(partnership: Partnership, pk: int) -> MonitoringDay:
    """One day of monitoring. Raises Http404."""
    rows = MonitoringDay.objects.filter(award__provision__partnership=partnership, pk=pk)
    return _one(rows.select_related("award__provision__partnership").first())


def staged_or_404(partnership: Partnership, user: User, pk: int) -> StagedRows:
    """A file that this user sent and that still waits. Raises Http404."""
    rows = StagedRows.objects.filter(partnership=partnership, staged_by=user, pk=pk)
    return _one(rows.filter(ends_at__gte=now(partnership)).select_related("partnership").first())


def is_list(register: str) -> bool:
    """Whether there is a list of that name."""
    return register in CatalogueEntry.Register.values


def is_kind(kind: str) -> bool:
    """Whether files of that kind are taken."""
    return kind in StagedRows.Kind.values


def as_told(one: Provision) -> dict[str, object]:
    """A service as its form shows it."""
    plain = (
        "name", "pathway", "cohorts", "provider", "sector", "eligibility", "capacity", "unit", "per", "cost",
        "cost_year", "funder", "commissioner", "procurement", "from_on", "until_on",
    )  # fmt: skip
    return {name: getattr(one, name) for name in plain} | {
        "place": one.place.code,
        "provider_agency": one.provider_agency.code if one.provider_agency else "",
        "requires": "; ".join(one.requires),
    }


def entry_as_told(one: CatalogueEntry) -> dict[str, object]:
    """A line of a list as its form shows it."""
    plain = ("title", "kind", "words", "state", "cohorts", "every_months", "next_on", "amount")
    return {name: getattr(one, name) for name in plain} | {
        "body": one.body.code,
        "lead": one.lead.code,
        "panels": [body.code for body in one.panels.all()],
        "items": "\n".join(one.items),
        "gaps": [str(gap.number) for gap in one.gaps.all()],
        "measure": one.measure,
        "service": str(one.service or ""),
        "objective": one.objective.code if one.objective else "",
    }


def gap_from(need: Need) -> dict[str, object]:
    """What a gap's form begins with where it is recorded from a need."""
    return {
        "pathway": need.pathway,
        "place": need.place.code,
        "cohort": need.cohort,
        "assessment": str(need.assessment.number) if need.assessment else "",
        "evidence": need.evidence,
    }


def size_of_gap(partnership: Partnership, pathway: str, place: str, cohort: str) -> int | None:
    """The most that a gap can be by the need last assessed, if it is known at all."""
    rows = Need.objects.filter(
        partnership=partnership, pathway=pathway, place__code=place, cohort=cohort
    ).select_related("place", "partnership")
    last = rows.order_by("assessed_on", "pk").last()
    if last is None:
        return None
    reckoned = reckoned_one(last, now(partnership).date())
    return None if reckoned.is_hidden else reckoned.gap.at_most


def _one(found: Record | None) -> Record:
    if found is None:
        raise Http404
    return found
