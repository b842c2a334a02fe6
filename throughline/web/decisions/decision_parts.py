"""What rooms above know of decisions: where one was taken, who may not know of it, what is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from throughline.web.access.models import Partnership
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Decision


@dataclass(frozen=True)
class PartLine:
    """One line of a part: words, where they lead, and a note."""

    words: Any
    address: str = ""
    note: Any = ""


@dataclass(frozen=True)
class DecisionPart:
    """A part of a decision's page: its heading and its lines."""

    heading: Any
    lines: tuple[PartLine, ...] = field(default_factory=tuple)


Compose = Callable[[Decision, Viewpoint], DecisionPart | None]
Withhold = Callable[[Viewpoint], QuerySet[Decision]]
Publish = Callable[[Partnership], QuerySet[Decision]]
Ways = Callable[[Decision, Viewpoint], Mapping[str, str]]

_parts: dict[str, Compose] = {}
_withheld: dict[str, Withhold] = {}
_published: dict[str, Publish] = {}
_ways: dict[str, Ways] = {}


def add_decision_part(name: str, compose: Compose) -> None:
    """Put a part on every decision's page; the same name again takes the place of the earlier."""
    _parts[name] = compose


def decision_parts(decision: Decision, viewpoint: Viewpoint) -> tuple[DecisionPart, ...]:
    """The parts of a decision's page that this reader may see, in the order they were added."""
    composed = (compose(decision, viewpoint) for compose in _parts.values())
    return tuple(part for part in composed if part is not None)


def add_settling_ways(name: str, ways: Ways) -> None:
    """Let a room above say at which address a meeting settles a decision, by what it does to it."""
    _ways[name] = ways


def settling_ways(decision: Decision, viewpoint: Viewpoint) -> Mapping[str, str]:
    """The address at which a meeting records what it does to a decision, by the step."""
    return {step: to for ways in _ways.values() for step, to in ways(decision, viewpoint).items()}


def add_withheld(name: str, withhold: Withhold) -> None:
    """Let a room above say which decisions a reader may not know of, such as those of a closed item."""
    _withheld[name] = withhold


def without_withheld(decisions: QuerySet[Decision], viewpoint: Viewpoint) -> QuerySet[Decision]:
    """The decisions without those that this reader may not know of."""
    for withhold in _withheld.values():
        decisions = decisions.exclude(pk__in=withhold(viewpoint).order_by().values("pk"))
    return decisions


def add_published(name: str, publish: Publish) -> None:
    """Let a room above say which decisions of a partnership are published in approved minutes."""
    _published[name] = publish


def published_decisions(partnership: Partnership) -> QuerySet[Decision]:
    """The decisions that stand in published minutes; none where no room says so."""
    found = Decision.objects.none()
    for publish in _published.values():
        found = found | publish(partnership)
    return found
