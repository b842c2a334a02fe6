"""The people of a cohort with what they did: the one shape that the definition and the scan both give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from throughline.figures.cohorts.flow import Flow
from throughline.figures.cohorts.follow_up import Days
from throughline.figures.cohorts.index_events import IndexEvents


@dataclass(frozen=True)
class Store:
    """Where the people, offences and endings lie, as Parquet; nobody needs to have an ending."""

    folder: Path

    @property
    def offences(self) -> Path:
        """Offences, in order of person and day."""
        return self.folder / "offences.parquet"

    @property
    def index_events(self) -> Path:
        """What starts a follow-up."""
        return self.folder / "index_events.parquet"

    @property
    def endings(self) -> Path:
        """Deaths, deportations and recalls."""
        return self.folder / "endings.parquet"


@dataclass(frozen=True)
class CountedCohort:
    """A cohort in order of person and day, how often each person reoffended, and when first.

    ``first`` is a day since 1970, or ``NEVER``. ``flow`` says who was not counted; the definition alone
    does not tell it, and leaves it None.
    """

    members: IndexEvents
    reoffences: NDArray[np.int64]
    first: Days
    flow: Flow | None = None

    def __len__(self) -> int:
        return len(self.members)
