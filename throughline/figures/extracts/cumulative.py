"""Totals since the year began turned into what each period brought, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from throughline.figures.extracts.figures import Figure, FigureKey, Numbers, Rejected
from throughline.figures.extracts.printed_periods import Length, last_part
from throughline.rules.plan.cells import Place
from throughline.words.formats import day_words
from throughline.words.periods import DEFAULT_YEAR_STARTS, year_holding
from throughline.words.refusals import Refused

Earlier = Mapping[FigureKey, Numbers]
Series = tuple[str, str, str, date]
"""Indicator, area, group, and the first day of the year."""
_DAY = timedelta(days=1)


class _NotAdding(Refused):
    """The figure does not add up with those before it."""


@dataclass(frozen=True, slots=True)
class _Total:
    """A count since the year began, and the cell that says so if it stands in the file."""

    numbers: Numbers
    place: Place | None = None


@dataclass
class _Known:
    """One series of one year: in which form it comes and is kept, and its totals as they become known."""

    cumulative: bool
    as_totals: bool
    every: Length
    year_begins: date
    stored: Mapping[date, tuple[date, Numbers]]
    """Figures received before and not sent again: their first day and numbers, by their last day."""
    sent: dict[date, _Total] = field(default_factory=dict)
    """Totals of the file that were kept, by their last day."""

    def total_to(self, day: date) -> _Total | None:
        """The total since the year began, up to a day; None where it is not known. Raises _NotAdding."""
        if day in self.sent or day not in self.stored:
            return self.sent.get(day)
        starts, numbers = self.stored[day]
        if starts == self.year_begins:
            return _Total(numbers)
        before = None if self.as_totals else self.total_to(starts - _DAY)
        return before and _Total(_plus(before.numbers, numbers))


def in_kept_form(
    figures: Sequence[Figure],
    *,
    cumulative: bool,
    totals_to_date: Collection[str] = (),
    every: Length = "",
    year_starts: str = DEFAULT_YEAR_STARTS,
    earlier: Earlier,
) -> tuple[list[Figure], list[Rejected]]:
    """Figures in the form that their indicator is kept in, and those that do not add up.

    Figures of a cumulative return are totals since the year began, named by the period they end with;
    ``every`` is the length of its periods. ``totals_to_date`` holds the indicators that are kept as
    totals from the year's first day; of all others what each period brought is kept. Nothing is
    interpolated: where the total before is not known, a figure is rejected.
    Source: rule R22.
    """
    kept = [one for one in figures if not cumulative and one.key.indicator not in totals_to_date]
    rejected: list[Rejected] = []
    others = [one for one in figures if cumulative or one.key.indicator in totals_to_date]
    stored = _by_series(earlier, year_starts) if others else {}
    for series, members in _grouped(others, year_starts):
        ends = {one.key.ends for one in members}
        before = {key.ends: (key.starts, has) for key, has in stored.get(series, ()) if key.ends not in ends}
        known = _Known(cumulative, series[0] in totals_to_date, every, series[3], before)
        for one in members:
            try:
                figure, total = _kept(one, known)
            except _NotAdding as fault:
                rejected.append(Rejected(one.place, str(fault)))
            else:
                known.sent[one.key.ends] = _Total(total, one.place)
                kept.append(figure)
    return kept, rejected


def _grouped(figures: Iterable[Figure], year_starts: str) -> Iterator[tuple[Series, list[Figure]]]:
    grouped: dict[Series, list[Figure]] = {}
    for one in figures:
        grouped.setdefault(_series(one.key, year_starts), []).append(one)
    for series, members in grouped.items():
        yield series, sorted(members, key=lambda one: one.key.ends)


def _series(key: FigureKey, year_starts: str) -> Series:
    return key.indicator, key.area, key.group, year_holding(key.ends, year_starts).first


def _by_series(earlier: Earlier, year_starts: str) -> dict[Series, list[tuple[FigureKey, Numbers]]]:
    """Figures received before by their series, of two that end on one day the shorter last."""
    stored: dict[Series, list[tuple[FigureKey, Numbers]]] = {}
    for key in sorted(earlier):
        stored.setdefault(_series(key, year_starts), []).append((key, earlier[key]))
    return stored


def _kept(one: Figure, known: _Known) -> tuple[Figure, Numbers]:
    """The figure as it is kept, and the total since the year began."""
    starts = last_part(one.key.ends, known.every).starts if known.cumulative else one.key.starts
    is_first = starts <= known.year_begins
    if not known.as_totals:
        brought = one.numbers if is_first else _minus(one.numbers, _before(starts, known), starts - _DAY)
        return replace(one, key=one.key._replace(starts=starts), numbers=brought), one.numbers
    total = one.numbers
    if not known.cumulative and not is_first:
        total = _plus(_before(starts, known).numbers, one.numbers)
    _refuse_falling(one.key.ends, total, known)
    return replace(one, key=one.key._replace(starts=known.year_begins), numbers=total), total


def _before(starts: date, known: _Known) -> _Total:
    before = known.total_to(starts - _DAY)
    if before is None:
        raise _NotAdding(
            f"The total to {day_words(starts - _DAY)} is missing or was refused, so what this period brought "
            "to it is not known. Send that total too."
        )
    return before


def _refuse_falling(ends: date, total: Numbers, known: _Known) -> None:
    """Raises when a total is below one of an earlier day, or above one that is kept for a later day."""
    for day in (*known.sent, *known.stored):
        if (other := known.total_to(day)) is not None:
            low, high = (other.numbers, total) if day < ends else (total, other.numbers)
            if _falls(low, high):
                raise _NotAdding(_falling(total, other, day, "less" if day < ends else "more"))


def _falling(total: Numbers, other: _Total, day: date, less_or_more: str) -> str:
    where = f" in {other.place}" if other.place else ""
    return (
        f"{_said(total)} is {less_or_more} than the {_said(other.numbers)} to {day_words(day)}{where}. "
        "A total since the year began cannot fall: send totals to date, or declare that each figure is of "
        "its own period."
    )


def _falls(low: Numbers, high: Numbers) -> bool:
    if low.denominator is not None and high.denominator is not None and high.denominator < low.denominator:
        return True
    return high.numerator < low.numerator


def _said(numbers: Numbers) -> str:
    counted = f"{numbers.numerator:,}"
    return counted if numbers.denominator is None else f"{counted} of {numbers.denominator:,}"


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return _joined(one, other, 1)


def _minus(total: Numbers, before: _Total, day: date) -> Numbers:
    """What came since the total of a day. Raises _NotAdding where that is below nought or more than all."""
    if _falls(before.numbers, total):
        raise _NotAdding(_falling(total, before, day, "less"))
    brought = _joined(total, before.numbers, -1)
    if brought.denominator is not None and brought.numerator > brought.denominator:
        raise _NotAdding(
            f"Between two totals {brought.numerator:,} were counted from {brought.denominator:,}. "
            "Check both totals."
        )
    return brought


def _joined(one: Numbers, other: Numbers, sign: int) -> Numbers:
    if (one.denominator is None) != (other.denominator is None):
        raise _NotAdding("One of two totals says what it is counted from and the other does not. Send both.")
    if (one.expected is None) != (other.expected is None):
        raise _NotAdding("One of two totals says what was expected and the other does not. Send both.")
    denominator = expected = None
    if one.denominator is not None and other.denominator is not None:
        denominator = one.denominator + sign * other.denominator
    if one.expected is not None and other.expected is not None:
        expected = one.expected + sign * other.expected
    return Numbers(one.numerator + sign * other.numerator, denominator, expected)
