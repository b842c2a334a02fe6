"""The words of what stands round the plan, each found by whoever may read its own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from throughline.web.search.entries import Entry, entry_of
from throughline.web.search.models import SearchEntry
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


ROOMS: tuple[RoomRecords, ...] = (RoomRecords(Engagement, _voices, entry_of_voice),)
ROOM_OF = {room.model: room for room in ROOMS}
