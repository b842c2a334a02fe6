"""Making a release: through the gate, held to all that was released before, and logged before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from throughline.figures.cohorts.linking.keeping import latest_summary
from throughline.figures.extracts.store.building import is_current, latest_build
from throughline.figures.extracts.store.durable import alone
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.figures.measures.profiles import SUPPRESS_1_4, Profile
from throughline.figures.measures.protecting import RevealedBefore
from throughline.figures.measures.rates import CohortCounts
from throughline.figures.measures.release_files.awaited import awaited
from throughline.figures.measures.release_files.log import keep_release, releases_kept
from throughline.figures.measures.release_files.measured import MeasuredRelease, release_from
from throughline.figures.measures.release_files.parts import refuse_what_parts_leave
from throughline.figures.measures.release_files.reading import read_release
from throughline.figures.measures.release_files.writing import RestsOn, in_file, written
from throughline.figures.measures.released_reoffending import (
    FINAL,
    PROVISIONAL,
    REVISED,
    ReleasedReoffending,
    release_reoffending,
)
from throughline.figures.measures.reoffending import (
    GroupCounts,
    ReoffendingCounts,
    must_be_measurable,
)
from throughline.figures.measures.versions import MeasureVersion
from throughline.words.refusals import Refused

OF_THE_ACT: Final = ("released_at", "program", "checksum")
"""What tells one act of releasing from another, though they show the same."""
OF_STATUS: Final = ("status", "awaited", "receipts", "build", "linked_by", "linking_model", *OF_THE_ACT)
"""What may differ though the figures are the same."""


class NotBuilt(Refused):
    """Nothing was built that could be released, or it was built from other extracts than those that count."""


@dataclass(frozen=True)
class MadeRelease:
    """The file of a release, and whether the very same had been released before."""

    content: bytes
    plain: dict[str, Any]
    is_known: bool


def make_release(
    store: ExtractStore,
    counted: ReoffendingCounts,
    *,
    build: str,
    at: datetime,
    program: str,
    profile: Profile = SUPPRESS_1_4,
    baseline: float | None = None,
) -> MadeRelease:
    """Release the counts of a cohort into a file; the store's log has it before anybody else does.

    ``build`` is the id of the build that was current before the cohort was counted.
    What was released before of the same cohort holds: no two releases together give a small count away. The
    same figures again are the release that was made before.
    Raises NotMeasurableYet, NotBuilt, RevealedBefore, StoreBusy and StoreUnreadable.
    Source: figures, section 1 (one gate; disclosure across two successive publications); rule R31.
    """
    must_be_measurable(counted.version, counted.windows[-1].last, at.date())
    with alone(store.folder):
        rests_on = _rests_on(store, counted, at, program)
        if rests_on.build != build:
            raise NotBuilt(
                "The store was built again while the cohort was counted, so nothing was released. "
                "Release it again."
            )
        earlier = releases_of(store, counted)
        shown = _held_to(counted, [one for one, _plain in earlier], rests_on, profile, baseline)
        same_split = [(one, plain) for one, plain in earlier if one.by == counted.by]
        content = written(shown, _status(shown, same_split, rests_on), rests_on)
        plain = read_release(content)
        if same_split and _alike(same_split[-1][1], plain, OF_THE_ACT):
            return MadeRelease(in_file(same_split[-1][1]), same_split[-1][1], True)
        refuse_what_parts_leave(release_from(plain), _of_version(store, counted.version))
        keep_release(store, content)
    return MadeRelease(content, plain, False)


def releases_of(
    store: ExtractStore, counted: ReoffendingCounts
) -> tuple[tuple[MeasuredRelease, dict[str, Any]], ...]:
    """What was released of the same cohort by the same version, in order.

    Raises StoreUnreadable.
    Source: figures (two versions are never one line).
    """
    wanted = (counted.version.code, counted.windows[0].first, counted.windows[-1].last)
    found = ((release_from(plain), plain) for plain in releases_kept(store))
    return tuple((one, plain) for one, plain in found if (one.version.code, one.first, one.last) == wanted)


def _of_version(store: ExtractStore, version: MeasureVersion) -> list[MeasuredRelease]:
    found = (release_from(plain) for plain in releases_kept(store))
    return [one for one in found if one.version.code == version.code]


def _rests_on(store: ExtractStore, counted: ReoffendingCounts, at: datetime, program: str) -> RestsOn:
    built = latest_build(store)
    if built is None:
        raise NotBuilt(f"Nothing was built in {store.folder}. Build it with: throughline figures build")
    if not is_current(store):
        raise NotBuilt(
            "Extracts came or went since the store was built, so nothing was released. "
            "Build it again with: throughline figures build"
        )
    receipts = [store.receipt(name) for name in built.receipts]
    linked = latest_summary(store) if built.linked_by == "linking" else None
    windows = counted.windows
    return RestsOn(
        receipts=receipts,
        awaited=awaited(receipts, windows[0].first, windows[-1].last, counted.proved_to),
        build=built.id,
        linked_by=built.linked_by,
        linking_model=linked.model if linked else "",
        program=program,
        released_at=at,
    )


def _held_to(
    counted: ReoffendingCounts,
    earlier: Sequence[MeasuredRelease],
    rests_on: RestsOn,
    profile: Profile,
    baseline: float | None,
) -> ReleasedReoffending:
    """The counts as they may be shown beside all that was shown before."""
    counted = _with_groups(counted, [one for one in earlier if one.by == counted.by])
    names = tuple(group.group for group in counted.groups)
    shown = release_reoffending(
        counted,
        receipts=[one.id for one in rests_on.receipts],
        profile=profile,
        baseline=baseline,
        before=[
            one.as_before(names) if one.by == counted.by and names else one.totals_before(len(names))
            for one in earlier
        ],
        flow_before=[one.flow_before() for one in earlier if _same_steps(one, counted)],
    )
    for one in earlier:
        _refuse_giving_away(one, shown)
    return shown


def _with_groups(counted: ReoffendingCounts, earlier: Sequence[MeasuredRelease]) -> ReoffendingCounts:
    """The counts with the groups that had people in an earlier release and have none now."""
    known = {group.group for group in counted.groups}
    gone = dict.fromkeys(one.name for each in earlier for one in each.groups if one.name not in known)
    nobody = tuple(GroupCounts(name, CohortCounts(0, 0, 0), None) for name in gone)
    return replace(counted, groups=(*counted.groups, *nobody))


def _same_steps(release: MeasuredRelease, counted: ReoffendingCounts) -> bool:
    if counted.flow is None or not release.flow:
        return False
    return [why for why, _events in release.flow[1:-1]] == [one.why for one in counted.flow.left_out]


def _refuse_giving_away(earlier: MeasuredRelease, shown: ReleasedReoffending) -> None:
    """A whole that an earlier release hid, to protect its groups, cannot be shown beside other groups."""
    if earlier.by == shown.counted.by or not earlier.groups:
        return
    before = earlier.as_before(tuple(one.name for one in earlier.groups))
    now = (shown.everyone.reoffenders.value, None, shown.everyone.cohort.value)
    hidden, last = before.hidden(), len(earlier.groups)
    told = {
        (last, column): shown.table.profile.between(value)
        for column, value in enumerate(now)
        if value is not None and (last, column) in hidden
    }
    if told and before.gives_away(told):
        raise RevealedBefore(
            f"The whole of this cohort would give a small number of its release by {earlier.by} away. "
            "Nothing was released. Release it split as before."
        )


def _status(
    shown: ReleasedReoffending, earlier: Sequence[tuple[MeasuredRelease, dict[str, Any]]], rests_on: RestsOn
) -> str:
    """Provisional while extracts are awaited; then final, or revised where it corrects what was settled."""
    if rests_on.awaited:
        return PROVISIONAL
    settled = [(one, plain) for one, plain in earlier if one.status != PROVISIONAL]
    if not settled:
        return FINAL
    release, plain = settled[-1]
    now = read_release(written(shown, FINAL, rests_on))
    return release.status if _alike(plain, now, OF_STATUS) else REVISED


def _alike(one: dict[str, Any], other: dict[str, Any], without: Sequence[str]) -> bool:
    return all(one[key] == other[key] for key in one if key not in without)
