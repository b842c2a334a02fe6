"""What the page of the catalogue shows of a day: national targets, areas with their choices, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.figures.indicators.aims import Aim
from throughline.figures.indicators.catalogue import Catalogue, CatalogueEntry, chosen_by_area
from throughline.figures.indicators.national_targets import NationalTarget
from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.plan_file import IndicatorFile, PlannedIndicator
from throughline.figures.scorecard import Row
from throughline.web.access.models import Partnership
from throughline.web.performance.queries import file_on, received_scorecard
from throughline.words.formats import day_words


@dataclass(frozen=True)
class Serving:
    """One local indicator that serves a national target, and its verdict; ``words`` without a return."""

    name: str
    address: str
    verdict: str


@dataclass(frozen=True)
class ShownTarget:
    """One national target: what it says, its base, what is due by year, and the indicators that serve it."""

    words: str
    aim: str
    base: str
    due: tuple[tuple[str, str], ...]
    source: str
    serving: tuple[Serving, ...]
    unserved: tuple[str, ...]
    """Codes that it names and no indicator here has."""


@dataclass(frozen=True)
class ShownAim:
    """One aim with the indicators that show whether it is reached; none is said, too."""

    words: str
    source: str
    serving: tuple[Serving, ...]


@dataclass(frozen=True)
class AreaChoice:
    """One area with its tier, and what it chose of how many it may choose."""

    area: str
    tier: str
    inside: str
    chosen: str
    codes: str


@dataclass(frozen=True)
class CataloguePage:
    """Everything that the page of the catalogue shows; each part may be empty."""

    has_list: bool
    aims: tuple[ShownAim, ...] = ()
    targets: tuple[ShownTarget, ...] = ()
    areas: tuple[AreaChoice, ...] = ()
    agreed: str = ""
    entries: tuple[tuple[str, ...], ...] = ()


def catalogue_on(partnership: Partnership, day: date) -> CataloguePage:
    """The page of the catalogue on a day, in no more queries than the scorecard needs and one."""
    listed = file_on(partnership, day)
    if listed is None:
        return CataloguePage(has_list=False)
    received = received_scorecard(partnership, day)
    rows = {row.judgement.indicator.id: row for row in received.card.rows} if received else {}
    agreement = listed.catalogue.agreement
    return CataloguePage(
        has_list=True,
        aims=tuple(shown_aim(one, listed.indicators, rows, partnership.slug) for one in listed.aims),
        targets=tuple(
            shown_target(one, listed.indicators, rows, partnership.slug) for one in listed.national_targets
        ),
        areas=area_choices(listed),
        agreed=agreement.source if agreement else "",
        entries=entry_cells(listed, day),
    )


def area_choices(listed: IndicatorFile) -> tuple[AreaChoice, ...]:
    """Every area with its tier and what it chose; those of a tier that does not choose say so."""
    catalogue = listed.catalogue
    chosen = chosen_by_area(catalogue, listed.selections)
    return tuple(
        AreaChoice(
            area=one.name,
            tier=one.tier,
            inside=one.inside or _("nothing wider"),
            chosen=_of_most(catalogue, chosen[one.name]) if one.name in chosen else _("chooses none"),
            codes=", ".join(chosen.get(one.name, ())) or _("none of this catalogue"),
        )
        for one in catalogue.areas
    )


def shown_target(
    one: NationalTarget, planned: tuple[PlannedIndicator, ...], rows: Mapping[str, Row], slug: str
) -> ShownTarget:
    """A national target with each indicator of its codes, and the verdict of each."""
    known = {each.indicator.code for each in planned}
    return ShownTarget(
        words=one.words,
        aim=_aim(one),
        base=_("%(count)s in %(year)s") % {"count": f"{one.base:,}", "year": one.base_year}
        if one.base is not None
        else _("the number in %(year)s, which its source does not give") % {"year": one.base_year},
        due=tuple((str(year), _most(count)) for year, count in one.due().items()),
        source=one.source,
        serving=_serving(one.indicators, planned, rows, slug),
        unserved=tuple(code for code in one.indicators if code not in known),
    )


def shown_aim(
    one: Aim, planned: tuple[PlannedIndicator, ...], rows: Mapping[str, Row], slug: str
) -> ShownAim:
    """An aim with each indicator of its codes, and the verdict of each."""
    return ShownAim(one.words, one.source, _serving(one.indicators, planned, rows, slug))


def _serving(
    codes: tuple[str, ...], planned: tuple[PlannedIndicator, ...], rows: Mapping[str, Row], slug: str
) -> tuple[Serving, ...]:
    return tuple(
        Serving(
            each.indicator.name,
            reverse("performance:indicator", kwargs={"partnership": slug, "indicator": each.indicator.id}),
            _verdict(rows.get(each.indicator.id)),
        )
        for each in planned
        if each.indicator.code in codes
    )


def _aim(one: NationalTarget) -> str:
    told = {"what": one.counted, "base": one.base_year, "end": one.end_year}
    if one.direction == "no increase":
        return _("%(what)s: no increase between %(base)s and %(end)s") % told
    told["share"] = percent(-one.change_percent / 100)
    return _("%(what)s: down by %(share)s between %(base)s and %(end)s") % told


def _most(count: Fraction) -> str:
    return f"{float(count):,.0f}" if count.denominator == 1 else f"{float(count):,.1f}"


def _verdict(row: Row | None) -> str:
    if row is None or not row.receipts:
        return _("no return yet")
    return f"{row.verdict}. {row.position}" if row.position else row.verdict


def _of_most(catalogue: Catalogue, codes: tuple[str, ...]) -> str:
    if catalogue.agreement is None:
        return str(len(codes))
    return _("%(number)d of up to %(most)d") % {"number": len(codes), "most": catalogue.agreement.most}


def entry_cells(listed: IndicatorFile, day: date) -> tuple[tuple[str, ...], ...]:
    """Each version of the catalogue as cells: what it is, whether it can be chosen, and how many are used."""
    return tuple(_entry(one, listed, day) for one in listed.catalogue.entries)


def _entry(one: CatalogueEntry, listed: IndicatorFile, day: date) -> tuple[str, ...]:
    better = {"higher": _("higher is better"), "lower": _("lower is better")}
    return (
        f"{one.code}: {one.name}",
        one.version,
        one.definition,
        one.unit,
        better[one.polarity],
        _standing(one, listed.catalogue, day),
        str(sum(each.indicator.code == one.code for each in listed.indicators)),
    )


def _standing(one: CatalogueEntry, catalogue: Catalogue, day: date) -> str:
    if one.withdrawn_on and one.is_withdrawn(day):
        return _("withdrawn on %(day)s") % {"day": day_words(one.withdrawn_on)}
    if catalogue.current(one.code, day) is not one:
        return _("followed by a later version")
    return _("can be chosen")
