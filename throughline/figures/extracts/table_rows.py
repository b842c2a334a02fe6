"""What each row of a table is of: area, group, indicator and period, read through a profile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from throughline.figures.extracts.printed_numbers import without_note
from throughline.figures.extracts.printed_periods import NotAPeriod, read_day, read_period
from throughline.figures.extracts.profiles import NUMBERS, Profile
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.tables import FoundTable, Heading, Line, heading_key
from throughline.rules.plan.cells import Place
from throughline.words.refusals import Refused

RATES: Final = ("rate", "expected-rate")
Targets = tuple[tuple[str, str], ...]
"""The indicators that a cell belongs to, each with the part of its figure that the cell gives."""


class NoPeriod(Refused):
    """Nothing in the table says which days its figures cover."""


class IndicatorUnknown(Refused):
    """The profile maps to an indicator that is not kept."""


class RowRefused(Refused):
    """A row cannot be read; ``column`` is where, counted from 0."""

    def __init__(self, column: int, sentence: str) -> None:
        self.column = column
        super().__init__(sentence)


class AreaPassedOver(Exception):
    """A row is of an area that no figures are kept for, and the profile passes such rows over."""


class Names:
    """The indicators and areas that figures may be of, found by the words of a cell.

    Raises IndicatorUnknown if the profile maps to an indicator that is not kept.
    """

    def __init__(
        self, profile: Profile, known_indicators: Collection[str], known_areas: Collection[str] | None
    ) -> None:
        self.known = frozenset(known_indicators)
        self.passes_over = profile.pass_over_areas
        self.areas = None if known_areas is None else {_area_key(name): name for name in known_areas}
        self.series: dict[str, list[tuple[str, str]]] = {}
        for one in profile.series:
            self.series.setdefault(heading_key(one.label), []).append((one.indicator, one.part))
        wanted = {one.indicator for one in profile.series} | {profile.indicator}
        if unknown := sorted(wanted - self.known - {""}):
            raise IndicatorUnknown(
                f"The profile {profile.name} maps to {unknown[0]}, which is not in the list of indicators. "
                "Map it to one that is."
            )

    def indicators(self, label: str, column: int) -> Targets:
        """The indicators that a label stands for, each with its part; none if it is passed over.

        Raises RowRefused.
        """
        found = self.series.get(heading_key(label)) or ([(label, "")] if label in self.known else [])
        if not found:
            raise RowRefused(column, f"“{label}” is no indicator of the list. Use its code, or map the word.")
        return tuple(one for one in found if one[0])

    def area(self, label: str, column: int) -> str:
        """The area by the name that it is kept under. Raises RowRefused and AreaPassedOver."""
        if self.areas is None:
            return label
        found = self.areas.get(_area_key(label))
        if found is None and self.passes_over:
            raise AreaPassedOver(label)
        if found is None:
            raise RowRefused(column, f"“{label}” is no area that figures are kept for. Correct the name.")
        return found


def _area_key(name: str) -> str:
    return heading_key(name.replace("&", " and "))


@dataclass(frozen=True)
class Column:
    """A column of numbers: its place in the table, its heading, its role, the series it stands for."""

    at: int
    heading: Heading
    role: str
    series: Targets


@dataclass(frozen=True)
class Layout:
    """What the columns of one table hold: labels by their role, numbers, and what rows are read."""

    table: FoundTable
    labels: Mapping[str, int]
    numbers: tuple[Column, ...]
    only: tuple[tuple[int, str], ...]

    def reads(self, line: Line) -> bool:
        """Whether a row is one of those that the profile reads."""
        return all(line.cells[at].casefold() == word for at, word in self.only)

    def place(self, line: Line, column: int) -> Place:
        """Where the cell of a column of the table stands in its sheet."""
        return Place(self.table.sheet, line.row, self.table.headings[column].column)


def layout_of(table: FoundTable, profile: Profile, covers: Window | None) -> Layout:
    """What the columns of a table hold; ``covers`` is the period of a table that prints none.

    Raises NoPeriod.
    Source: product, section 3.5 (saved mapping profiles).
    """
    labels: dict[str, int] = {}
    numbers: list[Column] = []
    only: list[tuple[int, str]] = []
    for at, heading in enumerate(table.headings):
        role = profile.roles[heading.key]
        if role in NUMBERS:
            numbers.append(Column(at, heading, role, _series(profile, heading) if role == "value" else ()))
        elif role == "only":
            only.append((at, profile.only[heading.key].casefold()))
        elif role != "ignored":
            labels[role] = at
    in_headings = all(one.heading.period for one in numbers)
    if not in_headings and not {"period", "starts"} & set(labels) and covers is None:
        raise NoPeriod(
            "The table does not say which days its figures cover. Give the first and the last day."
        )
    return Layout(table, labels, tuple(numbers), tuple(only))


def _series(profile: Profile, heading: Heading) -> Targets:
    return tuple((one.indicator, one.part) for one in profile.series if one.label == heading.key)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is of; the period is None where the headings name it."""

    area: str
    group: str
    label: str
    window: Window | None


class Rows:
    """Reads what each row of one table is of, in order, keeping the labels written once for several rows."""

    def __init__(self, layout: Layout, profile: Profile, names: Names, covers: Window | None) -> None:
        self.layout, self.profile, self.names, self.covers = layout, profile, names, covers
        self.conventions = profile.conventions
        self.above: dict[str, str] = {}
        self.fixed: dict[str, str] = {}
        if profile.sheet_names:
            self.fixed[profile.sheet_names] = layout.table.sheet
        if profile.indicator:
            self.fixed["indicator"] = profile.indicator
        self.targets: dict[tuple[str, str], Targets] = {}

    def subject(self, line: Line) -> Subject:
        """What a row is of. Raises RowRefused and AreaPassedOver."""
        area = self._label(line, "area")
        if area or "area" in self.layout.labels:
            area = self._area(area)
        group = self._label(line, "group")
        if group and group.casefold() == self.profile.everyone.casefold():
            group = ""
        label = self._label(line, "indicator")
        if "indicator" in self.layout.labels and not label:
            raise RowRefused(self._at("indicator"), "The row names no indicator. Write its code.")
        return Subject(area, group, label, self._window(line))

    def targets_of(self, column: Column, label: str) -> Targets:
        """The indicators that a cell belongs to; none if it is passed over. Raises RowRefused."""
        if column.series:
            return tuple((indicator, part or "numerator") for indicator, part in column.series if indicator)
        found = self.targets.get((label, column.role))
        if found is None:
            is_value = column.role == "value"
            given = self.names.indicators(label, self._at("indicator"))
            found = tuple(
                (indicator, (part or "numerator") if is_value else column.role) for indicator, part in given
            )
            self.targets[label, column.role] = found
        return found

    def _at(self, role: str) -> int:
        return self.layout.labels.get(role, 0)

    def _area(self, label: str) -> str:
        if not label:
            raise RowRefused(self._at("area"), "The row names no area. Write it in each row.")
        return self.names.area(label, self._at("area"))

    def _label(self, line: Line, role: str) -> str:
        at = self.layout.labels.get(role)
        if at is None:
            return self.fixed.get(role, "")
        text = without_note(line.cells[at])
        if self.profile.repeat_labels:
            text = text or self.above.get(role, "")
            self.above[role] = text
        return text

    def _window(self, line: Line) -> Window | None:
        if "starts" in self.layout.labels:
            return self._from_to(line)
        if "period" not in self.layout.labels:
            return self.covers
        try:
            return read_period(self._label(line, "period"), self.conventions)
        except NotAPeriod as fault:
            raise RowRefused(self._at("period"), str(fault)) from fault

    def _from_to(self, line: Line) -> Window:
        days = []
        for role in ("starts", "ends"):
            try:
                days.append(read_day(self._label(line, role), self.profile.date_order))
            except NotAPeriod as fault:
                raise RowRefused(self._at(role), str(fault)) from fault
        if days[1] < days[0]:
            raise RowRefused(self._at("ends"), "The last day comes before the first. Correct one of them.")
        return Window(*days)
