"""What waits in the plan and in the figures for whoever keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.scorecard import Group
from throughline.rules.plan.status import MilestoneStatus
from throughline.rules.terms.model import Terms
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint, holds_permit
from throughline.web.performance.permits import KEEP_FIGURES
from throughline.web.performance.queries import scorecard_on
from throughline.web.plan.permits import KEEP_PLAN
from throughline.web.plan.queries import date_words, standing_plan, version_on

Entry = dict[str, str]


@dataclass(frozen=True)
class RoomWork:
    """What waits in one room: a sentence about all of it, and its entries under one heading."""

    lead: str
    heading: str
    entries: tuple[Entry, ...]


def room_work(partnership: Partnership, viewpoint: Viewpoint, *, terms: Terms) -> tuple[RoomWork, ...]:
    """What waits for a reader in the rooms that they keep, on their day; nothing for any other reader."""
    found: list[RoomWork] = []
    if holds_permit(KEEP_PLAN, viewpoint):
        found += _of_plan(partnership, viewpoint, terms)
    if holds_permit(KEEP_FIGURES, viewpoint):
        found += _of_figures(partnership, viewpoint)
    return tuple(found)


def _of_plan(partnership: Partnership, viewpoint: Viewpoint, terms: Terms) -> Iterator[RoomWork]:
    version = version_on(partnership, viewpoint.on)
    if version is None:
        return
    objectives = standing_plan(version, viewpoint.on, terms=terms).objectives
    late = [one for one in objectives if one.standing.status is MilestoneStatus.LATE]
    silent = [one for one in objectives if one.standing.status is MilestoneStatus.NO_NEWS]
    counted = ngettext("%(n)d objective", "%(n)d objectives", len(objectives)) % {"n": len(objectives)}
    lead = _("Of the %(counted)s of the plan for %(year)s, %(late)d late and %(silent)d without news.") % {
        "counted": counted,
        "year": version.plan.year,
        "late": len(late),
        "silent": len(silent),
    }
    entries = []
    for one in (*late, *silent):
        decides = one.standing.decided_by
        parts = {"partnership": partnership.slug, "year": version.plan.year, "code": one.objective.id}
        is_late = one.standing.status is MilestoneStatus.LATE
        entries.append(
            {
                "words": f"{one.objective.id} {one.objective.text}",
                "address": reverse("plan:objective", kwargs=parts),
                "note": f"{one.lead}: {_('late') if is_late else _('no news')}",
                "when": date_words(decides.due) if decides else "",
            }
        )
    yield RoomWork(lead, _("Objectives late or without news"), tuple(entries))


def _of_figures(partnership: Partnership, viewpoint: Viewpoint) -> Iterator[RoomWork]:
    card = scorecard_on(partnership, viewpoint.on)
    if card is None:
        return
    deciding, missing = card.group(Group.NEEDS_THE_BOARD), card.group(Group.NO_RETURN_YET)
    address = reverse("performance:scorecard", kwargs={"partnership": partnership.slug})
    lead = _("Of %(all)d indicators, %(deciding)d need the board and %(missing)d have no return yet.") % {
        "all": len(card.rows),
        "deciding": len(deciding),
        "missing": len(missing),
    }
    entries = tuple(
        {
            "words": row.judgement.indicator.name,
            "address": address,
            "note": row.verdict if row in deciding else _("No return yet"),
            "when": row.period,
        }
        for row in (*deciding, *missing)
    )
    yield RoomWork(lead, _("Indicators that need the board or a return"), entries)
