"""The open actions that a reader may see: those that need a decision first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action
from throughline.web.decisions.queries import OpenAction, open_actions
from throughline.web.governance.standing import codes_readable_by
from throughline.web.site.jinja import short_date


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """The actions list for one reader: a lead, and the two groups of rows."""

    lead: str
    deciding: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]


def actions_seen_by(
    partnership: Partnership, viewpoint: Viewpoint, readable: frozenset[str]
) -> tuple[OpenAction, ...]:
    """The open actions of the bodies whose papers the reader may read, and the reader's own."""
    mine = Q(owner=viewpoint.person) if viewpoint.person else Q(pk=None)
    actions = Action.objects.filter(Q(body__code__in=readable) | mine, partnership=partnership)
    return open_actions(actions, on=viewpoint.on)


def actions_page(partnership: Partnership, viewpoint: Viewpoint) -> ActionsPage:
    """The actions as they stand for a reader on their day."""
    found = actions_seen_by(partnership, viewpoint, codes_readable_by(viewpoint))
    deciding = [one for one in found if one.lateness.needs_a_decision]
    others = [one for one in found if not one.lateness.needs_a_decision]
    return ActionsPage(
        lead=_lead(len(found), len(deciding)), deciding=tuple(rows(deciding)), others=tuple(rows(others))
    )


def _lead(number: int, deciding: int) -> str:
    if not number:
        return _("No action is open that you may see.")
    waiting = ngettext("%(n)d needs a decision", "%(n)d need a decision", deciding) % {"n": deciding}
    opened = ngettext("%(n)d action is open", "%(n)d actions are open", number) % {"n": number}
    return _("%(opened)s. %(waiting)s.") % {
        "opened": opened,
        "waiting": waiting if deciding else _("None needs a decision"),
    }


def rows(actions: Iterable[OpenAction]) -> Iterable[dict[str, Any]]:
    """Actions as a page shows them: a status word and kind, dates and slips."""
    for one in actions:
        late = one.lateness
        kind, words = status_of(one)
        yield {
            "number": one.number,
            "text": one.text,
            "who": one.owner or _("No named person"),
            "organisation": one.organisation,
            "first_due": one.first_due,
            "due": late.due,
            "slips": late.slips,
            "reason": one.last_reason,
            "age": late.age_days,
            "kind": kind,
            "state": words,
        }


def status_of(action: OpenAction) -> tuple[str, str]:
    """The state of an open action as a kind of status and its words. Source: rule R18."""
    late = action.lateness
    if late.overdue_days:
        return "late", ngettext("Overdue %(n)d day", "Overdue %(n)d days", late.overdue_days) % {
            "n": late.overdue_days
        }
    due = _("Due %(day)s") % {"day": short_date(late.due)}
    if late.slips:
        moved = ngettext("moved once", "moved %(n)d times", late.slips) % {"n": late.slips}
        return "slipping", f"{due}, {moved}"
    return "no news", due
