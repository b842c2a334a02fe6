"""Totals since the year began turned into what each period brought, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the figures of one series are read: as totals or by period, from one form into the other."""

    cumulative: bool
    as_totals: bool
    every: Length
    year_begins: date


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
    known = _by_series(earlier, year_starts) if others else {}
    for series, members in _grouped(others, year_starts):
        reading = _Reading(cumulative, series[0] in totals_to_date, every, series[3])
        totals = _known_totals(known.get(series, ()), reading)
        for one in members:
            try:
                figure, total = _kept(one, totals, reading)
            except _NotAdding as fault:
                rejected.append(Rejected(one.place, str(fault)))
            else:
                totals[one.key.ends] = _Total(total, one.place)
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
    known: dict[Series, list[tuple[FigureKey, Numbers]]] = {}
    for key, numbers in earlier.items():
        known.setdefault(_series(key, year_starts), []).append((key, numbers))
    return known


def _known_totals(known: Iterable[tuple[FigureKey, Numbers]], reading: _Reading) -> dict[date, _Total]:
    """The totals since the year began that were received before, by their last day."""
    totals: dict[date, _Total] = {}
    for key, numbers in sorted(known, key=lambda one: one[0]):
        if key.starts == reading.year_begins:
            totals[key.ends] = _Total(numbers)
        elif not reading.as_totals and (before := totals.get(key.starts - _DAY)):
            totals[key.ends] = _Total(_plus(before.numbers, numbers))
    return totals


def _kept(one: Figure, totals: Mapping[date, _Total], reading: _Reading) -> tuple[Figure, Numbers]:
    """The figure as it is kept, and the total since the year began."""
    starts = last_part(one.key.ends, reading.every).starts if reading.cumulative else one.key.starts
    if reading.cumulative:
        _refuse_falling(one, totals)
    to_date = one.key._replace(starts=reading.year_begins)
    if reading.cumulative and reading.as_totals:
        return replace(one, key=to_date), one.numbers
    if starts <= reading.year_begins:
        return replace(one, key=to_date), one.numbers
    before = _before(starts, totals)
    if reading.cumulative:
        brought = _minus(one.numbers, before)
        return replace(one, key=one.key._replace(starts=starts), numbers=brought), one.numbers
    total = _plus(before, one.numbers)
    return replace(one, key=to_date, numbers=total), total


def _before(starts: date, totals: Mapping[date, _Total]) -> Numbers:
    before = totals.get(starts - _DAY)
    if before is None:
        raise _NotAdding(
            f"The total to {day_words(starts - _DAY)} is missing or was refused, so what this period brought "
            "to it is not known. Send that total too."
        )
    return before.numbers


def _refuse_falling(one: Figure, totals: Mapping[date, _Total]) -> None:
    """Raises when a total is below one of an earlier day, or above one that was received for a later day."""
    for ends, other in totals.items():
        low, high = (other.numbers, one.numbers) if ends < one.key.ends else (one.numbers, other.numbers)
        if ends != one.key.ends and _falls(low, high):
            where = f" in {other.place}" if other.place else ""
            low_or_high = "less" if ends < one.key.ends else "more"
            raise _NotAdding(
                f"{_said(one.numbers)} is {low_or_high} than the {_said(other.numbers)} to {day_words(ends)}"
                f"{where}. A total since the year began cannot fall: send totals to date, or declare that "
                "each figure is of its own period."
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


def _minus(one: Numbers, other: Numbers) -> Numbers:
    return _joined(one, other, -1)


def _joined(one: Numbers, other: Numbers, sign: int) -> Numbers:
    if (one.denominator is None) != (other.denominator is None):
        raise _NotAdding("One of two totals says what it is counted from and the other does not. Send both.")
    numerator = one.numerator + sign * other.numerator
    denominator = None
    if one.denominator is not None and other.denominator is not None:
        denominator = one.denominator + sign * other.denominator
        if numerator > denominator:
            raise _NotAdding(
                f"Between two totals {numerator:,} were counted from {denominator:,}. Check both totals."
            )
    expected = None
    if one.expected is not None and other.expected is not None:
        expected = one.expected + sign * other.expected
    return Numbers(numerator, denominator, expected)
