"""The open actions that a reader may see: those that need a decision first, by body, organisation or age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action
from throughline.web.decisions.permits import codes_kept_by
from throughline.web.decisions.queries import OpenAction, open_actions
from throughline.web.governance.standing import codes_readable_by
from throughline.web.site.jinja import short_date


@dataclass(frozen=True)
class Chosen:
    """What the reader wants to see: codes of a body and an organisation, or nothing for all."""

    body: str = ""
    organisation: str = ""
    order: str = ""
    """``age`` for the oldest first; otherwise the longest overdue."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.body or self.organisation)


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """The actions list for one reader: a lead, the two groups of rows, and what may be chosen."""

    lead: str
    deciding: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]
    chosen: Chosen
    bodies: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]
    keeps: bool
    """Whether the reader keeps any of these actions, and may ask about them or pass them on."""


def actions_seen_by(
    partnership: Partnership, viewpoint: Viewpoint, readable: frozenset[str]
) -> tuple[OpenAction, ...]:
    """The open actions of the bodies whose papers the reader may read, and the reader's own."""
    mine = Q(owner=viewpoint.person) if viewpoint.person else Q(pk=None)
    actions = Action.objects.filter(Q(body__code__in=readable) | mine, partnership=partnership)
    return open_actions(without_closed(actions, viewpoint), on=viewpoint.on)


def actions_page(partnership: Partnership, viewpoint: Viewpoint, asked: Mapping[str, str]) -> ActionsPage:
    """The actions as they stand for a reader on their day, of the body and organisation they asked for."""
    every = actions_seen_by(partnership, viewpoint, codes_readable_by(viewpoint))
    chosen = Chosen(asked.get("body", ""), asked.get("organisation", ""), asked.get("order", ""))
    found = [one for one in every if _is_wanted(one, chosen)]
    if chosen.order == "age":
        found.sort(key=lambda one: (-one.lateness.age_days, one.number))
    deciding = [one for one in found if one.needs_a_decision]
    others = [one for one in found if not one.needs_a_decision]
    return ActionsPage(
        lead=_lead(len(found), len(deciding), chosen),
        deciding=tuple(rows(deciding)),
        others=tuple(rows(others)),
        chosen=chosen,
        bodies=_choices((one.body, one.body_name) for one in every),
        organisations=_choices((one.agency, one.organisation) for one in every),
        keeps=bool({one.body for one in found} & codes_kept_by(viewpoint)),
    )


def _is_wanted(one: OpenAction, chosen: Chosen) -> bool:
    return chosen.body in ("", one.body) and chosen.organisation in ("", one.agency)


def _choices(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict(pairs).items(), key=lambda pair: pair[1]))


def _lead(number: int, deciding: int, chosen: Chosen) -> str:
    if not number:
        if chosen.is_narrowed:
            return _("No action of these is open that you may see.")
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
            "note": note_of(one),
            "age": late.age_days,
            "kind": kind,
            "state": words,
        }


def note_of(action: OpenAction) -> str:
    """What a reader is to know besides its dates: declined, blocked, claimed, or put to the body."""
    if action.is_put_to_the_body:
        return (
            _("Put to the board: %(words)s") % {"words": action.asked}
            if action.asked
            else _("Put to the board")
        )
    words = action.state_words[:1].upper() + action.state_words[1:]
    if action.waits_on:
        return f"{words}: {action.waits_on}"
    return words if action.state in (Action.State.CLAIMED, Action.State.PROPOSED) else ""


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
