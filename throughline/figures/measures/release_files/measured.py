"""A release as values: what was measured, for whom, up to when, and the extracts that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughline.figures.cohorts.rule import windows_of
from throughline.figures.measures.profiles import PROFILES, Profile
from throughline.figures.measures.protecting import ShownBefore
from throughline.figures.measures.release_files.awaited import Awaited
from throughline.figures.measures.release_files.shape import HIDDEN
from throughline.figures.measures.versions import MeasureVersion, version_named
from throughline.words.periods import Period

Shown = tuple[int | None, int | None, int | None]
"""Reoffenders, the rest, and all people; None where it is hidden."""


@dataclass(frozen=True)
class MeasuredGroup:
    """A group's counts as released, None where hidden; its rates have the units of ``ReoffendingRates``."""

    name: str
    people: int | None
    reoffenders: int | None
    reoffences: int | None
    rate: float | None
    frequency: float | None
    for_each_person: float | None
    adjusted: float | None
    no_rates: str

    def shown(self, profile: Profile) -> Shown:
        """The row of the table behind it: the rest follows where both others are shown exactly."""
        if self.people is None or self.reoffenders is None or profile.step > 1:
            return self.reoffenders, None, self.people
        return self.reoffenders, self.people - self.reoffenders, self.people


@dataclass(frozen=True)
class ExtractNamed:
    """The receipt of an extract, as a release names it; ``rows`` are those taken in."""

    id: str
    sha256: str
    contract: str
    supplier: str
    starts: date
    ends: date
    rows: int
    came: date


@dataclass(frozen=True)
class MeasuredRelease:
    """All that a release says: the figures, and what each of them rests on."""

    version: MeasureVersion
    definition: str
    """The SHA-256 of the definition's text."""
    first: date
    last: date
    followed_to: date
    proved_by: date
    status: str
    profile: Profile
    by: str
    baseline: float | None
    groups: tuple[MeasuredGroup, ...]
    everyone: MeasuredGroup
    flow: tuple[tuple[str, int | None], ...]
    extracts: tuple[ExtractNamed, ...]
    awaited: tuple[Awaited, ...]
    linked_by: str
    linking_model: str
    released_at: datetime
    checksum: str

    @property
    def windows(self) -> tuple[Period, ...]:
        """The windows that were added up."""
        return windows_of(self.version.rule, self.first, self.last)

    def as_before(self, names: tuple[str, ...]) -> ShownBefore:
        """What a later table of some groups is compared with; a group that was not there had nobody."""
        rows = {one.name: one.shown(self.profile) for one in self.groups}
        body = [rows.get(name, (0, 0, 0)) for name in names]
        return ShownBefore([*body, self.everyone.shown(self.profile)], self.profile)

    def totals_before(self, height: int) -> ShownBefore:
        """What a later table of so many other groups is compared with: only what it says of everyone."""
        whole = self.everyone.shown(self.profile)
        nothing: Shown = (None, None, None)
        if not height:
            return ShownBefore([whole, whole], self.profile)
        absent = [(row, column) for row in range(height) for column in range(len(whole))]
        return ShownBefore([*[nothing] * height, whole], self.profile, absent)

    def flow_before(self) -> ShownBefore:
        """What a later flow is compared with: one row whose total, the events at first, comes last."""
        (_began, total), *steps = self.flow
        row = [*(events for _why, events in steps), total]
        return ShownBefore([row, row], self.profile)


def release_from(plain: Mapping[str, Any]) -> MeasuredRelease:
    """The release that was read or kept as plain values; it is not checked again.

    Source: figures (every figure names its version, cohort, follow-up end and status).
    """
    profile = PROFILES[plain["profile"]]
    measure, cohort = plain["measure"], plain["cohort"]
    return MeasuredRelease(
        version=version_named(measure["code"]),
        definition=measure["definition"],
        first=date.fromisoformat(cohort["first"]),
        last=date.fromisoformat(cohort["last"]),
        followed_to=date.fromisoformat(plain["followed_to"]),
        proved_by=date.fromisoformat(plain["proved_by"]),
        status=plain["status"],
        profile=profile,
        by=plain["by"],
        baseline=plain["baseline"],
        groups=tuple(_group(one) for one in plain["groups"]),
        everyone=_group(plain["everyone"]),
        flow=tuple((one["why"], value_of(one["events"])) for one in plain["flow"]),
        extracts=tuple(_extract(one) for one in plain["receipts"]),
        awaited=tuple(Awaited(**{**one, **_days(one, "starts", "ends")}) for one in plain["awaited"]),
        linked_by=plain["linked_by"],
        linking_model=plain["linking_model"],
        released_at=datetime.fromisoformat(plain["released_at"]),
        checksum=plain["checksum"],
    )


def value_of(written: int | str) -> int | None:
    """The number that a written count shows: None where it is hidden, nought where it was rounded away.

    Source: disclosure profiles (figures, section 1).
    """
    if isinstance(written, int):
        return written
    return None if written == HIDDEN else 0


def _group(plain: Mapping[str, Any]) -> MeasuredGroup:
    return MeasuredGroup(
        name=plain["group"],
        people=value_of(plain["people"]),
        reoffenders=value_of(plain["reoffenders"]),
        reoffences=value_of(plain["reoffences"]),
        rate=plain["rate"],
        frequency=plain["frequency"],
        for_each_person=plain["for_each_person"],
        adjusted=plain["adjusted"],
        no_rates=plain["no_rates"],
    )


def _extract(plain: Mapping[str, Any]) -> ExtractNamed:
    return ExtractNamed(**{**plain, **_days(plain, "starts", "ends", "came")})


def _days(plain: Mapping[str, Any], *keys: str) -> dict[str, date]:
    return {key: date.fromisoformat(plain[key]) for key in keys}
