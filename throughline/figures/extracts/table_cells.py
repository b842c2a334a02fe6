"""Cells of a table read through a profile into figures, each with its place or its refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from throughline.figures.extracts.figures import Duplicate, Figure, FigureKey, Numbers, Rejected, Remark
from throughline.figures.extracts.printed_numbers import (
    NotACount,
    read_count,
    read_decimal,
    without_note,
)
from throughline.figures.extracts.printed_periods import NotAPeriod, read_day, read_period
from throughline.figures.extracts.profiles import NUMBERS, Profile
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.tables import FoundTable, Heading, Line, heading_key
from throughline.rules.plan.cells import Place
from throughline.words.refusals import Refused

LABELS: Final = ("area", "group", "indicator", "period", "starts", "ends")
RATES: Final = ("rate", "expected-rate")


class NoPeriod(Refused):
    """Nothing in the table says which days its figures cover."""


class IndicatorUnknown(Refused):
    """The profile maps to an indicator that is not kept."""


class _RowRefused(Refused):
    """A row cannot be read; ``column`` is where."""

    def __init__(self, column: int, sentence: str) -> None:
        self.column = column
        super().__init__(sentence)


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


@dataclass(frozen=True)
class _Column:
    """A column of numbers: its place in the table, its role, the period its heading names, its series."""

    at: int
    heading: Heading
    role: str
    series: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Layout:
    """What the columns of one table hold."""

    table: FoundTable
    labels: Mapping[str, int]
    numbers: tuple[_Column, ...]
    only: tuple[tuple[int, str], ...]


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
    names = _Names(profile, known_indicators, known_areas)
    if names.unknown:
        raise IndicatorUnknown(
            f"The profile {profile.name} maps to {names.unknown}, which is not in the list of indicators. "
            "Map it to one that is."
        )
    for table in tables:
        layout = _layout(table, profile)
        _check_period(layout, covers)
        _read_table(layout, profile, names, covers, gathered)
    _assemble(gathered)
    return gathered


class _Names:
    """The indicators and areas that figures may be of, found by the words of a cell."""

    def __init__(
        self, profile: Profile, known_indicators: Collection[str], known_areas: Collection[str] | None
    ) -> None:
        self.known = frozenset(known_indicators)
        self.areas = None if known_areas is None else {_area_key(name): name for name in known_areas}
        self.series: dict[str, list[tuple[str, str]]] = {}
        for one in profile.series:
            self.series.setdefault(heading_key(one.label), []).append((one.indicator, one.part))
        unknown = sorted({one.indicator for one in profile.series} | {profile.indicator} - {""})
        self.unknown = next((one for one in unknown if one not in self.known), "")

    def indicators(self, label: str, column: int) -> tuple[tuple[str, str], ...]:
        """The indicators that a label stands for, each with the part that it gives."""
        found = self.series.get(heading_key(label)) or ([(label, "")] if label in self.known else [])
        if not found:
            raise _RowRefused(
                column, f"“{label}” is no indicator of the list. Use its code, or map the word."
            )
        return tuple(found)

    def area(self, label: str, column: int) -> str:
        """The area by its own name."""
        if self.areas is None:
            return label
        found = self.areas.get(_area_key(label))
        if found is None:
            raise _RowRefused(column, f"“{label}” is no area that figures are kept for. Correct the name.")
        return found


def _area_key(name: str) -> str:
    return heading_key(name.replace("&", " and ")).replace("  ", " ")


def _layout(table: FoundTable, profile: Profile) -> _Layout:
    labels: dict[str, int] = {}
    numbers: list[_Column] = []
    only: list[tuple[int, str]] = []
    series: dict[str, list[tuple[str, str]]] = {}
    for one in profile.series:
        series.setdefault(one.label, []).append((one.indicator, one.part))
    for at, heading in enumerate(table.headings):
        role = profile.roles[heading.key]
        if role in NUMBERS:
            own = tuple(series.get(heading.key, ())) if role == "value" else ()
            numbers.append(_Column(at, heading, role, own))
        elif role == "only":
            only.append((at, profile.only[heading.key].casefold()))
        elif role != "ignored":
            labels[role] = at
    numbers.sort(key=lambda column: column.role in RATES)
    return _Layout(table, labels, tuple(numbers), tuple(only))


def _check_period(layout: _Layout, covers: Window | None) -> None:
    in_headings = all(one.heading.period for one in layout.numbers)
    if not in_headings and not {"period", "starts"} & set(layout.labels) and covers is None:
        raise NoPeriod(
            "The table does not say which days its figures cover. Give the first and the last day."
        )


def _read_table(
    layout: _Layout, profile: Profile, names: _Names, covers: Window | None, gathered: Gathered
) -> None:
    rows = _Rows(layout, profile, names, covers)
    for line in layout.table.lines:
        gathered.rows_read += 1
        if any(line.cells[at].casefold() != word for at, word in layout.only):
            continue
        try:
            subject = rows.subject(line)
        except _RowRefused as fault:
            gathered.rejections.append(Rejected(rows.place(line, fault.column), str(fault)))
        else:
            for column in layout.numbers:
                _read_cell(rows, line, column, subject, gathered)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a row is of; the period is None where the headings name it."""

    area: str
    group: str
    label: str
    window: Window | None


class _Rows:
    """Reads what each row is of, keeping the labels that are written once for several rows."""

    def __init__(self, layout: _Layout, profile: Profile, names: _Names, covers: Window | None) -> None:
        self.layout, self.profile, self.names, self.covers = layout, profile, names, covers
        self.conventions = profile.conventions
        self.marks = frozenset(mark.casefold() for mark in profile.not_available)
        self.above: dict[str, str] = {}
        sheet, kind = layout.table.sheet, profile.sheet_names
        self.fixed: dict[str, str] = {kind: sheet} if kind else {}
        if profile.indicator:
            self.fixed["indicator"] = profile.indicator
        self.targets: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def place(self, line: Line, column: int) -> Place:
        """Where the cell of a column of the table stands in its sheet."""
        return Place(self.layout.table.sheet, line.row, self.layout.table.headings[column].column)

    def subject(self, line: Line) -> _Subject:
        """What a row is of. Raises _RowRefused."""
        area = self._label(line, "area")
        if area or "area" in self.layout.labels:
            area = self.names.area(area, self._at("area"))
        group = self._label(line, "group")
        if group and group.casefold() == self.profile.everyone.casefold():
            group = ""
        label = self._label(line, "indicator")
        if "indicator" in self.layout.labels and not label:
            raise _RowRefused(self._at("indicator"), "The row names no indicator. Write its code.")
        return _Subject(area, group, label, self._window(line))

    def targets_of(self, column: _Column, label: str) -> tuple[tuple[str, str], ...]:
        """The indicators that a cell belongs to, each with the part of its figure. Raises _RowRefused."""
        if column.series:
            return tuple((indicator, part or "numerator") for indicator, part in column.series if indicator)
        found = self.targets.get((label, column.role))
        if found is None:
            own = "numerator" if column.role == "value" else column.role
            given = self.names.indicators(label, self._at("indicator"))
            found = tuple(
                (indicator, part if part and column.role == "value" else own) for indicator, part in given
            )
            self.targets[label, column.role] = found
        return found

    def window_of(self, column: _Column, subject: _Subject) -> Window:
        """The period that a cell is of. Raises NotAPeriod."""
        if column.heading.period:
            return read_period(column.heading.period, self.conventions)
        if subject.window is None:
            raise NotAPeriod("The cell is of no period. Have its column ignored, or name its period.")
        return subject.window

    def _at(self, role: str) -> int:
        return self.layout.labels.get(role, 0)

    def _label(self, line: Line, role: str) -> str:
        at = self.layout.labels.get(role)
        if at is None:
            return self.fixed.get(role, "")
        text = without_note(line.cells[at])
        if self.profile.repeat_labels:
            text = text or self.above.get(role, "")
            self.above[role] = text
        if not text and role == "area":
            raise _RowRefused(at, "The row names no area. Write it in each row.")
        return text

    def _window(self, line: Line) -> Window | None:
        if "starts" in self.layout.labels:
            return self._from_to(line)
        if "period" not in self.layout.labels:
            return self.covers
        text = self._label(line, "period")
        try:
            return read_period(text, self.conventions)
        except NotAPeriod as fault:
            raise _RowRefused(self._at("period"), str(fault)) from fault

    def _from_to(self, line: Line) -> Window:
        days = []
        for role in ("starts", "ends"):
            try:
                days.append(read_day(self._label(line, role), self.profile.date_order))
            except NotAPeriod as fault:
                raise _RowRefused(self._at(role), str(fault)) from fault
        if days[1] < days[0]:
            raise _RowRefused(self._at("ends"), "The last day comes before the first. Correct one of them.")
        return Window(*days)


def _read_cell(rows: _Rows, line: Line, column: _Column, subject: _Subject, gathered: Gathered) -> None:
    place = rows.place(line, column.at)
    try:
        window = rows.window_of(column, subject)
        targets = rows.targets_of(column, subject.label)
    except (NotAPeriod, _RowRefused) as fault:
        gathered.rejections.append(Rejected(place, str(fault)))
        return
    if not targets:
        return
    keys = [
        (FigureKey(indicator, subject.area, subject.group, window.starts, window.ends), part)
        for indicator, part in targets
    ]
    try:
        number = _number(line.cells[column.at], column.role, rows.profile, rows.marks)
    except NotACount as fault:
        if column.role in RATES:
            gathered.remarks.append(Remark(place, str(fault)))
            return
        gathered.rejections.append(Rejected(place, str(fault)))
        gathered.refused.update(key for key, _ in keys)
        return
    cell = _Cell(number, place, _decimals(line.cells[column.at]) if column.role in RATES else 0)
    for key, part in keys:
        _keep(gathered, key, part, cell)


def _decimals(text: str) -> int:
    return len(without_note(text).rstrip("%").partition(".")[2])


def _number(text: str, role: str, profile: Profile, marks: Collection[str]) -> Fraction | int | None:
    if not text or text.casefold() in marks:
        return None
    if role in ("expected", *RATES):
        return read_decimal(text, commas=profile.commas)
    return read_count(text, commas=profile.commas)


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
    if numbers.denominator:
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
