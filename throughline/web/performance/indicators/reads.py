"""Reads behind an indicator's page: all that was known of it on a day, and of those set beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Value

from throughline.figures.indicators.lag import PlanYears
from throughline.figures.indicators.model import Indicator as Definition
from throughline.figures.indicators.model import Observation as Observed
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.papers.charts.of_indicator import Known
from throughline.papers.charts.run_chart import Named
from throughline.web.access.models import Agency, Partnership
from throughline.web.performance import queries
from throughline.web.performance.measured.reads import with_releases
from throughline.web.performance.models import (
    Annotation,
    Commentary,
    IndicatorList,
    Observation,
    SeriesBreak,
    Target,
)


@dataclass(frozen=True)
class AsLoaded:
    """An indicator as one list of indicators defined it."""

    number: int
    loaded_on: date
    indicator: Definition


@dataclass(frozen=True)
class Said:
    """A note at a day, or a commentary on the period that ends on a day."""

    is_note: bool
    key: int
    on: date
    words: str


@dataclass(frozen=True)
class KnownIndicator:
    """All that was known of one indicator on a day: its own records, and what stands beside it."""

    planned: PlannedIndicator
    beside: Mapping[str, PlannedIndicator]
    """The indicators of the same code, itself among them, by id."""
    figures: Mapping[str, Sequence[Observation]]
    """Every figure of those that counted by the day, by id, in order of time and of arrival.

    ``is_released`` of each says whether a release brought it.
    """
    breaks: Mapping[str, tuple[SeriesBreak, ...]]
    notes: tuple[Said, ...]
    commentary: tuple[Said, ...]
    targets: tuple[Target, ...]
    lists: tuple[AsLoaded, ...]
    plans: Sequence[PlanYears]
    names: Mapping[str, str]
    """The names of organisations by their code."""

    def known(self, id: str, day: date) -> Known:
        """What the charts of an indicator are made from."""
        one = self.beside[id]
        return Known(
            indicator=one.indicator,
            target=one.target,
            observations=observed(self.figures.get(id, ())),
            on=day,
            breaks=tuple(Named(each.on, each.reason) for each in self.breaks.get(id, ())),
            notes=tuple(Named(each.on, each.words) for each in self.notes)
            if id == self.planned.indicator.id
            else (),
            plans=self.plans,
        )


def observed(rows: Sequence[Observation]) -> list[Observed]:
    """Figures as they are judged."""
    return [queries.as_figure(row) for row in rows]


def known_indicator(partnership: Partnership, code: str, day: date) -> KnownIndicator | None:
    """An indicator as it could be known on a day, in seven queries; None where its list has none such."""
    lists = list(queries.lists_until(partnership, day))
    targets = queries.targets_until(partnership.pk, day)
    planned = queries.with_targets(lists[-1], targets) if lists else {}
    if code not in planned:
        return None
    own = planned[code]
    beside = {id: one for id, one in planned.items() if one.indicator.code == own.indicator.code}
    said = _said(partnership, code, day)
    return KnownIndicator(
        planned=own,
        beside=beside,
        figures=_figures(partnership, beside, day),
        breaks=queries.breaks_on(partnership, day),
        notes=tuple(one for one in said if one.is_note),
        commentary=tuple(one for one in reversed(said) if not one.is_note),
        targets=tuple(row for row in targets if row.indicator.code == code),
        lists=_as_loaded(lists, code),
        plans=queries.plan_years(partnership),
        names=dict(Agency.objects.filter(partnership=partnership).values_list("code", "name")),
    )


def _figures(
    partnership: Partnership, beside: Mapping[str, PlannedIndicator], day: date
) -> Mapping[str, list[Observation]]:
    rows = queries.counted_on(partnership, day).filter(indicator__code__in=list(beside))
    rows = with_releases(rows)
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in rows.select_related("indicator", "receipt").order_by("ends", "pk"):
        found[row.indicator.code].append(row)
    return found


def _said(partnership: Partnership, code: str, day: date) -> list[Said]:
    """Notes and commentary until a day in one query, in order of the days that they are about."""
    notes = Annotation.objects.filter(
        indicator__partnership=partnership, indicator__code=code, on__lte=day, withdrawn_at__isnull=True
    )
    commentary = Commentary.objects.filter(
        indicator__partnership=partnership, indicator__code=code, written_at__date__lte=day
    )
    both = notes.order_by().values_list(Value(1), "pk", "on", "words")
    both = both.union(commentary.order_by().values_list(Value(0), "pk", "period_ends", "words"), all=True)
    said = [Said(bool(is_note), key, on, words) for is_note, key, on, words in both]
    return sorted(said, key=lambda one: (one.on, one.key))


def _as_loaded(lists: Sequence[IndicatorList], code: str) -> tuple[AsLoaded, ...]:
    """How every list defined the indicator, in order."""
    return tuple(
        AsLoaded(kept.number, kept.loaded_on, one.indicator)
        for kept in lists
        for one in queries.read_list(kept)
        if one.indicator.id == code
    )


def latest_period(partnership: Partnership, code: str, day: date) -> date | None:
    """The last day of the latest period of which an indicator has a figure; None before any came."""
    rows = queries.counted_on(partnership, day).filter(indicator__code=code, area="", group="")
    return rows.order_by("-ends").values_list("ends", flat=True).first()


def note_of(partnership: Partnership, code: str, key: int) -> Annotation | None:
    """A note of an indicator, by its key; None where it is none of this one's."""
    rows = Annotation.objects.filter(indicator__partnership=partnership, indicator__code=code)
    return rows.filter(pk=key).first()


def latest_commentary(partnership: Partnership, day: date) -> Mapping[str, Commentary]:
    """The last words said of each indicator's latest verdict by a day, by the indicator's code."""
    rows = Commentary.objects.filter(indicator__partnership=partnership, written_at__date__lte=day)
    ordered = rows.select_related("indicator").order_by("period_ends", "pk")
    return {row.indicator.code: row for row in ordered}
