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


def latest_quarter(actual: Sequence[int | None]) -> int:
    """The last quarter with a count, from 1; 0 where nothing was returned yet.

    Source: rule R22 (a missing quarter is no nought).
    """
    return max((at for at, count in enumerate(actual, start=1) if count is not None), default=0)


def standing_in_words(stands: Standing) -> str:
    """How a count to date stands, what each quarter left must bring, and where the year may end.

    Source: rule R22.
    """
    if stands.actual is None or stands.variance is None:
        return f"No count was returned for quarter {stands.quarter}, which is a gap and not nought."
    said = [f"{stands.actual:,} against {stands.planned:,} planned by the end of quarter {stands.quarter}: "]
    said[0] += "as planned." if not stands.variance else _by(stands.variance)
    if stands.run_rate_needed is not None:
        left = QUARTERS - stands.quarter
        quarters = "the quarter left" if left == 1 else f"each of the {left} quarters left"
        said.append(f"{_rounded(stands.run_rate_needed)} needed in {quarters}.")
    if stands.forecast_by_shape is None:
        said.append("Nothing was planned yet, so there is no pace to go by.")
    elif stands.quarter < QUARTERS:
        said.append(
            f"The year ends at {_rounded(stands.forecast_by_shape)} in the plan’s own shape, "
            f"or at {stands.forecast_by_remainder:,} if the rest goes to plan."
        )
    return " ".join(said)


def _by(variance: int) -> str:
    return f"{abs(variance):,} {'more' if variance > 0 else 'fewer'}."


def _rounded(number: Fraction) -> str:
    """A number to one decimal place, a half up, without a needless nought."""
    tenths = (number * 10 + Fraction(1, 2)).__floor__()
    whole, part = divmod(tenths, 10)
    return f"{whole:,}.{part}" if part else f"{whole:,}"


def threshold_words(value: Fraction, *, target: Fraction, second: Fraction, higher_is_better: bool) -> str:
    """Where a figure lies between a target and the weaker threshold beside it; all four in one unit.

    Source: rules R26 and R38 (two thresholds, so three outcomes).
    """
    if value >= target if higher_is_better else value <= target:
        return "The target is met."
    if value >= second if higher_is_better else value <= second:
        return "The target is missed, the weaker threshold is met."
    return "Both the target and the weaker threshold are missed."
