"""What the dates of one case tell: its levels and reviews, its record, or the stages of an offence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from throughline.figures.extracts.case_dates import DatedEvent
from throughline.rules.supervision.gaps import Spell
from throughline.rules.supervision.mappa import LevelPeriod, MappaCase, MappaMeeting
from throughline.rules.supervision.serious_further_offences import FurtherOffence
from throughline.rules.supervision.visor import VisorRecord

AGENCIES = ("prison", "probation", "police")


def mappa_case(reference: str, events: Sequence[DatedEvent]) -> MappaCase:
    """A case with its levels, reviews and meetings, from its events in order of time.

    Source: rules R32 to R35.
    """
    category = next((one.detail for one in events if one.event == "category"), "")
    return MappaCase(
        reference,
        _periods(events),
        _days(events, "review"),
        tuple(_meeting(one, events) for one in events if one.event == "meeting"),
        _custody(events),
        int(category) if category else None,
        _told(events, "age"),
        _day(events, "identified"),
        _day(events, "notified"),
        _told(events, "checked"),
    )


def visor_record(reference: str, events: Sequence[DatedEvent]) -> VisorRecord:
    """A record with its reviews, from its events in order of time; a category must be among them.

    Source: rule R36.
    """
    known = next(one for one in events if one.event == "category")
    return VisorRecord(
        reference,
        int(known.detail),
        _periods(events),
        _custody(events),
        _day(events, "entered"),
        _days(events, "reviewed"),
        _day(events, "partner"),
        known.on,
        _day(events, "closed"),
    )


def further_offence(reference: str, events: Sequence[DatedEvent]) -> FurtherOffence:
    """An offence with its stages, from its events in order of time; a charge must be among them.

    Source: rule R37.
    """
    rated = next((one for one in events if one.event == "rated"), None)
    return FurtherOffence(
        reference,
        next(one.on for one in events if one.event == "charged"),
        _day(events, "notified"),
        _day(events, "review-sent"),
        rated.detail if rated else "",
        rated.on if rated else None,
    )


def _periods(events: Iterable[DatedEvent]) -> tuple[LevelPeriod, ...]:
    changes = [one for one in events if one.event == "level"]
    ends: list[date | None] = [after.on for _, after in pairwise(changes)]
    return tuple(
        LevelPeriod(int(one.detail), one.on, end)
        for one, end in zip(changes, [*ends, None], strict=False)
        if one.detail != "none"
    )


def _custody(events: Iterable[DatedEvent]) -> tuple[Spell, ...]:
    changes = [one for one in events if one.event in ("custody", "released")]
    ends: list[date | None] = [after.on for _, after in pairwise(changes)]
    return tuple(
        Spell(one.on, end) for one, end in zip(changes, [*ends, None], strict=False) if one.event == "custody"
    )


def _meeting(held: DatedEvent, events: Iterable[DatedEvent]) -> MappaMeeting:
    that_day = {one.event: one.detail for one in events if one.on == held.on}
    attendance = {agency: that_day[agency] for agency in AGENCIES if agency in that_day}
    return MappaMeeting(held.on, int(held.detail), that_day.get("disclosure", ""), attendance)


def _told(events: Iterable[DatedEvent], event: str) -> tuple[tuple[date, str], ...]:
    return tuple((one.on, one.detail) for one in events if one.event == event)


def _days(events: Iterable[DatedEvent], event: str) -> tuple[date, ...]:
    return tuple(one.on for one in events if one.event == event)


def _day(events: Iterable[DatedEvent], event: str) -> date | None:
    return next(iter(_days(events, event)), None)
