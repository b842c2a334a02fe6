"""The one gate out: small numbers are hidden, and what is released names its receipts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from throughline.figures.measures.hiding import with_margins
from throughline.figures.measures.profiles import SUPPRESS_1_4, Profile
from throughline.figures.measures.protecting import Proof, ShownBefore, protected_table
from throughline.figures.measures.solving import Cell

HIDDEN = SUPPRESS_1_4.small_words
HIDDEN_IN_TABLE = "hidden"


@dataclass(frozen=True)
class Released:
    """A count that may be shown; ``value`` is None where it is hidden, and ``words`` say which."""

    value: int | None
    words: str
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedShare:
    """A share that may be shown, in counts; all numbers are None where any of them is hidden."""

    x: int | None
    n: int | None
    words: str
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedTable:
    """A table of counts that may be shown, with its totals, and the proof that nothing small follows.

    ``rows`` holds the cells, ``row_totals`` and ``column_totals`` their sums, ``total`` the sum of all.
    Small cells and those hidden to protect them bear one word: were they told apart, two cells "fewer than
    5" that come to 8 would both be 4.
    """

    rows: tuple[tuple[Released, ...], ...]
    row_totals: tuple[Released, ...]
    column_totals: tuple[Released, ...]
    total: Released
    profile: Profile = SUPPRESS_1_4
    proof: Proof | None = None

    def as_before(self) -> ShownBefore:
        """What a later publication of the same table must be compared with."""
        return ShownBefore(self.grid(), self.profile)

    def grid(self) -> tuple[tuple[int | None, ...], ...]:
        """The numbers shown, with the totals as the last row and the last column; None where hidden."""
        body = [(*row, total) for row, total in zip(self.rows, self.row_totals, strict=True)]
        return tuple(tuple(each.value for each in row) for row in [*body, (*self.column_totals, self.total)])


def is_small(count: int) -> bool:
    """A count that could point at a person: one to four.

    Raises ValueError if the count is below zero.
    Source: rule R31.
    """
    return SUPPRESS_1_4.is_small(count)


def release(count: int, *, receipts: Sequence[str], profile: Profile = SUPPRESS_1_4) -> Released:
    """A count as it may be shown outside casework.

    Raises ValueError without a receipt, or if the count is below zero.
    Source: rule R31; disclosure profiles (figures, section 1).
    """
    named, shown = _known(receipts), profile.shown(count)
    if shown is None or profile.hides(shown):
        return Released(shown, profile.small_words, named)
    return Released(shown, f"{shown:,}", named)


def release_share(
    x: int, n: int, *, receipts: Sequence[str], people: bool = True, profile: Profile = SUPPRESS_1_4
) -> ReleasedShare:
    """A share as it may be shown: x of n, hidden if either is small; both rounded where counts are.

    With ``people`` it is also hidden if the rest, n less x, is small: the reader could subtract.
    Raises ValueError without a receipt, or if x is more than n.
    Source: rule R31; disclosure profiles (figures, section 1).
    """
    if x > n:
        raise ValueError(f"{x} of {n} is not a share")
    named = _known(receipts)
    if profile.is_small(x) or profile.is_small(n) or (people and profile.is_small(n - x)):
        return ReleasedShare(None, None, f"hidden, fewer than {profile.largest_small + 1}", named)
    part, whole = profile.shown(x), profile.shown(n)
    return ReleasedShare(part, whole, f"{part:,} of {whole:,}", named)


def release_table(
    counts: Sequence[Sequence[int]],
    *,
    receipts: Sequence[str],
    profile: Profile = SUPPRESS_1_4,
    before: Sequence[ShownBefore] = (),
    published: Collection[Cell] = (),
) -> ReleasedTable:
    """A table of counts with its totals, so that every small count stays uncertain by at least 5.

    ``before`` are earlier publications of the same table: what all give away together is hidden too, and
    so is a count that differs by a small number from one shown then. ``published`` names cells that
    are public elsewhere, by row and column (the totals come last); they cannot be hidden.
    Raises ValueError without a receipt, or if rows differ in length; RevealedBefore where what is public
    already gives a small count away.
    Source: rule R31; disclosure (figures, section 1).
    """
    named = _known(receipts)
    if not counts or len({len(row) for row in counts}) != 1:
        raise ValueError("a table needs rows of one length")
    grid = with_margins(counts)
    hidden, proof = protected_table(grid, profile, before, frozenset(published))
    cells = [
        tuple(
            Released(None, HIDDEN_IN_TABLE, named)
            if (r, c) in hidden
            else release(value, receipts=named, profile=profile)
            for c, value in enumerate(row)
        )
        for r, row in enumerate(grid)
    ]
    return table_of(cells, profile=profile, proof=proof)


def table_of(
    cells: Sequence[Sequence[Released]], *, profile: Profile = SUPPRESS_1_4, proof: Proof | None = None
) -> ReleasedTable:
    """Released cells as a table; its last row and its last column are totals."""
    *body, foot = [tuple(row) for row in cells]
    return ReleasedTable(
        tuple(row[:-1] for row in body),
        tuple(row[-1] for row in body),
        foot[:-1],
        foot[-1],
        profile,
        proof,
    )


def _known(receipts: Sequence[str]) -> tuple[str, ...]:
    if not receipts or not all(receipts):
        raise ValueError("nothing is released without the receipt it came from")
    return tuple(dict.fromkeys(receipts))
