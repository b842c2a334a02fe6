"""Scorecards and indicators as tables for spreadsheets and programs: only what the pages show."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from throughline.figures.scorecard import Row
from throughline.papers.blocks import Table
from throughline.web.performance.indicators.page import IndicatorPage


def scorecard_table(rows: Iterable[Row], caption: str) -> Table:
    """The rows of a scorecard with verdict, value, target, method and receipts."""
    return Table(
        caption=caption,
        columns=(
            _("Indicator"), _("Id"), _("Code"), _("Verdict"), _("Against the target"), _("Value"),
            _("Target"), _("Unit"), _("Period"), _("Age"), _("Method"), _("Receipts"),
        ),
        rows=tuple(_row(row) for row in rows),
        numeric=(5, 6),
    )  # fmt: skip


def _row(row: Row) -> tuple[str, ...]:
    indicator = row.judgement.indicator
    return (
        indicator.name,
        indicator.id,
        indicator.code,
        row.verdict,
        row.position,
        _number(row.value),
        _number(row.target),
        _("per cent") if indicator.method == "percentage" else indicator.unit,
        row.period,
        row.age,
        "" if row.judgement.method == "none" else row.judgement.method,
        "; ".join(row.receipts),
    )


def figures_table(page: IndicatorPage) -> Table:
    """Every figure of an indicator, revisions beside what they replaced."""
    numbers = len(page.columns)
    return Table(
        caption=page.indicator.name,
        columns=(
            _("Period"), *page.columns, _("Status"), _("Receipt"), _("Received on"), _("Standing"),
        ),
        rows=tuple(
            (
                each.period,
                *(_number(words) for words in each.numbers),
                each.status,
                each.receipt,
                each.received_on,
                each.standing,
            )
            for each in page.figures
        ),
        numeric=tuple(range(1, numbers + 1)),
    )  # fmt: skip


def indicator_tables(page: IndicatorPage) -> tuple[Table, ...]:
    """The sheets of an indicator: its figures, and every version of definition, series and target."""
    return (
        figures_table(page),
        Table(
            _("Definition"),
            (_("Since"), _("Words"), _("Where it stands")),
            tuple((one.since, one.words, one.source) for one in page.definitions),
        ),
        Table(
            _("Breaks"),
            (_("From"), _("What changed"), _("Kind"), _("Decision")),
            tuple((one.on.isoformat(), one.reason, one.kind, one.decision) for one in page.breaks),
        ),
        Table(
            _("Targets"),
            (_("Since"), _("Target"), _("Where it was agreed")),
            tuple((one.since, one.words, one.source) for one in page.targets),
        ),
    )


def _number(words: str) -> str:
    """A number as programs read it, without its unit and without commas; other words as they are."""
    bare = words.replace(",", "").removesuffix("%")
    return bare if bare.replace(".", "", 1).isdigit() else words
