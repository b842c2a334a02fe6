"""What the page of groups beside a reference shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughline.figures.indicators.disproportion import GroupRate
from throughline.figures.indicators.percentage import percent
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.web.access.models import Partnership
from throughline.web.performance.workbench import reads


@dataclass(frozen=True)
class GroupsPage:
    """Groups of one indicator in one period beside a reference; empty where no return has groups.

    ``rows`` are cells by group; a hidden group has its words and no numbers.
    """

    lead: str
    choices: list[tuple[str, str]]
    periods: list[tuple[str, str]]
    references: list[str]
    indicator: str = ""
    period: str = ""
    reference: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    sentences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    method: str = ""
    receipts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def groups_asked(
    partnership: Partnership, planned: Mapping[str, PlannedIndicator], sent: Mapping[str, Any], day: date
) -> GroupsPage:
    """The groups that were asked for; the first indicator, its latest period and largest group otherwise."""
    codes = [code for code in reads.with_groups(partnership, day) if code in planned]
    choices = [(code, planned[code].indicator.name) for code in codes]
    if not codes:
        return GroupsPage(_("No return has counts by group yet, so there is nothing to compare."), [], [], [])
    indicator = _one_of(sent.get("indicator"), codes, codes[0])
    found = {f"{one.period[0]}_{one.period[1]}": one for one in reads.groups_of(partnership, indicator, day)}
    period = _one_of(sent.get("period"), found, next(iter(found)))
    groups = found[period]
    names = [name for name, _x, _n in groups.counts]
    reference = _one_of(sent.get("reference"), names, groups.largest)
    result = reads.compared(groups, reference)
    return GroupsPage(
        lead=_lead_of_groups(result, reference),
        choices=choices,
        periods=[(key, one.period_words) for key, one in found.items()],
        references=names,
        indicator=indicator,
        period=period,
        reference=reference,
        rows=_rows_of_groups(result, names),
        sentences=tuple(row.sentence for row in result.found.rows) if result.found else (),
        warnings=result.found.warnings if result.found else (),
        method=result.found.method if result.found else "",
        receipts=groups.receipts,
        hidden=result.hidden,
    )


def _one_of(wanted: str | None, known: Collection[str], otherwise: str) -> str:
    return wanted if wanted is not None and wanted in known else otherwise


def _lead_of_groups(result: reads.GroupsCompared, reference: str) -> str:
    if result.found:
        return result.found.sentence
    if reference in result.hidden:
        return _("%(name)s is hidden as its numbers are small, so it cannot be the reference.") % {
            "name": reference
        }
    return _("No group is left to compare: the others are hidden, as their numbers are small.")


def _rows_of_groups(result: reads.GroupsCompared, names: list[str]) -> tuple[tuple[str, ...], ...]:
    shown = {row.name: row for row in result.found.rows} if result.found else {}
    return tuple(_cells(shown[name]) if name in shown else _no_cells(name, result.hidden) for name in names)


def _no_cells(name: str, hidden: tuple[str, ...]) -> tuple[str, ...]:
    words = _("hidden") if name in hidden else _("not compared")
    return (name, words, "–", "–", "–", "–", words)


def _cells(row: GroupRate) -> tuple[str, ...]:
    limits = [f"{each.lower:.2f} to {each.upper:.2f}" if each else "–" for each in (row.koopman, row.katz)]
    return (
        row.name,
        f"{row.x:,} of {row.n:,}",
        percent(row.rate) if row.rate is not None else "–",
        f"{row.ratio:.2f}" if row.ratio is not None else "–",
        *limits,
        row.difference.value,
    )
