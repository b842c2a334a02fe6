"""Reading a release file: whatever it holds beside what a release may show, it is refused as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from throughline.figures.cohorts.follow_up import months_after
from throughline.figures.cohorts.rule import NoSuchWindow
from throughline.figures.measures.audit import audit
from throughline.figures.measures.profiles import Profile
from throughline.figures.measures.release import Released, table_of
from throughline.figures.measures.release_files.measured import MeasuredGroup, MeasuredRelease, release_from
from throughline.figures.measures.release_files.shape import HIDDEN, RELEASE, faults
from throughline.figures.measures.release_files.writing import checksum_of, rounded
from throughline.figures.measures.released_reoffending import HIDDEN_RATE, TOO_FEW, rates_shown
from throughline.figures.measures.reoffending import BY_WINDOW, EVERYONE
from throughline.figures.measures.versions import NoSuchMeasure, version_named
from throughline.words.refusals import Refused

LARGEST: Final = 1_000_000
"""Bytes of a release file; one of 2,000 groups takes half of it."""
NOT_TAKEN: Final = "Nothing was taken in. Write it again with: throughline figures release"


class ReleaseUnsound(Refused):
    """A file is no release, was changed after it was written, or shows what no release shows."""


def read_release(content: bytes) -> dict[str, Any]:
    """The plain values of a release file, once all of it is sound; ``release_from`` makes values of them.

    Every key and each value is known; no count is small or follows from others; sums and rates add up; the
    days are those of the measure; and the checksum is right.
    Raises ReleaseUnsound.
    Source: figures, section 1 (one gate; disclosure); house rules (the web accepts nothing else); rule R31.
    """
    plain = _opened(content)
    for fault in faults(plain, RELEASE):
        raise _unsound(fault)
    if checksum_of(plain) != plain["checksum"]:
        raise _unsound("its checksum is of other contents, so it was changed after it was written")
    for fault in _faults_of_release(plain):
        raise _unsound(fault)
    return plain


def _unsound(fault: str) -> ReleaseUnsound:
    return ReleaseUnsound(f"This is no sound release: {fault}. {NOT_TAKEN}")


def _opened(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise _unsound(f"it holds {len(content):,} bytes, and a release at most {LARGEST:,}")
    try:
        plain = json.loads(content.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _unsound("it is not JSON in UTF-8 with each key once") from None
    if not isinstance(plain, dict):
        raise _unsound("it is not one object")
    return plain


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _faults_of_release(plain: dict[str, Any]) -> Iterator[str]:
    try:
        version_named(plain["measure"]["code"])
        release = release_from(plain)
        yield from _faults_of_days(release)
    except (NoSuchMeasure, NoSuchWindow) as refusal:
        yield str(refusal).rstrip(".")
        return
    yield from _faults_of_names(release)
    for plain_group in (*plain["groups"], plain["everyone"]):
        yield from _faults_of_counts(plain_group, release.profile)
    yield from _faults_of_steps(plain, release.profile)
    for group in (*release.groups, release.everyone):
        yield from _faults_of_rates(group, release)
    yield from _faults_of_sums(release)


def _faults_of_days(release: MeasuredRelease) -> Iterator[str]:
    if release.first > release.last:
        yield "its cohort ends before it begins"
        return
    rule, last = release.version.rule, release.windows[-1].last
    if release.followed_to != months_after(last, rule.follow_up_months):
        yield "it was not followed as long as its measure says"
    if release.proved_by != months_after(last, rule.proof_months):
        yield "its time for proof is not the one of its measure"
    if release.released_at.date() < release.proved_by:
        yield "it was released before the time for proof had passed"
    for one in release.extracts:
        if one.starts > one.ends or one.came > release.released_at.date():
            yield "the days of an extract's receipt cannot be"


def _faults_of_names(release: MeasuredRelease) -> Iterator[str]:
    names = [one.name for one in release.groups]
    if len({name.casefold() for name in names}) != len(names):
        yield "a group stands in it twice"
    if bool(names) != bool(release.by):
        yield "it does not say what its groups are split by" if names else "it has no groups to be split by"
    if release.by == BY_WINDOW and set(names) - {one.name for one in release.windows}:
        yield "it names a cohort that is none of its own"
    if release.everyone.name != EVERYONE or EVERYONE in names:
        yield "its whole is not named as everyone"
    if len({one.id for one in release.extracts}) != len(release.extracts):
        yield "a receipt stands in it twice"
    if (release.linked_by == "linking") != bool(release.linking_model):
        yield "it does not say by which model persons were linked"


def _faults_of_counts(group: dict[str, Any], profile: Profile) -> Iterator[str]:
    for key in ("people", "reoffenders", "reoffences"):
        if not _may_be_shown(group[key], profile):
            yield f"{key} of a group is a count that is never shown"


def _faults_of_steps(plain: dict[str, Any], profile: Profile) -> Iterator[str]:
    if not all(_may_be_shown(step["events"], profile) for step in plain["flow"]):
        yield "a step of its flow is a count that is never shown"


def _may_be_shown(written: int | str, profile: Profile) -> bool:
    if isinstance(written, str):
        return written == HIDDEN or (profile.step > 1 and written == profile.small_words)
    return profile.shown(written) == written and not profile.hides(written)


def _faults_of_rates(group: MeasuredGroup, release: MeasuredRelease) -> Iterator[str]:
    try:
        rates = rates_shown(group.people, group.reoffenders, group.reoffences, release.profile)
    except ValueError:
        yield "a group has more reoffenders than people, or fewer reoffences than reoffenders"
        return
    shown = rates if rates and rates.may_be_shown else None
    exact = (shown.binary, shown.frequency, shown.for_each_person) if shown else (None, None, None)
    if (group.rate, group.frequency, group.for_each_person) != tuple(rounded(one) for one in exact):
        yield "a rate does not follow from its counts"
    if group.no_rates != ("" if shown else TOO_FEW if rates else HIDDEN_RATE):
        yield "it does not say rightly why a group has no rate"
    if group.adjusted is not None and (release.baseline is None or shown is None):
        yield "a rate is adjusted to nothing"


def _faults_of_sums(release: MeasuredRelease) -> Iterator[str]:
    profile = release.profile
    rows = [one.shown(profile) for one in release.groups]
    whole = release.everyone.shown(profile)
    yield from _faults_of_table([*rows, whole] if rows else [whole, whole], profile, "groups")
    if not release.flow:
        return
    (_began, total), *steps = release.flow
    row = [*(events for _why, events in steps), total]
    yield from _faults_of_table([row, row], profile, "flow")
    counted = steps[-1][1] if steps else None
    if None not in (counted, release.everyone.people) and counted != release.everyone.people:
        yield "its flow ends with other people than were counted"


def _faults_of_table(grid: Sequence[Sequence[int | None]], profile: Profile, what: str) -> Iterator[str]:
    """A small count that is shown or follows, or sums that do not add up; hidden large ones may follow."""
    shown = [value for row in grid for value in row if value is not None]
    if any(profile.is_small(value) for value in shown):
        yield f"a small count follows from its {what}"
        return
    table = table_of([[Released(value, "", ()) for value in row] for row in grid], profile=profile)
    try:
        exposed = audit(table)
    except ValueError:
        yield f"the sums of its {what} do not add up"
        return
    if any(one.lowest <= profile.largest_small and one.highest > 0 for one in exposed):
        yield f"a small count follows from its {what}"
