"""Reads of extracts and of who reads them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.store.history import CameIn, came_in
from throughline.web.access.models import Event, Partnership
from throughline.web.extracts.actions.coming import TAKEN_BACK, TAKEN_IN
from throughline.web.extracts.models import ExtractReader
from throughline.web.extracts.stores import store_of


def extract_numbered(partnership: Partnership, name: str) -> CameIn | None:
    """One extract that came, by the whole name of its receipt; None where there is none."""
    return next((one for one in came_in(store_of(partnership)) if one.receipt.id == name), None)


def told_of_extracts(partnership: Partnership) -> frozenset[tuple[str, str]]:
    """What the audit trail tells of extracts: what was done, and how the receipt's name begins; one query."""
    events = Event.objects.filter(partnership=partnership.slug, what__in=(TAKEN_IN, TAKEN_BACK))
    told = events.values_list("what", "thing", "detail")
    return frozenset((what, detail.get("receipt") or thing.partition(":")[2]) for what, thing, detail in told)


def names_of_columns(contract: str) -> dict[str, str]:
    """The titles of a contract's columns, by their names."""
    return {one.name: one.title for one in contract_named(contract).columns}


def readers_of(partnership: Partnership, on: date) -> tuple[list[ExtractReader], list[ExtractReader]]:
    """Who reads the extracts of a partnership on a day or will, and for whom it has ended."""
    rows = list(all_readers(partnership))
    reading = [one for one in rows if one.ended_at is None and one.last_day >= on]
    return reading, [one for one in rows if one not in reading]


def all_readers(partnership: Partnership) -> QuerySet[ExtractReader]:
    """Everybody who was ever let read the extracts of a partnership, the latest first."""
    rows = ExtractReader.objects.filter(person__partnership=partnership)
    return rows.select_related("person__agency", "appointed_by")


def open_reader(partnership: Partnership, number: int, on: date) -> ExtractReader | None:
    """A reading of extracts that has not ended by a day, by its number."""
    return all_readers(partnership).filter(pk=number, ended_at=None, until_on__gte=on).first()
