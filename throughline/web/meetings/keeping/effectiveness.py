"""Whether a body is worth its members' time: how fast it finishes, what it decides, and who comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from throughline.figures.half_life import HalfLife, Promise, half_life
from throughline.papers.compliance_statement import Figure
from throughline.rules.attending import Attended, HeldMeeting, Seen, attended
from throughline.rules.keeping import Period
from throughline.web.decisions.models import Action, Decision
from throughline.web.meetings.keeping.evidence import TOOK_PLACE, Evidence
from throughline.web.meetings.models import Meeting
from throughline.words.formats import plural


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a body did over some days, each number beside what it is counted from."""

    half_life: HalfLife
    items: int
    items_deciding: int
    decisions: int
    decisions_done: int
    attendance: tuple[Attended, ...]


def effects_of(found: Evidence, *periods: Period) -> tuple[Effect, ...]:
    """What a body did in each of some periods, in one query more."""
    actions = tuple(Action.objects.filter(body=found.body, raised_on__gte=found.first))
    return tuple(_effect(found, period, actions) for period in periods)


def _effect(found: Evidence, period: Period, actions: Sequence[Action]) -> Effect:
    held = held_in(found, period)
    made = [
        one
        for one in found.decisions
        if period.holds(one.decided_on) and one.authority != Decision.Authority.RECOMMENDED
    ]
    return Effect(
        half_life=half_life(_promise(one, found) for one in actions if period.holds(one.raised_on)),
        items=sum(one.items_asked for one in held),
        items_deciding=sum(one.items_deciding for one in held),
        decisions=len(made),
        decisions_done=sum(one.done_on is not None and one.done_on <= found.today for one in made),
        attendance=attended(as_held(found, one) for one in held),
    )


def _promise(action: Action, found: Evidence) -> Promise:
    closed = action.closed_on if action.closed_on is not None and action.closed_on <= found.today else None
    days = ((closed or found.today) - action.raised_on).days
    return Promise(days, closed is not None and action.state == Action.State.VERIFIED)


def held_in(found: Evidence, period: Period) -> tuple[Any, ...]:
    """The meetings of a period that took place and of which somebody recorded who came."""
    return tuple(
        one
        for one in found.meetings
        if one.state in TOOK_PLACE and period.holds(one.held_on) and found.came.get(one.pk)
    )


def as_held(found: Evidence, meeting: Meeting) -> HeldMeeting:
    """A meeting as the rule on attendance takes it. Source: rule R12."""
    circle = found.circles.get(meeting.held_on)
    seats = {
        held.seat: held.organisation
        for held in (circle.seats if circle else ())
        if held.is_filled and held.organisation
    }
    return HeldMeeting(
        seats=seats,
        came=[
            Seen(seat=row.seat, organisation=row.agency, is_member=row.capacity == "member", left=row.left)
            for row in found.came.get(meeting.pk, ())
        ],
        began=meeting.opened_at,
        ended=meeting.closed_at,
    )


def figures_of(now: Effect, before: Effect) -> tuple[Figure, ...]:
    """The figures of a period beside those of the year before."""
    return (
        Figure(
            name="Half of the actions raised were verified within",
            value=_half(now.half_life),
            before=_half(before.half_life),
            counted_from=f"{plural(now.half_life.promises, 'action')} raised; open ones count as open",
        ),
        Figure(
            name="Agenda items that asked for a decision",
            value=_share(now.items_deciding, now.items),
            before=_share(before.items_deciding, before.items),
            counted_from="agendas of the meetings held",
        ),
        Figure(
            name="Decisions recorded as implemented or closed",
            value=_share(now.decisions_done, now.decisions),
            before=_share(before.decisions_done, before.decisions),
            counted_from="decisions made, without recommendations",
        ),
        Figure(
            name="Organisations represented",
            value=_share(*_sum(now, "represented", "meetings")),
            before=_share(*_sum(before, "represented", "meetings")),
            counted_from="each organisation with a filled seat, at each meeting held",
        ),
        Figure(
            name="Members who came in person",
            value=_share(*_sum(now, "in_person", "places")),
            before=_share(*_sum(before, "in_person", "places")),
            counted_from="each filled seat, at each meeting held",
        ),
    )


def _sum(effect: Effect, part: str, whole: str) -> tuple[int, int]:
    return (
        sum(getattr(one, part) for one in effect.attendance),
        sum(getattr(one, whole) for one in effect.attendance),
    )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "Nothing to count"


def _half(found: HalfLife) -> str:
    if found.verdict == "too few":
        return "Too few to say"
    return plural(found.days or 0, "day") if found.verdict == "said" else "Not half yet"
