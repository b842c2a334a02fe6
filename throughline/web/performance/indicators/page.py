"""What an indicator's page shows of a day: the verdict first, then how it is known, then every figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.indicators.disclosure import profile_of
from throughline.figures.indicators.lag import lag_line
from throughline.figures.indicators.model import Indicator as Definition
from throughline.figures.indicators.percentage import percent
from throughline.figures.scorecard import Group, Row, compose
from throughline.papers.charts.of_indicator import charts_of_indicator
from throughline.web.access.models import Partnership
from throughline.web.performance import queries
from throughline.web.performance.drawings.queries import ShownChart, shown_charts
from throughline.web.performance.indicators.figures import (
    ShownFigure,
    number_columns,
    shown_figures,
)
from throughline.web.performance.indicators.reads import (
    AsLoaded,
    KnownIndicator,
    Said,
    known_indicator,
    observed,
)
from throughline.web.performance.indicators.saying import not_to_say, to_say
from throughline.web.performance.measured.shown import MeasuredLine, measured_lines
from throughline.web.performance.models import SeriesBreak, Target
from throughline.words.formats import day_words


@dataclass(frozen=True)
class NamedBreak:
    """Where the line is cut, why, and by which decision if a board wanted it so."""

    on: date
    reason: str
    kind: str
    decision: str = ""
    decision_address: str = ""


@dataclass(frozen=True)
class DatedDefinition:
    """The words of a definition from a day on, and where they stand."""

    since: str
    words: str
    source: str


@dataclass(frozen=True)
class DatedTarget:
    """A target from a day on, and where it was agreed."""

    since: str
    words: str
    source: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything that the page of an indicator shows of a day."""

    day: date
    indicator: Definition
    row: Row
    verdict: str
    sentence: str
    charts: tuple[ShownChart, ...]
    say: tuple[str, ...]
    not_say: tuple[str, ...]
    hides: str
    """The rule by which small numbers are hidden, in words."""
    lag: str
    columns: tuple[str, ...]
    figures: tuple[ShownFigure, ...]
    measured: tuple[MeasuredLine, ...]
    """What each figure that was released by a measure rests on."""
    breaks: tuple[NamedBreak, ...]
    definitions: tuple[DatedDefinition, ...]
    targets: tuple[DatedTarget, ...]
    notes: tuple[Said, ...]
    commentary: tuple[Said, ...]
    owner: str
    supplier: str
    owed: str
    beside: tuple[tuple[str, str], ...]
    """Indicators of the same code, by id and name: areas that are kept apart."""

    @property
    def may_comment(self) -> bool:
        """Whether a figure has come of which something can be said."""
        return bool(self.figures)


def indicator_page(partnership: Partnership, code: str, day: date) -> IndicatorPage | None:
    """The page of an indicator as it could be known on a day; None where no list of the day names it.

    Source: rules R21 to R31; product, page 25.
    """
    found = known_indicator(partnership, code, day)
    if found is None:
        return None
    indicator, row = found.planned.indicator, _row(found, code, day)
    figures = found.figures.get(code, ())
    return IndicatorPage(
        day=day,
        indicator=indicator,
        row=row,
        verdict=_verdict(row),
        sentence=row.judgement.sentence,
        charts=_charts(partnership, found, code, day),
        say=to_say(row),
        not_say=not_to_say(row),
        hides=profile_of(indicator).words,
        lag=_lag(found, code, day),
        columns=number_columns(indicator),
        figures=shown_figures(indicator, figures),
        measured=measured_lines({one.receipt_id for one in figures if getattr(one, "is_released", False)}),
        breaks=tuple(_breaks(partnership, found, code)),
        definitions=tuple(_definitions(indicator, found.lists)),
        targets=tuple(_targets(found)),
        notes=found.notes,
        commentary=found.commentary,
        owner=found.names.get(indicator.owner, indicator.owner),
        supplier=found.names.get(indicator.supplier, indicator.supplier),
        owed=_owed(indicator),
        beside=tuple((id, one.indicator.name) for id, one in found.beside.items() if id != code),
    )


def _row(found: KnownIndicator, code: str, day: date) -> Row:
    """The indicator's row as the scorecard has it."""
    indicator = queries.judged_from(found.planned.indicator, found.breaks.get(code, ()), day)
    card = compose(
        [indicator],
        {code: found.planned.target} if found.planned.target else {},
        {code: [each for each in observed(found.figures.get(code, ())) if not each.area and not each.group]},
        day,
        plans=found.plans,
    )
    return card.rows[0]


def _charts(partnership: Partnership, found: KnownIndicator, code: str, day: date) -> tuple[ShownChart, ...]:
    beside = [found.known(id, day) for id in found.beside]
    return shown_charts(partnership, charts_of_indicator(found.known(code, day), beside))


def _verdict(row: Row) -> str:
    if row.group is Group.NO_RETURN_YET:
        return _("No return yet")
    if row.value == "no cases":
        return _("No cases")
    position = row.position.split(",")[0].lower()
    return f"{row.verdict}, {_('and')} {position}" if position else row.verdict


def _lag(found: KnownIndicator, code: str, day: date) -> str:
    """Whom the latest figure counts and under which plan they began, where an outcome comes late."""
    indicator, latest = found.planned.indicator, found.known(code, day).latest
    if latest is None or not indicator.lagged:
        return ""
    return lag_line(
        latest.start, latest.end, indicator.lag,
        plans=found.plans, on=day, published_on=latest.published_on,
    ).words  # fmt: skip


def _breaks(partnership: Partnership, found: KnownIndicator, code: str) -> Iterator[NamedBreak]:
    rows = [_recorded(partnership, one) for one in found.breaks.get(code, ())]
    indicator = found.planned.indicator
    rows += [
        NamedBreak(one.from_on, one.words, str(SeriesBreak.Kind.DEFINITION.label))
        for one in indicator.definitions[1:]
    ]
    if indicator.rebased_on and indicator.rebased_on not in {one.on for one in rows}:
        rows.append(
            NamedBreak(indicator.rebased_on, _("The list of indicators says so."), _("limits start anew"))
        )
    yield from sorted(rows, key=lambda one: one.on)


def _recorded(partnership: Partnership, row: SeriesBreak) -> NamedBreak:
    kind, number, address = str(row.get_kind_display()), "", ""
    if row.decision:
        body, number = row.decision.body.code, row.decision.number
        parts = {"partnership": partnership.slug, "body": body, "decision": number.removeprefix(f"{body}-")}
        address = reverse("decisions:decision", kwargs=parts)
    return NamedBreak(row.on, row.reason, kind, number, address)


def _definitions(indicator: Definition, lists: tuple[AsLoaded, ...]) -> Iterator[DatedDefinition]:
    """Every version that is written down, and every list that defined the indicator in other words."""
    for one in indicator.definitions:
        yield DatedDefinition(_("From %(day)s") % {"day": day_words(one.from_on)}, one.words, one.source)
    before = ""
    for loaded in lists:
        words = _counted(loaded.indicator)
        if words != before:
            source = _("Indicators %(number)s") % {"number": loaded.number}
            yield DatedDefinition(
                _("Loaded on %(day)s") % {"day": day_words(loaded.loaded_on)}, words, source
            )
        before = words


def _counted(indicator: Definition) -> str:
    parts = [_("Counted: %(what)s") % {"what": indicator.numerator}]
    if indicator.denominator:
        parts.append(_("out of: %(whole)s") % {"whole": indicator.denominator})
    if indicator.exclusions:
        parts.append(_("left out: %(what)s") % {"what": indicator.exclusions})
    return ", ".join(parts)


def _targets(found: KnownIndicator) -> Iterator[DatedTarget]:
    listed = found.lists[-1] if found.lists else None
    target, method = found.planned.target, found.planned.indicator.method
    if target is not None and not any(row.value for row in found.targets) and listed:
        words = percent(target.value) if method == "percentage" else f"{int(target.value):,}"
        since = _("In the list loaded on %(day)s") % {"day": day_words(listed.loaded_on)}
        yield DatedTarget(since, words, target.source)
    for row in found.targets:
        yield DatedTarget(
            _("From %(day)s") % {"day": day_words(row.from_on)}, _agreed(row, method), row.source
        )


def _agreed(row: Target, method: str) -> str:
    said = []
    if row.value:
        value = Fraction(row.value)
        said.append(percent(value) if method == "percentage" else f"{int(value):,}")
    if row.tolerance:
        said.append(_("tolerance %(share)s of the target") % {"share": percent(Fraction(row.tolerance))})
    return ", ".join(said)


def _owed(indicator: Definition) -> str:
    if indicator.arrival is None:
        return ""
    every = {"month": _("every month"), "quarter": _("every quarter"), "year": _("every year")}
    months = indicator.arrival.months_after
    return ngettext(
        "%(every)s, within %(months)s month of the end of the period",
        "%(every)s, within %(months)s months of the end of the period",
        months,
    ) % {"every": every[indicator.arrival.every], "months": months}
