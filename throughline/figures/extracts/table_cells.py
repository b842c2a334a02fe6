"""Cells of a table read through a profile into figures, each with its place or its refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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
from throughline.figures.extracts.printed_periods import NotAPeriod, read_period
from throughline.figures.extracts.profiles import Profile
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.table_rows import (
    RATES,
    AreaPassedOver,
    Column,
    Layout,
    Names,
    RowRefused,
    Rows,
    Subject,
    Targets,
    layout_of,
)
from throughline.figures.extracts.tables import FoundTable, Line
from throughline.rules.plan.cells import Place


@dataclass(slots=True)
class _Cell:
    """One part of a figure as a cell gives it; None is a figure that is not to be had."""

    number: Fraction | int | None
    layout: Layout
    line: Line
    column: int
    places: int = 0
    """How many decimals are printed."""

    @property
    def place(self) -> Place:
        """Where it stands, worked out only for the cells that are told of."""
        return self.layout.place(self.line, self.column)


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
    passed_over: dict[str, None] = field(default_factory=dict)
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
        reader = _Reader(layout, Rows(layout, profile, names, covers), marks, profile, gathered)
        for line in table.lines:
            gathered.rows_read += 1
            if layout.reads(line):
                reader.read(line)
    _assemble(gathered)
    return gathered


class _Reader:
    """Reads the cells of one table, row by row, into what is gathered."""

    def __init__(
        self, layout: Layout, rows: Rows, marks: frozenset[str], profile: Profile, gathered: Gathered
    ) -> None:
        self.layout, self.rows, self.marks, self.gathered = layout, rows, marks, gathered
        self.commas = profile.commas
        self.columns = tuple(self._columns(profile))

    def read(self, line: Line) -> None:
        """Read the cells of one row."""
        try:
            subject = self.rows.subject(line)
            for column, window in self.columns:
                targets = self.rows.targets_of(column, subject.label)
                self._read_cell(line, column, subject, window or subject.window, targets)
        except AreaPassedOver as area:
            self.gathered.passed_over[str(area)] = None
        except RowRefused as fault:
            self._refuse(self.layout.place(line, fault.column), str(fault))

    def _columns(self, profile: Profile) -> Iterator[tuple[Column, Window | None]]:
        """The columns of numbers with the periods that their headings name; one with no period is refused."""
        for column in self.layout.numbers:
            try:
                words = column.heading.period
                yield column, read_period(words, profile.conventions) if words else None
            except NotAPeriod as fault:
                sheet, row = self.layout.table.sheet, self.layout.table.heading_rows[-1]
                self._refuse(Place(sheet, row, column.heading.column), str(fault))

    def _read_cell(
        self, line: Line, column: Column, subject: Subject, window: Window | None, targets: Targets
    ) -> None:
        if window is None:
            return
        text = line.cells[column.at]
        for indicator, part in targets:
            key = FigureKey(indicator, subject.area, subject.group, window.starts, window.ends)
            try:
                number = None if is_not_available(text, self.marks) else _number(text, part, self.commas)
            except NotACount as fault:
                self._refuse_number(key, part, self.layout.place(line, column.at), str(fault))
            else:
                places = _decimals(text) if part in RATES else 0
                _keep(self.gathered, key, part, _Cell(number, self.layout, line, column.at, places))

    def _refuse_number(self, key: FigureKey, part: str, place: Place, reason: str) -> None:
        if part in RATES:
            self.gathered.remarks.append(Remark(place, reason))
        else:
            self._refuse(place, reason)
            self.gathered.refused.add(key)

    def _refuse(self, place: Place, reason: str) -> None:
        self.gathered.rejections.append(Rejected(place, reason))


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
    if expected is not None and numbers.expected is not None and numbers.expected < 0:
        gathered.rejections.append(
            Rejected(expected.place, "Fewer than nought cannot be expected. Correct it.")
        )
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
