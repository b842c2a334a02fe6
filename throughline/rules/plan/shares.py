"""Measures that are a share: so many of so many, both counts told, with or without a target."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from throughline.rules.plan.model import SuccessMeasure

PER_CENT = "percent"


def is_told_in_numbers(measure: SuccessMeasure) -> bool:
    """Whether figures are told of a measure: it has quarters or a number to reach, or it is a share.

    Source: East Midlands plan 2009-10, objectives 2.2.1, 2.5.4 and 3.4.3.
    """
    return measure.is_trajectory or measure.target is not None or measure.unit.startswith(PER_CENT)


def share_told(part: int, whole: int, quarter: int) -> str:
    """A share without a target in words, with both counts; ``whole`` is more than nought.

    Source: East Midlands plan 2009-10, objective 2.5.4 (picked up, of those referred).
    """
    share = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{part:,} of {whole:,}, {share} per cent, by the end of quarter {quarter}. It has no target."
