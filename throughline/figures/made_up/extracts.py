"""Two made-up extracts, of which the second tells mostly of people in the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from throughline.figures.made_up.nation import chosen
from throughline.figures.made_up.people import people_from
from throughline.figures.made_up.records import USUAL, Slips, records_of

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN: Final = 0.9
"""The share of the second extract's records that are of people in the first."""


def two_extracts(
    standing: int, incoming: int, *, chance: np.random.Generator, slips: Slips = USUAL
) -> tuple[pa.Table, pa.Table]:
    """An extract of so many people, and a second of so many; each person is in each extract once at most.

    The columns are those of ``records_of``; the records of the second are numbered on from the first's.
    Twins, and fathers and sons, may be in different extracts.
    """
    known = round(incoming * KNOWN)
    count = standing + incoming - known
    homes = max(count // 4, 10)
    people = people_from(0, count, homes=homes, chance=chance)
    order = chance.permutation(count)
    in_first, in_second = np.zeros(count, bool), np.zeros(count, bool)
    in_first[order[:standing]] = True
    in_second[order[standing - known :]] = True
    return (
        records_of(chosen(people, in_first), first=0, homes=homes, chance=chance, slips=slips),
        records_of(chosen(people, in_second), first=standing, homes=homes, chance=chance, slips=slips),
    )
