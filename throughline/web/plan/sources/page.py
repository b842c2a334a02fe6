"""The register of sources: what serves each, how that stands, and what serves none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from throughline.rules.plan.sources import (
    coverage,
    is_in_force,
    named_sources,
    objectives_serving,
    serving_nothing,
)
from throughline.web.access.models import Agency, Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.plan.models import PartnerPlan, PlanVersion, Source, SourceKind, SourceLink
from throughline.web.plan.queries import StandingPlan, plan_of, standing_plan, version_on
from throughline.words.formats import day_words, plural


@dataclass(frozen=True)
class Line:
    """A line of the plan: its number and its words."""

    code: str
    words: str


@dataclass(frozen=True)
class SourceLine:
    """One source of the register with what serves it."""

    source: Source
    kind: str
    serving: int
    by_status: tuple[tuple[str, int], ...]
    note: str


@dataclass(frozen=True)
class RegisterPage:
    """The register, or the part of it of one kind, and what of the plan serves nothing in it."""

    lead: str
    kinds: tuple[SourceKind, ...]
    chosen: str
    year: str
    rows: tuple[SourceLine, ...]
    priorities: tuple[Line, ...]
    objectives: tuple[Line, ...]
    unknown: tuple[tuple[str, str], ...]
    """What the plan's file names and the register lacks: the objective, and the words."""


@dataclass(frozen=True)
class ServingLine:
    """An objective that serves a source, how it stands, and through which link."""

    code: str
    words: str
    lead: str
    status: str
    through: str


@dataclass(frozen=True)
class SourcePage:
    """One source with everything that serves it."""

    source: Source
    lead: str
    year: str
    rows: tuple[ServingLine, ...]
    by_status: tuple[tuple[str, int], ...]
    holders: tuple[str, ...]
    parts: tuple[Source, ...]
    links: tuple[SourceLink, ...]
    lines: tuple[Line, ...]


def sources_visible_to(viewpoint: Viewpoint, *, partnership: Partnership) -> QuerySet[Source]:
    """The sources of a partnership; whoever enters it may read them, and the viewpoint has entered."""
    rows = Source.objects.filter(partnership=partnership) & Source.objects.filter(
        partnership=viewpoint.partnership
    )
    return rows.select_related("kind", "part_of", "supersedes", "response__body")


def source_with_parts(
    viewpoint: Viewpoint, *, partnership: Partnership, code: str
) -> tuple[Source, tuple[Source, ...]] | None:
    """One source that the reader may see and its parts, in one query; None where there is no such source."""
    visible = sources_visible_to(viewpoint, partnership=partnership)
    rows = {one.code: one for one in visible.filter(Q(code=code) | Q(part_of__code=code)).order_by("pk")}
    found = rows.pop(code, None)
    return (found, tuple(rows.values())) if found else None


def links_on(version: PlanVersion, register: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What serves what in a plan, as pairs of a source's code and a line's number.

    Both what people linked and what the plan's own file names; ``register`` gives each code its title.
    """
    rows = SourceLink.objects.filter(plan=version.plan, ended_on=None, source__code__in=register)
    told = rows.order_by("pk").values_list("source__code", "line")
    named = ((one.code, one.line) for one in named_sources(plan_of(version), register) if one.code)
    return tuple(dict.fromkeys((*told, *named)))


def register_page(partnership: Partnership, viewpoint: Viewpoint, chosen: str = "") -> RegisterPage:
    """The register on the reader's day; ``chosen`` is the code of one kind, to see that part alone."""
    on = viewpoint.on
    kinds = tuple(SourceKind.objects.filter(partnership=partnership))
    names = {one.pk: one for one in kinds}
    all_sources = list(sources_in_order(partnership))
    sources = [one for one in all_sources if not chosen or names[one.kind_id].code == chosen]
    register = {one.code: one.title for one in sources}
    version = version_on(partnership, on, viewpoint=viewpoint)
    shown = standing_plan(version, on) if version else None
    links = links_on(version, register) if version else ()
    serving, status = _serving(shown, links)
    unlinked = serving_nothing(shown.plan, links) if shown else ((), ())
    words = _words(shown)
    titles = {one.code: one.title for one in all_sources}
    return RegisterPage(
        lead=_lead(sources, serving, unlinked, shown),
        kinds=kinds,
        chosen=chosen,
        year=version.plan.year if version else "",
        rows=tuple(
            _source_line(one, names[one.kind_id].name, serving.get(one.code, ()), status, on)
            for one in sources
        ),
        priorities=tuple(Line(code, words[code]) for code in unlinked[0]),
        objectives=tuple(Line(code, words[code]) for code in unlinked[1]),
        unknown=tuple((one.line, one.words) for one in named_sources(shown.plan, titles) if not one.code)
        if shown
        else (),
    )


def sources_in_order(partnership: Partnership) -> QuerySet[Source]:
    """Every source of a partnership, by kind and then in the order in which it was recorded."""
    return Source.objects.filter(partnership=partnership).order_by("kind__position", "pk")


def _serving(
    shown: StandingPlan | None, links: Iterable[tuple[str, str]]
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, Any]]:
    if shown is None:
        return {}, {}
    status = {one.objective.id: one.standing.status for one in shown.objectives}
    return objectives_serving(shown.plan, links), status


def _words(shown: StandingPlan | None) -> Mapping[str, str]:
    lines = (*shown.plan.priorities, *shown.plan.objectives) if shown else ()
    return {one.id: one.text for one in lines}


def _lead(
    sources: list[Source],
    serving: Mapping[str, tuple[str, ...]],
    unlinked: tuple[tuple[str, ...], tuple[str, ...]],
    shown: StandingPlan | None,
) -> str:
    said = plural(len(sources), "source")
    if shown is None:
        return _("%(sources)s. There is no plan yet that could serve them.") % {"sources": said}
    unserved = sum(not serving.get(one.code) for one in sources)
    return _("%(sources)s, %(unserved)s served by nothing; %(orphans)s that serve nothing.") % {
        "sources": said,
        "unserved": unserved,
        "orphans": plural(len(unlinked[1]), "objective"),
    }


def _source_line(
    source: Source, kind: str, objectives: tuple[str, ...], status: Mapping[str, Any], on: date
) -> SourceLine:
    found = coverage(objectives, status)
    return SourceLine(source, kind, len(objectives), _statuses(found.by_status), _note(source, on))


def _statuses(counts: Iterable[tuple[Any, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((one.value.replace("-", " "), count) for one, count in counts)


def _note(source: Source, on: date) -> str:
    if is_in_force(source.from_on, source.until_on, on=on):
        return ""
    if source.from_on and source.from_on > on:
        return _("Binds from %(day)s") % {"day": day_words(source.from_on)}
    return _("Ended on %(day)s") % {"day": day_words(source.until_on or on)}


def source_page(source: Source, parts: tuple[Source, ...], viewpoint: Viewpoint) -> SourcePage:
    """One source on the reader's day, with every objective that serves it and how it stands."""
    on = viewpoint.on
    version = version_on(source.partnership, on, viewpoint=viewpoint)
    shown = standing_plan(version, on) if version else None
    links = tuple(source.links.filter(plan=version.plan, ended_on=None)) if version else ()
    named = named_sources(shown.plan, {source.code: source.title}) if shown else ()
    pairs = [(source.code, one.line) for one in links]
    pairs += [(source.code, one.line) for one in named if one.code]
    serving, status = _serving(shown, pairs)
    objectives = serving.get(source.code, ())
    holders = tuple(source.holders.values_list("agency__name", flat=True))
    words = _words(shown)
    return SourcePage(
        source=source,
        lead=_source_lead(source, objectives, on),
        year=version.plan.year if version else "",
        rows=_serving_rows(shown, objectives, {line for _code, line in pairs}),
        by_status=_statuses(coverage(objectives, status).by_status),
        holders=holders,
        parts=parts,
        links=links,
        lines=tuple(Line(code, text) for code, text in words.items()),
    )


def _source_lead(source: Source, objectives: tuple[str, ...], on: date) -> str:
    said = plural(len(objectives), "objective")
    lead = _("%(count)s of the plan in force serve it.") % {"count": said}
    if not objectives:
        lead = _("Nothing in the plan in force serves it.")
    note = _note(source, on)
    return f"{lead} {note}." if note else lead


def _serving_rows(
    shown: StandingPlan | None, objectives: tuple[str, ...], linked: set[str]
) -> tuple[ServingLine, ...]:
    found = shown.objectives if shown else ()
    return tuple(
        ServingLine(
            one.objective.id,
            one.objective.text,
            one.lead,
            one.standing.status.value.replace("-", " "),
            _("Its own link")
            if one.objective.id in linked
            else _("Priority %(number)s") % {"number": one.objective.parent},
        )
        for one in found
        if one.objective.id in objectives
    )


@dataclass(frozen=True)
class PartnerLine:
    """An organisation that a duty binds, and the plans it keeps."""

    agency: Agency
    duties: tuple[str, ...]
    plans: tuple[PartnerPlan, ...]


@dataclass(frozen=True)
class PartnersPage:
    """Who must have a plan and has none, local plans under ours, and plans of others beside it."""

    lead: str
    partners: tuple[PartnerLine, ...]
    others: tuple[PartnerPlan, ...]


def partners_page(partnership: Partnership, viewpoint: Viewpoint) -> PartnersPage:
    """The plans that partners keep, and the partners bound by a duty that have none for the day."""
    on = viewpoint.on
    bound = Agency.objects.filter(partnership=partnership, sources_held__source__kind__binds=True)
    duties: dict[int, list[str]] = defaultdict(list)
    pairs = bound.order_by("sources_held__source__pk").values_list("pk", "sources_held__source__title")
    for pk, title in pairs:
        duties[pk].append(title)
    plans: dict[int, list[PartnerPlan]] = defaultdict(list)
    rows = list(PartnerPlan.objects.filter(partnership=partnership).select_related("agency", "plan"))
    for one in rows:
        if one.agency_id and one.stands == PartnerPlan.Stands.OWN and one.starts <= on <= one.ends:
            plans[one.agency_id].append(one)
    partners = tuple(
        PartnerLine(agency, tuple(duties[agency.pk]), tuple(plans[agency.pk])) for agency in bound.distinct()
    )
    without = sum(not one.plans for one in partners)
    lead = _("%(bound)s bound by a duty; %(without)s without a plan of its own on record.") % {
        "bound": plural(len(partners), "organisation"),
        "without": without,
    }
    known = {one.agency.pk for one in partners}
    others = tuple(one for one in rows if one.stands != PartnerPlan.Stands.OWN or one.agency_id not in known)
    return PartnersPage(lead, partners, others)
