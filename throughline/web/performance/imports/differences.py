"""What a file that waits would change: new figures, revisions, what is known, what is not taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from throughline.figures.extracts.figures import Figure, FigureKey, Numbers, Rejected, Remark, Staged
from throughline.figures.extracts.profiles import Profile, profile_from
from throughline.figures.extracts.published import read_published
from throughline.figures.extracts.returns import Window
from throughline.figures.indicators.plan_file import PlannedIndicator
from throughline.papers.reading import read_sheets
from throughline.web.access.models import Partnership
from throughline.web.performance.measured.figures import MEASURED, read_measured
from throughline.web.performance.models import Observation, StagedFile
from throughline.web.performance.queries import counted_on, planned_indicators

NEEDS_A_WHOLE = ("percentage", "predicted")
LARGEST_COUNT = 2_147_483_647
LONGEST_NAME = 80
"""What a row of figures has room for."""
SETTLED = (Observation.Status.FINAL, Observation.Status.REVISED)

Planned = Mapping[str, PlannedIndicator]


@dataclass(frozen=True)
class Known:
    """A figure that counts now, and how settled it is."""

    numbers: Numbers
    status: str


@dataclass(frozen=True)
class Kept:
    """A figure as it would be kept."""

    figure: Figure
    status: str


@dataclass(frozen=True)
class Differences:
    """What accepting a file would do on a day. Nothing of it is done yet."""

    added: tuple[Kept, ...]
    revised: tuple[tuple[Kept, Numbers], ...]
    """Each with the numbers that count now."""
    confirmed: tuple[Kept, ...]
    """The same numbers, now more or less settled than before."""
    unchanged: tuple[Kept, ...]
    rejections: tuple[Rejected, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]
    """How the file was understood."""
    duplicates: int
    not_available: int
    known_areas: frozenset[str]

    @property
    def is_something(self) -> bool:
        """Whether accepting it would change anything."""
        return bool(self.added or self.revised or self.confirmed)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Every figure of the file that would count, those that are known already among them.

        They are kept too: where the earlier receipt is undone, this one still says them.
        """
        return (*self.added, *(one for one, _before in self.revised), *self.confirmed, *self.unchanged)

    @property
    def covers(self) -> tuple[date, date]:
        """The first and the last day of all its figures."""
        keys = [one.figure.key for one in self.kept]
        return min(key.starts for key in keys), max(key.ends for key in keys)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas of its figures that figures are kept for already."""
        return tuple(sorted(self._areas & self.known_areas))

    @cached_property
    def new_areas(self) -> tuple[str, ...]:
        """The areas of its figures that nothing was kept for before: to look at for a changed spelling."""
        return tuple(sorted(self._areas - self.known_areas))

    @property
    def _areas(self) -> frozenset[str]:
        return frozenset(one.figure.key.area for one in self.kept) - {""}

    @cached_property
    def digest(self) -> str:
        """The fingerprint of all that a person looked at before accepting."""
        said = hashlib.sha256()
        for part in (self.added, self.revised, self.confirmed, self.unchanged, self.rejections):
            said.update(repr([_as_words(one) for one in part]).encode())
        return said.hexdigest()


def _as_words(one: Any) -> tuple[Any, ...]:
    if isinstance(one, Rejected):
        return str(one.place), one.reason
    kept, before = one if isinstance(one, tuple) else (one, None)
    return (*kept.figure.key, *kept.figure.numbers, str(kept.status), before)


def differences_of(staged: StagedFile, day: date) -> Differences:
    """What accepting a mapped file on a day would change, worked out from the figures that count then.

    Raises Unreadable, NoTableRecognised, HeadingsChanged, IndicatorUnknown, NoPeriod, ProfileRefused and
    ReleaseRefused.
    """
    planned = planned_indicators(staged.partnership, day)
    if measured := staged.settings.get(MEASURED):
        known = known_figures(staged.partnership, day, planned, with_expected=False)
        read = read_measured(staged.partnership, measured, day, planned, _numbers(known))
        notes: tuple[str, ...] = ()
    else:
        profile = profile_from(staged.settings["profile"])
        known = known_figures(staged.partnership, day, planned, with_expected=_gives_expected(profile))
        read, notes = _read_tables(staged, profile, planned, known)
    before = {one.figure.key: one.before for one in read.revisions}
    sorter = _Sorter(planned, known, before, staged.status)
    for figure in (*read.figures, *read.unchanged):
        sorter.take(figure)
    return Differences(
        added=tuple(sorter.added),
        revised=tuple(sorter.revised),
        confirmed=tuple(sorter.confirmed),
        unchanged=tuple(sorter.unchanged),
        rejections=(*read.rejections, *sorter.rejections),
        remarks=read.remarks,
        notes=notes,
        duplicates=len(read.duplicates),
        not_available=len(read.not_available),
        known_areas=frozenset(key.area for key in known),
    )


def _read_tables(
    staged: StagedFile, profile: Profile, planned: Planned, known: Mapping[FigureKey, Known]
) -> tuple[Staged, tuple[str, ...]]:
    """What the tables of a file would bring in, and how the file was understood."""
    opened = read_sheets(
        bytes(staged.content), staged.name, encoding=profile.encoding, delimiter=profile.delimiter
    )
    read = read_published(
        opened.sheets,
        profile,
        known_indicators=planned,
        earlier=_numbers(known),
        closed_before=_day(staged.settings.get("closed_before")),
        covers=_window(staged.settings.get("covers")),
        totals_to_date=[code for code, one in planned.items() if one.indicator.method == "trajectory"],
    )
    return read, opened.notes


def _numbers(known: Mapping[FigureKey, Known]) -> dict[FigureKey, Numbers]:
    return {key: one.numbers for key, one in known.items()}


def known_figures(
    partnership: Partnership, day: date, planned: Planned, *, with_expected: bool
) -> dict[FigureKey, Known]:
    """The figures that count on a day, each as its last receipt gave it; one query for any number.

    The figure of an indicator's own area is found with and without the area's name.
    """
    rows = counted_on(partnership, day).order_by("receipt__received_on", "receipt__number", "pk")
    known: dict[FigureKey, Known] = {}
    for code, area, group, starts, ends, counted, whole, expected, status in rows.values_list(
        "indicator__code", "area", "group", "starts", "ends", "numerator", "denominator", "expected", "status"
    ):
        numbers = Numbers(counted, whole, Fraction(expected) if expected and with_expected else None)
        known[FigureKey(code, area, group, starts, ends)] = Known(numbers, status)
        own = planned[code].indicator.area if code in planned and not area else ""
        if own:
            known[FigureKey(code, own, group, starts, ends)] = Known(numbers, status)
    return known


class _Sorter:
    """Sorts the figures of a file by what accepting them would do."""

    def __init__(
        self,
        planned: Planned,
        known: Mapping[FigureKey, Known],
        before: Mapping[FigureKey, Numbers],
        status: str,
    ) -> None:
        self.planned, self.known, self.before, self.status = planned, known, before, status
        self.added: list[Kept] = []
        self.revised: list[tuple[Kept, Numbers]] = []
        self.confirmed: list[Kept] = []
        self.unchanged: list[Kept] = []
        self.rejections: list[Rejected] = []
        self.taken: set[FigureKey] = set()

    def take(self, figure: Figure) -> None:
        """Put a figure where it belongs; one that could not be judged is rejected."""
        own = _of_own_area(figure, self.planned[figure.key.indicator])
        if reason := self._fault(own):
            self.rejections.append(Rejected(figure.place, reason))
            return
        self.taken.add(own.key)
        known, before = self.known.get(figure.key), self.before.get(figure.key)
        if known is None:
            self.added.append(Kept(own, _settled(self.status)))
        elif before is not None:
            is_settled = known.status in SETTLED and self.status != Observation.Status.PROVISIONAL
            status = Observation.Status.REVISED if is_settled else self.status
            self.revised.append((Kept(own, status), before))
        elif known.status == Observation.Status.PROVISIONAL and _settled(self.status) == "final":
            self.confirmed.append(Kept(own, _settled(self.status)))
        else:
            self.unchanged.append(Kept(own, known.status))

    def _fault(self, figure: Figure) -> str:
        planned, key, numbers = self.planned[figure.key.indicator], figure.key, figure.numbers
        if key in self.taken:
            return "The figure stands in the file twice, with the name of its own area and without. Keep one."
        if max(numbers.numerator, numbers.denominator or 0) > LARGEST_COUNT:
            return "The number is larger than any count that is kept. Check it."
        if max(len(key.area), len(key.group)) > LONGEST_NAME:
            return f"The name of an area or group has at most {LONGEST_NAME} characters. Shorten it."
        if planned.indicator.method in NEEDS_A_WHOLE and numbers.denominator is None:
            return f"{key.indicator} is a part of a whole. Map the column that it is counted from."
        if planned.indicator.method == "predicted" and not expected_of(planned, numbers):
            return f"No predicted number is kept for {key.indicator}. Map its column, or load one first."
        return ""


def expected_of(planned: PlannedIndicator, numbers: Numbers) -> str:
    """The predicted number of a figure as it is kept: its own, or the one of the list; empty of none."""
    if planned.indicator.method != "predicted":
        return ""
    own = numbers.expected if numbers.expected is not None else planned.published.get("expected")
    return "" if own is None else str(own)


def _settled(status: str) -> str:
    """How settled a figure is that corrects none."""
    return Observation.Status.FINAL if status == Observation.Status.REVISED else status


def _of_own_area(figure: Figure, planned: PlannedIndicator) -> Figure:
    """The figure of an indicator's own area is kept without the area's name."""
    is_own = bool(figure.key.area) and figure.key.area == planned.indicator.area
    return replace(figure, key=figure.key._replace(area="")) if is_own else figure


def _gives_expected(profile: Profile) -> bool:
    parts = {one.part for one in profile.series}
    return "expected" in {*profile.roles.values(), *parts}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _window(written: list[str] | None) -> Window | None:
    return Window(date.fromisoformat(written[0]), date.fromisoformat(written[1])) if written else None
