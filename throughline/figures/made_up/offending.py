"""Made-up offences: most people have few, some have thousands; proved late, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from throughline.figures.made_up.people import Numbers, People

if TYPE_CHECKING:
    import pyarrow as pa

SINCE = np.datetime64("2000-01-01", "D")
UNTIL = np.datetime64("2026-01-01", "D")
MOST_OF_ONE_PERSON = 4_000
AGE_OF_RESPONSIBILITY = 3_653
"""Ten years, in days."""
PROVED, CAUTIONED = 0.85, 0.25
"""The share of offences that are ever proved, and of those the share by a caution."""
GROUPS = (
    "theft", "violence", "drugs", "public-order", "criminal-damage", "summary-motoring",
    "summary-non-motoring", "fraud", "weapons", "robbery", "sexual", "miscellaneous",
)  # fmt: skip
CHANCES = (0.28, 0.21, 0.14, 0.10, 0.07, 0.07, 0.05, 0.03, 0.02, 0.015, 0.01, 0.005)


def offences_of(people: People, total: int, *, chance: np.random.Generator) -> pa.Table:
    """Exactly so many offences of the people, at least one each, in the order of person and day.

    Columns: person (int64), offence_date, proved_date (null where never proved), outcome (conviction,
    caution, or null), offence_group (text). No person has more than 4,000. Raises ValueError where
    there are too few offences for everybody to have one, or too many for the most that one may have.
    """
    import pyarrow as pa

    counts = _counts(len(people), total, chance)
    owner = np.repeat(np.arange(len(people)), counts)
    starts = np.maximum(people.birth + AGE_OF_RESPONSIBILITY, SINCE).astype("datetime64[D]")
    span = (UNTIL - starts).astype(np.int64)[owner]
    days = (span * chance.random(total)).astype(np.int64) + starts.astype(np.int64)[owner]
    order = np.sort(owner.astype(np.int64) << 32 | days)
    owner, days = order >> 32, order & 0xFFFFFFFF
    offence = days.astype("datetime64[D]")
    never = chance.random(total) >= PROVED
    proved = offence + np.minimum(chance.exponential(150, total), 3_000).astype(np.int64)
    outcome = (chance.random(total) < CAUTIONED).astype(np.int8)
    return pa.table(
        {
            "person": people.person[owner],
            "offence_date": offence,
            "proved_date": pa.array(proved, mask=never),
            "outcome": _words(outcome, ("conviction", "caution"), never),
            "offence_group": _words(_group(total, chance), GROUPS, None),
        }
    )


def _counts(people: int, total: int, chance: np.random.Generator) -> Numbers:
    """How many offences each person has: one, and a share of the rest by a law with a heavy tail."""
    if not people <= total <= people * MOST_OF_ONE_PERSON:
        raise ValueError(f"{total} offences cannot be those of {people} people.")
    weights = chance.pareto(1.2, people) + 0.01
    counts = np.zeros(people, np.int64)
    left = total - people
    while left:
        room = MOST_OF_ONE_PERSON - 1 - counts
        open_to = np.where(room > 0, weights, 0.0)
        given = np.minimum(chance.multinomial(left, open_to / open_to.sum()), room)
        counts += given
        left -= int(given.sum())
    return counts + 1


def _group(total: int, chance: np.random.Generator) -> NDArray[np.int8]:
    found = np.searchsorted(np.cumsum(CHANCES), chance.random(total))
    return np.minimum(found, len(GROUPS) - 1).astype(np.int8)


def _words(codes: NDArray[np.int8], words: tuple[str, ...], left_out: NDArray[np.bool_] | None) -> object:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=left_out), pa.array(words))
