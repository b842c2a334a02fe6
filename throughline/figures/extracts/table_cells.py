"""Cells of a table read through a profile into figures, each with its place or its refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from throughline.figures.extracts.figures import Duplicate, Figure, FigureKey, Numbers, Rejected, Remark
from throughline.figures.extracts.printed_numbers import (
    NotACount,
    is_not_available,
    read_count,
    read_decimal,
    spellings,
    without_note,
)
from throughline.figures.extracts.printed_periods import NotAPeriod
from throughline.figures.extracts.profiles import Profile
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.table_rows import (
    RATES,
    Column,
    Layout,
    Names,
    RowRefused,
    Rows,
    Subject,
    layout_of,
)
from throughline.figures.extracts.tables import FoundTable, Line
from throughline.rules.plan.cells import Place


@dataclass(frozen=True, slots=True)
class _Cell:
    """One part of a figure as a cell gives it; None is a figure that is not to be had."""

    number: Fraction | int | None
    place: Place
    places: int = 0
    """How many decimals are printed."""


_Parts = dict[str, _Cell]


@dataclass
class Gathered:
    """The figures of some tables, and all that was not taken in."""

    rows_read: int = 0
    figures: list[Figure] = field(default_factory=list)
    rejections: list[Rejected] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    not_available: list[Place] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    parts: dict[FigureKey, _Parts] = field(default_factory=dict)
    refused: set[FigureKey] = field(default_factory=set)


def gather(
    tables: Iterable[FoundTable],
    profile: Profile,
    known_indicators: Collection[str],
    known_areas: Collection[str] | None,
    covers: Window | None,
) -> Gathered:
    """The figures of tables with the profile's headings; ``covers`` is the period of one that prints none.

    Raises NoPeriod and IndicatorUnknown.
    Source: product, sections 3.5 and 7 (30).
    """
    gathered = Gathered()
    names, marks = Names(profile, known_indicators, known_areas), spellings(profile.not_available)
    for table in tables:
        layout = layout_of(table, profile, covers)
        rows = Rows(layout, profile, names, covers)
        gathered.rows_read += len(table.lines)
        for line in filter(layout.reads, table.lines):
            _read_line(layout, rows, line, marks, gathered)
    _assemble(gathered)
    return gathered


def _read_line(layout: Layout, rows: Rows, line: Line, marks: frozenset[str], gathered: Gathered) -> None:
    try:
        subject = rows.subject(line)
    except RowRefused as fault:
        gathered.rejections.append(Rejected(layout.place(line, fault.column), str(fault)))
        return
    for column in layout.numbers:
        place = layout.place(line, column.at)
        try:
            _read_cell(rows, column, subject, line.cells[column.at], place, marks, gathered)
        except (NotAPeriod, RowRefused) as fault:
            gathered.rejections.append(Rejected(place, str(fault)))


def _read_cell(
    rows: Rows,
    column: Column,
    subject: Subject,
    text: str,
    place: Place,
    marks: frozenset[str],
    gathered: Gathered,
) -> None:
    window = rows.window_of(column, subject)
    for indicator, part in rows.targets_of(column, subject.label):
        key = FigureKey(indicator, subject.area, subject.group, window.starts, window.ends)
        try:
            number = None if is_not_available(text, marks) else _number(text, part, rows.profile.commas)
        except NotACount as fault:
            if part in RATES:
                gathered.remarks.append(Remark(place, str(fault)))
            else:
                gathered.rejections.append(Rejected(place, str(fault)))
                gathered.refused.add(key)
        else:
            _keep(gathered, key, part, _Cell(number, place, _decimals(text) if part in RATES else 0))


def _number(text: str, part: str, commas: bool) -> Fraction | int:
    if part in ("numerator", "denominator"):
        return read_count(text, commas=commas)
    return read_decimal(text, commas=commas)


def _decimals(text: str) -> int:
    return len(without_note(text).rstrip("%").partition(".")[2])


def _keep(gathered: Gathered, key: FigureKey, part: str, cell: _Cell) -> None:
    parts = gathered.parts.setdefault(key, {})
    before = parts.get(part)
    if before is None:
        parts[part] = cell
    elif before.number == cell.number:
        if part == "numerator":
            gathered.duplicates.append(Duplicate(cell.place, before.place))
    else:
        gathered.refused.add(key)
        for one, other in ((before, cell), (cell, before)):
            gathered.rejections.append(
                Rejected(one.place, f"The same figure stands in {other.place} with another number. Keep one.")
            )


def _assemble(gathered: Gathered) -> None:
    for key, parts in gathered.parts.items():
        if key in gathered.refused:
            continue
        numerator = parts.get("numerator")
        if numerator is None:
            first = next(iter(parts.values()))
            if first.number is not None:
                gathered.rejections.append(
                    Rejected(
                        first.place, f"There is no numerator for {key.indicator} here. Map its column too."
                    )
                )
        elif numerator.number is None:
            gathered.not_available.append(numerator.place)
        else:
            _figure(gathered, key, parts, numerator)


def _figure(gathered: Gathered, key: FigureKey, parts: Mapping[str, _Cell], numerator: _Cell) -> None:
    denominator, expected = parts.get("denominator"), parts.get("expected")
    if denominator is not None and denominator.number is None:
        reason = "The count is given, and what it is counted from is not. Send both, or leave both out."
        gathered.rejections.append(Rejected(denominator.place, reason))
        return
    numbers = Numbers(
        int(numerator.number or 0),
        None if denominator is None else int(denominator.number or 0),
        None if expected is None or expected.number is None else Fraction(expected.number),
    )
    if numbers.denominator is not None and numbers.numerator > numbers.denominator:
        reason = f"{numbers.numerator:,} is more than the {numbers.denominator:,} counted from. Check both."
        gathered.rejections.append(Rejected(numerator.place, reason))
        return
    gathered.figures.append(Figure(key, numbers, numerator.place))
    if numbers.denominator and not parts.keys().isdisjoint(RATES):
        _compare_rates(gathered, parts, numbers)


def _compare_rates(gathered: Gathered, parts: Mapping[str, _Cell], numbers: Numbers) -> None:
    """Remarks on a printed rate that differs from the counts by more than rounding; it may be a share."""
    for role, count in (("rate", Fraction(numbers.numerator)), ("expected-rate", numbers.expected)):
        printed = parts.get(role)
        if printed is None or printed.number is None or count is None:
            continue
        share = count / Fraction(numbers.denominator or 1)
        rounding = Fraction(1, 2 * 10**printed.places)
        if min(abs(printed.number - share), abs(printed.number - 100 * share)) > rounding:
            sentence = (
                f"{float(printed.number):g} is printed, and the counts give {float(100 * share):.2f}%. "
                "The counts are taken in; the printed rate is not."
            )
            gathered.remarks.append(Remark(printed.place, sentence))
