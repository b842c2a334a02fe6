"""A planned year in four cumulative quarters, and how what was returned stands against it.

A straight line between the quarters is never drawn: the plan's own shape is what counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from throughline.words.refusals import Refused

QUARTERS = 4


class NotCumulative(Refused):
    """A series that should add up along the year falls, so it is no cumulative one."""


@dataclass(frozen=True)
class Standing:
    """How a return stands against its plan at the end of one quarter. Counts are cumulative."""

    quarter: int
    planned: int
    actual: int | None
    """None is a gap: nothing was returned, which is not nought."""
    variance: int | None
    run_rate_needed: Fraction | None
    """What each quarter left must bring to reach the year's plan; None in the fourth quarter."""
    forecast_by_shape: Fraction | None
    """The year's end if the rest follows in proportion to the plan; None when nothing was planned yet."""
    forecast_by_remainder: int | None
    """The year's end if the rest is exactly what the plan still expects."""


def increments(cumulative: Sequence[int | None]) -> tuple[int | None, ...]:
    """What each quarter brought; None where it or the quarter before it is missing.

    ``cumulative`` holds up to four counts to date, None for a quarter not returned.
    Raises ``NotCumulative`` when a count is below an earlier one.
    Source: rule R22.
    """
    refuse_falling(cumulative)
    before: list[int | None] = [0, *cumulative[:-1]]
    return tuple(
        None if now is None or then is None else now - then
        for then, now in zip(before, cumulative, strict=True)
    )


def refuse_falling(cumulative: Sequence[int | None]) -> None:
    """Raises ``NotCumulative``, naming the quarter, when a count to date is below an earlier one.

    Source: rule R22.
    """
    highest = 0
    for quarter, count in enumerate(cumulative, start=1):
        if count is None:
            continue
        if count < highest:
            raise NotCumulative(
                f"Quarter {quarter} says {count:,} to date, below the {highest:,} before it. "
                "It looks like the quarter's own count: add the earlier quarters to it."
            )
        highest = count


def standing(*, planned: Sequence[int], actual: Sequence[int | None], quarter: int) -> Standing:
    """How the count to date stands at the end of ``quarter`` (1 to 4), with two forecasts.

    ``planned`` holds four cumulative counts, ``actual`` as many as were returned, None for a gap.
    Raises ``NotCumulative`` when either falls, ``ValueError`` when the quarter is not of the year.
    Source: rule R22.
    """
    if len(planned) != QUARTERS or not 1 <= quarter <= QUARTERS:
        raise ValueError("A trajectory has four quarters, numbered 1 to 4.")
    refuse_falling(planned)
    refuse_falling(actual)
    due, whole = planned[quarter - 1], planned[-1]
    done = actual[quarter - 1] if len(actual) >= quarter else None
    if done is None:
        return Standing(quarter, due, None, None, None, None, None)
    left = QUARTERS - quarter
    return Standing(
        quarter=quarter,
        planned=due,
        actual=done,
        variance=done - due,
        run_rate_needed=Fraction(max(whole - done, 0), left) if left else None,
        forecast_by_shape=Fraction(done * whole, due) if due else None,
        forecast_by_remainder=done + whole - due,
    )
