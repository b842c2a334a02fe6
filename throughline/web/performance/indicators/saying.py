"""What may be said aloud of an indicator's verdict, and what may not."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from throughline.figures.indicators.fixed_group import (
    AT_ITS_PEAK,
    ChosenAtItsPeak,
    effect_before_and_after,
)
from throughline.figures.indicators.model import Change, Position
from throughline.figures.scorecard import Group, Row


def to_say(row: Row) -> tuple[str, ...]:
    """What the figures bear out. Source: rules R24, R26, R27 and R29."""
    return tuple(_to_say(row)) if row.group is not Group.NO_RETURN_YET else ()


def not_to_say(row: Row) -> tuple[str, ...]:
    """What the figures do not bear out. Source: rules R26, R29 and E6 (regression to the mean)."""
    return tuple(_not_to_say(row))


def _to_say(row: Row) -> Iterator[str]:
    change = row.judgement.change
    if change is Change.IMPROVED and not row.judgement.indicator.chosen_at_peak:
        yield _("It has improved, by more than chance gives.")
    elif change is Change.WORSE:
        yield _("It has got worse, by more than chance gives. Ask what changed, and what the board can do.")
    elif change is Change.NO_RELIABLE_CHANGE:
        yield _("It has not reliably changed. A rise or a fall of this size comes by chance.")
    if row.position:
        yield {
            Position.ON_TARGET: _("The latest figure meets the target."),
            Position.WITHIN_TOLERANCE: _("The latest figure misses the target, within its tolerance."),
            Position.OFF_TARGET: _("The latest figure misses the target."),
        }[row.judgement.position or Position.OFF_TARGET]


def _not_to_say(row: Row) -> Iterator[str]:
    judgement = row.judgement
    if row.group is Group.NO_RETURN_YET:
        yield _("Nothing can be said yet, neither good nor bad.")
        return
    if judgement.change is Change.NO_RELIABLE_CHANGE:
        yield _("Do not explain the last rise or fall: there is nothing to explain.")
    if judgement.change is Change.TOO_LITTLE_DATA:
        yield _("Do not say that it is better or worse: there is too little data to tell.")
    if judgement.indicator.chosen_at_peak:
        yield _("Do not say that the work had an effect.") + " " + _why_no_effect(row)
    if judgement.latest and judgement.latest.status == "provisional":
        yield _("Do not call the latest figure final: it is provisional and may be revised.")


def _why_no_effect(row: Row) -> str:
    """The refusal of a claim from before and after, with both numbers where they may be shown."""
    judgement = row.judgement
    if judgement.latest is None or judgement.indicator.baseline is None:
        return AT_ITS_PEAK
    try:
        effect_before_and_after(
            before=int(judgement.indicator.baseline),
            after=judgement.latest.numerator,
            chosen_at_peak=judgement.indicator.chosen_at_peak,
        )
    except ChosenAtItsPeak as refusal:
        return str(refusal)
    return AT_ITS_PEAK
