"""The true figures of proven reoffending of a made-up nation, counted from the truth as it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from throughline.figures.made_up.lives import COURT, Days, Lives
from throughline.figures.made_up.offending import SINCE, UNTIL
from throughline.figures.made_up.people import Numbers

if TYPE_CHECKING:
    import pyarrow as pa

MONTHS_IN_A_QUARTER: Final = 3
FOLLOWED, PROVED_WITHIN = 12, 18
"""In months from the index date."""
FIRST_QUARTER: Final = int(SINCE.astype("datetime64[M]").astype(np.int64)) // MONTHS_IN_A_QUARTER
QUARTERS: Final = (
    int(UNTIL.astype("datetime64[M]").astype(np.int64)) - PROVED_WITHIN
) // MONTHS_IN_A_QUARTER - FIRST_QUARTER
"""How many quarters can be measured on the last day that a nation knows."""


@dataclass(frozen=True)
class Truth:
    """For each quarter from the first of 2000 on, the cohort, those who reoffended, and their reoffences."""

    cohort: Numbers
    reoffenders: Numbers
    reoffences: Numbers

    def __add__(self, other: Truth) -> Truth:
        return Truth(
            self.cohort + other.cohort,
            self.reoffenders + other.reoffenders,
            self.reoffences + other.reoffences,
        )

    def as_table(self) -> pa.Table:
        """Columns: quarter (its first day), cohort, reoffenders, reoffences."""
        import pyarrow as pa

        months = (FIRST_QUARTER + np.arange(QUARTERS)) * MONTHS_IN_A_QUARTER
        return pa.table(
            {
                "quarter": months.astype("datetime64[M]").astype("datetime64[D]"),
                "cohort": self.cohort,
                "reoffenders": self.reoffenders,
                "reoffences": self.reoffences,
            }
        )


def no_truth() -> Truth:
    """What is true of nobody."""
    return Truth(*(np.zeros(QUARTERS, np.int64) for _ in range(3)))


def truth_of(lives: Lives) -> Truth:
    """Proven reoffending of some people by quarter, as their lives were and not as anybody writes them.

    Source: figures, section 1 (proven reoffending, three-month cohorts).
    """
    owner, day, quarter = _cohorts(lives)
    reoffences = _reoffences(lives, owner, day)
    count = {"minlength": QUARTERS}
    return Truth(
        np.bincount(quarter, **count),
        np.bincount(quarter[reoffences > 0], **count),
        np.bincount(quarter, weights=reoffences, **count).astype(np.int64),
    )


def _cohorts(lives: Lives) -> tuple[Numbers, Days, Numbers]:
    """The first index event of each person in each quarter: the person, the day and the quarter."""
    told, sentences = lives.offences, lives.sentences
    is_event = np.isin(told.disposal, ("caution", *COURT))
    out = ~np.isnat(sentences.released)
    owner = np.concatenate([told.owner[is_event], sentences.owner[out]])
    day = np.concatenate([told.proved[is_event], sentences.released[out]])
    quarter = day.astype("datetime64[M]").astype(np.int64) // MONTHS_IN_A_QUARTER - FIRST_QUARTER
    counts = (quarter < QUARTERS) & (day < _gone(lives)[owner])
    owner, day, quarter = owner[counts], day[counts], quarter[counts]
    order = np.lexsort((day, owner))
    owner, day, quarter = owner[order], day[order], quarter[order]
    first = np.flatnonzero(np.diff(owner * QUARTERS + quarter, prepend=-1))
    return owner[first], day[first], quarter[first]


def _gone(lives: Lives) -> Days:
    """The day from which each person is dead or deported; the last day of all for the others."""
    gone = np.full(int(lives.offences.owner[-1]) + 1, UNTIL)
    ends = np.isin(lives.orders.because, ("death", "deportation"))
    gone[lives.orders.owner[ends]] = lives.orders.ended[ends]
    return gone


def _reoffences(lives: Lives, owner: Numbers, day: Days) -> Numbers:
    """How many offences of each follow-up were committed and proved within their months."""
    told = lives.offences
    low = np.searchsorted(_key(told.owner, told.day), _key(owner, day), "right")
    high = np.searchsorted(_key(told.owner, told.day), _key(owner, months_after(day, FOLLOWED)), "right")
    length = high - low
    follow_up = np.repeat(np.arange(len(owner)), length)
    place = np.arange(len(follow_up)) - np.repeat(np.cumsum(length) - length, length) + low[follow_up]
    in_time = told.proved[place] <= months_after(day, PROVED_WITHIN)[follow_up]
    return np.bincount(follow_up[in_time], minlength=len(owner))


def _key(owner: Numbers, day: Days) -> Numbers:
    return owner << 32 | day.astype(np.int64)


def months_after(day: Days, months: int) -> Days:
    """The same day of a later month, or that month's last where it has no such day."""
    month = day.astype("datetime64[M]")
    then = month + months
    last = (then + 1).astype("datetime64[D]") - 1
    same: Days = then.astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
    return np.asarray(np.minimum(same, last))
