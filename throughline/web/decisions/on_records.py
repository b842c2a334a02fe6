"""The open actions of a person or an organisation, as their records show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from throughline.web.access.models import Agency, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action
from throughline.web.decisions.queries import OpenAction, open_actions
from throughline.web.governance.home_parts import HomeEntry, HomePart
from throughline.web.governance.standing import codes_readable_by
from throughline.web.site.jinja import short_date


def actions_of_person(person: Person, viewpoint: Viewpoint) -> HomePart | None:
    """The open actions that a person owns, of the bodies whose papers the reader may read."""
    return _part(Action.objects.filter(owner=person), viewpoint)


def actions_of_agency(agency: Agency, viewpoint: Viewpoint) -> HomePart | None:
    """The open actions that an organisation owns, of the bodies whose papers the reader may read."""
    return _part(Action.objects.filter(owner_agency=agency), viewpoint)


def _part(actions: QuerySet[Action], viewpoint: Viewpoint) -> HomePart:
    seen = actions.filter(Q(body__code__in=codes_readable_by(viewpoint)))
    found = open_actions(seen, on=viewpoint.on)
    return HomePart(_("Open actions"), tuple(_entries(found)), _("No open action that you may see."))


def _entries(actions: Iterable[OpenAction]) -> Iterable[HomeEntry]:
    for one in actions:
        due = _("Action %(number)d, due %(day)s") % {
            "number": one.number,
            "day": short_date(one.lateness.due),
        }
        yield HomeEntry(one.text, note=due)
