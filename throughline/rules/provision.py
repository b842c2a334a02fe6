"""Needs, the services there are, and what is left: the gap.

A gap is a need less the capacity that reaches it. Capacity that nobody knows is not nought: then only
the most that the gap can be is known.
Source: product.md, 4.1 (Gap = need less accessible capacity) and page 29; Leicester, Leicestershire and
Rutland terms, line 18; East Midlands plan 2009-10, 2.9.1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Final, Literal, Protocol, TypeVar

from throughline.words.refusals import Refused

NeedUnit = Literal["people", "places"]
"""People who need it over a time, or places that are needed at any time."""
Per = Literal["month", "quarter", "year"]
TIMES_A_YEAR: Final[Mapping[str, int]] = {"month": 12, "quarter": 4, "year": 1}
EVERYONE: Final = ""
"""The cohort of a need that is everybody's."""

ReachKind = Literal["counts", "share-unknown", "does-not-count"]
GapVerdict = Literal["not-assessed", "no-service", "gap", "not-known", "met"]
GapState = Literal["found", "confirmed", "being-met", "accepted", "closed", "dismissed"]
GapMove = Literal["confirm", "dismiss", "act", "accept", "close", "reopen"]

GAP_FOLLOWS: Final[Mapping[GapState, Mapping[GapMove, GapState]]] = {
    "found": {"confirm": "confirmed", "dismiss": "dismissed"},
    "confirmed": {"act": "being-met", "accept": "accepted"},
    "being-met": {"close": "closed", "reopen": "confirmed"},
    "accepted": {"reopen": "confirmed"},
    "closed": {"reopen": "confirmed"},
    "dismissed": {},
}
"""Every step that the state of a recorded gap allows, and the state that follows."""

_STANDS: Final[Mapping[GapState, str]] = {
    "found": "is found and not yet confirmed",
    "confirmed": "is confirmed, and nothing is done about it yet",
    "being-met": "is being met",
    "accepted": "is accepted as it is",
    "closed": "is closed",
    "dismissed": "was dismissed",
}


class GapStepRefused(Refused, ValueError):
    """The state of the gap does not allow this step."""


class PlacesGoRound(Refused, ValueError):
    """A place cannot lie inside itself."""


@dataclass(frozen=True)
class Amount:
    """So many people over a time, or places at any time; ``number`` is None where nobody knows."""

    number: int | None
    unit: NeedUnit = "people"
    per: Per = "year"

    @property
    def of_a_year(self) -> int | None:
        """The people of a whole year, or the places; None where nobody knows."""
        if self.number is None or self.unit == "places":
            return self.number
        return self.number * TIMES_A_YEAR[self.per]


@dataclass(frozen=True, kw_only=True)
class Need:
    """Who needs what where, as assessed on a day. ``true_of`` says what holds of everybody counted."""

    pathway: str
    place: str
    size: Amount
    assessed_on: date
    cohort: str = EVERYONE
    true_of: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One service: whom it is for, where, how many it can take, and between which days.

    Without ``cohorts`` it is for everybody; ``requires`` is what must hold of whoever comes.
    """

    name: str
    pathway: str
    place: str
    capacity: Amount
    from_on: date
    until_on: date | None = None
    cohorts: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reach:
    """Whether one service counts against a need, and why not."""

    offer: Offer
    kind: ReachKind
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What is left of a need: exactly known where ``at_least`` and ``at_most`` agree.

    All numbers are people of a year, or places. ``size`` is None where the need was never counted.
    """

    size: int | None
    capacity: int
    reaches: tuple[Reach, ...] = field(default=())

    @property
    def counted(self) -> tuple[Reach, ...]:
        """The services whose capacity is taken off."""
        return tuple(one for one in self.reaches if one.kind == "counts")

    @property
    def unknown(self) -> tuple[Reach, ...]:
        """The services that help by nobody knows how much."""
        return tuple(one for one in self.reaches if one.kind == "share-unknown")

    @property
    def at_most(self) -> int | None:
        """The most that can be unmet; None where the need was never counted."""
        return None if self.size is None else max(0, self.size - self.capacity)

    @property
    def at_least(self) -> int | None:
        """What is unmet for certain: nothing where a service helps by nobody knows how much."""
        return 0 if self.unknown and self.size is not None else self.at_most

    @property
    def verdict(self) -> GapVerdict:
        """The gap in a word."""
        if self.at_most is None:
            return "not-assessed"
        if self.at_most == 0:
            return "met"
        if self.unknown:
            return "not-known"
        return "gap" if self.counted else "no-service"


def is_within(place: str, wider: str, inside: Mapping[str, str]) -> bool:
    """Whether a place is another or lies inside it, by what the partnership says lies inside what.

    Source: product.md, page 29; a place inside another counts only where the partnership says so.
    """
    seen: set[str] = set()
    while place not in seen:
        if place == wider:
            return True
        seen.add(place)
        place = inside.get(place, place)
    return False


def refuse_circle(place: str, wider: str, inside: Mapping[str, str]) -> None:
    """Nothing if a place may be said to lie inside another. Raises PlacesGoRound.

    Source: product.md, page 29.
    """
    if is_within(wider, place, inside):
        raise PlacesGoRound(
            f"{place} cannot lie inside {wider}, which is {place} or lies inside it. "
            "Choose a wider place. Nothing was changed."
        )


def reach_of(offer: Offer, need: Need, *, inside: Mapping[str, str], on: date) -> Reach:
    """Whether a service counts against a need on a day, and why not.

    It counts inside its dates, its eligibility, its place and its cohorts. Where it also serves others,
    as a service for everybody or for a wider place does, nobody knows how much of it reaches the need.
    Source: product.md, 4.1 and page 29.
    """
    if reason := _why_not(offer, need, inside, on):
        return Reach(offer, "does-not-count", reason)
    if offer.capacity.number is None:
        return Reach(offer, "share-unknown", "its capacity is not known")
    if offer.capacity.unit != need.size.unit:
        return Reach(offer, "share-unknown", "people and places cannot be set against each other")
    if not is_within(offer.place, need.place, inside):
        return Reach(offer, "share-unknown", "it serves a wider place too")
    if need.cohort and offer.cohorts != {need.cohort}:
        return Reach(offer, "share-unknown", "it serves others too")
    return Reach(offer, "counts")


def _why_not(offer: Offer, need: Need, inside: Mapping[str, str], on: date) -> str:
    if offer.pathway != need.pathway:
        return "it is of another pathway"
    if on < offer.from_on:
        return "it has not begun"
    if offer.until_on is not None and offer.until_on < on:
        return "it has ended"
    if not _touch(offer.place, need.place, inside):
        return "it is in another place"
    if need.cohort and offer.cohorts and need.cohort not in offer.cohorts:
        return "it is for others"
    if missing := sorted(offer.requires - need.true_of):
        return f"it is only for people who are {', '.join(missing)}, and the need does not say that they are"
    return ""


def gap_of(need: Need, offers: Iterable[Offer], *, inside: Mapping[str, str], on: date) -> Gap:
    """What is left of a need on a day: its size less the capacity that reaches it, each service with why.

    Source: product.md, 4.1 (Gap = need less accessible capacity).
    """
    reaches = tuple(reach_of(one, need, inside=inside, on=on) for one in offers)
    counted = sum(one.offer.capacity.of_a_year or 0 for one in reaches if one.kind == "counts")
    return Gap(size=need.size.of_a_year, capacity=counted, reaches=reaches)


def needs_now(needs: Iterable[Need], on: date) -> tuple[Need, ...]:
    """The last assessment by a day of each pathway, place and cohort; an earlier one stays a row.

    Of two of one day the later in the list stands. Source: product.md, 4.1 (Need).
    """
    last: dict[tuple[str, str, str], Need] = {}
    for one in needs:
        key = (one.pathway, one.place, one.cohort)
        if one.assessed_on <= on and (key not in last or last[key].assessed_on <= one.assessed_on):
            last[key] = one
    return tuple(last.values())


class Scoped(Protocol):
    """Something for some people in a place between two days: a service, or what a body means to buy."""

    @property
    def pathway(self) -> str:
        """Its pathway."""

    @property
    def place(self) -> str:
        """Its place."""

    @property
    def cohorts(self) -> Collection[str]:
        """Whom it is for; nobody named is everybody."""

    @property
    def from_on(self) -> date:
        """Its first day."""

    @property
    def until_on(self) -> date | None:
        """Its last day, if it has one."""


AnyScoped = TypeVar("AnyScoped", bound=Scoped)


def overlaps(
    things: Sequence[AnyScoped], *, inside: Mapping[str, str]
) -> Iterator[tuple[AnyScoped, AnyScoped]]:
    """Each two that are for the same people, of one pathway, in one place, on one day at least.

    Source: West Mercia terms, line 60 (co-ordinate services); East Midlands plan 2009-10, 2.9.1.
    """
    for one, other in combinations(things, 2):
        if (
            one.pathway == other.pathway
            and _touch(one.place, other.place, inside)
            and _share(one.cohorts, other.cohorts)
            and (one.until_on is None or other.from_on <= one.until_on)
            and (other.until_on is None or one.from_on <= other.until_on)
        ):
            yield one, other


def _touch(place: str, other: str, inside: Mapping[str, str]) -> bool:
    return is_within(place, other, inside) or is_within(other, place, inside)


def _share(cohorts: Collection[str], others: Collection[str]) -> bool:
    return not cohorts or not others or bool(set(cohorts) & set(others))


def ends_within(until_on: date | None, *, on: date, days: int) -> bool:
    """Whether something that has an end stops within so many days, and has not stopped yet.

    Source: product.md, page 29 (end date).
    """
    return until_on is not None and 0 <= (until_on - on).days <= days


def gap_after(state: GapState, step: GapMove, *, number: str = "This gap") -> GapState:
    """The state of a recorded gap after a step. Raises GapStepRefused.

    Source: Leicester, Leicestershire and Rutland terms, line 18 (gaps in provision).
    """
    if step not in GAP_FOLLOWS[state]:
        raise GapStepRefused(f"{number} {_STANDS[state]}, so that cannot be recorded. Nothing was changed.")
    return GAP_FOLLOWS[state][step]


def is_unanswered(answer_by: date, *, answered_on: date | None, on: date) -> bool:
    """Whether a recommendation has no answer on a day after the one by which it was asked for.

    Source: Leicester, Leicestershire and Rutland terms, line 18; West Mercia terms, line 54.
    """
    return on > answer_by and (answered_on is None or answered_on > on)
