"""Releases for tests: counts of a cohort given as plain numbers, released into files without a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.figures.cohorts.flow import Flow, FlowStep
from throughline.figures.cohorts.follow_up import months_after
from throughline.figures.cohorts.rule import windows_of
from throughline.figures.extracts.returns import Window
from throughline.figures.extracts.store.receipts import ExtractReceipt, Sending
from throughline.figures.measures.profiles import SUPPRESS_1_4, Profile
from throughline.figures.measures.rates import CohortCounts
from throughline.figures.measures.release_files.writing import RestsOn, in_file, sealed, written
from throughline.figures.measures.released_reoffending import release_reoffending
from throughline.figures.measures.reoffending import EVERYONE, GroupCounts, ReoffendingCounts
from throughline.figures.measures.versions import PROVEN_REOFFENDING, MeasureVersion

QUARTER = (date(2009, 1, 1), date(2009, 3, 31))
AT = datetime(2010, 11, 2, 9, 30, tzinfo=UTC)
Counted = tuple[int, int, int]
"""People, reoffenders, reoffences."""


def receipt(
    digit: str = "a",
    starts: date = QUARTER[0],
    ends: date = date(2010, 9, 30),
    contract: str = "offences",
    supplier: str = "police",
    came: date = date(2010, 10, 20),
) -> ExtractReceipt:
    """A receipt of an extract of 234 rows, told from others by a digit."""
    sending = Sending(contract=contract, supplier=supplier, period=Window(starts, ends), received_on=came)
    return ExtractReceipt(
        id=digit * 64,
        sending=sending,
        sha256=digit * 64,
        size=1,
        profile="as published",
        profile_version=1,
        profile_fingerprint="",
        rows_read=234,
        rows_accepted=234,
        rejected_by_column={},
        passed_over=(),
        replaces=None,
    )


def counts(
    groups: dict[str, Counted],
    *,
    by: str = "area",
    days: tuple[date, date] = QUARTER,
    version: MeasureVersion = PROVEN_REOFFENDING,
) -> ReoffendingCounts:
    """The counts of groups, or of everyone where there is one of that name alone; ten events of each window are left out."""
    whole = tuple(sum(column) for column in zip(*groups.values(), strict=True))
    split = () if set(groups) == {EVERYONE} else groups.items()
    windows = windows_of(version.rule, *days)
    left_out = 10 * len(windows)
    return ReoffendingCounts(
        version=version,
        windows=windows,
        followed_to=months_after(days[1], version.rule.follow_up_months),
        proved_to=months_after(days[1], version.rule.proof_months),
        by=by if split else "",
        groups=tuple(GroupCounts(name, CohortCounts(*told), None) for name, told in split),
        everyone=GroupCounts(EVERYONE, CohortCounts(*whole), None),
        flow=Flow(whole[0] + left_out, (FlowStep("Counted already", left_out),), whole[0]),
    )


def release_file(
    counted: ReoffendingCounts, *, status: str = "final", profile: Profile = SUPPRESS_1_4, at: datetime = AT
) -> bytes:
    """The release file of some counts, which rests on one extract of offences."""
    shown = release_reoffending(counted, receipts=["a" * 64], profile=profile)
    rests_on = RestsOn(
        receipts=[receipt(came=at.date())],
        awaited=(),
        build="b" * 64,
        linked_by="PNC id",
        linking_model="",
        program="0.1.0",
        released_at=at,
    )
    return written(shown, status, rests_on)


def changed(plain: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The file of a release with something changed, and its checksum made anew, as a forger would."""
    change(plain)
    return in_file(sealed({key: value for key, value in plain.items() if key != "checksum"}))
