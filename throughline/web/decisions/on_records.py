"""The open actions of a person or an organisation, as their records show them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughline.web.access.models import Agency, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action
from throughline.web.decisions.promises.due_days import open_with_due
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
    readable = actions.filter(body__code__in=codes_readable_by(viewpoint))
    seen = open_with_due(without_closed(readable, viewpoint))
    return HomePart(_("Open actions"), tuple(map(_entry, seen)), _("No open action that you may see."))


def _entry(action: Any) -> HomeEntry:
    said = {"number": action.number, "day": short_date(action.due)}
    return HomeEntry(action.text, note=_("Action %(number)d, due %(day)s") % said)
