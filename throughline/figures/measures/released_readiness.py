"""Whether a scheme can be evaluated, as it may be shown: counts through the one gate, and nobody's record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.figures.cohorts.readiness import COMPLETE, LEAST_PEOPLE, OUTSIDE, RECORDS, Member, Readiness
from throughline.figures.cohorts.scheme_records import ReadScheme, Scheme
from throughline.figures.measures.release import (
    Released,
    ReleasedShare,
    is_small,
    release_share,
    release_table,
)
from throughline.figures.measures.released_reoffending import ReleasedStep
from throughline.words.periods import Period


@dataclass(frozen=True)
class ReleasedLack:
    """What some people's records lack, how many people of each supplier, and of all."""

    lacks: tuple[str, ...]
    people: tuple[Released, ...]
    everyone: Released


@dataclass(frozen=True)
class ReleasedReadiness:
    """Whether a scheme is ready, and what stands in the way; no count in it points at a person.

    ``needed`` is how many more complete records are needed, None where the count is hidden; ``areas`` how
    many areas the complete records name. ``lacks`` is a row for each set of things that a record lacks,
    with a number for each of ``suppliers``; each person stands in one row. Where the number of such people
    is hidden there is neither: the rows themselves would be counted.
    """

    scheme: Scheme
    period: Period
    steps: tuple[ReleasedStep, ...]
    complete: Released
    needed: int | None
    is_ready: bool
    suppliers: tuple[str, ...]
    lacks: tuple[ReleasedLack, ...]
    without_pnc_id: ReleasedShare
    filled: ReleasedShare
    """Of the complete records, those that are so by what other extracts tell of the person."""
    areas: int
    followed_from: date
    is_followed: bool
    rows_sent_back: int


def release_readiness(read: ReadScheme) -> ReleasedReadiness:
    """The counts of a scheme's readiness, so that none of them gives a small one away.

    The people with a complete record are shown unless they are few themselves: the other steps are hidden
    rather than they. What is lacking is shown only where the number of those who lack something is. Records
    outside the period are not told of: the whole, the same for every period, would undo what is hidden.
    Source: rule R31; disclosure (figures, section 1).
    """
    found = read.readiness
    steps = _steps(found, read.receipts)
    complete = steps[-1].events
    is_told = steps[-2].events.value is not None
    suppliers = tuple(sorted({one.record.supplier for one in found.incomplete})) if is_told else ()
    return ReleasedReadiness(
        read.scheme,
        read.period,
        steps,
        complete,
        None if complete.value is None else max(0, LEAST_PEOPLE - complete.value),
        found.is_ready,
        suppliers,
        _lacks(found, suppliers, read.receipts) if is_told else (),
        _share(found, read.receipts, lambda one: not one.known.pnc_id),
        _share(found, read.receipts, lambda one: one.is_filled),
        len(found.areas),
        found.followed_from,
        found.is_followed,
        read.rows_sent_back,
    )


def _steps(found: Readiness, receipts: Sequence[str]) -> tuple[ReleasedStep, ...]:
    left_out = [step for step in found.flow.left_out if step.why != OUTSIDE]
    row = [*(step.events for step in left_out), found.flow.counted]
    known = set() if is_small(found.flow.counted) else {(line, len(left_out)) for line in (0, 1)}
    table = release_table([row], receipts=receipts, published=known)
    return (
        ReleasedStep(RECORDS, table.row_totals[0]),
        *(ReleasedStep(step.why, cell) for step, cell in zip(left_out, table.rows[0], strict=False)),
        ReleasedStep(COMPLETE, table.rows[0][-1]),
    )


def _lacks(found: Readiness, suppliers: tuple[str, ...], receipts: Sequence[str]) -> tuple[ReleasedLack, ...]:
    counted = Counter((_lacking(one), one.record.supplier) for one in found.incomplete)
    names = sorted({lacking for lacking, _supplier in counted})
    if not names:
        return ()
    rows = [[counted[name, supplier] for supplier in suppliers] for name in names]
    table = release_table(rows, receipts=receipts, published={(len(names), len(suppliers))})
    shown = zip(names, table.rows, table.row_totals, strict=True)
    return tuple(ReleasedLack(name, cells, total) for name, cells, total in shown)


def _lacking(member: Member) -> tuple[str, ...]:
    return tuple(one.identifier for one in member.lacks)


def _share(found: Readiness, receipts: Sequence[str], is_so: Callable[[Member], bool]) -> ReleasedShare:
    """How many of the complete records are so, hidden where few are or few are not."""
    return release_share(sum(map(is_so, found.complete)), len(found.complete), receipts=receipts)
