"""How a meeting went from beginning to end: its quorum and who presided, by the minute; rules R6, R6d, R9."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.barnet_room import group_on, room
from throughline.rules.in_the_room import Chosen, Log, OutFor, rows_at
from throughline.rules.quorum import Stay, is_quorate
from throughline.rules.through_the_meeting import presiding_over, quorum_over

DAY = date(2026, 4, 14)
TEN = datetime(2026, 4, 14, 10, tzinfo=UTC)
CIRCLE = group_on(DAY)
FOUR = ("cst-head", "nps-aco", "pol-supt", "homes-mgr")


def at(minute: int) -> datetime:
    """A minute after ten."""
    return TEN + timedelta(minutes=minute)


def minute(instant: datetime) -> int:
    """How many minutes after ten an instant is."""
    return int((instant - TEN).total_seconds() // 60)


def stay(seat: str, arrived: int = 0, left: int | None = None) -> Stay:
    """Somebody named as their seat, there from a minute until another."""
    (row,) = room(CIRCLE, seat)
    return Stay(row=row, arrived=at(arrived), left=None if left is None else at(left))


# the sentence, the stays as (seat, from, until), the spans as (from, until, result, fewest), until 11:15
SPANS = [
    ("the fourth organisation comes at 10:02 and one leaves at 10:40",
     [("cst-head", 0, None), ("nps-aco", 0, None), ("pol-supt", 2, None), ("homes-mgr", 0, 40)],
     [(0, 2, "false", 3), (2, 40, "true", 4), (40, 75, "false", 3)]),
    ("everybody stays", [(one, 0, None) for one in FOUR], [(0, 75, "true", 4)]),
    ("a fifth comes and goes: the quorum stands throughout, and four were the fewest",
     [(one, 0, None) for one in FOUR] + [("ph-cm", 10, 20)], [(0, 75, "true", 4)]),
    ("who comes back restores it",
     [(one, 0, None) for one in FOUR[:3]] + [("homes-mgr", 0, 30), ("homes-mgr", 50, None)],
     [(0, 30, "true", 4), (30, 50, "false", 3), (50, 75, "true", 4)]),
    ("two of one organisation are one", [(one, 0, None) for one in (*FOUR[:3], "cst-mgr")],
     [(0, 75, "false", 3)]),
    ("nobody comes", [], [(0, 75, "false", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("stays", "spans"), [row[1:] for row in SPANS], ids=[row[0] for row in SPANS])
def test_when_the_quorum_stood(
    stays: list[tuple[str, int, int | None]], spans: list[tuple[int, int, str, int]]
) -> None:
    log = Log(stays=tuple(stay(*one) for one in stays))
    found = quorum_over(CIRCLE, log, TEN, at(75))
    assert [(minute(one.since), minute(one.until), one.result, one.fewest) for one in found] == spans


def test_who_is_out_for_an_interest_does_not_count_while_they_are_out() -> None:
    out = OutFor(person="homes-mgr", since=at(20), until=at(30))
    log = Log(stays=tuple(stay(one) for one in FOUR), out=(out,))
    found = quorum_over(CIRCLE, log, TEN, at(75))
    assert [(minute(one.since), one.result) for one in found] == [(0, "true"), (20, "false"), (30, "true")]


TIMES = st.tuples(st.sampled_from((*FOUR, "ph-cm")), st.integers(0, 60), st.integers(1, 30))


@given(st.lists(TIMES, max_size=8), st.integers(0, 74))
def test_at_every_minute_the_span_says_what_the_room_says(
    times: list[tuple[str, int, int]], now: int
) -> None:
    log = Log(stays=tuple(stay(seat, come, come + long) for seat, come, long in times))
    found = quorum_over(CIRCLE, log, TEN, at(75))
    assert (found[0].since, found[-1].until) == (TEN, at(75))
    assert all(one.until == other.since for one, other in pairwise(found))
    (span,) = (one for one in found if one.since <= at(now) < one.until)
    quorum = is_quorate(CIRCLE, rows_at(log, at(now)))
    assert span.result == quorum.result
    assert span.fewest <= len(quorum.organisations)


# the sentence, the stays, who was chosen as (person, from), who presided as (from, until, people)
PRESIDED = [
    ("the chair's organisation presides throughout", [("cst-head", 0, None), ("pol-supt", 0, None)], [],
     [(0, 75, ("cst-head",))]),
    ("the vice-chair takes over when the chair leaves", [("cst-head", 0, 30), ("pol-supt", 0, None)], [],
     [(0, 30, ("cst-head",)), (30, 75, ("pol-supt",))]),
    ("whoever is chosen presides from then on", [("cst-head", 0, None), ("nps-aco", 0, None)],
     [("nps-aco", 12)], [(0, 12, ("cst-head",)), (12, 75, ("nps-aco",))]),
    ("whoever is chosen presides while they are there", [("cst-head", 0, None), ("nps-aco", 0, 40)],
     [("nps-aco", 12)], [(0, 12, ("cst-head",)), (12, 40, ("nps-aco",)), (40, 75, ("cst-head",))]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("stays", "chosen", "spans"), [row[1:] for row in PRESIDED], ids=[row[0] for row in PRESIDED]
)
def test_who_presided_from_when_to_when(
    stays: list[tuple[str, int, int | None]],
    chosen: list[tuple[str, int]],
    spans: list[tuple[int, int, tuple[str, ...]]],
) -> None:
    log = Log(
        stays=tuple(stay(*one) for one in stays),
        chosen=tuple(Chosen(person=person, since=at(since)) for person, since in chosen),
    )
    found = presiding_over(CIRCLE, log, TEN, at(75))
    assert [(minute(one.since), minute(one.until), one.presiding.people) for one in found] == spans
