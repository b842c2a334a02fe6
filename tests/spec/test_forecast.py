"""The quorum likely at a meeting, from what members said before it: rules R6 and R7."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.barnet_room import group_on, room
from throughline.rules.forecast import Expected, forecast, forecast_in_words, is_in_doubt
from throughline.rules.quorum import is_quorate

DAY = date(2026, 4, 14)
CIRCLE = group_on(DAY)
SEATS = ["cst-head", "cst-mgr", "nps-aco", "pol-supt", "homes-mgr", "ph-cm", "yot-head"]
TEN = time(10)


def coming(*said: str, **times: time) -> list[Expected]:
    """Members who say that they come, by their seats; ``nps_aco=time(10, 40)`` comes later."""
    rows = {row.seat: row for row in room(CIRCLE, *said, *(seat.replace("_", "-") for seat in times))}
    return [
        Expected(row=row, from_at=times.get((seat or "").replace("-", "_"))) for seat, row in rows.items()
    ]


WORDS = [
    # what is said, who comes, the sentences; four organisations are needed, by the terms
    ("exactly enough", coming("cst-head", "nps-aco", "pol-supt", "homes-mgr"),
     ("Likely 4 of 4 needed, none to spare",)),
    ("two seats of one organisation count once",
     coming("cst-head", "cst-mgr", "nps-aco", "pol-supt", "homes-mgr"), ("Likely 4 of 4 needed, none to spare",)),
    ("one too few until somebody arrives",
     coming("cst-head", "nps-aco", "pol-supt", homes_mgr=time(10, 40)),
     ("Likely 3 of 4 needed, not quorate", "From 10:40am: likely 4 of 4 needed, none to spare")),
    ("nobody has said", [], ("Likely 0 of 4 needed, not quorate",)),
]  # fmt: skip


@pytest.mark.parametrize(("who", "said"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_the_forecast_in_words(who: list[Expected], said: tuple[str, ...]) -> None:
    assert forecast_in_words(forecast(CIRCLE, who, starts_at=TEN)) == said


def test_both_readings_are_said_where_they_differ() -> None:
    # the team, public health and youth offending are one council, read by employer
    said = forecast_in_words(
        forecast(CIRCLE, coming("cst-head", "ph-cm", "yot-head", "nps-aco"), starts_at=TEN)
    )
    assert said == ("Likely 4 of 4 needed, none to spare or 2 of 4 needed, not quorate if read as employers",)


def test_whoever_leaves_early_is_counted_until_then() -> None:
    rows = room(CIRCLE, "cst-head", "nps-aco", "pol-supt", "homes-mgr")
    who = [Expected(row=row, until_at=time(11) if row.seat == "pol-supt" else None) for row in rows]
    stretches = forecast(CIRCLE, who, starts_at=TEN)
    assert [(one.from_at, one.quorum.result) for one in stretches] == [(None, "true"), (time(11), "false")]
    assert is_in_doubt(stretches)


@given(st.sets(st.sampled_from(SEATS)))
def test_with_everybody_there_throughout_the_forecast_is_the_quorum(seats: set[str]) -> None:
    rows = room(CIRCLE, *sorted(seats))
    stretches = forecast(CIRCLE, [Expected(row=row) for row in rows], starts_at=TEN)
    assert [one.quorum.result for one in stretches] == [is_quorate(CIRCLE, rows).result]


@given(st.dictionaries(st.sampled_from(SEATS), st.integers(0, 11)), st.integers(min_value=0, max_value=120))
def test_at_every_minute_the_forecast_is_the_quorum_of_those_there(
    minutes: dict[str, int], minute: int
) -> None:
    """Each comes at a multiple of ten minutes; the stretch that holds a minute says what holds then."""
    rows = {row.seat: row for row in room(CIRCLE, *sorted(minutes))}
    at = {seat: time(10 + 10 * n // 60, 10 * n % 60) for seat, n in minutes.items()}
    now = time(10 + minute // 60, minute % 60)
    who = [Expected(row=rows[seat], from_at=at[seat] if n else None) for seat, n in minutes.items()]
    stretch = [s for s in forecast(CIRCLE, who, starts_at=TEN) if s.from_at is None or s.from_at <= now][-1]
    here = [rows[seat] for seat in minutes if at[seat] <= now]
    assert stretch.quorum.result == is_quorate(CIRCLE, here).result
