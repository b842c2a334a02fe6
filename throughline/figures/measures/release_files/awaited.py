"""What is still to come before a cohort's figures are final."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.receipts import ExtractReceipt

PROOF: Final = "offences"
"""The contract that says what was proved, and when."""


@dataclass(frozen=True)
class Awaited:
    """Days of a supplier's extracts that none has covered yet."""

    contract: str
    supplier: str
    starts: date
    ends: date

    def as_plain(self) -> dict[str, str]:
        """The same as texts."""
        return {
            "contract": self.contract,
            "supplier": self.supplier,
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
        }


def awaited(
    receipts: Sequence[ExtractReceipt], first: date, last: date, proved_by: date
) -> tuple[Awaited, ...]:
    """The days that no extract covers of each supplier that has sent one of its kind; none where all came.

    Extracts of offences must cover the cohort and the time for proof, and the others the cohort.
    Source: figures (provisional, final, revised); rule R30.
    """
    periods: defaultdict[tuple[str, str], list[Window]] = defaultdict(list)
    for one in receipts:
        periods[one.sending.contract, one.sending.supplier].append(one.sending.period)
    return tuple(
        Awaited(contract, supplier, *days)
        for (contract, supplier), covered in sorted(periods.items())
        for days in _uncovered(covered, first, proved_by if contract == PROOF else last)
    )


def _uncovered(covered: Sequence[Window], first: date, last: date) -> list[tuple[date, date]]:
    """The stretches of days from a first to a last that none of the periods covers."""
    missing, day = [], first
    for period in sorted(covered, key=lambda one: one.starts):
        if period.ends < day or period.starts > last:
            continue
        if period.starts > day:
            missing.append((day, period.starts - timedelta(days=1)))
        day = period.ends + timedelta(days=1)
    return [*missing, (day, last)] if day <= last else missing
