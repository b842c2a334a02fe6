"""Proven reoffending as it may be shown: through the one gate, with its three rates kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.figures.cohorts.flow import Flow
from throughline.figures.measures.profiles import SUPPRESS_1_4, Profile
from throughline.figures.measures.protecting import ShownBefore
from throughline.figures.measures.rates import (
    SMALLEST_COHORT,
    CohortCounts,
    ReoffendingRates,
    adjusted_rate,
    reoffending_rates,
)
from throughline.figures.measures.release import Released, ReleasedTable, release, release_table
from throughline.figures.measures.reoffending import GroupCounts, ReoffendingCounts

TOO_FEW = f"fewer than {SMALLEST_COHORT} people"
HIDDEN_RATE = "hidden"
PROVISIONAL = "provisional"
FINAL = "final"
REVISED = "revised"


@dataclass(frozen=True)
class ReleasedGroup:
    """A group as it may be shown: its counts, and its rates unless ``no_rates`` says why there are none.

    ``adjusted`` is in per cent; it is None without a baseline or without everyone's risk score.
    """

    group: str
    cohort: Released
    reoffenders: Released
    reoffences: Released
    rates: ReoffendingRates | None
    no_rates: str
    adjusted: float | None


@dataclass(frozen=True)
class ReleasedStep:
    """One line of who was counted and who was not."""

    why: str
    events: Released


@dataclass(frozen=True)
class ReleasedReoffending:
    """A measure's figures as they may be shown, with the version, the windows and the days they rest on."""

    counted: ReoffendingCounts
    groups: tuple[ReleasedGroup, ...]
    everyone: ReleasedGroup
    flow: tuple[ReleasedStep, ...]
    status: str
    table: ReleasedTable
    """What a later publication of the same breakdown must be compared with."""
    baseline: float | None = None
    """The mean risk score, in per cent, that adjusted rates refer to."""


def release_reoffending(
    counted: ReoffendingCounts,
    *,
    receipts: Sequence[str],
    profile: Profile = SUPPRESS_1_4,
    baseline: float | None = None,
    before: Sequence[ShownBefore] = (),
    flow_before: Sequence[ShownBefore] = (),
) -> ReleasedReoffending:
    """The counts and rates of a cohort as they may be shown outside the store.

    ``baseline`` is the mean risk score, in per cent, that adjusted rates refer to. ``before`` are the
    tables of earlier publications of the same breakdown, which these figures then revise, and
    ``flow_before`` the flows of them.
    Raises ValueError without a receipt, RevealedBefore where what is public gives a small count away.
    Source: figures, section 1 (proven reoffending, disclosure); rule R31.
    """
    shown = counted.groups or (counted.everyone,)
    table = release_table(
        [_split(each.counts) for each in shown], receipts=receipts, profile=profile, before=before
    )
    rows = zip(shown, table.rows, table.row_totals, strict=True)
    groups = tuple(_released(one, total, row[0], profile, baseline) for one, row, total in rows)
    everyone = _released(counted.everyone, table.total, table.column_totals[0], profile, baseline)
    return ReleasedReoffending(
        counted,
        groups if counted.groups else (),
        everyone,
        _flow(counted.flow, everyone, profile, flow_before) if counted.flow else (),
        REVISED if before else FINAL,
        table,
        baseline,
    )


def _split(counts: CohortCounts) -> tuple[int, int]:
    return counts.reoffenders, counts.cohort - counts.reoffenders


def _released(
    group: GroupCounts, cohort: Released, reoffenders: Released, profile: Profile, baseline: float | None
) -> ReleasedGroup:
    # Reoffences follow their reoffenders: what hidden groups have together tells nothing more, since the
    # reoffences of each are at least its reoffenders, whose sum is known already.
    if reoffenders.value is None:
        reoffences = reoffenders
    else:
        reoffences = release(group.counts.reoffences, receipts=cohort.receipts, profile=profile)
    rates = rates_shown(cohort.value, reoffenders.value, reoffences.value, profile)
    return ReleasedGroup(
        group.group,
        cohort,
        reoffenders,
        reoffences,
        rates if rates and rates.may_be_shown else None,
        "" if rates and rates.may_be_shown else TOO_FEW if rates else HIDDEN_RATE,
        _adjusted(rates, group.mean_score, baseline),
    )


def rates_shown(
    cohort: int | None, reoffenders: int | None, reoffences: int | None, profile: Profile
) -> ReoffendingRates | None:
    """The rates of the numbers shown, so that no rate gives away more than they do; None where one is hidden.

    Raises ValueError for numbers that cannot be.
    Source: figures, section 1 (disclosure); rule R31.
    """
    if cohort is None or reoffenders is None or reoffences is None:
        return None
    if profile.hides(cohort) or profile.hides(reoffenders):
        return None
    return reoffending_rates(CohortCounts(cohort, reoffenders, reoffences))


def _adjusted(
    rates: ReoffendingRates | None, mean_score: float | None, baseline: float | None
) -> float | None:
    if rates is None or not rates.may_be_shown or rates.binary is None:
        return None
    if mean_score is None or baseline is None:
        return None
    return adjusted_rate(rates.binary, mean_score, baseline)


def _flow(
    flow: Flow, everyone: ReleasedGroup, profile: Profile, before: Sequence[ShownBefore]
) -> tuple[ReleasedStep, ...]:
    """The flow, so that no small step follows from the others and the people counted, who are shown."""
    steps = flow.left_out
    row = [*(step.events for step in steps), flow.counted]
    known = {(line, len(steps)) for line in (0, 1)} if everyone.cohort.value is not None else set()
    table = release_table(
        [row], receipts=everyone.cohort.receipts, profile=profile, before=before, published=known
    )
    return (
        ReleasedStep("Index events", table.row_totals[0]),
        *(ReleasedStep(step.why, cell) for step, cell in zip(steps, table.rows[0], strict=False)),
        ReleasedStep("People counted", table.rows[0][-1]),
    )
