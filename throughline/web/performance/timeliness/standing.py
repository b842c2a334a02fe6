"""How a measure stands: its verdict in words, what may be shown of its counts, and the misses allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from throughline.figures.indicators.model import Position, Target, position_of
from throughline.figures.indicators.percentage import percent, percentage_against_target
from throughline.figures.measures.release import HIDDEN, release_share
from throughline.rules.supervision.share import Share

LOOKS: Final = {
    Position.ON_TARGET: "complete",
    Position.WITHIN_TOLERANCE: "slipping",
    Position.OFF_TARGET: "late",
}


@dataclass(frozen=True)
class Standing:
    """What a reader may know of one share: verdict, counts, target and misses allowed, all in words.

    ``look`` is a status of the pages, and empty where there is nothing to judge; ``share`` is None where
    the counts are hidden or there are none.
    """

    look: str
    verdict: str
    counts: str
    sentence: str = ""
    target: str = ""
    misses_allowed: str = ""
    share: Share | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Reader:
    """Who looks: keepers of the figures see every count, others what the gate releases."""

    sees_all: bool
    counts_people: bool
    """Whether the rest, the whole less the part, could point at people."""

    def may_see(self, share: Share, receipts: Sequence[str]) -> bool:
        """Whether the counts may be shown. Source: rule R31."""
        if self.sees_all:
            return True
        shown = release_share(share.met, share.of, receipts=receipts, people=self.counts_people)
        return shown.n is not None


def standing(
    share: Share | None, target: Target | None, *, receipts: Sequence[str], reader: Reader, unset: str
) -> Standing:
    """How a share stands for a reader; ``unset`` says what is missing where no limit is set.

    Source: rules R23, R31 and R38.
    """
    asked = percent(target.value) if target else ""
    if share is None:
        return Standing("", unset, "", target=asked)
    if not share.has_cases:
        return Standing("", _("No cases"), "", target=asked)
    if not reader.may_see(share, receipts):
        return Standing("", _("Not shown"), HIDDEN, target=asked, is_hidden=True)
    part = Fraction(share.met, share.of)
    counts = f"{share.words} ({percent(part)})"
    if target is None:
        return Standing("", _("No target"), counts, share=share)
    result = percentage_against_target(share.met, share.of, target.value)
    place = position_of(part, target, "higher")
    return Standing(
        LOOKS[place],
        _second(place, target) or place.value.capitalize(),
        counts,
        _interval(result.interval.lower, result.interval.upper) if result.interval else "",
        asked,
        f"{result.misses_allowed:,}",
        share,
    )


def _second(place: Position, target: Target) -> str:
    if place is not Position.WITHIN_TOLERANCE or target.second is None:
        return ""
    return _("Off target, above %(share)s %(name)s") % {
        "share": percent(target.second),
        "name": target.second_name,
    }


def _interval(lower: float, upper: float) -> str:
    low, high = (percent(round(limit, 4)) for limit in (lower, upper))
    return _("95%% interval %(low)s to %(high)s") % {"low": low, "high": high}


def part_words(
    whole: Share | None,
    parts: Sequence[tuple[str, Share | None, bool]],
    *,
    receipts: Sequence[str],
    reader: Reader,
) -> tuple[str, ...]:
    """The parts beside a share in words; all are hidden where one would give a small count away.

    A part is its name, its share, and whether it counts some of the same as the whole.
    Source: rule R31 (no hidden count follows by subtraction).
    """
    known = [(name, share, within) for name, share, within in parts if share is not None and share.has_cases]
    rests = [
        Share(whole.met - share.met, whole.of - share.of)
        for _name, share, within in known
        if within and whole and share != whole
    ]
    seen = [whole, *(share for _name, share, _within in known), *rests]
    if not all(reader.may_see(share, receipts) for share in seen if share):
        return (_("parts are hidden, so that no small count follows"),) if known else ()
    return tuple(
        f"{share.words} ({percent(Fraction(share.met, share.of))}) {name}"
        for name, share, within in known
        if not (within and share == whole)
    )
