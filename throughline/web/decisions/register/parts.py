"""What rooms above know of decisions: where one was taken, who may not know of it, what is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    """A part of a decision's page: its heading, its lines, and where a step is recorded, by the step."""

    heading: Any
    lines: tuple[PartLine, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()


Compose = Callable[[Decision, Viewpoint], DecisionPart | None]
Withhold = Callable[[Viewpoint], QuerySet[Decision]]
Publish = Callable[[Partnership], QuerySet[Decision]]

_parts: dict[str, Compose] = {}
_withheld: dict[str, Withhold] = {}
_published: dict[str, Publish] = {}
_needed: dict[str, tuple[str, ...]] = {}


def add_decision_part(name: str, compose: Compose, *, needs: tuple[str, ...] = ()) -> None:
    """Put a part on every decision's page; the same name again takes the place of the earlier.

    ``needs`` are the records that point to a decision, by which names they are fetched along with it.
    """
    _parts[name] = compose
    _needed[name] = needs


def needed_by_parts() -> tuple[str, ...]:
    """What is fetched along with a decision for the parts of its page."""
    return tuple(need for needs in _needed.values() for need in needs)


def decision_parts(decision: Decision, viewpoint: Viewpoint) -> tuple[DecisionPart, ...]:
    """The parts of a decision's page that this reader may see, in the order they were added."""
    composed = (compose(decision, viewpoint) for compose in _parts.values())
    return tuple(part for part in composed if part is not None)


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
