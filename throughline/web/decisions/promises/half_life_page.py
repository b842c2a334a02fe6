"""How long each organisation takes to finish half of what it promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.figures.half_life import FEWEST, HalfLife, Promise, half_life
from throughline.rules.lateness import lateness
from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action
from throughline.web.governance.standing import codes_readable_by


@dataclass(frozen=True)
class OrganisationLine:
    """One organisation: what it was given, what it finished, what is late, and its half-life."""

    organisation: str
    given: int
    verified: int
    verified_late: int
    """Of those verified, how many after their first day."""
    overdue: int
    half_life: HalfLife

    def as_record(self) -> dict[str, object]:
        """The line for programs."""
        return {
            "organisation": self.organisation,
            "given": self.given,
            "verified": self.verified,
            "verified_late": self.verified_late,
            "overdue": self.overdue,
            "half_life_days": self.half_life.days,
            "verdict": self.half_life.verdict,
        }


@dataclass(frozen=True)
class HalfLifePage:
    """All organisations together, then each; a lead that answers."""

    lead: str
    every: OrganisationLine
    rows: tuple[OrganisationLine, ...]
    fewest: int = FEWEST


def half_life_page(partnership: Partnership, viewpoint: Viewpoint) -> HalfLifePage:
    """The half-life of the actions that a reader may see, by organisation. Source: rule R18."""
    mine = Q(owner=viewpoint.person) if viewpoint.person else Q(pk=None)
    seen = Q(body__code__in=codes_readable_by(viewpoint)) | mine
    found = Action.objects.filter(seen, partnership=partnership, raised_on__lte=viewpoint.on)
    found = without_closed(found, viewpoint)
    return compose(found.select_related("owner_agency").prefetch_related("date_changes"), viewpoint.on)


def compose(actions: Iterable[Action], on: date) -> HalfLifePage:
    """The page of some actions as they stand on a day. Source: rule R18."""
    by_organisation: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        by_organisation[action.owner_agency.name].append(action)
    every = [action for group in by_organisation.values() for action in group]
    line = _line(_("Every organisation"), every, on)
    rows = tuple(_line(name, group, on) for name, group in sorted(by_organisation.items()))
    return HalfLifePage(lead=_lead(line.half_life), every=line, rows=rows)


def _line(name: str, actions: list[Action], on: date) -> OrganisationLine:
    verified = [one for one in actions if _is_verified(one, on)]
    still_open = [one for one in actions if one.closed_on is None or one.closed_on > on]
    return OrganisationLine(
        organisation=name,
        given=len(actions),
        verified=len(verified),
        verified_late=sum(one.closed_on is not None and one.closed_on > one.first_due for one in verified),
        overdue=sum(_overdue(one, on) for one in still_open),
        half_life=half_life(
            Promise((min(one.closed_on or on, on) - one.raised_on).days, _is_verified(one, on))
            for one in actions
        ),
    )


def _is_verified(action: Action, on: date) -> bool:
    return action.state == Action.State.VERIFIED and action.closed_on is not None and action.closed_on <= on


def _overdue(action: Action, on: date) -> bool:
    moved = [change.moved_to for change in action.date_changes.all() if change.moved_at.date() <= on]
    found = lateness(raised_on=action.raised_on, first_due=action.first_due, moved_to=moved, on=on)
    return found.overdue_days > 0


def _lead(found: HalfLife) -> str:
    if not found.promises:
        return _("No action has been raised yet.")
    return {
        "said": _("Half of all actions were verified within %(days)s days of being raised.")
        % {"days": found.days},
        "too few": ngettext(
            "%(n)d action is too few to say how long half of them take.",
            "%(n)d actions are too few to say how long half of them take.",
            found.promises,
        )
        % {"n": found.promises},
        "not yet half": _(
            "Less than half of all actions were verified so far, so there is no half-life yet."
        ),
    }[found.verdict]


def half_life_words(found: HalfLife) -> str:
    """A half-life in words: so many days, too few to say, or not yet half."""
    if found.verdict == "too few":
        return _("Too few to say")
    if found.verdict == "not yet half":
        return _("Not half yet")
    return ngettext("%(n)d day", "%(n)d days", found.days or 0) % {"n": found.days}


def table_rows(page: HalfLifePage) -> list[list[Any]]:
    """The rows of the table: all together first."""
    return [
        [
            one.organisation,
            one.given,
            one.verified,
            one.verified_late,
            one.overdue,
            half_life_words(one.half_life),
        ]
        for one in (page.every, *page.rows)
    ]
