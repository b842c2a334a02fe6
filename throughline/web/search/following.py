"""What is read again after which act: every event leads to the things whose words or readers it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from throughline.web.access.models import Agency, Partnership
from throughline.web.decisions.models import (
    Action,
    ActionUpdate,
    Adoption,
    Cascade,
    ChairsAction,
    Decision,
)
from throughline.web.governance.models import TermsOfReference
from throughline.web.meetings.models import Meeting
from throughline.web.performance.models import IndicatorList
from throughline.web.plan.models import PlanVersion
from throughline.web.search import indexing
from throughline.web.search.plan_entries import ROOMS

BULK = frozenset(
    {"actions given to another owner", "actions followed their organisation", "unchanged updates accepted"}
)
"""What is done to many actions at once and told of their partnership or organisation."""
NOT_READ = frozenset(
    {
        "arrived",
        "attendance recorded",
        "left",
        "meeting answered",
        "pack issued",
        "papers chased",
        "vote recorded",
    }
)
"""Acts on a meeting that change nothing that is searched."""

FOLLOWED: dict[type[models.Model], Callable[[Any], None]] = {
    Agency: indexing.index_agency,
    TermsOfReference: lambda terms: indexing.index_terms(terms.partnership),
    PlanVersion: lambda version: indexing.index_plan(version.plan),
    Meeting: indexing.index_meeting,
    Decision: indexing.index_decision,
    ChairsAction: lambda taken: indexing.index_decision(taken.decision),
    Adoption: lambda adoption: indexing.index_decision(adoption.decision),
    Cascade: lambda cascade: indexing.index_decision(cascade.decision),
    Action: lambda action: indexing.index_actions(action.partnership, [action.pk]),
    ActionUpdate: lambda update: indexing.index_actions(update.action.partnership, [update.action_id]),
    IndicatorList: lambda loaded: indexing.index_indicators(loaded.partnership),
    **{room.model: indexing.index_record for room in ROOMS},
}


def follow(thing: models.Model | str, partnership: Partnership | None, what: str) -> None:
    """Bring up to date whatever can be searched of an act's thing, in the transaction of the act."""
    if isinstance(thing, str) or what in NOT_READ:
        return
    read_again = FOLLOWED.get(type(thing))
    if read_again is not None:
        read_again(thing)
    if partnership is not None and what in BULK:
        indexing.index_actions(partnership)
