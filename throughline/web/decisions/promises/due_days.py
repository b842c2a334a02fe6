"""Actions with the day on which each is due now, in one query."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from throughline.web.decisions.models import Action, DateChange


def open_with_due(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Those of some actions that are open, each with its ``due`` day, the first due first."""
    return with_due(actions.filter(closed_on__isnull=True)).order_by("due", "number")


def with_due(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Some actions, open or closed, each with its ``due`` day: the last it was moved to, or its first."""
    moved = DateChange.objects.filter(action=OuterRef("pk")).order_by("-pk").values("moved_to")[:1]
    return actions.annotate(due=Coalesce(Subquery(moved), "first_due"))
