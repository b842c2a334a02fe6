"""By which rule the small numbers of an indicator are hidden, wherever they are shown."""

from __future__ import annotations

from throughline.figures.indicators.model import Indicator
from throughline.figures.measures.profiles import NONE, PROFILES, SUPPRESS_1_4, Profile


def profile_of(indicator: Indicator) -> Profile:
    """The disclosure profile of an indicator; its ``step`` is more than 1 where counts are rounded.

    Only counts of what is no person are all shown: a share of few cases is hidden whatever it counts.
    Source: rule R31; disclosure profiles (figures, section 1).
    """
    if indicator.method != "percentage" and not indicator.counts_people:
        return NONE
    chosen = PROFILES[indicator.disclosure]
    return SUPPRESS_1_4 if chosen is NONE else chosen
