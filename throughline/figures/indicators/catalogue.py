"""The catalogue that indicators are chosen from, the areas that choose, and how many each may choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughline.figures.indicators.model import Polarity
from throughline.figures.indicators.selections import Selection
from throughline.words.formats import day_words
from throughline.words.refusals import Refused

ENTRY = ("code", "name", "version", "definition", "unit", "polarity", "source")
AREA = ("name", "tier")
AGREEMENT = ("most", "tiers", "source")


class CatalogueUnreadable(Refused):
    """An entry of the catalogue, an area, or what areas agreed cannot be read."""


class SelectionRefused(Refused):
    """An area chose what it may not, or more than it may."""


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """One indicator of a catalogue in one version; a version that was withdrawn stays in it."""

    code: str
    name: str
    version: str
    definition: str
    unit: str
    polarity: Polarity
    source: str
    withdrawn_on: date | None = None

    def is_withdrawn(self, on: date) -> bool:
        """Whether nobody may choose this version any more on a day."""
        return self.withdrawn_on is not None and self.withdrawn_on <= on


@dataclass(frozen=True, kw_only=True)
class Area:
    """A place that may choose indicators: its tier, and the place of a higher tier that it lies in."""

    name: str
    tier: str
    inside: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How many indicators an area may choose as its targets, and which tiers choose."""

    most: int
    tiers: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What may be chosen, who may choose, and by which agreement; each may be empty."""

    entries: tuple[CatalogueEntry, ...] = ()
    areas: tuple[Area, ...] = ()
    agreement: Agreement | None = None

    def current(self, code: str, on: date) -> CatalogueEntry | None:
        """The last version of a code that is not withdrawn on a day; None where there is none."""
        rows = [one for one in self.entries if one.code == code and not one.is_withdrawn(on)]
        return rows[-1] if rows else None


def read_catalogue(whole: Mapping[str, Any]) -> Catalogue:
    """The entries ``[[catalogue]]`` and ``[[area]]`` and the table ``[agreement]`` of an indicators' file.

    Raises CatalogueUnreadable, naming the entry and what to change.
    Source: East Midlands plan 2009-10 (local area agreements: a national set, 35 for each top-tier area).
    """
    entries = tuple(
        _entry(f"Catalogue entry {at}", each) for at, each in enumerate(_tables(whole, "catalogue"), start=1)
    )
    _refuse_twice([f"{one.code}, version {one.version}," for one in entries])
    areas = tuple(_area(f"Area {at}", each) for at, each in enumerate(_tables(whole, "area"), start=1))
    _refuse_twice([f"The area {one.name}" for one in areas])
    names = {one.name for one in areas}
    for one in areas:
        if one.inside and one.inside not in names:
            raise CatalogueUnreadable(f"{one.name} lies in {one.inside}, which is no area of the file.")
    return Catalogue(entries=entries, areas=areas, agreement=_agreement(whole.get("agreement")))


def chosen_by_area(catalogue: Catalogue, selections: Iterable[Selection]) -> dict[str, tuple[str, ...]]:
    """The codes that each area chose as its targets, in the order of the file; every area that may choose.

    Source: East Midlands plan 2009-10 (local area agreements: which areas chose which indicator).
    """
    tiers = catalogue.agreement.tiers if catalogue.agreement else ()
    found: dict[str, list[str]] = {one.name: [] for one in catalogue.areas if one.tier in tiers}
    for one in selections:
        for area in one.areas:
            found.setdefault(area, []).append(one.code)
    return {area: tuple(codes) for area, codes in found.items()}


def refuse_selections(catalogue: Catalogue, selections: Sequence[Selection], on: date) -> None:
    """Refuse a choice of more targets than an area may have, of a withdrawn indicator, or by no such area.

    Each is asked only where the file says something of it. ``on`` is the day that the choice stands.
    Raises SelectionRefused, naming the area or the code.
    Source: East Midlands plan 2009-10 (up to 35 targets for each top-tier area, from the national set).
    """
    if catalogue.entries:
        for one in selections:
            _refuse_code(catalogue, one, on)
    if catalogue.agreement is None:
        return
    tiers = {one.name: one.tier for one in catalogue.areas}
    for area, codes in chosen_by_area(catalogue, selections).items():
        if tiers and tiers.get(area) not in catalogue.agreement.tiers:
            raise SelectionRefused(
                f"{area} is no area that may choose targets. Correct its name or its tier."
            )
        if len(codes) > catalogue.agreement.most:
            raise SelectionRefused(
                f"{area} chose {len(codes)} targets, and an area may have {catalogue.agreement.most}. "
                f"Take out {len(codes) - catalogue.agreement.most}."
            )


def _refuse_code(catalogue: Catalogue, chosen: Selection, on: date) -> None:
    versions = [one for one in catalogue.entries if one.code == chosen.code]
    if not versions:
        raise SelectionRefused(f"{chosen.code} was chosen, and the catalogue has no such code. Correct it.")
    if catalogue.current(chosen.code, on) is None:
        raise SelectionRefused(
            f"{chosen.code} was withdrawn from {_day(versions[-1])} on, so no area can choose it."
        )


def _day(entry: CatalogueEntry) -> str:
    return day_words(entry.withdrawn_on) if entry.withdrawn_on else ""


def _tables(whole: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    entries = whole.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueUnreadable(f"{kind} is written [[{kind}]], once for each. Correct it.")
    return entries


def _entry(named: str, entry: Mapping[str, Any]) -> CatalogueEntry:
    _refuse_unknown(named, entry, (*ENTRY, "withdrawn_on"))
    _refuse_missing(named, entry, ENTRY)
    if entry["polarity"] not in ("higher", "lower"):
        raise CatalogueUnreadable(f"{named} must say whether “higher” or “lower” is better.")
    withdrawn = entry.get("withdrawn_on")
    if withdrawn is not None and type(withdrawn) is not date:
        raise CatalogueUnreadable(f"withdrawn_on of {named} is not a day such as 2009-04-01. Correct it.")
    return CatalogueEntry(**entry)


def _area(named: str, entry: Mapping[str, Any]) -> Area:
    _refuse_unknown(named, entry, (*AREA, "inside"))
    _refuse_missing(named, entry, (*AREA, *(["inside"] if "inside" in entry else [])))
    return Area(**entry)


def _agreement(table: Any) -> Agreement | None:
    if table is None:
        return None
    tiers = table.get("tiers") if isinstance(table, dict) else None
    listed = isinstance(tiers, list) and all(isinstance(one, str) and one for one in tiers)
    if not tiers or not listed or type(table.get("most")) is not int or table["most"] < 1:
        raise CatalogueUnreadable(
            "The agreement needs most, a whole number above zero, and tiers, a list of texts."
        )
    _refuse_unknown("The agreement", table, AGREEMENT)
    _refuse_missing("The agreement", table, ("source",))
    return Agreement(most=table["most"], tiers=tuple(tiers), source=table["source"])


def _refuse_missing(named: str, entry: Mapping[str, Any], keys: Iterable[str]) -> None:
    if missing := [key for key in keys if not isinstance(entry.get(key), str) or not entry[key]]:
        raise CatalogueUnreadable(f"{named} has no {', '.join(missing)}. Write each as text.")


def _refuse_unknown(named: str, entry: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := sorted(set(entry) - set(known)):
        raise CatalogueUnreadable(f"{named} has {unknown[0]}, which none has. Take it out.")


def _refuse_twice(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise CatalogueUnreadable(f"{name} stands twice. Keep one.")
