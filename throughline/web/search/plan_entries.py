"""The words of what stands round the plan, each found by whoever may read its own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from throughline.web.exceptions.models import ExceptionReport
from throughline.web.plan.models import Source
from throughline.web.provision.models import GapFinding, Provision
from throughline.web.reports.models import Report
from throughline.web.risks.models import Escalation, Inspection, Risk
from throughline.web.search.entries import Entry, entry_of
from throughline.web.search.models import SearchEntry
from throughline.web.search.report_entries import entry_of_exceptions, entry_of_report
from throughline.web.voices.models import Engagement

Kind = SearchEntry.Kind


@dataclass(frozen=True)
class RoomRecords:
    """The records of one kind: their model, how they are read with what their entry asks, and the entry."""

    model: type[models.Model]
    rows: Callable[[], QuerySet[Any]]
    entry: Callable[[Any], Entry]


def _voices() -> QuerySet[Engagement]:
    return Engagement.objects.select_related("partnership").prefetch_related("findings", "outcomes")


def entry_of_voice(one: Engagement) -> Entry:
    """A record of who was heard with its findings and outcomes; everybody of the partnership may read it."""
    words = [
        one.groups, one.community, one.place, one.source, one.note,
        *(row.words for row in one.findings.all()), *(row.words for row in one.outcomes.all()),
    ]  # fmt: skip
    place = {"partnership": one.partnership.slug, "heard": one.number}
    return entry_of(
        one.partnership, f"voice:{one.pk}", f"voice:{one.number}", Kind.VOICE, one.title,
        " ".join(filter(None, words)), reverse("voices:voice", kwargs=place), is_for_all=True,
        day=one.held_from, agency_id=one.lead_agency_id,
    )  # fmt: skip


def _risks() -> QuerySet[Risk]:
    return Risk.objects.select_related("partnership").prefetch_related("wordings")


def entry_of_risk(one: Risk) -> Entry:
    """A risk or an issue in its latest words; everybody of the partnership may read the register."""
    said = list(one.wordings.all())[-1]
    return entry_of(
        one.partnership, f"risk:{one.pk}", f"risk:{one.number}", Kind.RISK, said.event,
        " ".join(filter(None, (said.cause, said.effect, said.treatment))),
        reverse("risks:risk", kwargs={"partnership": one.partnership.slug, "risk": one.number}),
        is_for_all=True, body_id=one.body_id, day=one.raised_on, agency_id=one.owner_agency_id,
    )  # fmt: skip


def _services() -> QuerySet[Provision]:
    return Provision.objects.filter(followed_by=None).select_related(
        "partnership", "place", "provider_agency"
    )


def entry_of_provision(one: Provision) -> Entry:
    """A service as it is now; everybody of the partnership may read the directory."""
    provider = one.provider_agency.name if one.provider_agency else one.provider
    return entry_of(
        one.partnership, f"service:{one.number}", f"service:{one.number}", Kind.SERVICE, one.name,
        " ".join(filter(None, (provider, one.place.name, one.eligibility, one.funder))),
        reverse("provision:listed", kwargs={"partnership": one.partnership.slug, "listed": one.number}),
        is_for_all=True, day=one.from_on, agency_id=one.provider_agency_id,
    )  # fmt: skip


def _gaps() -> QuerySet[GapFinding]:
    return GapFinding.objects.select_related("partnership", "place")


def entry_of_gap(one: GapFinding) -> Entry:
    """A gap in its own words with its evidence; everybody of the partnership may read the register."""
    return entry_of(
        one.partnership, f"gap:{one.pk}", f"gap:{one.number}", Kind.GAP, one.words,
        f"{one.place.name} {one.evidence}",
        reverse("provision:gap", kwargs={"partnership": one.partnership.slug, "gap": one.number}),
        is_for_all=True, day=one.found_on, agency_id=one.owner_id,
    )  # fmt: skip


def _sources() -> QuerySet[Source]:
    return Source.objects.select_related("partnership")


def entry_of_source(one: Source) -> Entry:
    """A duty, plan or theme behind the plan, in its own words."""
    return entry_of(
        one.partnership, f"source:{one.pk}", f"source:{one.code}", Kind.SOURCE, one.title,
        " ".join(filter(None, (one.text, one.publisher, one.reference))),
        reverse("plan:source", kwargs={"partnership": one.partnership.slug, "source": one.code}),
        is_for_all=True, day=one.from_on,
    )  # fmt: skip


def _escalations() -> QuerySet[Escalation]:
    return Escalation.objects.select_related("partnership")


def entry_of_escalation(one: Escalation) -> Entry:
    """An escalation in its own words; everybody of the partnership may read it."""
    return entry_of(
        one.partnership, f"escalation:{one.pk}", f"escalation:{one.number}", Kind.ESCALATION, one.subject,
        f"{one.ask} {one.evidence}",
        reverse("risks:escalation", kwargs={"partnership": one.partnership.slug, "escalation": one.number}),
        is_for_all=True, body_id=one.body_id, day=one.raised_on, agency_id=one.from_agency_id,
    )  # fmt: skip


def _inspections() -> QuerySet[Inspection]:
    return Inspection.objects.select_related("partnership").prefetch_related("recommendations", "lessons")


def entry_of_inspection(one: Inspection) -> Entry:
    """An inspection with what it recommended and taught; everybody of the partnership may read it."""
    said = [
        one.publisher, *(row.words for row in one.recommendations.all()),
        *(f"{row.words} {row.action}" for row in one.lessons.all()),
    ]  # fmt: skip
    return entry_of(
        one.partnership, f"inspection:{one.pk}", f"inspection:{one.number}", Kind.INSPECTION, one.title,
        " ".join(said),
        reverse("risks:inspection", kwargs={"partnership": one.partnership.slug, "inspection": one.number}),
        is_for_all=True, day=one.published_on,
    )  # fmt: skip


ROOMS: tuple[RoomRecords, ...] = (
    RoomRecords(Engagement, _voices, entry_of_voice),
    RoomRecords(Risk, _risks, entry_of_risk),
    RoomRecords(Provision, _services, entry_of_provision),
    RoomRecords(GapFinding, _gaps, entry_of_gap),
    RoomRecords(Source, _sources, entry_of_source),
    RoomRecords(Escalation, _escalations, entry_of_escalation),
    RoomRecords(Inspection, _inspections, entry_of_inspection),
    RoomRecords(Report, lambda: Report.objects.select_related("body__partnership"), entry_of_report),
    RoomRecords(
        ExceptionReport,
        lambda: ExceptionReport.objects.select_related("body__partnership"),
        entry_of_exceptions,
    ),
)
ROOM_OF = {room.model: room for room in ROOMS}
