"""Which actions a reader may not know of: those promised where not everybody may listen."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action

Withhold = Callable[[Viewpoint], QuerySet[Action]]

_withheld: dict[str, Withhold] = {}


def add_closed_actions(name: str, withhold: Withhold) -> None:
    """Let a room above say which actions a reader may not know of, such as those of a closed item."""
    _withheld[name] = withhold


def without_closed(actions: QuerySet[Action], viewpoint: Viewpoint | None) -> QuerySet[Action]:
    """The actions without those that this reader may not know of; nobody's own is kept from them.

    All of them without a reader. Source: rule R43.
    """
    if viewpoint is None:
        return actions
    own = Q(owner=viewpoint.person) if viewpoint.person else Q(pk=None)
    for withhold in _withheld.values():
        actions = actions.exclude(Q(pk__in=withhold(viewpoint).order_by().values("pk")) & ~own)
    return actions
